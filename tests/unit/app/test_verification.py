"""Verification finds what was altered behind the program's back."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from contested.app.verification import Verification, verify_cells, verify_documents
from contested.model.claim import Claim, EventId, PlaceMention
from contested.model.page import Page, Segment, SegmentKind, Sentence
from contested.model.picture import Picture
from contested.model.report import Original, Report
from contested.model.text import ClaimId, DocumentId, Span, quote
from contested.store import Document, SqliteStore, TheatreMark

TEXT = "The army took Homs.\nA reader: they hold Hama."
ARTICLE = Span(0, 19)


def stored(path: Path, *, evidence: Span = ARTICLE, is_evidence: bool = True) -> SqliteStore:
    report = Report(id=DocumentId("one"), text=TEXT)
    claim = Claim(
        document=report.id,
        document_key=report.key,
        event=EventId("capture"),
        trigger=quote(TEXT, Span(evidence.start + 9, evidence.start + 13)),
        evidence=quote(TEXT, evidence),
        place=PlaceMention(quote=quote(TEXT, Span(14, 18))),
        made_by="test",
        is_evidence=is_evidence,
    )
    page = Page(
        report=report,
        segments=(
            Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, 19)),
            Segment(kind=SegmentKind.COMMENT, span=Span(20, len(TEXT))),
        ),
        sentences=(Sentence(span=Span(0, 19), segment=0),),
    )
    mark = TheatreMark(id="generic", reference="generic", checksum="1")
    store = SqliteStore(path)
    store.add_document(Document(page=page, claims=(claim,), framings=(), theatre=mark, made_with="v1"))
    return store


def altered(path: Path, statement: str) -> Verification:
    """What verification says of a sound store after an SQL statement was run on it."""
    stored(path).close()
    raw = sqlite3.connect(path)
    assert raw.execute(statement).rowcount == 1
    raw.commit()
    raw.close()
    store = SqliteStore(path)
    result = verify_documents(store)
    store.close()
    return result


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    return tmp_path / "war.db"


def test_a_sound_store_has_no_faults_and_all_its_quotes_are_counted(path: Path):
    result = verify_documents(stored(path))

    assert result.faults == []
    assert (result.documents, result.claims, result.quotes) == (1, 1, 3)


def test_a_changed_word_of_the_text_is_found(path: Path):
    result = altered(path, "UPDATE document SET text = replace(text, 'Homs', 'Hama')")

    assert any("give the key" in fault for fault in result.faults)
    assert any("quoted as 'Homs', but reads 'Hama'" in fault for fault in result.faults)


def test_a_changed_claim_is_found(path: Path):
    result = altered(path, "UPDATE claim SET claim = replace(claim, '\"affirmed\"', '\"denied\"')")

    assert len(result.faults) == 1
    assert "now gives the id" in result.faults[0]


def test_a_claim_that_is_no_claim_any_more_is_one_fault_and_no_crash(path: Path):
    result = altered(path, "UPDATE claim SET claim = '{}'")

    assert len(result.faults) == 1
    assert "Field required" in result.faults[0]


def test_a_segment_beyond_the_text_is_found(path: Path):
    result = altered(path, "UPDATE document SET page = replace(page, '\"end\":45', '\"end\":4500')")

    assert any("[20:4500] ends beyond the text" in fault for fault in result.faults)


def test_evidence_inside_a_readers_comment_is_a_fault(path: Path):
    result = verify_documents(stored(path, evidence=Span(20, 45)))

    assert any("counts as evidence, but stands in a comment" in fault for fault in result.faults)


def test_what_a_reader_says_may_be_kept_as_no_evidence(path: Path):
    assert verify_documents(stored(path, evidence=Span(20, 45), is_evidence=False)).faults == []


def test_a_picture_may_not_plan_what_no_claim_says(path: Path):
    from datetime import date

    result = Verification(faults=[])
    picture = Picture(on=date(2016, 3, 28), known=None, theatre=None, cells=(), planned=(ClaimId("gone"),))
    verify_cells([picture], frozenset(), result)

    assert result.faults == ["picture of 2016-03-28: plans claim gone, which is not stored"]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (None, None),
        ("DELETE FROM original", "is not stored"),
        ("UPDATE original SET data = x'789c030000000001'", "was altered"),
        ("UPDATE original SET data = x'00'", "is damaged"),
    ],
)
def test_the_bytes_that_a_text_was_made_from_are_checked(
    tmp_path: Path, statement: str | None, said: str | None
) -> None:
    store = stored(tmp_path / "a.db")
    (document,) = store.documents()
    original = Original.of(b"<p>" + TEXT.encode(), media_type="text/html", encoding="utf-8")
    page = replace(document.page, report=replace(document.page.report, original=original))
    store.add_document(replace(document, page=page))
    store.close()
    if statement:
        with sqlite3.connect(tmp_path / "a.db") as database:
            database.execute(statement)

    store = SqliteStore(tmp_path / "a.db")
    faults = verify_documents(store).faults
    store.close()

    assert [said in one for one in faults] == ([True] if said else [])
