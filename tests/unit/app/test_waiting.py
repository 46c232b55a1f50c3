"""Decisions merged from another store: what speaks of things that this one lacks waits, and says for what."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contested.app.decision_lines import decision_lines
from contested.app.sources import Sources
from contested.app.workspace import Workspace
from contested.model.decision import Decision, DecisionKind

PALMYRA, HOMS = "geonames:163808", "geonames:169577"
NOWHERE_KNOWN = "geonames:0"
OUTLET = "Harbour Wire"
TEXTS = (
    "The Syrian Army recaptured Palmyra from ISIS on Sunday, state television said.",
    "Government forces attacked the rebels.",
)


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("waiting")
    said = {"outlet": OUTLET, "published": "2016-03-28", "conflict": "syria"}
    (folder / "war.jsonl").write_text("".join(json.dumps(said | {"text": one}) + "\n" for one in TEXTS))
    with Workspace.open(folder / "war.db", create=True) as workspace:
        workspace.read_into(Sources(paths=(str(folder / "war.jsonl"),)))
    return folder / "war.db"


@pytest.fixture
def war(read_once: Path, tmp_path: Path):  # type: ignore[no-untyped-def]
    with Workspace.open(shutil.copy(read_once, tmp_path / "war.db")) as workspace:
        yield workspace


def shown(war: Workspace, kind: DecisionKind, *about: str, answer: str) -> tuple[str, str | None]:
    """What the log says of one decision that was made elsewhere."""
    made = Decision(kind=kind, about=about, answer=answer, author="Ben", at=datetime.now(UTC), reason="seen")
    war.add_decisions([made])
    (line,) = [line for line in decision_lines(war).followed if line.id == made.id]
    return line.state, line.remark


def claim(war: Workspace, *, placed: bool = True) -> str:
    return next(one.id for one in war.claims if (one.place is not None) == placed)


@pytest.mark.parametrize(
    ("kind", "answer"), [(DecisionKind.CLAIM, "wrong"), (DecisionKind.PLACE_OF, PALMYRA)]
)
def test_a_decision_on_a_claim_that_the_store_lacks_waits_for_it(
    war: Workspace, kind: DecisionKind, answer: str
):
    missing = "waits: there is no claim ffffffffffffffff"

    assert shown(war, kind, "ffffffffffffffff", answer=answer) == ("waits", missing)
    assert shown(war, kind, claim(war), answer=answer) == ("followed", None)


def test_a_claim_that_was_set_aside_is_there_all_the_same(war: Workspace):
    shown(war, DecisionKind.CLAIM, claim(war), answer="wrong")

    assert shown(war, DecisionKind.PLACE_OF, claim(war), answer="nowhere") == ("followed", None)


def test_a_claim_put_at_a_place_that_nobody_knows_waits_for_the_place(war: Workspace):
    assert shown(war, DecisionKind.PLACE_OF, claim(war), answer=NOWHERE_KNOWN) == (
        "waits",
        f"waits: there is no place {NOWHERE_KNOWN}",
    )


def test_a_claim_that_names_no_place_cannot_be_put_at_one(war: Workspace):
    placeless = claim(war, placed=False)

    assert shown(war, DecisionKind.PLACE_OF, placeless, answer=PALMYRA) == (
        "waits",
        f"waits: claim {placeless} names no place",
    )


def test_two_places_of_which_nobody_knows_one_wait_for_it(war: Workspace):
    assert shown(war, DecisionKind.SAME_PLACE, NOWHERE_KNOWN, PALMYRA, answer="same") == (
        "waits",
        f"waits: there is no place {NOWHERE_KNOWN}",
    )
    assert shown(war, DecisionKind.SAME_PLACE, PALMYRA, HOMS, answer="different") == ("followed", None)


@pytest.mark.parametrize(("kind", "answer"), [(DecisionKind.CAMP, "gov"), (DecisionKind.GRADE, "B")])
def test_a_decision_on_an_outlet_without_claims_waits_for_one(
    war: Workspace, kind: DecisionKind, answer: str
):
    assert shown(war, kind, "Orchard Post", answer=answer) == ("waits", "waits: no claim is of Orchard Post")
    assert shown(war, kind, OUTLET, answer=answer) == ("followed", None)


def test_a_camp_that_is_none_of_the_theatre_waits_for_a_theatre_that_has_it(war: Workspace):
    assert shown(war, DecisionKind.CAMP, OUTLET, answer="martians") == (
        "waits",
        f"waits: no theatre of {OUTLET} has the camp martians",
    )


def test_a_voice_that_is_quoted_can_be_graded(war: Workspace):
    voice = next(one.origin.name for one in war.claims if one.origin.name != OUTLET)

    assert shown(war, DecisionKind.GRADE, voice, answer="C") == ("followed", None)
