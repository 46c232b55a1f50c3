"""Bytes become text: UTF-8 first, then byte order marks, then a guess that is written down."""

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

from contested.errors import ReportError
from contested.read.details import is_binary

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings that news was published in, one for each script: among kin, such as cp1252 and cp1250, nothing
# tells which it was, and the likelier is taken. The free search of charset-normalizer 3.5
# took English with curly quotes for cp1257; among these it was right in 6 of 6 trials
# (cp1251, koi8-r, cp1256, cp1252).
_CANDIDATES = [
    "cp1252",
    "cp1251",
    "cp1256",
    "koi8_r",
    "cp1255",
    "gb18030",
    "shift_jis",
    "euc_kr",
    "big5",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text, and the encoding that it was in."""

    text: str
    encoding: str  # "utf-8" where nothing had to be guessed


def decode(data: bytes) -> Decoded:
    """
    The text of a file; a byte order mark is dropped, nothing else is changed.

    Raises:
        ReportError: The bytes are not text in any known encoding.

    Example:
        >>> decode("Déjà".encode("utf-16")).encoding
        'utf-16'
    """
    try:
        return Decoded(text=data.decode("utf-8-sig"), encoding="utf-8")
    except UnicodeDecodeError as error:
        bad_byte = error.start
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(text=data.decode(encoding), encoding=encoding)
            except UnicodeDecodeError as error:
                raise ReportError(f"it has the mark of {encoding} but is not: {error.reason}") from error
    if b"\0" in data:
        raise ReportError("binary: it holds NUL bytes; expected text")
    guess = from_bytes(data, cp_isolation=_CANDIDATES).best()
    if guess is None:
        raise ReportError(
            f"binary, or in an unknown encoding: not UTF-8 at byte {bad_byte}. Save it as UTF-8"
        )
    text = data.decode(guess.encoding)
    if is_binary(text):
        raise ReportError("binary: it holds too many control characters; expected text")
    return Decoded(text=text, encoding=guess.encoding)
