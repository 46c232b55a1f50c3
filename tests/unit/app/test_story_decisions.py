"""Decisions on stories: what can never be followed is refused, and what is not followed now says so."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from contested.app.chronicle import chronicles
from contested.app.decision_lines import decision_lines
from contested.app.decisions import Desk
from contested.app.sources import Sources
from contested.app.workspace import Workspace
from contested.errors import OptionError

PALMYRA = "geonames:163808"
IN_MARCH, IN_APRIL = f"{PALMYRA}~2016-03-27", f"{PALMYRA}~2016-04-24"
REPORTS = (
    ("syria", "2016-03-28", "The Syrian Army recaptured Palmyra from ISIS on Sunday, state television said."),
    ("syria", "2016-04-25", "The Syrian Army recaptured Palmyra from ISIS on Sunday, a commander said."),
    ("generic", "2016-03-28", "Government forces recaptured Palmyra on Sunday, a resident said."),
    ("generic", "2016-05-02", "Government forces recaptured Palmyra on Sunday, a shopkeeper said."),
)
ONLY_GENERIC = f"{PALMYRA}~2016-05-01"


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stories")
    records = (
        {"id": text, "text": text, "published": day, "conflict": theatre} for theatre, day, text in REPORTS
    )
    file = folder / "reports.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in records))
    with Workspace.open(folder / "war.db", create=True) as workspace:
        workspace.read_into(Sources(paths=(str(file),)))
    return folder / "war.db"


@pytest.fixture
def war(read_once: Path, tmp_path: Path):  # type: ignore[no-untyped-def]
    with Workspace.open(shutil.copy(read_once, tmp_path / "war.db")) as workspace:
        yield workspace


def desk(war: Workspace) -> Desk:
    return Desk(war, author="Anna", reason="seen on film")


def claim_of(war: Workspace, theatre: str, story: str) -> str:
    (found,) = [
        claim
        for one in chronicles(war)
        if one.front.theatre.id == theatre
        for told in one.stories()
        if told.id == story
        for claim in told.claims
    ]
    return found


def states(war: Workspace, known: date | None = None) -> list[tuple[str, str | None]]:
    lines = decision_lines(war, known=known).followed
    return [(line.state, line.remark) for line in lines if line.kind == "same_story"]


@pytest.mark.parametrize("answer", ["same", "different"])
def test_stories_of_two_theatres_are_refused_and_both_theatres_named(war: Workspace, answer: str):
    with pytest.raises(OptionError, match=rf"'{IN_APRIL}' is told in syria.* in generic"):
        desk(war).same_story(IN_APRIL, ONLY_GENERIC, answer)

    assert war.store.decisions() == ()


def test_an_id_that_two_theatres_share_is_refused_and_the_claims_to_name_instead_are_given(war: Workspace):
    syrian, generic = (claim_of(war, theatre, IN_MARCH) for theatre in ("syria", "generic"))
    with pytest.raises(OptionError, match=rf"{IN_MARCH}.*{syrian} \(syria\), {generic} \(generic\)"):
        desk(war).same_story(IN_MARCH, ONLY_GENERIC, "same")

    desk(war).same_story(generic, ONLY_GENERIC, "same")
    assert states(war) == [("followed", None)]


def test_a_decision_whose_claim_is_set_aside_waits_until_it_counts_again(war: Workspace):
    claim = claim_of(war, "syria", IN_MARCH)
    desk(war).same_story(claim, IN_APRIL, "same")
    assert states(war) == [("followed", None)]

    aside = desk(war).claim(claim, "wrong")
    assert states(war) == [("waits", f"waits: claim {claim} is not counted")]

    desk(war).undo(aside.id)
    assert states(war) == [("followed", None)]


def test_a_decision_on_a_claim_that_was_not_known_yet_waits(war: Workspace):
    desk(war).same_story(claim_of(war, "syria", IN_MARCH), IN_APRIL, "same")
    later = next(one.id for one in war.claims if one.published == date(2016, 4, 25))

    assert states(war, known=date(2016, 4, 1)) == [("waits", f"waits: claim {later} is not counted")]
    assert states(war, known=date(2016, 5, 1)) == [("followed", None)]


def test_a_merged_decision_on_claims_of_two_theatres_is_not_said_to_be_followed(war: Workspace):
    made = desk(war).same_story(claim_of(war, "syria", IN_MARCH), IN_APRIL, "same")
    desk(war).undo(made.id)
    claims = sorted((claim_of(war, "syria", IN_MARCH), claim_of(war, "generic", ONLY_GENERIC)))
    war.add_decisions(
        [type(made)(kind=made.kind, about=tuple(claims), answer="same", author="Ben", at=made.at, reason="?")]
    )

    assert states(war) == [("waits", "waits: its claims are of two theatres, generic and syria")]
