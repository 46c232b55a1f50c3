"""The formats that reports come in: one file each, told by first bytes, name or server."""

from functools import cache

from contested.errors import OptionError
from contested.read.format import Format
from contested.read.formats import csv, eml, feed, html, http, jsonl, mbox, opml, pdf, text, wacz, warc

FORMATS: tuple[Format, ...] = (
    text.FORMAT,
    html.FORMAT,
    http.FORMAT,
    feed.FORMAT,
    opml.FORMAT,
    jsonl.FORMAT,
    jsonl.PACKED,
    csv.FORMAT,
    mbox.FORMAT,
    eml.FORMAT,
    pdf.FORMAT,
    warc.FORMAT,
    wacz.FORMAT,
)
GROUP = "contested.formats"


def format_of(name: str, head: bytes = b"", *, media_type: str | None = None) -> Format | None:
    """
    How to read an input, or None.

    What an input begins with decides where it can be nothing else: a web page saved as `.txt` is a web page.
    Then come its name, what its server called it, and what it looks like.

    Example:
        >>> format_of("week 3.JSONL.gz").name, format_of("page.txt", b"<!doctype html>").name
        ('jsonl.gz', 'html')
    """
    known = all_formats()
    for one in known:
        if one.recognise(head):
            return one
    if named := _by_ending(name, known):
        return named
    if media_type:
        plain = media_type.partition(";")[0].strip().lower()
        for one in known:
            if plain in one.media_types:
                return one
    return next((one for one in known if one.hint(head)), None)


def ending_of(name: str) -> str | None:
    """
    The ending of a file's name that belongs to a format, or None.

    Example:
        >>> ending_of("week 3.JSONL.gz"), ending_of("film.mp4")
        ('.jsonl.gz', None)
    """
    return max(_endings(name, all_formats()), key=len, default=None)


@cache
def all_formats() -> tuple[Format, ...]:
    """
    Other people's formats, then ours.

    Raises:
        OptionError: An installed package gives something else as a format.
    """
    from importlib.metadata import entry_points

    others: list[Format] = []
    for point in entry_points(group=GROUP):
        try:
            found = point.load()
        except Exception as error:
            raise OptionError(f"format {point.name!r} ({point.value}): cannot be loaded: {error}") from error
        if not isinstance(found, Format):
            raise OptionError(
                f"format {point.name!r} ({point.value}): is {type(found).__name__}; expected a "
                "contested.read.format.Format. Correct or remove the package"
            )
        others.append(found)
    return (*others, *FORMATS)


def _by_ending(name: str, known: tuple[Format, ...]) -> Format | None:
    ending = max(_endings(name, known), key=len, default=None)
    return next((one for one in known if ending in one.endings), None)


def _endings(name: str, known: tuple[Format, ...]) -> list[str]:
    return [ending for one in known for ending in one.endings if name.lower().endswith(ending)]
