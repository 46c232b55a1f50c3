"""The picture and its explanations as tables; symbols and words carry all that colours do."""

from collections.abc import Iterable, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from contested.model.framing import FramingKind
from contested.model.period import NO_DAY
from contested.model.picture import Picture
from contested.model.report import Failure
from contested.model.resolved import ResolvedClaim
from contested.show.claim_reasons import render_reasons
from contested.show.screens import parts as p
from contested.show.sides import SideStyles
from contested.show.views.board import Board, Row, board
from contested.show.views.citation import Citation, CitedSentence, by_sentence, cite_all
from contested.show.views.disputes import Dispute, disputes
from contested.show.views.explanation import Explanation, Witness, witness_words
from contested.show.views.framing import KIND_WORDS, FramedParty, most_used
from contested.show.views.grading import CANNOT_BE_JUDGED, Grade, SourceMarks, source_mark
from contested.show.views.plans import plans
from contested.show.visible import one_line, shortened

WIDE = 96  # columns from which a row a place fits on one line
BAR_CELLS = 8
MOST_A_SIDE = 2  # sentences a side of a dispute; the page and the exports hold all of them
MOST_PLANS = 10
MOST_FRAMINGS = 12

_VERDICT_COLOURS = {
    "agreed": "green",
    "claimed": "yellow",
    "disputed": "bold red",
    "changed": "cyan",
    "stale": "dim",
    "no report": "dim",
}


def render_picture(
    picture: Picture,
    *,
    claims: Iterable[ResolvedClaim],
    styles: SideStyles,
    framing: Iterable[FramedParty] = (),
    failures: Iterable[Failure] = (),
    grades: Mapping[str, Grade] | None = None,
    width: int = 100,
) -> RenderableType:
    """
    Who holds what as told, what is disputed, planned, put partially, and what could not be read.

    Args:
        picture: What to show.
        claims: The claims that it cites, for their words.
        styles: How the sides look.
        framing: Words that take sides.
        failures: Reports that were put aside.
        grades: Both marks of the cells, by id.
        width: Columns at hand; narrow ones give two lines a place.
    """
    citations = cite_all(claims, styles)
    shown = board(picture, styles, grades)
    parts: list[RenderableType] = [_heading(shown), _holdings(shown, width)]
    if marks := [row.grade for row in shown.rows if row.grade]:
        parts += [Text(""), p.marks_legend(marks)]
    parts += _disputes(disputes(shown, citations))
    parts += _plans(plans(picture, citations))
    parts += _framing(tuple(framing), styles)
    parts += _failures(tuple(failures))
    return Group(*parts)


def render_explanation(
    explanation: Explanation, styles: SideStyles, sources: SourceMarks | None = None
) -> RenderableType:
    """
    Each witness with its weight, and each claim with words, document, offsets and voices.

    Args:
        explanation: What to show.
        styles: How the sides look.
        sources: Letters that analysts gave to outlets and voices.
    """
    letters = sources or {}
    parts: list[RenderableType] = []
    if explanation.row:
        parts += [Text(explanation.row.cell, style="dim"), _row_line(explanation.row)]
    parts += [part for witness in explanation.witnesses for part in _witness(witness, styles, letters)]
    if explanation.reasons:
        claim = explanation.witnesses[0].claims[0]
        parts.append(_section(f"How it was read, by {one_line(explanation.reasons.made_by)}"))
        parts += render_reasons(explanation.reasons, claim, explanation.meanings, styles)
        parts.append(Text(""))
    if explanation.places:
        parts.append(Text("It feeds:", style="bold"))
        parts += [_row_line(row) for row in explanation.places]
    rows = (explanation.row, *explanation.places)
    if marks := [row.grade for row in rows if row and row.grade]:
        parts += [Text(""), p.marks_legend(marks)]
    return Group(*parts)


def _heading(shown: Board) -> RenderableType:
    known = f", as known on {shown.known}" if shown.known else ""
    theatre = f"{shown.theatre}: " if shown.theatre else ""
    on = f"on {shown.on}" if shown.on != NO_DAY else "on a day that nobody told"
    return Rule(Text(f"{theatre}who holds what {on}, as told{known}", style="bold"), align="left")


def _holdings(shown: Board, width: int) -> RenderableType:
    if not shown.rows:
        return Text("No report says who holds any place.")
    if width < WIDE:
        return Group(*(_row_line(row) for row in shown.rows))
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("place", ratio=3)
    table.add_column("held by", ratio=3)
    table.add_column("verdict", no_wrap=True)
    table.add_column("probability", no_wrap=True)
    table.add_column("since", no_wrap=True)
    table.add_column("origins", justify="right")
    marked = any(row.grade for row in shown.rows)
    if marked:
        table.add_column("source")
        table.add_column("info", justify="right", no_wrap=True)
    for row in shown.rows:
        grade = row.grade or Grade(source=(), information=CANNOT_BE_JUDGED)
        table.add_row(
            _place(row),
            _holder(row),
            _verdict(row),
            _bar(row),
            str(row.since or "not told"),
            str(row.origins),
            *((grade.letters, str(grade.information)) if marked else ()),
        )
    return table


def _row_line(row: Row) -> Text:
    line = Text.assemble(_place(row), "  ", _holder(row), "\n  ", _verdict(row), "  ", _bar(row))
    since = f"since {row.since}" if row.since else "since when is not told"
    line.append(f"\n  {since}, {_counted(row.origins, 'origin')}", style="dim")
    if row.grade:
        line.append("\n  ").append_text(p.marks(row.grade))
    return line


