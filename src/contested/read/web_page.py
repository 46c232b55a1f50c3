"""What runs in the child process for a web page: bytes to text and stated metadata."""

from contested.markup import parse
from contested.model.report import Original
from contested.read.page_details import page_details
from contested.read.page_encoding import page_encoding


def take_apart(data: bytes, *, charset: str | None = None, url: str | None = None) -> dict[str, object]:
    """
    The page's text, its encoding, what it says of itself, and what could not be read as it stands.

    Raises:
        ReportError: The bytes are no text.
    """
    encoding, warnings = page_encoding(data, charset=charset)
    source = Original.of(data, media_type="text/html", encoding=encoding).source
    page = parse(source)
    details = [
        {"how": one.how, "values": dict(one.values)} for one in page_details(page, source, fetched=url)
    ]
    return {
        "text": page.text,
        "encoding": encoding,
        "warnings": [*warnings, *page.warnings],
        "details": details,
    }
