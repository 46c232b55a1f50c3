"""Plain text and Markdown: one report a file, its metadata in front matter if anywhere."""

from collections.abc import Iterator

from contested.errors import ReportError
from contested.model.report import Failure, Original, Report
from contested.read.decoding import decode
from contested.read.details import TEXT_CAP, make_report
from contested.read.format import Format
from contested.read.front_matter import read_front_matter
from contested.read.source import Source


def read_text(source: Source) -> Iterator[Report | Failure]:
    """The one report that a text file holds, or why it cannot be used."""
    with source.open() as file:
        data = file.read(TEXT_CAP + 1)
    yield report_of(data, source)


def report_of(data: bytes, source: Source) -> Report | Failure:
    """The report whose bytes are given."""
    if len(data) > TEXT_CAP:
        return source.failure(f"too long: over the cap of {TEXT_CAP:,} bytes a report. Split it into reports")
    try:
        decoded = decode(data)
    except ReportError as error:
        return source.failure(str(error))
    head = read_front_matter(decoded.text)
    if head is None and source.not_named_in:
        return source.failure(
            f"not named in {source.not_named_in}, and without front matter; add a row for it, or give the "
            "file itself as a path"
        )
    id = head.values.get("id") if head else None
    is_utf8 = decoded.encoding == "utf-8"
    extra: list[tuple[str, object]] = [] if is_utf8 else [("encoding", decoded.encoding)]
    if source.warnings:
        extra.append(("warnings", list(source.warnings)))
    # In UTF-8 the text holds all that the bytes held.
    original = None if is_utf8 else Original.of(data, media_type="text/plain", encoding=decoded.encoding)
    return make_report(
        decoded.text,
        id=str(id) if id else source.id,
        read_from=source.name,
        details=source.details(first=(head,) if head else ()),
        extra=extra,
        original=original,
    )


FORMAT = Format(
    name="text",
    about="The one report that a text or Markdown file holds; metadata from its front matter.",
    endings=(".txt", ".md", ".markdown"),
    media_types=("text/plain", "text/markdown"),
    read=read_text,
)
