"""The log of a store in words: what is followed, what is in conflict, and what bears on a cell or a claim."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from contested.app.waiting import waiting
from contested.app.workspace import Workspace
from contested.model.decision import Decision, DecisionKind
from contested.model.picture import Picture
from contested.model.text import ClaimId
from contested.show.views.citation import cite_all, cited
from contested.show.views.decisions import Decided, DecisionLine, decision_line
from contested.show.views.explanation import Explanation, Witness

Clashes = tuple[tuple[DecisionLine, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLines:
    """A log in words."""

    followed: tuple[DecisionLine, ...]  # those too that wait for what the store lacks
    conflicts: Clashes
    past: tuple[DecisionLine, ...]  # replaced or undone, and what undid them


def decision_lines(
    workspace: Workspace, pictures: Sequence[Picture] = (), *, known: date | None = None
) -> DecisionLines:
    """
    The whole log.

    Args:
        workspace: The store.
        pictures: Accepted cells are compared with theirs.
        known: Decisions on stories wait for claims that were published after this day.
    """
    standing = workspace.standing
    say = _sayer(workspace, pictures) if workspace.store.decisions() else None
    if say is None:
        return DecisionLines(followed=(), conflicts=(), past=())
    waits = waiting(workspace, known=known)
    current = [
        replace(line, state="waits", remark=f"waits: {waits[one.id]}") if one.id in waits else line
        for one in standing.applied
        for line in (say(one, "followed"),)
    ]
    past = [
        *(say(one, "replaced") for one in standing.replaced),
        *(say(one, "undone") for one in standing.undone),
        *(say(one, "undoes") for one in standing.undoing),
    ]
    return DecisionLines(
        followed=tuple(current),
        conflicts=tuple(
            tuple(say(one, "in conflict") for one in clash.decisions) for clash in standing.conflicts
        ),
        past=tuple(sorted(past, key=lambda line: (line.at, line.id))),
    )


def _sayer(workspace: Workspace, pictures: Sequence[Picture]) -> Callable[[Decision, str], DecisionLine]:
    cells = [cell for picture in pictures for cell in picture.cells]
    names: dict[str, str] = {
        entry.place.id: entry.place.name for front in workspace.fronts for entry in front.theatre.places
    }
    for claim in workspace.claims:
        if claim.place:
            names.update({one.place.id: one.place.name for one in claim.place.candidates})
    gists: dict[str, str] = {id: one.gist for id, one in cite_all(workspace.claims, workspace.styles).items()}

    def say(decision: Decision, state: str) -> DecisionLine:
        for id in (*decision.about, decision.answer):
            if id not in names and (place := workspace.gazetteer.get(id)) is not None:
                names[id] = place.name
        return decision_line(decision, state, gists=gists, places=names, cells=cells)

    return say


def with_decisions(found: Explanation, workspace: Workspace) -> tuple[Explanation, tuple[DecisionLine, ...]]:
    """
    The explanation with the claims of its place that were set aside, and the decisions that bear on it.
    """
    if not workspace.store.decisions():
        return found, ()
    cell = found.row.cell if found.row else ""
    place = cell.rpartition("@")[0]
    citations = cite_all(workspace.claims, workspace.styles)
    aside = [
        Witness(
            note=f"set aside by {one.decision.author}: {one.decision.reason}"
            + (f" (repeats claim {one.copy_of})" if one.copy_of else ""),
            decibans=None,
            claims=cited([one.claim.id], citations),
        )
        for front in workspace.fronts
        for one in front.set_aside
        if place and any(effect.place.id == place for effect in one.claim.effects)
    ]
    whole = replace(found, witnesses=(*found.witnesses, *aside))
    claims = {one.claim for witness in whole.witnesses for one in witness.claims}
    bearing = _Bearing(workspace, decision_lines(workspace, workspace.pictures()))
    return whole, bearing.on(cell, place, claims)


def decided_on(workspace: Workspace, pictures: Sequence[Picture]) -> Decided:
    """What was decided on the cells, claims and outlets that a page of these pictures shows."""
    lines = decision_lines(workspace, pictures)
    if not lines.followed and not lines.conflicts:
        return Decided()
    bearing = _Bearing(workspace, lines)
    on_cells = [
        {cell.id: bearing.on(cell.id, cell.place.id, {*cell.supports, *cell.opposes}) for cell in one.cells}
        for one in pictures
    ]
    copied = {one.claim.id: one.copy_of for front in workspace.fronts for one in front.set_aside}
    on_claims = {one.id: bearing.of({one.id, copied.get(one.id) or one.id}) for one in workspace.claims}
    outlets = {one.outlet for one in workspace.claims if one.outlet}
    return Decided(
        cells=tuple({id: found for id, found in one.items() if found} for one in on_cells),
        claims={id: found for id, found in on_claims.items() if found},
        outlets={name: found for name in outlets if (found := bearing.of({name}))},
        followed=lines.followed,
        conflicts=lines.conflicts,
    )


class _Bearing:
    """Finds the decisions that bear on a cell, be they on its place, its claims or who makes these."""

    def __init__(self, workspace: Workspace, lines: DecisionLines) -> None:
        self._resolved = {one.id: one for one in workspace.claims}
        self._aside = [one for front in workspace.fronts for one in front.set_aside]
        self._same = [frozenset(one.about) for one in workspace.standing.of(DecisionKind.SAME_PLACE)]
        self._by_subject: dict[str, list[DecisionLine]] = {}
        for line in (*lines.followed, *(one for clash in lines.conflicts for one in clash)):
            for subject in line.about:
                self._by_subject.setdefault(subject, []).append(line)

    def of(self, subjects: Collection[str]) -> tuple[DecisionLine, ...]:
        """The decisions about one of these, each once, in order of time."""
        found = {line.id: line for one in subjects for line in self._by_subject.get(one, ())}
        return tuple(sorted(found.values(), key=lambda line: (line.at, line.id)))

    def on(self, cell: str, place: str, claims: Collection[ClaimId]) -> tuple[DecisionLine, ...]:
        """
        The decisions that bear on a cell, or on claims alone.

        Args:
            cell: Its id; empty where there is none.
            place: Its place; empty where there is none.
            claims: The claims that it cites.
        """
        aside = [
            one
            for one in self._aside
            if one.claim.id in claims or any(effect.place.id == place for effect in one.claim.effects)
        ]
        near: set[str] = {cell, place, *claims, *(one.claim.id for one in aside)}
        near |= {one.copy_of for one in aside if one.copy_of}
        told = [self._resolved[one] for one in claims if one in self._resolved]
        near |= {one.outlet for one in told if one.outlet} | {one.origin.name for one in told}
        near |= {other for pair in self._same if pair & near for other in pair}
        told_apart = DecisionKind.SAME_STORY.value  # which claims make a story changes no cell
        return tuple(line for line in self.of(near - {""}) if line.kind != told_apart)