def _place(row: Row) -> Text:
    name = Text(one_line(row.place), style="bold")
    return name.append(f" {row.kind_words}", style="dim not bold") if row.kind_words else name


def _holder(row: Row) -> Text:
    look = row.holder
    words = one_line(look.label)
    if row.doubt_words:
        words += f": {one_line(row.doubt_words)}"
    text = Text(f"{look.symbol} {words}", style=look.colour)
    return text.append(f", {row.phase_words}", style="bold") if row.phase_words else text


def _verdict(row: Row) -> Text:
    symbol, word, _ = row.verdict_words
    return Text(f"{symbol} {word}", style=_VERDICT_COLOURS[word])


def _bar(row: Row) -> Text:
    full = round(row.probability * BAR_CELLS)
    return Text("█" * full + "░" * (BAR_CELLS - full)).append(f" {row.percent:>2} %")


def _disputes(found: tuple[Dispute, ...]) -> list[RenderableType]:
    if not found:
        return []
    parts: list[RenderableType] = [_section(f"Disputed ({len(found)})")]
    for dispute in found:
        parts.append(Text.assemble(_place(dispute.row), "  ", _holder(dispute.row)))
        parts += _cited("for", dispute.supports, most=MOST_A_SIDE)
        parts += _cited("against", dispute.opposes, most=MOST_A_SIDE)
    return parts


def _plans(found: tuple[Citation, ...]) -> list[RenderableType]:
    if not found:
        return []
    title = f"Planned, predicted or conditional ({len(found)}): not done"
    return [_section(title), *_cited("", found, most=MOST_PLANS)]


def _framing(parties: tuple[FramedParty, ...], styles: SideStyles) -> list[RenderableType]:
    shown = most_used(parties, most=MOST_FRAMINGS)
    if not shown:
        return []
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("in reports of", "words", "kind", "of whom"):
        table.add_column(column, overflow="fold")
    for one, above in zip(shown, (None, *shown), strict=False):
        used = one.words
        camp = "" if above and above.camp == one.camp else styles.camp(one.camp)
        times = f" ×{used.times}" if used.times > 1 else ""
        marks = ("", "") if used.kind == KIND_WORDS[FramingKind.SCARE_QUOTES] else ("“", "”")
        table.add_row(
            Text(one_line(camp)),
            Text(f"{marks[0]}{shortened(used.words, to=60)}{marks[1]}{times}"),
            Text(used.kind),
            Text(f"{one_line(one.toward)}, {'approving' if used.helps else 'disapproving'}"),
        )
    number = sum(len(camp.words) for party in parties for camp in party.camps)
    parts: list[RenderableType] = [_section(f"Words that take sides ({number}): theirs, never ours"), table]
    if number > len(shown):
        parts.append(Text(f"  and {number - len(shown)} more, in the report page", style="dim"))
    return parts


def _failures(found: tuple[Failure, ...]) -> list[RenderableType]:
    if not found:
        return []
    parts: list[RenderableType] = [_section(f"Put aside ({len(found)})")]
    parts += [
        Text.assemble(
            ("! ", "bold red"), one_line(one.read_from), (f" ({one.stage}): {one_line(one.reason)}", "dim")
        )
        for one in found
    ]
    return parts


def _section(title: str) -> RenderableType:
    return Padding(Rule(Text(title, style="bold"), align="left"), (1, 0, 0, 0))


def _cited(label: str, found: tuple[Citation, ...], *, most: int) -> list[RenderableType]:
    sentences = by_sentence(found)
    parts: list[RenderableType] = [_sentence(label, one) for one in sentences[:most]]
    if len(sentences) > most:
        rest = f"  and {len(sentences) - most} sentences more, in the report page and the exports"
        parts.append(Text(rest, style="dim"))
    return parts


def _sentence(label: str, one: CitedSentence) -> RenderableType:
    text = Text(f"{label}: " if label else "", style="")
    text.append("; ".join(dict.fromkeys(one_line(claim.says) for claim in one.citations)), style="bold")
    text.append(f"\n“{shortened(one.sentence.text, to=240)}”", style="italic")
    first = one.first
    where = f"{one_line(first.outlet)}, {first.published or 'undated'}, {one_line(first.pointer)}"
    text.append(f"\n{where}", style="dim")
    return Padding(text, (0, 0, 0, 2))


def _witness(witness: Witness, styles: SideStyles, sources: SourceMarks) -> list[RenderableType]:
    weight = "" if witness.decibans is None else f"{round(witness.decibans, 1) + 0.0:+.1f} decibans: "
    head = Text.assemble(
        (weight, "bold"),
        one_line(witness_words(witness, styles)),
        f" ({_counted(len(witness.claims), 'claim')})",
    )
    return [Text(""), head, *(_explained(one, styles, sources) for one in witness.claims)]


def _explained(one: Citation, styles: SideStyles, sources: SourceMarks) -> RenderableType:
    camp = styles.camp(one.camp)
    text = Text.assemble((one_line(one.gist), "bold"), f"  ({one.mood}; {one.when}; {one.interest})\n")
    text.append(f"“{one_line(one.sentence.text)}”", style="italic")
    said_by = " > ".join((one_line(one.outlet), *(f"“{one_line(voice)}”" for voice in one.voices)))
    text.append(f"\n{said_by} ({camp}), published {one.published or 'on a day not stated'}", style="dim")
    text.append(f", source {source_mark((one.origin, one.outlet), sources)}", style="dim")
    text.append(f"\n{one_line(one.pointer)}  claim {one.claim}", style="dim")
    return Padding(text, (0, 0, 0, 2))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
