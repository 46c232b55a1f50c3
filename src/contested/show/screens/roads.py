"""Roads, supply lines, bridges and crossings as they stand."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from contested.model.text import ClaimId
from contested.show.screens import parts as p
from contested.show.sides import SideStyles
from contested.show.views.citation import Citation
from contested.show.views.grading import SourceMarks
from contested.show.views.roads import Passage, Road, Standing, Word

MOST_SENTENCES = 1
LOOKS = {
    Standing.OPEN: ("═", "green"),
    Standing.CUT: ("╳", "bold red"),
    Standing.TAKEN: ("▣", "cyan"),
    Standing.DISPUTED: ("≠", "bold red"),
    Standing.STALE: ("…", "dim"),
    Standing.PLANNED: ("»", "dim"),
    Standing.UNCLEAR: ("–", "dim"),
}
_SAID = {
    Passage.OPEN: ("open", "not open"),
    Passage.CUT: ("cut", "not cut"),
    Passage.TAKEN: ("taken or guarded", "not taken"),
    Passage.SPOKEN_OF: ("spoken of, neither open nor cut", "denied"),
}


def render_roads(
    found: Sequence[Road],
    *,
    title: str,
    citations: Mapping[ClaimId, Citation],
    styles: SideStyles,
    sources: SourceMarks,
) -> RenderableType:
    """The ways of one theatre, each with who says that it is open, cut or taken, and since when."""
    shown: list[RenderableType] = [p.heading(f"{title} ({len(found)})")]
    if not found:
        shown.append(Text("No report speaks of a road or supply line."))
    for number, one in enumerate(found):
        shown.append(Padding(_head(one), (1 if number else 0, 0, 0, 0)))
        for word in one.words:
            shown += _word(word, citations, styles, sources)
        shown += [Padding(line, (0, 0, 0, 2)) for line in _along(one, styles)]
        if one.plans:
            planned = f"planned, feared or on a condition: {p.counted(len(one.plans), 'claim')}"
            shown.append(Padding(Text(planned, style="dim"), (0, 0, 0, 2)))
            shown += p.quoted(one.plans, citations, sources, most=MOST_SENTENCES)
    if any(one.words for one in found):
        shown += [Text(""), p.marks_legend(word.grade for one in found for word in one.words)]
    return Group(*shown)


def _head(one: Road) -> Text:
    symbol, style = LOOKS[one.standing]
    head = Text.assemble((one.name, "bold"), "  ", (f"{symbol} {one.standing.value}", style))
    since = f" since {one.since}" if one.since else ""
    last = f", last told of {one.last}" if one.last and one.last != one.since else ""
    return head.append(f"{since}{last}", style="dim")


def _word(
    word: Word, citations: Mapping[ClaimId, Citation], styles: SideStyles, sources: SourceMarks
) -> list[RenderableType]:
    line = Text(_SAID[word.passage][word.denied], style="bold")
    if word.by:
        line.append(" by ", style="not bold").append_text(p.side(word.by, styles))
    line.append(f": {p.counted(word.origins, 'origin')}, ", style="not bold")
    line.append(f"{p.days(word.first, word.last)}, ", style="not bold dim").append_text(p.marks(word.grade))
    who = Text.assemble(("says so: ", "dim"), p.tellers_line(word.who, styles))
    return [
        Padding(line, (0, 0, 0, 2)),
        Padding(who, (0, 0, 0, 4)),
        *p.quoted(word.claims, citations, sources, most=MOST_SENTENCES),
    ]


def _along(one: Road, styles: SideStyles) -> list[Text]:
    lines = []
    if len(one.links) > 1 or (one.links and one.links[0].place not in one.name):
        line = Text("along it: ", style="dim")
        for number, link in enumerate(one.links):
            line.append(", " if number else "").append(f"{link.place} ", style="not dim")
            line.append_text(p.side(link.holder, styles) if link.holder else Text("undecided"))
        lines.append(line)
    if one.holder and len(one.links) > 1 and one.at_least is not None and one.at_most is not None:
        lines.append(
            Text(
                f"held throughout by {styles.of(one.holder).label}: {round(one.at_least * 100)} to "
                f"{round(one.at_most * 100)} %, as its weakest link allows",
                style="dim",
            )
        )
    if one.conflict:
        lines.append(Text("! what is said of the way does not fit what is said of its places", style="bold"))
    return lines
