"""`contested decide`: an analyst's decisions, each with author and reason; and `contested decisions`."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli import options as o
from contested.cli.terminal import note

if TYPE_CHECKING:
    from contested.app.decisions import Desk
    from contested.model.decision import Decision

app = typer.Typer(
    help="Decide: a claim is wrong, two places or stories are one, an outlet's camp or grade, a cell is "
    "accepted. Nothing is overwritten, and all of it can be undone.",
    no_args_is_help=True,
)

Author = Annotated[
    str, typer.Option("--author", help="Who decides.", envvar="CONTESTED_AUTHOR", show_default=False)
]
Why = Annotated[str, typer.Option("--reason", help="Why, in words.", show_default=False)]
ClaimId = Annotated[
    str, typer.Argument(metavar="CLAIM", help="A claim's id, or how it begins.", show_default=False)
]
PlaceName = Annotated[
    str, typer.Argument(metavar="PLACE", help="A place's id, or its name.", show_default=False)
]
StoryName = Annotated[
    str, typer.Argument(metavar="STORY", help="A story's id, or a claim of it.", show_default=False)
]
OtherStory = Annotated[
    str, typer.Argument(metavar="OTHER", help="Another story's id, or a claim.", show_default=False)
]
OtherPlace = Annotated[
    str, typer.Argument(metavar="OTHER", help="Another place's id, or its name.", show_default=False)
]
OutletName = Annotated[
    str, typer.Argument(metavar="OUTLET", help="An outlet of the reports.", show_default=False)
]
CampName = Annotated[
    str,
    typer.Argument(
        metavar="CAMP", help="A side of the theatre, monitor, wire or unknown.", show_default=False
    ),
]
SourceName = Annotated[
    str, typer.Argument(metavar="SOURCE", help="An outlet, or whom it quotes.", show_default=False)
]
Letter = Annotated[str, typer.Argument(metavar="LETTER", help="From A to F.", show_default=False)]
CellName = Annotated[
    str, typer.Argument(metavar="CELL", help="place-id@day, or a place.", show_default=False)
]
DecisionName = Annotated[
    str, typer.Argument(metavar="DECISION", help="A decision's id, or how it begins.", show_default=False)
]


def wrong(database: o.Database, claim: ClaimId, author: Author, reason: Why) -> None:
    """
    Set a claim aside, and the copies of it; both stay listed, with who did it and why.

    Examples:
      contested decide wrong war.db 3f9c1a2b --author "A. Analyst" --reason "taken back"
    """
    _decide(database, author, reason, lambda desk: desk.claim(claim, "wrong"))


def right(database: o.Database, claim: ClaimId, author: Author, reason: Why) -> None:
    """
    Say that a claim is not wrong: a copy of a wrong claim then counts for itself.

    Where another analyst calls it wrong the two are a conflict.

    Examples:
      contested decide right war.db 3f9c1a2b --author "B. Analyst" --reason "own reporter"
    """
    _decide(database, author, reason, lambda desk: desk.claim(claim, "right"))


def place_of(database: o.Database, claim: ClaimId, place: PlaceName, author: Author, reason: Why) -> None:
    """
    Say which place a claim speaks of, or `nowhere`: not of the one that was chosen.

    Examples:
      contested decide place-of war.db 3f9c1a2b Mahin --author A --reason "the other Maheen"
      contested decide place-of war.db 3f9c1a2b nowhere --author A --reason "a person's name"
    """
    _decide(database, author, reason, lambda desk: desk.place_of(claim, place))


def same_place(
    database: o.Database, place: PlaceName, other: OtherPlace, author: Author, reason: Why
) -> None:
    """
    Say that two places are one: all claims of both count for the more populous.

    Examples:
      contested decide same-place war.db geonames:1 geonames:2 --author A --reason "one town"
    """
    _decide(database, author, reason, lambda desk: desk.same_place(place, other, "same"))


def not_same_place(
    database: o.Database, place: PlaceName, other: OtherPlace, author: Author, reason: Why
) -> None:
    """
    Say that two places are two, whoever may think that they are one.

    Examples:
      contested decide not-same-place war.db Mahin Maheen --author A --reason "60 km apart"
    """
    _decide(database, author, reason, lambda desk: desk.same_place(place, other, "different"))


def same_story(
    database: o.Database, story: StoryName, other: OtherStory, author: Author, reason: Why
) -> None:
    """
    Say that two stories are one happening, whatever days and places they were told under.

    `contested stories` prints the ids of stories and claims.

    Examples:
      contested decide same-story war.db 3f9c1a2b 77d0e912 --author A --reason "the same raid"
    """
    _decide(database, author, reason, lambda desk: desk.same_story(story, other, "same"))


def not_same_story(
    database: o.Database, story: StoryName, other: OtherStory, author: Author, reason: Why
) -> None:
    """
    Say that two claims tell of two happenings: their story is split between them.

    The other claims go with the one that their own report makes, else with the one
    that is nearer in days.

    Examples:
      contested decide not-same-story war.db 3f9c1a2b 77d0e912 --author A --reason "two raids"
    """
    _decide(database, author, reason, lambda desk: desk.same_story(story, other, "different"))


def camp(database: o.Database, outlet: OutletName, camp: CampName, author: Author, reason: Why) -> None:
    """
    Say to which camp an outlet belongs; it counts before what its reports say themselves.

    Examples:
      contested decide camp war.db "Orchard Post" gov --author A --reason "owned by the state"
    """
    _decide(database, author, reason, lambda desk: desk.camp(outlet, camp))


def grade(database: o.Database, source: SourceName, letter: Letter, author: Author, reason: Why) -> None:
    """
    Give an outlet or a voice its Admiralty letter: from A, completely reliable, to E;
    F, not judged. It is shown and changes no probability.

    Examples:
      contested decide grade war.db "Harbour Wire" B --author A --reason "ten years of use"
    """
    _decide(database, author, reason, lambda desk: desk.grade(source, letter))


def accept(database: o.Database, cell: CellName, author: Author, reason: Why) -> None:
    """
    Accept what a cell says now. If later claims make it say otherwise, the picture tells.

    Examples:
      contested decide accept war.db geonames:163808@2016-03-28 --author A --reason "three camps"
    """
    _decide(database, author, reason, lambda desk: desk.accept(cell))


def undo(database: o.Database, decision: DecisionName, author: Author, reason: Why) -> None:
    """
    Follow a decision no longer. Both stay in the log; the picture is exactly as before it.

    Examples:
      contested decide undo war.db 5ab01c77 --author A --reason "the outlet was right after all"
    """
    _decide(database, author, reason, lambda desk: desk.undo(decision))


def _decide(database: Path, author: str, reason: str, decide: "Callable[[Desk], Decision]") -> None:
    from contested.app.decision_lines import decision_lines
    from contested.app.decisions import Desk
    from contested.app.workspace import Workspace

    with Workspace.open(database) as workspace:
        made = decide(Desk(workspace, author=author, reason=reason))
        print(f"{made.id}: decided; contested decide undo {database} {made.id} takes it back")
        for clash in decision_lines(workspace).conflicts:
            if made.id in {one.id for one in clash}:
                others = ", ".join(sorted({one.author for one in clash} - {made.author})) or made.author
                note(
                    f"contested: in conflict with what {others} decided: none is followed until one is undone"
                )


COMMANDS: Mapping[str, Callable[..., None]] = {
    "wrong": wrong,
    "right": right,
    "place-of": place_of,
    "same-place": same_place,
    "not-same-place": not_same_place,
    "same-story": same_story,
    "not-same-story": not_same_story,
    "camp": camp,
    "grade": grade,
    "accept": accept,
    "undo": undo,
}
