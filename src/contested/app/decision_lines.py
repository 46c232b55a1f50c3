"""The log of a store in words: what is followed, what is in conflict, and what bears on a cell or a claim."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from contested.app.workspace import Workspace
from contested.model.decision import Decision, DecisionKind
from contested.model.picture import Picture
from contested.show.views.citation import cite_all, cited
from contested.show.views.decisions import DecisionLine, decision_line
from contested.show.views.explanation import Explanation, Witness

Clashes = tuple[tuple[DecisionLine, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLines:
    """A log in words."""

    followed: tuple[DecisionLine, ...]
    conflicts: Clashes
    past: tuple[DecisionLine, ...]  # replaced or undone, and what undid them


def decision_lines(workspace: Workspace, pictures: Sequence[Picture] = ()) -> DecisionLines:
    """The whole log; accepted cells are compared with those of the pictures."""
    standing = workspace.standing
    say = _sayer(workspace, pictures) if workspace.store.decisions() else None
    if say is None:
        return DecisionLines(followed=(), conflicts=(), past=())
    past = [
        *(say(one, "replaced") for one in standing.replaced),
        *(say(one, "undone") for one in standing.undone),
        *(say(one, "undoes") for one in standing.undoing),
    ]
    return DecisionLines(
        followed=tuple(say(one, "followed") for one in standing.applied),
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
    claims = [one for witness in whole.witnesses for one in witness.claims]
    resolved = {one.id: one for one in workspace.claims}
    near = {cell, place, *(one.claim for one in claims)}
    near |= {one.outlet for one in map(resolved.get, (c.claim for c in claims)) if one and one.outlet}
    near |= {one.origin.name for one in map(resolved.get, (c.claim for c in claims)) if one}
    near |= {
        one.copy_of
        for front in workspace.fronts
        for one in front.set_aside
        if one.copy_of and one.claim.id in near
    }
    near |= _other_names(workspace, frozenset(near))
    lines = decision_lines(workspace, workspace.pictures())
    everything = [*lines.followed, *(one for clash in lines.conflicts for one in clash)]
    return whole, tuple(one for one in everything if near & {*one.about} - {""})


def _other_names(workspace: Workspace, near: frozenset[str]) -> set[str]:
    """The places that were joined with those at hand."""
    same = [set(one.about) for one in workspace.standing.of(DecisionKind.SAME_PLACE)]
    return {id for pair in same if pair & near for id in pair}
