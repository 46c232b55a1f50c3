"""Decisions on a store: the words of an analyst made into ids that exist, and the log as JSON lines."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from contested.app.chronicle import chronicles
from contested.app.workspace import Workspace
from contested.errors import ContestedError, InputError, OptionError
from contested.knowledge.gazetteer import fold
from contested.model.decision import (
    GRADES,
    NOWHERE,
    UNDECIDED,
    UNDONE,
    Decision,
    DecisionKind,
)
from contested.model.place import Place
from contested.show.views.stories import Story

Decide = Callable[..., Decision]
_Told = Sequence[tuple[str, Sequence[Story]]]  # stories, by the id of their theatre
LOG_KEYS = ("id", "kind", "about", "answer", "author", "at", "reason")
_FAULTS_SHOWN = 10


class Desk:
    """Where one analyst decides: each method puts one entry into the store's log, and gives it back."""

    def __init__(self, workspace: Workspace, *, author: str, reason: str, at: datetime | None = None) -> None:
        """
        Sit down.

        Args:
            workspace: The store.
            author: Who decides.
            reason: Why, in words.
            at: When; by default now.
        """
        self._workspace = workspace
        self._make: Decide = partial(
            Decision, author=author.strip(), reason=reason.strip(), at=at or datetime.now(UTC)
        )

    def claim(self, claim: str, answer: str) -> Decision:
        """
        That a claim is wrong, or right.

        Raises:
            OptionError: There is no such claim, or several begin so.
        """
        return self._add(DecisionKind.CLAIM, self._claim(claim), answer=answer)

    def place_of(self, claim: str, place: str) -> Decision:
        """
        Which place a claim speaks of; "nowhere": not the one that was chosen for it.

        Raises:
            OptionError: There is no such claim or place, or several are called so.
        """
        answer = NOWHERE if place == NOWHERE else self._place(place)
        return self._add(DecisionKind.PLACE_OF, self._claim(claim), answer=answer)

    def same_place(self, one: str, other: str, answer: str) -> Decision:
        """
        That two places are one, or are two.

        Raises:
            OptionError: There is no such place, or several are called so; or both are one already.
        """
        places = sorted({self._place(one), self._place(other)})
        if len(places) < 2:
            raise OptionError(f"{one!r} and {other!r} both mean {places[0]}; name two places by their ids")
        return self._add(DecisionKind.SAME_PLACE, *places, answer=answer)

    def same_story(self, one: str, other: str, answer: str) -> Decision:
        """
        That two stories are one; or that two claims, or the stories that they stand for, are two.

        A story is kept by the first claim that tells it: stories have no ids that last.

        Raises:
            OptionError: There is no such story or claim, or both are the same one; or two theatres have such
                a story, or each has one of the two.
        """
        told = [(found.front.theatre.id, found.stories()) for found in chronicles(self._workspace)]
        claims = sorted({self._of_story(one, told), self._of_story(other, told)})
        if len(claims) < 2:
            raise OptionError(
                f"{one!r} and {other!r} both mean claim {claims[0]}; name two claims by their ids"
            )
        if not any(_claims_in(found).issuperset(claims) for _, found in told):
            where, elsewhere = (_theatre_of(self._of_story(words, told), told) for words in (one, other))
            raise OptionError(
                f"{one!r} is told in {where}, {other!r} in {elsewhere}: stories are made for each theatre; "
                "name two of one theatre, or read the reports anew with one --theatre"
            )
        return self._add(DecisionKind.SAME_STORY, *claims, answer=answer)

    def camp(self, outlet: str, camp: str) -> Decision:
        """
        The camp of an outlet.

        Raises:
            OptionError: No report is of that outlet, or none of its theatres has that camp.
        """
        name = self._outlet(outlet)
        fronts = [
            front for front in self._workspace.fronts if name in {one.outlet for one in front.everything}
        ]
        sides = {side for front in fronts if (side := front.theatre.camp_of(camp)) is not None}
        if len(sides) != 1:
            known = sorted({side.id for front in fronts for side in front.theatre.sides})
            raise OptionError(
                f"{camp!r}: no camp of the theatres that {name!r} reports on; "
                f"allowed are {', '.join([*known, 'monitor', 'wire', 'unknown'])}"
            )
        return self._add(DecisionKind.CAMP, name, answer=sides.pop())

    def grade(self, source: str, letter: str) -> Decision:
        """
        The Admiralty letter of an outlet or of a voice.

        Raises:
            OptionError: No report is of that outlet and quotes that voice; or it is no letter from A to F.
        """
        if letter.upper() not in GRADES:
            raise OptionError(f"{letter!r}: no grade; allowed are {', '.join(GRADES)}")
        voices = {one.origin.name for one in self._workspace.claims}
        name = source if source in voices else self._outlet(source)
        return self._add(DecisionKind.GRADE, name, answer=letter.upper())

    def accept(self, cell: str) -> Decision:
        """
        That what a cell says now is accepted; if it says otherwise later, that is shown.

        Raises:
            OptionError: There is no such cell.
        """
        place, at, day = cell.rpartition("@")
        try:
            on = date.fromisoformat(day) if at else None
        except ValueError:
            raise OptionError(f"{cell!r}: {day!r} is no day; write place-id@2016-03-28") from None
        shown = self._workspace.picture(on=on, place=place or cell).cells
        if len(shown) != 1:
            found = ", ".join(one.id for one in shown) or "none"
            raise OptionError(f"{cell!r}: must mean one cell; found {found}")
        return self._add(DecisionKind.CELL, shown[0].id, answer=shown[0].holder or UNDECIDED)

    def undo(self, decision: str) -> Decision:
        """
        That a decision is followed no longer; it stays in the log.

        Raises:
            OptionError: There is no such decision, several begin so, it is undone already, or is an undo.
        """
        found = [one for one in self._workspace.store.decisions() if one.id.startswith(decision)]
        if len(found) != 1 or len(decision) < 4:
            raise OptionError(
                f"{decision!r}: {len(found)} decisions begin so; `contested decisions` lists their ids"
            )
        if found[0].kind is DecisionKind.UNDO:
            raise OptionError(f"{decision!r} is an undo, which cannot be undone: decide again")
        if found[0].id in {one.id for one in self._workspace.standing.undone}:
            raise OptionError(f"{decision!r} is undone already")
        return self._add(DecisionKind.UNDO, found[0].id, answer=UNDONE)

    def _add(self, kind: DecisionKind, *about: str, answer: str) -> Decision:
        decision = self._make(kind=kind, about=about, answer=answer)
        self._workspace.add_decisions([decision])
        return decision

    def _claim(self, words: str) -> str:
        ids = sorted({one.id for one in self._workspace.claims if one.id.startswith(words)})
        if len(ids) != 1 or len(words) < 4:
            raise OptionError(f"{words!r}: {len(ids)} claims begin so; `contested explain` prints their ids")
        return ids[0]

    def _of_story(self, words: str, told: _Told) -> str:
        """The claim that stands for a story, or that is named itself."""
        named = [
            (theatre, self._keeper(story)) for theatre, found in told for story in found if story.id == words
        ]
        if len(named) > 1:
            meant = ", ".join(f"{claim} ({theatre})" for theatre, claim in named)
            raise OptionError(
                f"{words!r}: {len(named)} theatres have a story of this id; name a claim of the one that is "
                f"meant: {meant}"
            )
        if named:
            return named[0][1]
        claim = self._claim(words)
        if not any(claim in _claims_in(found) for _, found in told):
            raise OptionError(
                f"{words!r}: tells of no happening that has a place and a day; "
                "`contested stories DB --all --json` lists stories and their claims"
            )
        return claim

    def _keeper(self, story: Story) -> str:
        """The first claim that tells a story."""
        telling = [one for one in self._workspace.claims if one.id in story.claims]
        return min(telling, key=lambda one: (one.published or date.max, one.id)).id

    def _place(self, words: str) -> str:
        told = _places_told(self._workspace)
        if words in told or self._workspace.gazetteer.get(words):
            return words
        named = {id for id, place in told.items() if fold(place.name) == fold(words)}
        named = named or {place.id for place in self._workspace.gazetteer.find(words)}
        if len(named) != 1:
            found = ", ".join(sorted(named)[:5]) or "none"
            raise OptionError(f"{words!r}: must mean one place; found {found}; give its id")
        return named.pop()

    def _outlet(self, words: str) -> str:
        told = {one.outlet for one in self._workspace.claims if one.outlet}
        named = {outlet for outlet in told if fold(outlet) == fold(words)}
        for front in self._workspace.fronts:
            outlet = front.theatre.outlet_named(words)
            if outlet is not None and outlet.id in told:
                named.add(outlet.id)
        if len(named) != 1:
            known = ", ".join(sorted(told)) or "none"
            raise OptionError(f"{words!r}: no outlet of these reports; they are of {known}")
        return named.pop()


