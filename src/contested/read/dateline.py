"""The dateline: where, when and by which agency a report was filed, as its first words say."""

import re
from dataclasses import dataclass
from datetime import date

from contested.read.days import day_of

# Menus and headlines come first on web pages; a dateline further down belongs to another report.
_WITHIN = 4_000
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, ?\d{4})?|\d{1,2} [A-Z][a-z]{2,8}\.?(?:,? \d{4})?)"
_FILED = re.compile(
    rf"^[ \t]{{0,9}}([A-Z][A-Z.'’-]{{1,25}}(?: [A-Z][A-Z.'’-]{{0,25}}){{0,3}}(?:, ?[A-Z][\w.'’ -]{{1,30}}?)?"
    rf"(?:,? ({_DAY}))? ?(?:\(([A-Z][\w .&/'’-]{{1,40}})\))?) ?[-–—]{{1,2}} ",
    re.MULTILINE,
)
_FIRST = re.compile(
    r"\s*((?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? \d{1,2} [a-z]{3,9},? \d{4})\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The words, and the day in them where it has a year."""

    words: str
    published: date | None
    agency: str | None = None


def find_dateline(text: str) -> Dateline | None:
    """
    The dateline of a report, or None. Capitals before a dash are not enough: a day or an agency must follow.

    Example:
        >>> find_dateline("BEIRUT, March 28, 2016 (Reuters) - The army left.").published
        datetime.date(2016, 3, 28)
    """
    first = _FIRST.match(text[:200])
    if first is not None:
        return Dateline(words=first.group(1), published=day_of(first.group(1)))
    for found in _FILED.finditer(text[:_WITHIN]):
        words, day, agency = found.groups()
        if day or agency:
            return Dateline(words=words.strip(" ,"), published=day_of(day), agency=agency)
    return None
