"""Reasons of stored claims: today's, with a plain word where something changed since."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from contested import MemoryStore, Workspace
from contested.app.explaining import explain_stored
from contested.app.sources import Sources
from contested.errors import OptionError
from contested.knowledge.gazetteer import Gazetteer
from contested.model.text import ClaimId, Quote
from contested.store import Document

GAZETTEER = Gazetteer.open()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("reports")
    report = folder / "report.txt"
    report.write_text("The Syrian Army recaptured Palmyra from ISIS on 27 March 2016, residents said.\n")
    with Workspace(MemoryStore()) as opened:
        opened.read_into(Sources(paths=(str(report),), theatre="syria"))
        yield opened


@pytest.fixture(scope="module")
def document(workspace: Workspace) -> Document:
    (only,) = workspace.store.documents()
    return only


def test_a_stored_claim_is_explained_without_a_note(workspace: Workspace, document: Document) -> None:
    reasons = workspace.reasons(document.claims[0].id)

    assert reasons.note is None
    assert reasons.claim == document.claims[0].id
    assert [d.says for d in reasons.decisions if d.asks == "event"] == ["capture"]


def test_data_that_changed_since_are_said_to_have_changed(document: Document) -> None:
    older = replace(document, made_with="with other judges")

    note = explain_stored(document.claims[0], older, gazetteer=GAZETTEER).note

    assert note is not None
    assert "changed since this report was read" in note
    assert "read the report again" in note


def test_a_claim_that_is_read_otherwise_today_says_so(document: Document) -> None:
    stored = replace(document.claims[0], target=None, voices=())

    reasons = explain_stored(stored, document, gazetteer=GAZETTEER)

    assert reasons.claim != stored.id
    assert reasons.note is not None
    assert "differs" in reasons.note


def test_a_claim_that_is_made_no_more_has_no_decisions(document: Document) -> None:
    claim = document.claims[0]
    start = document.page.report.text.index("residents")
    stored = replace(claim, trigger=Quote(start, start + len("residents"), "residents"))

    reasons = explain_stored(stored, document, gazetteer=GAZETTEER)

    assert reasons.decisions == ()
    assert reasons.note is not None
    assert "no claim is made of these words" in reasons.note


def test_a_claim_of_a_language_model_says_that_it_gives_no_reasons(document: Document) -> None:
    stored = replace(document.claims[0], made_by="llm/claims.toml#1@some-model")

    note = explain_stored(stored, document, gazetteer=GAZETTEER).note

    assert note is not None
    assert note.startswith("a language model made this claim")


def test_an_id_that_is_no_claims_is_refused(workspace: Workspace) -> None:
    with pytest.raises(OptionError, match="is no claim here"):
        workspace.reasons(ClaimId("0000000000000000"))
