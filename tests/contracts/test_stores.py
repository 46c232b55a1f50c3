"""One suite that every store must pass."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contested.model.claim import (
    Claim,
    Count,
    EventId,
    PartyMention,
    PlaceMention,
    PlaceRole,
    Quantifier,
    Voice,
    VoiceKind,
)
from contested.model.decision import Decision, DecisionKind
from contested.model.framing import Framing, FramingKind
from contested.model.page import CommentHead, Page, Segment, SegmentKind, Sentence
from contested.model.report import Failure, Original, Report
from contested.model.text import DocumentId, Span, quote
from contested.store import Arrival, Document, Kept, MemoryStore, SqliteStore, Store, TheatreMark

OpenStore = Callable[[], Store]
TEXT = "The army took Homs \U0001f600 on Sunday.\n\nA reader: nonsense."


def document(text: str = TEXT, *, name: str = "one", made_with: str = "v1", claims: int = 2) -> Document:
    report = Report(
        id=DocumentId(name),
        text=text,
        outlet="The Orchard Post",
        published=date(2016, 3, 28),
        read_from=f"{name}.txt",
        extra=(("desk", '"east"'),),
    )
    whole = Span(0, len(text))
    page = Page(
        report=report,
        segments=(
            Segment(kind=SegmentKind.PARAGRAPH, span=whole),
            Segment(
                kind=SegmentKind.COMMENT,
                span=Span(len(text), len(text)),
                comment=CommentHead(number=1, author="x"),
            ),
        ),
        sentences=(Sentence(span=whole, segment=0),),
    )
    return Document(
        page=page,
        claims=tuple(claim(report, number) for number in range(claims)),
        framings=(
            Framing(
                document=report.id,
                quote=quote(text, whole),
                kind=FramingKind.LOADED,
                toward=None,
                helps=False,
                reason="x.toml#1",
            ),
        ),
        theatre=TheatreMark(id="syria", reference="syria", checksum="abc"),
        made_with=made_with,
    )


def claim(report: Report, number: int) -> Claim:
    words = quote(report.text, Span(0, len(report.text)))
    return Claim(
        document=report.id,
        document_key=report.key,
        event=EventId(f"capture{number}"),
        trigger=words,
        evidence=words,
        actor=PartyMention(quote=None, refers_to=words),
        place=PlaceMention(quote=words, quantifier=Quantifier.MOST),
        other_places=((PlaceRole.VIA, PlaceMention(quote=words)),),
        time_words=(words,),
        voices=(Voice(quote=words, kind=VoiceKind.OFFICIAL, cue=words),),
        count=Count(low=1, best=2, high=3, quote=words),
        condition=Span(0, 1),
        confidence=0.1 + 0.2,
        made_by="test",
    )


@pytest.fixture(params=["memory", "sqlite"])
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenStore]:
    """Opens the same store each time it is called."""
    in_memory = MemoryStore()
    opened: list[Store] = []

    def open_it() -> Store:
        store = in_memory if request.param == "memory" else SqliteStore(tmp_path / "war.db")
        opened.append(store)
        return store

    yield open_it
    for store in opened:
        store.close()


def test_a_document_comes_back_exactly_as_it_went_in(open_store: OpenStore):
    first = document()
    open_store().add_document(first)

    assert open_store().document(first.key) == first


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.characters(exclude_categories=()), min_size=1),
    name=st.text(st.characters(exclude_categories=())),
)
def test_any_text_survives_lone_surrogates_and_nul_included(open_store: OpenStore, text: str, name: str):
    strange = document(text, name=name)
    store = open_store()
    store.add_document(strange)

    assert store.document(strange.key) == strange


def test_two_lone_surrogates_side_by_side_do_not_become_one_character(open_store: OpenStore):
    strange = document("fell\ud83d\ude00", name="a\udce9")
    store = open_store()
    store.add_document(strange)

    kept = store.document(strange.key)
    assert kept is not None
    assert len(kept.page.report.text) == 6
    assert kept == strange


def test_a_new_document_is_new_and_the_same_one_again_is_an_update(open_store: OpenStore):
    store = open_store()

    assert store.add_document(document()) is Arrival.NEW
    assert store.add_document(document(made_with="v2")) is Arrival.UPDATED


def test_an_update_replaces_the_claims_and_leaves_none_behind(open_store: OpenStore):
    store = open_store()
    store.add_document(document(claims=3))
    store.add_document(document(claims=1))

    assert len(list(store.claims())) == 1
    assert len(list(store.documents())) == 1


def test_has_tells_apart_what_a_document_was_made_with(open_store: OpenStore):
    store = open_store()
    first = document()
    store.add_document(first)

    assert store.has(first.key, "v1")
    assert not store.has(first.key, "v2")
    assert not store.has("another", "v1")


def test_documents_come_sorted_by_id_whatever_the_order_of_arrival(open_store: OpenStore):
    store = open_store()
    for name in ("b", "\udce9", "a", "\U0001f600", "c"):
        store.add_document(document(name=name))

    assert [one.page.report.id for one in store.documents()] == ["a", "b", "c", "\udce9", "\U0001f600"]


def test_the_original_of_a_page_is_kept_apart_and_stays(open_store: OpenStore):
    store = open_store()
    data = b"<p>caf\xe9 \0\xff</p>" * 100
    original = Original.of(data, media_type="text/html", encoding="cp1252")
    one = document()
    one = replace(one, page=replace(one.page, report=replace(one.page.report, original=original)))

    store.add_document(one)
    found = store.document(one.key)

    assert found == one
    assert found is not None
    assert found.page.report.original is not None
    assert found.page.report.original.data == b""
    assert store.original(original.sha256) == data
    store.add_document(document(text="Other words."))
    store.add_document(found)  # comes back from the store without the bytes: they are not lost
    assert store.original(original.sha256) == data
    assert store.original("0" * 64) is None


def test_a_claim_is_found_by_its_id(open_store: OpenStore):
    store = open_store()
    first = document()
    store.add_document(first)

    assert store.claim(first.claims[1].id) == first.claims[1]
    assert store.claim(type(first.claims[1].id)("no such id")) is None
    assert store.stored_ids(first.key) == tuple(one.id for one in first.claims)


def test_two_claims_with_one_id_are_both_kept(open_store: OpenStore):
    store = open_store()
    first = document(claims=1)
    twin = replace(first.claims[0], stake="oil_gas")
    store.add_document(replace(first, claims=(first.claims[0], twin)))

    assert len(list(store.claims())) == 2


def test_the_same_failure_twice_is_one_failure(open_store: OpenStore):
    store = open_store()
    failure = Failure(read_from="b.jsonl#3", stage="read", reason="not JSON")
    store.add_failure(failure)
    store.add_failure(failure)
    store.add_failure(replace(failure, read_from="a\udce9.txt"))

    assert [one.read_from for one in store.failures()] == ["a\udce9.txt", "b.jsonl#3"]


def test_a_report_that_can_be_read_at_last_is_no_failure_any_more(open_store: OpenStore):
    store = open_store()
    store.add_failure(Failure(read_from="one.txt", stage="read", reason="empty"))
    store.add_document(document())

    assert store.failures() == ()


def test_settings_are_kept(open_store: OpenStore):
    open_store().set_setting("contested", "0.0.9")
    open_store().set_setting("contested", "0.1.0")

    assert open_store().settings()["contested"] == "0.1.0"


def decision(reason: str = "the outlet took it back", second: int = 0) -> Decision:
    return Decision(
        kind=DecisionKind.CLAIM,
        about=("3f9c1a2b00000000",),
        answer="wrong",
        author="A. Analyst",
        at=datetime(2016, 4, 1, 12, 0, second, 7, tzinfo=UTC),
        reason=reason,
    )


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reason=st.text(st.characters(exclude_categories=()), min_size=1).filter(str.strip))
def test_a_decision_comes_back_exactly_whatever_its_reason_holds(open_store: OpenStore, reason: str):
    open_store().add_decisions([decision(reason)])

    assert decision(reason) in open_store().decisions()


def test_decisions_are_kept_once_and_in_the_order_of_their_time(open_store: OpenStore):
    later, earlier = decision(second=2), decision(second=1)

    assert open_store().add_decisions([later, earlier]) == 2
    assert open_store().add_decisions([earlier, later]) == 0
    assert open_store().decisions() == (earlier, later)


def test_what_was_worked_out_is_kept_by_kind_and_name_and_replaced(open_store: OpenStore):
    one, other = (Kept(name=name, basis="v1", value=name.encode() + b"\0") for name in ("a", "b"))
    newer = replace(one, basis="v2", value=b"new")
    open_store().keep("print", [one, other])
    open_store().keep("print", [newer])
    open_store().keep("other kind", [one])

    assert {kept.name: kept for kept in open_store().kept("print")} == {"a": newer, "b": other}
    assert list(open_store().kept("other kind")) == [one]
    assert list(open_store().kept("unheard of")) == []
