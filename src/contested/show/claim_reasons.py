"""Why a claim reads as it does, for the terminal: the sentence with its parts marked, then each decision."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from contested.model.reasons import ClaimReasons, Decision
from contested.model.text import Quote
from contested.show.sides import SideStyles
from contested.show.views.citation import Citation
from contested.show.views.meaning import Meaning
from contested.show.visible import one_line, visible

# The question that each decision answers, and the colour of its words; the tag beside them says the same.
_QUESTIONS = {
    "event": ("what", "bold yellow"),
    "actor": ("who", "bold cyan"),
    "target": ("whom", "bold magenta"),
    "place": ("where", "bold green"),
    "time": ("when", "bold blue"),
    "modality": ("how put", "bold"),
    "attribution": ("says who", "bold red"),
    "count": ("how many", "bold"),
    "confidence": ("how sure", "bold"),
}
_ANSWERS_FROM = 10  # columns
MOST_REASONS = 4  # of a decision; `--json` has all
MOST_LINES = 3
_DATA = "data/"  # where the data files lie in the package


def render_reasons(
    reasons: ClaimReasons, citation: Citation, meanings: Sequence[Meaning], styles: SideStyles
) -> list[RenderableType]:
    """
    The claim's sentence with who, what, where and when marked, and what decided each of them.

    Args:
        reasons: The decisions.
        citation: The claim as it is shown.
        meanings: What its words were taken for.
        styles: How the sides look.
    """
    parts: list[RenderableType] = [Padding(_sentence(citation.sentence, reasons.decisions), (0, 0, 1, 2))]
    if reasons.note:
        parts.append(Text(f"! {reasons.note}", style="bold"))
    return parts + [
        _decision(decision, [one for one in meanings if one.asks == decision.asks], styles)
        for decision in reasons.decisions
    ]


def _sentence(sentence: Quote, decisions: Iterable[Decision]) -> Text:
    """The words with a tag behind each marked part; of parts that overlap the one that begins first."""
    text, at = Text(), sentence.start
    marked = sorted(
        (decision.quote, _QUESTIONS[decision.asks])
        for decision in decisions
        if decision.quote is not None and sentence.span.contains(decision.quote.span)
    )
    for quote, (question, style) in marked:
        if quote.start < at:
            continue
        text.append(_between(sentence, at, quote.start), style="italic")
        text.append(one_line(quote.text), style=f"{style} underline")
        text.append(f" [{question}]", style="dim")
        at = quote.end
    return text.append(_between(sentence, at, sentence.end), style="italic")


def _between(sentence: Quote, start: int, end: int) -> str:
    words = sentence.text[start - sentence.start : end - sentence.start]
    return "".join(" " if character.isspace() else character for character in visible(words))


def _decision(decision: Decision, meanings: Sequence[Meaning], styles: SideStyles) -> RenderableType:
    question, style = _QUESTIONS[decision.asks]
    answer = _answer(decision, styles)
    if decision.share is not None:
        answer.append(f"  {_percent(decision.share)}")
    answer.append(f"  {one_line(decision.decided_by)}", style="dim")
    told = [one for one in meanings if one.reasons or one.means != decision.says]
    row = Table.grid()
    row.add_column(width=_ANSWERS_FROM)
    row.add_column()
    row.add_row(Text(question, style=style), Group(answer, *_meaning(told), *_details(decision, styles)))
    return row


def _answer(decision: Decision, styles: SideStyles) -> Text:
    words = one_line(decision.says)
    stands_for = decision.stands_for
    if decision.side is None:
        text = Text(words, style="bold")
    else:
        look = styles.of(decision.side)
        text = Text(f"{look.symbol} {look.label}", style=look.colour)
        text.append(f" “{words}”" if decision.quote else " (implied)", style="bold not dim")
    if stands_for is not None and stands_for != decision.quote and one_line(stands_for.text) != words:
        text.append(f", which stands for “{one_line(stands_for.text)}”")
    return text


def _meaning(found: Sequence[Meaning]) -> list[Text]:
    lines = []
    for one in found:
        line = Text(f"= {one_line(one.means)}")
        if one.reasons:
            line.append(f": {one_line('; '.join(one.reasons))}", style="dim")
        if one.others:
            line.append(f"\n  or {one_line('; '.join(one.others))}", style="dim")
        lines.append(line)
    return lines


def _details(decision: Decision, styles: SideStyles) -> list[Text]:
    lines = [
        Text.assemble(
            (f"{_DATA}{line.file}:{line.line}", "dim"),
            f"  {line.key}" + (f" “{one_line(line.word)}”" if line.word else ""),
        )
        for line in decision.lines[: MOST_LINES if decision.asks != "confidence" else 1]
    ]
    if decision.parse:
        lines.append(Text.assemble(("parse ", "dim"), one_line(decision.parse)))
    if decision.reasons:
        lines.append(_because(decision))
    if decision.rivals:
        rivals = ", ".join(
            f"{one_line(one.says)}{_side(one.side, styles)} {_percent(one.share)}" for one in decision.rivals
        )
        lines.append(Text.assemble(("or    ", "dim"), rivals))
    return lines


def _because(decision: Decision) -> Text:
    line = Text("why   ", style="dim")
    for number, one in enumerate(decision.reasons[:MOST_REASONS]):
        line.append(" · " if number else "", style="dim")
        line.append(f"{one.weight:+.1f}", style="green" if one.weight > 0 else "red")
        line.append(f" {one_line(one.says)}", style="not dim")
    left = len(decision.reasons) - MOST_REASONS
    return line.append(f" · and {left} more", style="dim") if left > 0 else line


def _side(side: str | None, styles: SideStyles) -> str:
    return "" if side is None else f" ({styles.of(side).label})"


def _percent(share: float) -> str:
    return f"{round(share * 100)} %"
