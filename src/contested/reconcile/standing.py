"""Which decisions of a log count: not undone, not replaced by their own author, not contradicted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from contested.model.decision import PAIRS, SAME, Decision, DecisionId, DecisionKind, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Decisions that cannot all be followed: none of them is, until all but one answer are undone."""

    question: Question
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A log sorted out; each of its entries is in one of the first four."""

    applied: tuple[Decision, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    replaced: tuple[Decision, ...] = ()  # its author decided anew
    undone: tuple[Decision, ...] = ()
    undoing: tuple[Decision, ...] = ()

    def of(self, kind: DecisionKind) -> tuple[Decision, ...]:
        """The decisions of one kind that are followed."""
        return tuple(one for one in self.applied if one.kind is kind)

    def answers(self, kind: DecisionKind) -> Mapping[str, Decision]:
        """What is decided, by what it is about; where several analysts agree, the first of them."""
        found: dict[str, Decision] = {}
        for one in self.of(kind):
            found.setdefault(one.about[0], one)
        return found


def in_order(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Each decision once, by time, then id: the same whatever the order in which logs were merged."""
    return tuple(sorted({one.id: one for one in decisions}.values(), key=lambda one: (one.at, one.id)))


def standing(decisions: Iterable[Decision]) -> Standing:
    """
    Which decisions are followed.

    The latest of one analyst counts. Where two analysts answer differently neither counts: who decides later,
    or merges later, must not win without anybody having looked. An undo cannot be undone: decide again.
    """
    log = in_order(decisions)
    undoing = tuple(one for one in log if one.kind is DecisionKind.UNDO)
    targets = {one.about[0] for one in undoing}
    undone = tuple(one for one in log if one.id in targets and one.kind is not DecisionKind.UNDO)
    latest: dict[tuple[Question, str], Decision] = {}
    replaced: list[Decision] = []
    for one in log:
        if one.kind is DecisionKind.UNDO or one.id in targets:
            continue
        key = (one.question, one.author)
        if key in latest:
            replaced.append(latest[key])
        latest[key] = one
    by_question: defaultdict[Question, list[Decision]] = defaultdict(list)
    for one in in_order(latest.values()):
        by_question[one.question].append(one)
    conflicts = [
        Conflict(question=question, decisions=tuple(answers))
        for question, answers in by_question.items()
        if len({one.answer for one in answers}) > 1
    ]
    everything = [one for answers in by_question.values() for one in answers]
    contested = _ids(conflicts)
    for kind in PAIRS:
        conflicts += _same_and_different(everything, kind, contested=contested)
    contested = _ids(conflicts)
    return Standing(
        applied=tuple(one for one in in_order(latest.values()) if one.id not in contested),
        conflicts=tuple(sorted(conflicts, key=lambda one: one.question)),
        replaced=in_order(replaced),
        undone=undone,
        undoing=undoing,
    )


def _ids(conflicts: Iterable[Conflict]) -> frozenset[DecisionId]:
    return frozenset(one.id for conflict in conflicts for one in conflict.decisions)


def _same_and_different(
    decisions: Sequence[Decision], kind: DecisionKind, *, contested: frozenset[DecisionId]
) -> list[Conflict]:
    """A is B, B is C, but A is not C: nobody can tell which of the three is wrong."""
    pairs = [one for one in decisions if one.kind is kind and one.id not in contested]
    same = [one for one in pairs if one.answer == SAME]
    groups = groups_of(same)
    found: dict[str, list[Decision]] = {}
    for one in pairs:
        first, second = (groups.get(place, place) for place in one.about)
        if one.answer != SAME and first == second:
            found.setdefault(first, []).append(one)
    return [
        Conflict(
            question=(
                kind.value,
                *sorted(place for place in groups if groups[place] == group),
            ),
            decisions=in_order([*apart, *(one for one in same if groups[one.about[0]] == group)]),
        )
        for group, apart in found.items()
    ]


def groups_of(same: Iterable[Decision]) -> dict[str, str]:
    """For each place (or claim) that is said to be another one, the smallest id of all that are the same."""
    group: dict[str, str] = {}
    for one in same:
        roots = sorted(group.get(place, place) for place in one.about)
        members = {*one.about, *(place for place, root in group.items() if root in roots)}
        group.update(dict.fromkeys(members, roots[0]))
    return group
