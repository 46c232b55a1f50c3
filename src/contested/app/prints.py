"""Fingerprints of stored reports, each made once and then kept in the store."""

import json
import zlib
from contextlib import suppress
from datetime import date

import numpy as np

from contested.app.basis import program_checksum
from contested.app.discovery import reading_checksum
from contested.errors import StoreError
from contested.model.page import Page, SegmentKind
from contested.model.text import content_id
from contested.reconcile.report_copies import Fingerprint
from contested.segment.agencies import agency_of
from contested.store import Document, Kept, Store

KIND = "fingerprint"
WORDS = frozenset({SegmentKind.HEADLINE, SegmentKind.PARAGRAPH})  # what may be copied of a page


def fingerprint(page: Page) -> Fingerprint:
    """What is kept of a page to find its copies."""
    report = page.report
    parts = (part.span for part in page.segments if part.kind in WORDS)
    agency = agency_of(page)
    return Fingerprint.of(
        "\n".join(report.text[span.start : span.end] for span in parts),
        key=report.key,
        document=report.id,
        published=report.published,
        agency=agency.casefold() if agency else None,
    )


class Prints:
    """The fingerprints of a store's documents; those that it lacks are made, and kept by `save`."""

    def __init__(self, store: Store, *, trusting: bool = True) -> None:
        """
        Look what is kept.

        Args:
            store: Where the documents are.
            trusting: Take what is kept; otherwise make all of it anew, and keep nothing.
        """
        self._store = store
        self._trusting = trusting
        self._kept = {kept.name: kept for kept in store.kept(KIND)} if trusting else {}
        self._new: list[Kept] = []

    def of(self, document: Document) -> Fingerprint:
        """The fingerprint of a document."""
        basis = content_id(document.made_with, program_checksum(), reading_checksum())
        kept = self._kept.get(document.key)
        if kept is not None and kept.basis == basis and (found := _unpacked(kept)) is not None:
            return found
        made = fingerprint(document.page)
        self._new.append(Kept(name=document.key, basis=basis, value=_packed(made)))
        return made

    def save(self) -> None:
        """Keep the new ones; where the store cannot be written they are made again next time."""
        if self._new and self._trusting:
            with suppress(StoreError):
                self._store.keep(KIND, self._new)
        self._new = []


def _packed(one: Fingerprint) -> bytes:
    """A line of JSON, then the hashes, least byte first; zlib only adds its checksum, which shows damage."""
    head = json.dumps(
        {
            "document": one.document,
            "published": one.published.isoformat() if one.published else None,
            "agency": one.agency,
            "runs": len(one.runs),
        }
    )
    hashes = np.concatenate([one.runs, one.signature]).astype("<u4")
    return zlib.compress(head.encode("ascii") + b"\n" + hashes.tobytes(), 0)


def _unpacked(kept: Kept) -> Fingerprint | None:
    """The fingerprint; None where it was damaged."""
    try:
        line, _, rest = zlib.decompress(kept.value).partition(b"\n")
    except zlib.error:
        return None
    head = json.loads(line)
    hashes = np.frombuffer(rest, dtype="<u4").astype(np.uint32)
    return Fingerprint(
        key=kept.name,
        document=head["document"],
        published=date.fromisoformat(head["published"]) if head["published"] else None,
        agency=head["agency"],
        runs=hashes[: head["runs"]],
        signature=hashes[head["runs"] :],
    )
