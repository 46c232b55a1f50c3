"""What runs in the child process for a PDF file."""

import io

from contested.errors import ReportError
from contested.read.details import TEXT_CAP

_PAGES_CAP = 1_000


def take_apart(data: bytes) -> dict[str, object]:
    """
    The text of the pages, a blank line between them, and the title and author that the file states.

    The day on which the file was made is kept as `made`: it is not the day of publication.

    Raises:
        ReportError: Encrypted, or no PDF.
    """
    from pypdf import PasswordType, PdfReader

    try:
        file = PdfReader(io.BytesIO(data), strict=False)
        if file.is_encrypted and file.decrypt("") is PasswordType.NOT_DECRYPTED:
            raise ReportError("encrypted; save it without a password")
        count = len(file.pages)
    except ReportError:
        raise
    except Exception as error:  # pypdf 7 raises a dozen kinds on broken files, some from the standard library
        raise ReportError(f"cannot be parsed: {type(error).__name__}: {error}") from error
    pages: list[str] = []
    warnings: list[str] = []
    for number in range(min(count, _PAGES_CAP)):
        try:
            pages.append(_words(file.pages[number].extract_text()))
        except Exception as error:  # one broken page of many
            warnings.append(f"page {number + 1} cannot be read: {type(error).__name__}: {error}"[:200])
        if sum(map(len, pages)) > TEXT_CAP:
            break
    if count > len(pages) + len(warnings):
        warnings.append(f"{count:,} pages; read were the first {len(pages):,}")
    return {"text": "\n\n".join(pages), "values": _stated(file), "warnings": warnings}


def _stated(file: object) -> dict[str, str]:
    try:
        stated = file.metadata or {}  # type: ignore[attr-defined]
        pairs = {
            "title": stated.get("/Title"),
            "byline": stated.get("/Author"),
            "made": stated.get("/CreationDate"),
        }
        return {name: _words(str(value)).strip()[:1000] for name, value in pairs.items() if value}
    except Exception:  # odd metadata is no reason to lose the text
        return {}


def _words(text: str) -> str:
    """Without what no store can hold: NULs and halves of characters, which broken fonts give."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
