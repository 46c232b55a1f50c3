"""Who says what against whom, place by place."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from contested.model.control import Phase
from contested.model.text import ClaimId
from contested.show.screens import parts as p
from contested.show.sides import SideStyles
from contested.show.views.citation import Citation
from contested.show.views.grading import SourceMarks
from contested.show.views.positions import Position, Quarrel

MOST_SENTENCES = 1


def render_disputes(
    found: Sequence[Quarrel],
    *,
    title: str,
    citations: Mapping[ClaimId, Citation],
    styles: SideStyles,
    sources: SourceMarks,
) -> RenderableType:
    """The disputes of one theatre, each position with its origins and its words."""
    shown: list[RenderableType] = [p.heading(f"{title} ({len(found)})")]
    if not found:
        shown.append(Text("No live claims of different origins contradict each other."))
    for number, one in enumerate(found):
        since = f"disputed since {one.since}" if one.since else "since when is not told"
        held = p.held(one.holder, one.likeliest, Phase.QUIET, styles)
        head = Text.assemble(p.named(one.place, one.kind), "  ", held)
        head.append(f" {min(99, max(1, round(one.probability * 100)))} %, {since}", style="dim")
        shown.append(Padding(head, (1 if number else 0, 0, 0, 0)))
        for position in one.positions:
            shown += _position(position, citations, styles, sources)
    if found:
        shown += [Text(""), p.marks_legend(one.grade for quarrel in found for one in quarrel.positions)]
    return Group(*shown)


def _position(
    one: Position, citations: Mapping[ClaimId, Citation], styles: SideStyles, sources: SourceMarks
) -> list[RenderableType]:
    if one.side is None:
        said = Text("fighting there, or no holder named", style="bold")
    else:
        said = p.side(one.side, styles).append(
            " does not hold it" if one.denied else " holds it", style="bold"
        )
    mark = "+" if one.for_holder else "-"
    line = Text.assemble((f"{mark} ", "bold"), said, f": {p.counted(one.origins, 'origin')}")
    if one.admitted:
        line.append(", one against its interest")
    line.append(f", {p.days(one.first, one.last)}, ", style="dim").append_text(p.marks(one.grade))
    who = Text.assemble(("says so: ", "dim"), p.tellers_line(one.who, styles))
    return [
        Padding(line, (0, 0, 0, 2)),
        Padding(who, (0, 0, 0, 4)),
        *p.quoted(one.claims, citations, sources, most=MOST_SENTENCES),
    ]
