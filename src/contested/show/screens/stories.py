"""The same happening across reports: origins, copies, days, and what each camp's telling leaves out."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from contested.model.actor import SideId
from contested.model.text import ClaimId
from contested.show.screens import parts as p
from contested.show.sides import SideStyles
from contested.show.views.citation import Citation
from contested.show.views.grading import SourceMarks
from contested.show.views.stories import Detail, Story
from contested.show.visible import one_line

MOST_DETAILS = 8  # of a story; --json has all
MOST_SENTENCES = 1
_TOLD, _LEFT_OUT = "●", "·"


def render_stories(
    found: Sequence[Story],
    *,
    title: str,
    all_of: bool,
    citations: Mapping[ClaimId, Citation],
    styles: SideStyles,
    sources: SourceMarks,
) -> RenderableType:
    """
    The stories of one theatre.

    Args:
        found: All of them.
        title: What stands above them.
        all_of: Show those too that a single report tells.
        citations: The claims that they cite.
        styles: How the sides look.
        sources: Letters that analysts gave to outlets.
    """
    told = [one for one in found if all_of or len(one.reports) > 1]
    shown: list[RenderableType] = [p.heading(f"{title} ({len(told)})")]
    if not told:
        shown.append(Text("No happening is told by more than one report."))
    for number, one in enumerate(told):
        shown.append(Padding(story_head(one, styles), (1 if number else 0, 0, 0, 0)))
        shown.append(Padding(_details(one, styles), (0, 0, 0, 2)))
        shown += [Padding(line, (0, 0, 0, 2)) for line in _left_out(one, styles)]
        shown += p.quoted(one.headline.claims, citations, sources, most=MOST_SENTENCES)
    if told:
        shown += [Text(""), Text(f"{_TOLD} told   {_LEFT_OUT} left out: silence, no denial", style="dim")]
        shown.append(p.marks_legend(one.grade for story in told for one in story.details))
    if alone := len(found) - len(told):
        shown.append(Text(f"and {alone} that a single report tells (--all)", style="dim"))
    return Group(*shown)


def story_head(one: Story, styles: SideStyles) -> Text:
    """A story in a few lines: what, when, how many tell it, and what analysts decided on it."""
    head = Text.assemble((p.days(one.first, one.last), "bold"), "  ", detail_words(one.headline, one, styles))
    told = f"\n  {p.counted(len(one.reports), 'report')}, {p.counted(one.origins, 'independent origin')}"
    if one.copies:
        told += f", {one.copies} {'repeats' if one.copies == 1 else 'repeat'} others"
    printed = p.days(one.told_first, one.told_last) if one.told_first else "on days not stated"
    head.append(f"{told}; published {printed}", style="dim")
    if one.is_denied:
        head.append("; denied by some", style="bold")
    head.append(f"\n  story {one.id}", style="not bold dim")
    for ruling in one.decided:
        head.append(f"\n  ✎ decided: {one_line(ruling)}", style="not dim")
    return head


def detail_words(one: Detail, story: Story, styles: SideStyles) -> Text:
    """A detail in neutral words."""
    text = Text("denied: " if one.denied else "", style="bold")
    if one.by or one.deed.endswith("s") or one.deed.endswith("of"):
        text.append_text(p.side(one.by, styles)).append(" ", style="not bold")
    text.append(f"{one.deed} {one_line(story.place)}", style="bold")
    if one.figures:
        low, high = one.figures[0], one.figures[-1]
        text.append(f" ({low})" if low == high else f" ({low} to {high})")
    return text


def _details(one: Story, styles: SideStyles) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1, 0, 0))
    for camp in one.camps:
        table.add_column(_short(camp.camp, styles), justify="center", no_wrap=True)
    table.add_column("what is told", ratio=1)
    table.add_column("origins", justify="right")
    table.add_column("source")
    table.add_column("information", justify="right")
    for number, detail in enumerate(one.details[:MOST_DETAILS]):
        told = [
            Text(_TOLD, style="bold") if number in camp.tells else Text(_LEFT_OUT, style="dim")
            for camp in one.camps
        ]
        table.add_row(
            *told,
            detail_words(detail, one, styles),
            str(detail.origins),
            detail.grade.letters,
            str(detail.grade.information),
        )
    return table


def _short(camp: SideId | None, styles: SideStyles) -> Text:
    """A camp's column: its symbol, which the line below spells out, or the word where it is no side."""
    look = styles.of(camp)
    if look.number is None:
        return Text(styles.camp(camp))
    return Text(look.symbol, style=look.colour)


def _left_out(one: Story, styles: SideStyles) -> list[Text]:
    lines = []
    for camp in one.camps:
        who = p.side(camp.camp, styles) if camp.camp else Text("camp not stated")
        line = Text.assemble("reports of ", who, f" ({camp.reports}) ")
        if not camp.leaves_out:
            line.append("leave out nothing that others tell", style="dim")
        else:
            left = [
                one.details[number].deed + (" (denied)" if one.details[number].denied else "")
                for number in camp.leaves_out
            ]
            line.append("leave out: ", style="dim").append("; ".join(dict.fromkeys(_bare(w) for w in left)))
        lines.append(line)
    more = len(one.details) - MOST_DETAILS
    if more > 0:
        lines.insert(0, Text(f"and {p.counted(more, 'detail')} more (--json has all)", style="dim"))
    return lines


def _bare(deed: str) -> str:
    """A deed without what would follow it: "casualties at" becomes "casualties"."""
    for ending in (" at", " of", " on"):
        deed = deed.removesuffix(ending).replace(f"{ending} (", " (")
    return deed
