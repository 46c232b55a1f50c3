"""The formats that reports come in: one file each, found here by the ending of the file's name."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from contested.model.report import Failure, Report
from contested.read.formats.jsonl import read_jsonl, read_jsonl_gz
from contested.read.formats.text import read_text
from contested.read.source import Source

Reader = Callable[[Source], Iterator[Report | Failure]]

FORMATS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": read_text,
        ".md": read_text,
        ".jsonl": read_jsonl,
        ".jsonl.gz": read_jsonl_gz,
    }
)


def format_of(name: str) -> str | None:
    """
    The ending that says how to read a file, or None.

    Example:
        >>> format_of("week 3.JSONL.gz"), format_of("map.pdf")
        ('.jsonl.gz', None)
    """
    endings = (ending for ending in FORMATS if name.lower().endswith(ending))
    return max(endings, key=len, default=None)
