"""Which encoding a web page is in: by marks, by UTF-8 if it fits, by what is declared, by a guess."""

import codecs
import re

from contested.errors import ReportError
from contested.read.decoding import decode

_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_.-]{2,40})""", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers read where a page says the left, because that is what pages mean.
_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_HEAD = 4096
# Pages put together from several sources hold a few bytes of another encoding. Above this share of the bytes
# that are not ASCII it is another encoding as a whole.
_ODD_SHARE = 0.1
_NOT_ASCII = re.compile(rb"[\x80-\xff]")


def page_encoding(data: bytes, *, charset: str | None) -> tuple[str, tuple[str, ...]]:
    """
    The encoding, and a warning for each thing that does not fit what is declared.

    Args:
        data: The whole page.
        charset: What the server said.

    Raises:
        ReportError: The bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, _unreadable(data, encoding)
    declared, unknown = _declared(data, charset)
    warnings: tuple[str, ...] = (f"declares the unknown encoding {unknown!r}",) if unknown else ()
    if _fits(data, "utf-8"):
        # Text that is not UTF-8 hardly ever is valid UTF-8 by chance.
        if declared not in (None, "utf-8") and not data.isascii():
            warnings += (f"declares {declared}, but is UTF-8",)
        return "utf-8", warnings
    if declared and declared != "utf-8" and _fits(data, declared):
        return declared, warnings
    if mostly_utf8(data):
        return "utf-8", (*warnings, *_unreadable(data, "utf-8"))
    try:
        guessed = decode(data).encoding
    except ReportError:
        if declared is None or b"\0" in data[:_HEAD]:
            raise
        return declared, (*warnings, *_unreadable(data, declared))
    if declared and guessed != declared:
        warnings += (f"declares {declared}, but is not; read as {guessed}",)
    return guessed, warnings


def _declared(data: bytes, charset: str | None) -> tuple[str | None, str | None]:
    """What the server, else the page, declares; and a label that nobody knows."""
    head = data[:_HEAD]
    found = [charset] if charset else []
    found += [match.group(1).decode("ascii") for pattern in (_META, _XML) if (match := pattern.search(head))]
    unknown = None
    for label in found:
        try:
            name = codecs.lookup(label.strip("\"' ")).name
            "".encode(name)
        except (LookupError, ValueError, UnicodeError):  # also codecs that are no encodings of text
            unknown = unknown or label[:40]
            continue
        if name.startswith(("utf-16", "utf-32")):
            continue  # a page whose declaration can be read as ASCII is in neither
        return _MEANT.get(name, name), unknown
    return None, unknown


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def mostly_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8 but for a few that slipped in."""
    odd = data.decode("utf-8", "replace").count("\ufffd")
    return odd < _ODD_SHARE * len(_NOT_ASCII.findall(data))


def _unreadable(data: bytes, encoding: str) -> tuple[str, ...]:
    if _fits(data, encoding):
        return ()
    count = data.decode(encoding, "replace").count("\ufffd")
    return (f"{count:,} characters are not {encoding} as declared; they stand as U+FFFD",)
