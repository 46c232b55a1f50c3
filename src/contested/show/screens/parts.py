"""What all these screens share: sides, verdicts, marks, who says so, and the words with their claim ids."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from contested.model.actor import SideId
from contested.model.control import Phase, Verdict
from contested.model.text import ClaimId
from contested.show.sides import SideStyles
from contested.show.views.board import PHASE_WORDS, VERDICT_WORDS
from contested.show.views.citation import Citation, by_sentence, cited, latest_first
from contested.show.views.grading import (
    INFORMATION_WORDS,
    NOT_JUDGED,
    SOURCE_WORDS,
    Grade,
    SourceMarks,
    source_mark,
)
from contested.show.views.independence import Teller
from contested.show.visible import one_line, shortened

MOST_TELLERS = 3
SENTENCE = 200  # characters of a quoted sentence
VERDICT_COLOURS = {
    Verdict.AGREED: "green",
    Verdict.CLAIMED: "yellow",
    Verdict.DISPUTED: "bold red",
    Verdict.CHANGED: "cyan",
    Verdict.STALE: "dim",
    Verdict.NO_REPORT: "dim",
}


def heading(title: str) -> RenderableType:
    """The line above a screen."""
    return Rule(Text(title, style="bold"), align="left")


def section(title: str) -> RenderableType:
    """The line above a part of it."""
    return Padding(heading(title), (1, 0, 0, 0))


def named(place: str, kind: str) -> Text:
    """A place, with its kind where the name does not say it."""
    text = Text(one_line(place), style="bold")
    plain = kind in ("city", "town", "village") or kind.casefold() in place.casefold()
    return text if plain or not kind else text.append(f" {kind.replace('_', ' ')}", style="dim not bold")


def held(holder: SideId | None, likeliest: SideId | None, phase: Phase, styles: SideStyles) -> Text:
    """Who holds it, and what besets it."""
    look = styles.of(holder)
    words = look.label if holder or not likeliest else f"undecided, likeliest {styles.of(likeliest).label}"
    text = Text(f"{look.symbol} {one_line(words)}", style=look.colour)
    return text.append(f", {PHASE_WORDS[phase]}", style="bold") if PHASE_WORDS[phase] else text


def side(which: SideId | None, styles: SideStyles) -> Text:
    """A side with its symbol; somebody, where no report says who."""
    if which is None:
        return Text("somebody")
    look = styles.of(which)
    return Text(f"{look.symbol} {one_line(look.label)}", style=look.colour)


def verdict(which: Verdict) -> Text:
    """The verdict's symbol and word."""
    symbol, word, _ = VERDICT_WORDS[which]
    return Text(f"{symbol} {word}", style=VERDICT_COLOURS[which])


def marks(grade: Grade) -> Text:
    """Both marks, apart from each other: how good the source is, how sure the information."""
    return Text.assemble(
        ("source ", "dim"),
        (grade.letters, "bold"),
        ("  information ", "dim"),
        (f"{grade.information}", "bold"),
    )


def marks_legend(grades: Iterable[Grade]) -> Text:
    """What the letters and figures on the screen mean."""
    shown = tuple(grades)
    letters = sorted({letter for grade in shown for letter in grade.source or (NOT_JUDGED,)})
    figures = sorted({grade.information for grade in shown})
    said = [f"{letter} {SOURCE_WORDS[letter]}" for letter in letters]
    told = [f"{figure} {INFORMATION_WORDS[figure]}" for figure in figures]
    return Text(
        f"Source, as analysts judge it: {', '.join(said)}.\n"
        f"Information, by who says so and who contradicts: {', '.join(told)}.",
        style="dim",
    )


def tellers_line(found: Sequence[Teller], styles: SideStyles) -> str:
    """Who says so, in few words."""
    words = []
    for one in found[:MOST_TELLERS]:
        camp = styles.camp(one.camp)
        words.append(one.name if camp == one.name else f"{one.name} ({camp})")
    if len(found) > MOST_TELLERS:
        words.append(f"and {len(found) - MOST_TELLERS} more")
    return one_line("; ".join(words)) or "nobody"


def quoted(
    ids: Iterable[ClaimId],
    citations: Mapping[ClaimId, Citation],
    sources: SourceMarks,
    *,
    most: int,
    indent: int = 4,
) -> list[RenderableType]:
    """The latest sentences with outlet, day, place in the report, and the ids of their claims."""
    sentences = by_sentence(latest_first(cited(ids, citations)))
    parts: list[RenderableType] = []
    for one in sentences[:most]:
        first = one.first
        text = Text(f"“{shortened(one.sentence.text, to=SENTENCE)}”", style="italic")
        where = f"{one_line(first.outlet)}, {first.published or 'undated'}, {one_line(first.pointer)}"
        letter = source_mark((first.origin, first.outlet), sources)
        text.append(f"\n{where}, source {letter}", style="not italic dim")
        claims = " ".join(dict.fromkeys(claim.claim for claim in one.citations))
        text.append(f"\nclaim {claims}", style="not italic dim")
        parts.append(Padding(text, (0, 0, 0, indent)))
    if len(sentences) > most:
        rest = f"and {counted(len(sentences) - most, 'sentence')} more (--json has all)"
        parts.append(Padding(Text(rest, style="dim"), (0, 0, 0, indent)))
    return parts


def counted(number: int, noun: str) -> str:
    """
    A number with its noun.

    Example:
        >>> counted(1, "origin"), counted(2, "story")
        ('1 origin', '2 stories')
    """
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("ry") else f"{number} {noun}s"


def days(first: object, last: object) -> str:
    """
    First and last day in words.

    Example:
        >>> days("2016-04-03", "2016-04-03"), days("2016-04-03", "2016-04-05"), days(None, None)
        ('2016-04-03', '2016-04-03 to 2016-04-05', 'day not told')
    """
    if first is None or last is None:
        return "day not told"
    return f"{first}" if first == last else f"{first} to {last}"