def _claims_in(told: Iterable[Story]) -> frozenset[str]:
    return frozenset(claim for story in told for claim in story.claims)


def _theatre_of(claim: str, told: _Told) -> str:
    return next(theatre for theatre, found in told if claim in _claims_in(found))


def _places_told(workspace: Workspace) -> dict[str, Place]:
    """The places that claims speak of, as if nobody had decided anything on places."""
    return {
        one.place.id: one.place for claim in workspace.claims if claim.place for one in claim.place.candidates
    }


def log_line(decision: Decision) -> str:
    """The decision as one line of JSON."""
    values = {
        "id": decision.id,
        "kind": decision.kind.value,
        "about": list(decision.about),
        "answer": decision.answer,
        "author": decision.author,
        "at": decision.at.isoformat(),
        "reason": decision.reason,
    }
    return json.dumps(values) + "\n"


def export_log(workspace: Workspace, file: Path) -> int:
    """
    How many decisions were written, one a line, in order of time.

    Raises:
        OptionError: The file cannot be written.
    """
    log = workspace.store.decisions()
    try:
        file.write_text("".join(map(log_line, log)), encoding="utf-8")
    except OSError as error:
        raise OptionError(f"--export {file}: cannot be written: {error.strerror}") from error
    return len(log)


def merge_log(workspace: Workspace, file: Path) -> tuple[int, int]:
    """
    How many decisions of a log were new, and how many it has; all are taken, or none.

    Raises:
        OptionError: The file cannot be read.
        InputError: Lines are no decisions; each fault with its line.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"--merge {file}: cannot be read as UTF-8 text: {error}") from error
    found = list(read_log(lines, name=str(file)))
    return workspace.add_decisions(found), len(found)


def read_log(lines: Iterable[str], *, name: str) -> Iterator[Decision]:
    """
    The decisions of a log.

    Raises:
        InputError: Lines are no decisions, or their id is not that of what they say.
    """
    faults, found = [], []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found.append(_decision(line))
            except ContestedError as error:
                faults.append(f"{name}:{number}: {error}")
    if faults:
        more = f"\n... and {len(faults) - _FAULTS_SHOWN} more" if len(faults) > _FAULTS_SHOWN else ""
        raise InputError("\n".join(faults[:_FAULTS_SHOWN]) + more + "\nnothing was merged")
    yield from found


def _decision(line: str) -> Decision:
    try:
        values: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"no JSON: {error}") from error
    if not isinstance(values, dict) or set(values) != set(LOG_KEYS):
        raise InputError(f"must be an object with the keys {', '.join(LOG_KEYS)}; found {line[:80]!r}")
    about = values["about"]
    texts = [values[key] for key in LOG_KEYS if key != "about"]
    if not isinstance(about, list) or not all(isinstance(one, str) for one in (*about, *texts)):
        raise InputError("about must be a list of texts, all else text")
    kinds = {kind.value: kind for kind in DecisionKind}
    if values["kind"] not in kinds:
        raise InputError(f"kind {values['kind']!r}; allowed are {', '.join(kinds)}")
    try:
        at = datetime.fromisoformat(values["at"])
    except ValueError as error:
        raise InputError(f"at {values['at']!r}: no time; write it as 2016-04-01T12:00:00+00:00") from error
    decision = Decision(
        kind=kinds[values["kind"]],
        about=tuple(about),
        answer=values["answer"],
        author=values["author"],
        at=at,
        reason=values["reason"],
    )
    if decision.id != values["id"]:
        raise InputError(f"id {values['id']!r}: what it says has the id {decision.id}; it was altered")
    return decision
