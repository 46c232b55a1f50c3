"""Decisions that cannot be made are refused, with what is allowed."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from contested.errors import InputError
from contested.model.decision import Decision, DecisionKind

NOON = datetime(2016, 4, 1, 12, tzinfo=UTC)


def decision(**parts: object) -> Decision:
    given = {
        "kind": DecisionKind.CLAIM,
        "about": ("c1",),
        "answer": "wrong",
        "author": "Anna",
        "at": NOON,
        "reason": "known",
    }
    return Decision(**(given | parts))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"reason": " "}, "reason is empty"),
        ({"author": ""}, "author is empty"),
        ({"answer": "maybe"}, "'maybe'; allowed are wrong, right"),
        ({"at": datetime(2016, 4, 1)}, "needs a time zone"),
        ({"about": ()}, "must name 1"),
        ({"kind": DecisionKind.GRADE, "answer": "G"}, "allowed are A, B, C, D, E, F"),
        ({"kind": DecisionKind.SAME_PLACE, "about": ("b", "a"), "answer": "same"}, "sorted by id"),
        ({"kind": DecisionKind.SAME_PLACE, "about": ("a", "a"), "answer": "same"}, "sorted by id"),
    ],
)
def test_a_decision_that_says_nothing_or_too_much_is_refused(parts: dict[str, object], message: str):
    with pytest.raises(InputError, match=message):
        decision(**parts)


def test_one_moment_in_two_time_zones_is_one_decision():
    elsewhere = NOON.astimezone(timezone(timedelta(hours=3)))

    assert decision(at=elsewhere) == decision()
    assert decision(at=elsewhere).id == decision().id


def test_the_id_holds_all_that_is_said():
    others = [
        decision(reason="other"),
        decision(author="Ben"),
        decision(answer="right"),
        decision(about=("c2",)),
    ]

    assert len({decision().id, *(one.id for one in others)}) == 5
