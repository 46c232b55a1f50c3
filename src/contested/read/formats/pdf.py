"""PDF files: their text, page by page, read in a child process."""

from collections.abc import Iterator

from contested.errors import ReportError
from contested.model.report import Failure, Original, Report
from contested.read.details import Details, make_report
from contested.read.format import Format
from contested.read.source import Source

PDF_CAP = 50_000_000  # bytes: pictures weigh more than words
_CHILD = "contested.read.pdf_text:take_apart"


def read_pdf(source: Source) -> Iterator[Report | Failure]:
    """The one report whose text a PDF file holds, or why it cannot be used."""
    try:
        data = source.whole(PDF_CAP, "a PDF")
        found = source.apart(_CHILD, data)
    except ReportError as error:
        yield source.failure(f"PDF: {error}")
        return
    if not found["text"].strip():
        yield source.failure(
            "empty: the PDF holds no text, perhaps pictures of pages; recognise their text first"
        )
        return
    warnings = [*source.warnings, *found["warnings"]]
    yield make_report(
        found["text"],
        id=source.id,
        read_from=source.name,
        details=source.details(Details(how="PDF", values=found["values"])),
        extra=[("warnings", warnings)] if warnings else [],
        original=Original.of(data, media_type="application/pdf"),
    )


def is_pdf(head: bytes) -> bool:
    """Whether bytes begin a PDF file."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-")


FORMAT = Format(
    name="pdf",
    about="The one report whose text a PDF file holds; a scan has none.",
    endings=(".pdf",),
    media_types=("application/pdf",),
    read=read_pdf,
    recognise=is_pdf,
)
