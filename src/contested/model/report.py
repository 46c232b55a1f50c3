"""A report as read: raw text and what is known about where it comes from."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date

from contested.model.text import DocumentId, content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """
    The bytes that a report's text was made from, as saved or fetched; kept where text alone would lose them.

    Two are the same if their hashes are: the bytes themselves may be elsewhere (a store keeps them apart).
    """

    sha256: str
    media_type: str  # "text/html", "application/pdf", ...
    encoding: str | None = None  # how to decode the bytes; None where they are no text
    data: bytes = field(repr=False, compare=False)

    @classmethod
    def of(cls, data: bytes, *, media_type: str, encoding: str | None = None) -> "Original":
        """The bytes with their hash."""
        digest = hashlib.sha256(data).hexdigest()
        return cls(sha256=digest, media_type=media_type, encoding=encoding, data=data)

    @property
    def source(self) -> str:
        """The bytes as text: a mark at the head is dropped, what no encoding can mean stands as U+FFFD."""
        text = self.data.decode(self.encoding or "utf-8", errors="replace")
        return text.removeprefix("\ufeff").replace("\0", "\ufffd")


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
    extra: tuple[tuple[str, str], ...] = ()  # further findings and unknown keys of the record, values as JSON
    original: Original | None = None  # where the text was made from other bytes: a web page, a PDF, ...

    @property
    def warnings(self) -> tuple[str, ...]:
        """What could not be read as it stands: a page cut short, a wrong encoding, text nested too deep."""
        found = json.loads(dict(self.extra).get("warnings", "[]"))
        return tuple(map(str, found)) if isinstance(found, list) else (str(found),)

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
