"""Checks that every stored word stands where it is said to stand, and that every cell has its claims."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass

from contested.errors import StoreError
from contested.model.claim import Claim
from contested.model.page import Page
from contested.model.picture import Picture
from contested.model.text import ClaimId, Quote, Span
from contested.store import Document, Store


@dataclass(slots=True, kw_only=True)
class Verification:
    """What was checked, and each fault in one line."""

    documents: int = 0
    claims: int = 0
    quotes: int = 0
    spans: int = 0
    cells: int = 0
    faults: list[str]


def verify_documents(store: Store) -> Verification:
    """All documents checked: keys and ids computed anew, quotes and spans compared with the raw text."""
    result = Verification(faults=[])
    for key in store.document_keys():
        try:
            document = store.document(key)
        except StoreError as error:
            result.faults.append(f"document {key}: {error}")
            continue
        if document is not None:
            result.documents += 1
            result.claims += len(document.claims)
            result.faults += _check(document, key, store.stored_ids(key), result)
            result.faults += _check_original(document, store)
    return result


def _check_original(document: Document, store: Store) -> Iterator[str]:
    """The bytes that the text was made from: there, and with the hash that they had."""
    original = document.page.report.original
    if original is None:
        return
    where = f"document {document.page.report.id} ({document.key})"
    try:
        data = store.original(original.sha256)
    except StoreError as error:
        yield f"{where}: {error}"
        return
    if data is None:
        yield f"{where}: the {original.media_type} that its text was made from is not stored"
    elif hashlib.sha256(data).hexdigest() != original.sha256:
        yield f"{where}: the {original.media_type} that its text was made from was altered"


def verify_cells(pictures: Iterable[Picture], claims: frozenset[ClaimId], result: Verification) -> None:
    """Add to the result the cells of the pictures: each must cite claims, and only claims that exist."""
    for picture in pictures:
        for cell in picture.cells:
            result.cells += 1
            cited = {
                *cell.supports,
                *cell.opposes,
                *(one for weight in cell.weights for one in weight.claims),
            }
            if not cited:
                result.faults.append(f"cell {cell.id}: cites no claim")
            result.faults += [
                f"cell {cell.id}: cites claim {one}, which is not stored" for one in sorted(cited - claims)
            ]
        for one in picture.planned:
            if one not in claims:
                result.faults.append(f"picture of {picture.on}: plans claim {one}, which is not stored")


def _check(
    document: Document, key: str, stored_ids: tuple[ClaimId, ...], result: Verification
) -> Iterator[str]:
    where = f"document {document.page.report.id} ({key})"
    if document.key != key:
        yield f"{where}: its id and text give the key {document.key}; one of them was altered"
    if len(stored_ids) != len(document.claims):
        yield f"{where}: {len(stored_ids)} claim ids for {len(document.claims)} claims"
    for claim, stored_id in zip(document.claims, stored_ids, strict=False):
        yield from _check_claim(claim, stored_id, document.page, where)
    raw = document.page.report.text
    for part in (*document.claims, *document.framings, document.page):
        yield from (f"{where}: {fault}" for fault in _check_words(part, raw, result))
    yield from (f"{where}: {fault}" for fault in _check_segments(document.page))


def _check_claim(claim: Claim, stored_id: ClaimId, page: Page, where: str) -> Iterator[str]:
    if claim.id != stored_id:
        yield f"{where}: claim {stored_id} now gives the id {claim.id}; it was altered"
    if claim.document != page.report.id or claim.document_key != page.report.key:
        yield f"{where}: claim {stored_id} speaks of document {claim.document} ({claim.document_key})"
    if claim.is_evidence:
        for segment in page.segments:
            if segment.span.overlaps(claim.evidence.span) and not segment.kind.is_evidence:
                yield f"{where}: claim {stored_id} counts as evidence, but stands in a {segment.kind.value}"


def _check_words(part: object, raw: str, result: Verification) -> Iterator[str]:
    """Every quote and span inside a noun, however deep."""
    if isinstance(part, Quote):
        result.quotes += 1
        if raw[part.start : part.end] != part.text:
            found = raw[part.start : part.end]
            yield f"[{part.start}:{part.end}] is quoted as {part.text!r:.60}, but reads {found!r:.60}"
    elif isinstance(part, Span):
        result.spans += 1
        if part.end > len(raw):
            yield f"[{part.start}:{part.end}] ends beyond the text of {len(raw)} characters"
    elif isinstance(part, tuple):
        for one in part:
            yield from _check_words(one, raw, result)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _check_words(getattr(part, field.name), raw, result)


def _check_segments(page: Page) -> Iterator[str]:
    end = 0
    for segment in page.segments:
        if segment.span.start < end:
            yield f"segment [{segment.span.start}:{segment.span.end}] overlaps the one before it"
        end = segment.span.end
    for sentence in page.sentences:
        inside = 0 <= sentence.segment < len(page.segments)
        if not inside or not page.segments[sentence.segment].span.contains(sentence.span):
            yield f"sentence [{sentence.span.start}:{sentence.span.end}] lies outside its segment"
