"""What a format has to give: how it is known, and how its reports are read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from contested.model.report import Failure, Report
from contested.read.source import Source

HEAD = 4096  # bytes of an input that a format may look at

Reader = Callable[[Source], Iterator[Report | Failure]]


def never(head: bytes) -> bool:
    """Says of no input that it is of this format: only its name or its server tells."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """
    One format of inputs. Our own stand in `contested.read.formats`, one file each.

    Others come by an entry point of the group `contested.formats` that gives such a value; they pass the same
    checks and are asked before ours.
    """

    name: str
    about: str  # one line for the documentation: what comes out
    endings: tuple[str, ...]  # of file names, lower case, with the dot
    media_types: tuple[str, ...] = ()  # that servers and archives give it
    read: Reader
    recognise: Callable[[bytes], bool] = never  # whether an input that begins so can be nothing else
    hint: Callable[[bytes], bool] = never  # whether it looks so, where neither name nor server says anything
