"""Days as records, pages, feeds and mails write them."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?$")
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})(?!\d)")
_ISO_HEAD = re.compile(r"(\d{4}-\d\d-\d\d)(?=[T ]\d|$)")
_WORDS = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,?\s+)??"  # a weekday
    r"(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m1>[A-Za-z]{3,9})\.?|(?P<m2>[A-Za-z]{3,9})\.?\s+(?P<d2>\d{1,2})"
    r"(?:st|nd|rd|th)?)\s*,?\s+(?P<y>\d{4})\b"
)
# Those of RFC 822, which feeds, mails and servers write whatever their language.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def day_of(value: object) -> date | None:
    """
    The day that a value names beyond doubt; None for "03/04/2016", which two countries read differently.

    Example:
        >>> day_of("2016-03-28T07:34:00Z"), day_of("Mon, 28 Mar 2016 07:34:00 GMT"), day_of("yesterday")
        (datetime.date(2016, 3, 28), datetime.date(2016, 3, 28), None)
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    words = value.strip()[:80]
    if not words:
        return None
    for read in (_iso, _numbers, _mail, _in_words):
        try:
            day = read(words)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if day is not None:
            return day
    return None


def _iso(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if len(words) == 10 else datetime.fromisoformat(words).date()
    except ValueError:
        head = _ISO_HEAD.match(words)
        return date.fromisoformat(head.group(1)) if head else None


def _numbers(words: str) -> date | None:
    found = _COMPACT.match(words) or _YEAR_FIRST.match(words)
    return date(*(int(part) for part in found.groups()[:3])) if found else None


def _mail(words: str) -> date | None:
    return parsedate_to_datetime(words).date() if ":" in words else None


def _in_words(words: str) -> date | None:
    found = _WORDS.match(words)
    if found is None:
        return None
    month = (found["m1"] or found["m2"])[:3].lower()
    if month not in _MONTHS:
        return None
    return date(int(found["y"]), _MONTHS.index(month) + 1, int(found["d1"] or found["d2"]))
