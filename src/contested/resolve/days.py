"""The days of claims, from the words that date them and the day that the report came out."""

from collections.abc import Mapping, Sequence
from datetime import date

from contested.knowledge.day_reader import Days, find_days
from contested.knowledge.day_words import DayWords
from contested.model.period import Period
from contested.model.text import Quote


def resolve_period(
    quotes: Sequence[Quote],
    *,
    words: DayWords,
    anchor: date | None,
    scene: Days | None = None,
    known: Mapping[Quote, Days | None] | None = None,
) -> Period | None:
    """
    The interval of the first quote that can be dated; None where none can.

    Args:
        quotes: Time words, nearest first.
        words: The language's words for days.
        anchor: The day that relative words count from, as a rule the day of publication.
        scene: The days that the report spoke of last: "two days later" counts from them.
        known: Quotes whose days were read in the light of the whole report.
    """
    for quote in quotes:
        days = (
            known[quote]
            if known is not None and quote in known
            else find_days(quote.text, words=words, anchor=anchor, scene=scene)
        )
        if days is not None:
            return Period(first=days.first, last=days.last, words=quote, anchor=anchor)
    return None
