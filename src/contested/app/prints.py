"""Fingerprints of stored reports, each made once and then kept in the store."""

import json
import zlib
from datetime import date

import numpy as np

from contested.app.basis import basis_with
from contested.app.kept_values import KeptValues
from contested.model.page import Page, SegmentKind
from contested.reconcile.report_copies import Fingerprint
from contested.segment.agencies import agency_of
from contested.store import Document, Store

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
        self._kept = KeptValues(store, KIND, trusting=trusting)

    def of(self, document: Document) -> Fingerprint:
        """The fingerprint of a document."""
        basis = basis_with(document.made_with)
        kept = self._kept.find(document.key, basis=basis)
        if kept is not None and (found := _unpacked(kept, document.key)) is not None:
            return found
        made = fingerprint(document.page)
        self._kept.put(document.key, _packed(made), basis=basis)
        return made

    def save(self) -> None:
        """Keep the new ones; where the store cannot be written they are made again next time."""
        self._kept.save()


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


def _unpacked(value: bytes, key: str) -> Fingerprint | None:
    """The fingerprint; None where it was damaged."""
    try:
        line, _, rest = zlib.decompress(value).partition(b"\n")
    except zlib.error:
        return None
    head = json.loads(line)
    hashes = np.frombuffer(rest, dtype="<u4").astype(np.uint32)
    return Fingerprint(
        key=key,
        document=head["document"],
        published=date.fromisoformat(head["published"]) if head["published"] else None,
        agency=head["agency"],
        runs=hashes[: head["runs"]],
        signature=hashes[head["runs"] :],
    )
