"""A report as read: raw text and what is known about where it comes from."""

from dataclasses import dataclass
from datetime import date

from contested.model.text import DocumentId, content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report exactly as read, with its metadata; nothing is normalised."""

    id: DocumentId  # the input record's id, or the file's stem
    text: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None  # the outlet's name as given, not yet looked up
    camp: str | None = None  # side id, "monitor" or "wire", as given; set by people, never learned
    published: date | None = None
    published_how: str | None = None  # how the day is known: "record", "manifest", "option", ...
    conflict: str | None = None  # theatre id, as given
    language: str = "en"  # BCP 47
    read_from: str = ""  # path, or path#line
    extra: tuple[tuple[str, str], ...] = ()  # unknown keys of the record, values as JSON

    @property
    def key(self) -> str:
        """The report's content id: same id and text, same key, on any machine."""
        return content_id(self.id, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A report, or part of the input, that could not be used: counted and shown, never lost."""

    read_from: str
    stage: str  # "read", "segment", "extract", "resolve"
    reason: str
