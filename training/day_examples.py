"""Training examples for the days of deeds: the options of the report, and those that the annotator means."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import score_claims
from examples import Annotated, Choices

from contested.extract.blocks import names_in
from contested.extract.dating import Calendar, Dated, Deed, Option, find_deed
from contested.extract.day_blocks import day_blocks
from contested.extract.judge import Judge
from contested.extract.reading import Reading
from contested.extract.times import choose_option
from contested.knowledge.day_reader import Days
from contested.model.text import Span

_EVER = 10**7  # how the scorer writes an open end


def day_examples(item: Annotated, reading: Reading, judge: Judge | None = None) -> Iterator[Choices]:
    """
    Every annotated trigger with its options, those before it dated by the annotator or by a judge.

    As when the program runs, what a judge chose for earlier deeds may be wrong.
    """
    gold = {deed: claim for claim in item.claims if (deed := _deed_of(claim, reading)) is not None}
    calendar = Calendar(reading)
    before: list[Dated] = []
    for deed in calendar.deeds_in_order(list(gold)):
        right = [is_right(option.days, gold[deed]["when"]) for option in calendar.options(deed)]
        blocks = day_blocks(deed, before, calendar)
        rows = [names_in(of_option) for of_option in blocks]
        if any(right):  # else out of reach: teaches nothing about choosing
            yield Choices(rows, right, item.cluster)
        option = choose_option(judge, blocks, calendar.options(deed)) if judge is not None else None
        before.append(Dated(deed, option or _nearest_right(deed, calendar, right)))


def is_right(days: Days | None, when: str | None) -> bool:
    """Whether the scorer takes the days for the annotated ones."""
    wanted = score_claims.interval(when)
    if wanted is None or days is None:
        return wanted is None and days is None
    first, last = (_ordinal(days.first, -_EVER), _ordinal(days.last, _EVER))
    if wanted[0] == -_EVER:
        return bool(last == wanted[1])
    return bool(first <= wanted[0] <= last and last - first <= max(31, 2 * (wanted[1] - wanted[0] + 1)))


def _ordinal(day: date | None, otherwise: int) -> int:
    return day.toordinal() if day is not None else otherwise


def _deed_of(claim: Any, reading: Reading) -> Deed | None:
    place = claim["place"]
    words = reading.page.report.text[slice(*place["span"])].casefold() if place and place["span"] else None
    return find_deed(
        reading, Span(*claim["trigger"]), event=claim["type"], modality=claim["modality"], place=words
    )


def _nearest_right(deed: Deed, calendar: Calendar, right: list[bool]) -> Option:
    fitting = [option for option, ok in zip(calendar.options(deed), right, strict=True) if ok]
    if not fitting:
        return calendar.options(deed)[-1]
    return min(
        fitting,
        key=lambda option: min((abs(s.mention.sentence - deed.sentence) for s in option.supports), default=0),
    )
