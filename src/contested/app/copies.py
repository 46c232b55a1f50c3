"""Copies among the reports of a store or of files, with what each copy changed and where that takes sides."""

import json
import zlib
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from contested.app.prints import WORDS, Prints, fingerprint
from contested.app.workspace import Workspace
from contested.knowledge.framing_words import FramingWords
from contested.knowledge.theatre import Theatre, load_theatre
from contested.model.copy import CopyGroup, Edit, Member
from contested.model.page import Page
from contested.model.text import Span
from contested.reconcile.edits import edits_between
from contested.reconcile.report_copies import Copied, Fingerprint, find_copies
from contested.segment.agencies import agency_of

_STORE_HEAD = b"SQLite format 3\0"
_EDITED_AT_MOST = 200  # copies of one group whose changes are worked out; the others are listed


class CopyFinder:
    """Takes pages one by one, and then tells which are copies. What it keeps of each is a few kilobytes."""

    def __init__(self) -> None:
        self._prints: dict[str, Fingerprint] = {}
        self._members: dict[str, Member] = {}
        self._texts: dict[str, bytes] = {}  # packed: most reports are never looked at again

    def add(self, page: Page, known: Fingerprint | None = None) -> None:
        """
        Take in a page.

        Args:
            page: The page.
            known: Its fingerprint, where it was made before.
        """
        report = page.report
        if report.key in self._prints:
            return
        self._prints[report.key] = known or fingerprint(page)
        self._members[report.key] = Member(
            key=report.key,
            document=report.id,
            outlet=report.outlet,
            published=report.published,
            agency=agency_of(page),
            copied_from=None,
            taken=1.0,
            kept=1.0,
        )
        parts = [part.span for part in page.segments if part.kind in WORDS]
        spans = [(span.start, report.text[span.start : span.end]) for span in parts]
        self._texts[report.key] = zlib.compress(json.dumps(spans).encode("ascii"))

    def groups(self, theatre: Theatre | None = None) -> tuple[CopyGroup, ...]:
        """
        The groups, the largest first.

        Args:
            theatre: Whose names for parties count as taking sides; None: words alone do.
        """
        framing = FramingWords.load(theatre)
        copies: defaultdict[str, list[Copied]] = defaultdict(list)
        for one in find_copies(list(self._prints.values())):
            copies[one.origin].append(one)
        found = [self._group(origin, members, framing) for origin, members in copies.items()]
        return tuple(
            sorted(found, key=lambda group: (-len(group.copies), group.origin.document, group.origin.key))
        )

    def _group(self, origin: str, copies: list[Copied], framing: FramingWords) -> CopyGroup:
        members = [
            replace(
                self._members[one.key],
                copied_from=one.source,
                taken=round(one.taken, 3),
                kept=round(one.kept, 3),
                edits=self._edits(origin, one.key, framing) if number < _EDITED_AT_MOST else (),
            )
            for number, one in enumerate(copies)
        ]
        first = self._members[origin]
        agencies = {one.agency for one in (first, *members) if one.agency}
        return CopyGroup(
            origin=first, copies=tuple(members), agency=agencies.pop() if len(agencies) == 1 else None
        )

    def _edits(self, origin: str, copy: str, framing: FramingWords) -> tuple[Edit, ...]:
        old, old_parts = self._text(origin)
        new, new_parts = self._text(copy)
        return tuple(
            replace(edit, framing=framing.changed(edit))
            for edit in edits_between(old, old_parts, new, new_parts)
        )

    def _text(self, key: str) -> tuple[str, list[Span]]:
        """The article at the offsets of the report's text; blanks stand for the rest."""
        text, parts = "", []
        for start, words in json.loads(zlib.decompress(self._texts[key])):
            text = text.ljust(start) + words
            parts.append(Span(start, start + len(words)))
        return text, parts


def find_stored(path: Path | str) -> tuple[CopyGroup, ...]:
    """
    The groups of copies in a store.

    Raises:
        StoreError: The file is no store, or cannot be read.
    """
    with Workspace.open(path) as workspace:
        references: set[str] = set()
        finder = CopyFinder()
        prints = Prints(workspace.store)
        for document in workspace.store.documents():
            references.add(document.theatre.reference)
            finder.add(document.page, prints.of(document))
        prints.save()
        # Names are marked where all reports are of one war: what is neutral in one may take sides in another.
        return finder.groups(load_theatre(references.pop()) if len(references) == 1 else None)


def is_store(path: Path | str) -> bool:
    """Whether a path is a store, by its first bytes."""
    file = Path(path)
    if str(path) == "-" or not file.is_file():
        return False
    with file.open("rb") as head:
        return head.read(len(_STORE_HEAD)) == _STORE_HEAD
