"""One place from day to day: two bars, as known then and as known now, and the runs with who says so."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from contested.model.actor import SideId
from contested.model.control import Verdict
from contested.model.text import ClaimId
from contested.show.screens import parts as p
from contested.show.sides import NO_SYMBOL, SideStyles
from contested.show.views.board import VERDICT_WORDS
from contested.show.views.citation import Citation
from contested.show.views.grading import SourceMarks
from contested.show.views.runs import PlaceRuns, Run, Stretch

LABEL = 10  # columns left of the bars
NARROWEST = 20
WIDEST = 120
MOST_SENTENCES = 1  # of each run and side; --json has all
_NO_BREAK = "\u00a0"
_LEVELS = " ▁▂▃▄▅▆▇█"


def render_timeline(
    found: PlaceRuns,
    *,
    citations: Mapping[ClaimId, Citation],
    styles: SideStyles,
    sources: SourceMarks,
    width: int,
) -> RenderableType:
    """
    The bars and the runs of one place.

    Args:
        found: The place.
        citations: The claims that its runs cite.
        styles: How the sides look.
        sources: Letters that analysts gave to outlets.
        width: Columns at hand.
    """
    known = f", as known on {found.known}" if found.known else ""
    shown: list[RenderableType] = [
        p.heading(f"{found.theatre}: {found.place}, from day to day{known}"),
        *_bars(found, styles, min(WIDEST, max(NARROWEST, width - LABEL))),
        p.section("Who says so"),
    ]
    for before, run in zip((None, *found.now), found.now, strict=False):
        shown += _run(run, before, citations, styles, sources)
    shown += [Text(""), p.marks_legend(run.grade for run in found.now)]
    return Group(*shown)


def columns(first: date, last: date, most: int) -> tuple[tuple[date, date], ...]:
    """
    The days that each column of a bar stands for, the same number of days in each but the last.

    Example:
        >>> columns(date(2016, 1, 1), date(2016, 1, 4), 2)
        ((datetime.date(2016, 1, 1), datetime.date(2016, 1, 2)), (datetime.date(2016, 1, 3), datetime.date(2016, 1, 4)))
    """  # noqa: E501 (what Python prints)
    count = (last - first).days + 1
    step = -(-count // most)
    begins = [first + timedelta(days=at) for at in range(0, count, step)]
    return tuple((begin, min(begin + timedelta(days=step - 1), last)) for begin in begins)


def _bars(found: PlaceRuns, styles: SideStyles, width: int) -> list[RenderableType]:
    spans = columns(found.first, found.last, width)
    now = [
        Stretch(first=one.first, last=one.last, holder=one.holder, verdict=one.verdict) for one in found.now
    ]
    step = (spans[0][1] - spans[0][0]).days + 1
    lines = [_bar("now", now, spans, styles), _verdicts(now, spans)]
    if found.then:
        lines = [_bar("then", found.then, spans, styles), _verdicts(found.then, spans), *lines]
    lines += [_reports(found.told, spans), _axis(found, len(spans))]
    sides = dict.fromkeys(one.holder for one in (*found.then, *now))
    lines.append(Text(""))
    lines.append(_legend(sides, {one.verdict for one in (*found.then, *now)}, styles))
    each = "a day" if step == 1 else f"{step} days"
    then = "then: as known on each day; now: with all that is known. " if found.then else ""
    lines.append(Text(f"{then}A column is {each}; of changes within one, the last day counts.", style="dim"))
    return list(lines)


def _bar(
    label: str, found: Sequence[Stretch], spans: Sequence[tuple[date, date]], styles: SideStyles
) -> Text:
    line = Text(label.ljust(LABEL), style="dim")
    for _, last in spans:
        one = _at(found, last)
        look = styles.of(one.holder) if one else None
        if one is None or look is None:
            line.append(" ")
        else:
            stale = " dim" if one.verdict is Verdict.STALE else " not dim"
            line.append(look.symbol, style=f"{look.colour}{stale}")
    return line


def _verdicts(found: Sequence[Stretch], spans: Sequence[tuple[date, date]]) -> Text:
    line = Text(" " * LABEL)
    for _, last in spans:
        one = _at(found, last)
        line.append(
            VERDICT_WORDS[one.verdict][0] if one else " ",
            style=p.VERDICT_COLOURS[one.verdict] if one else "",
        )
    return line


def _at(found: Sequence[Stretch], day: date) -> Stretch | None:
    return next((one for one in found if one.first <= day <= one.last), None)


def _reports(told: Iterable[tuple[date, int]], spans: Sequence[tuple[date, date]]) -> Text:
    """How many claims speak of the days of each column, as a small skyline."""
    counts = [0] * len(spans)
    first, step = spans[0][0], (spans[0][1] - spans[0][0]).days + 1
    for day, number in told:
        at = (day - first).days // step
        if 0 <= at < len(counts):
            counts[at] += number
    highest = max(counts, default=0) or 1
    line = Text("claims".ljust(LABEL), style="dim")
    for number in counts:
        line.append(_LEVELS[-(-number * (len(_LEVELS) - 1) // highest)], style="not dim")
    return line


def _axis(found: PlaceRuns, width: int) -> Text:
    first, last = f"{found.first}", f"{found.last}"
    if width < len(first) + len(last) + 2:
        return Text(f"{' ' * LABEL}{first} to {last}", style="dim")
    return Text(f"{' ' * LABEL}{first}{last.rjust(width - len(first))}", style="dim")


def _legend(sides: Iterable[SideId | None], verdicts: Iterable[Verdict], styles: SideStyles) -> Text:
    line, shown = Text(""), set(verdicts)
    for number, one in enumerate(sides):
        look = styles.of(one)
        label = look.label.replace(" ", _NO_BREAK)
        line.append("   " if number else "")
        line.append(f"{look.symbol if one else NO_SYMBOL}{_NO_BREAK}{label}", style=look.colour)
    for which in Verdict:
        if which in shown:
            symbol, word, _ = VERDICT_WORDS[which]
            line.append("   ").append(f"{symbol}{_NO_BREAK}{word}", style=p.VERDICT_COLOURS[which])
    return line


def _run(
    run: Run,
    before: Run | None,
    citations: Mapping[ClaimId, Citation],
    styles: SideStyles,
    sources: SourceMarks,
) -> list[RenderableType]:
    head = Text.assemble(
        (p.days(run.first, run.last), "bold"),
        f" ({p.counted(run.days, 'day')})  ",
        p.held(run.holder, run.likeliest, run.phase, styles),
        "  ",
        p.verdict(run.verdict),
    )
    if run.verdict is Verdict.STALE:
        # Nobody spoke: who said so before stands above.
        return [
            head,
            Padding(Text(f"no report for more than 60 days; {_percent(run)}", style="dim"), (0, 0, 0, 2)),
        ]
    said = Text.assemble(
        p.counted(run.origins, "origin"), f", {_percent(run)}, ", p.marks(run.grade), "\n",
        ("says so: ", "dim"), p.tellers_line(run.who, styles),
    )  # fmt: skip
    lines: list[RenderableType] = [head, Padding(said, (0, 0, 0, 2))]
    if before is None or before.claims != run.claims:  # else the same words stand right above
        lines += p.quoted(run.claims, _until(citations, run), sources, most=MOST_SENTENCES)
    if run.dissent:
        against = Text.assemble(("says otherwise: ", "bold"), p.tellers_line(run.dissent, styles))
        lines.append(Padding(against, (0, 0, 0, 2)))
        if before is None or before.against != run.against:
            lines += p.quoted(run.against, citations, sources, most=MOST_SENTENCES)
    return lines


def _until(citations: Mapping[ClaimId, Citation], run: Run) -> Mapping[ClaimId, Citation]:
    """The claims that were printed by soon after the run: the words of its own days tell it best."""
    soon = run.last + timedelta(days=7)
    near = {
        one: citations[one]
        for one in run.claims
        if one in citations and (printed := citations[one].published) and printed <= soon
    }
    return near or citations


def _percent(run: Run) -> str:
    low, high = (min(99, max(1, round(share * 100))) for share in (run.lowest, run.highest))
    return f"{low} %" if low == high else f"{low} to {high} %"
