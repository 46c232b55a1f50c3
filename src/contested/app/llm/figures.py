"""The figures that words give, so that no figure is taken from a model that does not stand in the text."""

import re
from collections.abc import Iterator, Mapping

_WORD = re.compile(r"\d{1,3}(?:[,. ]\d{3})+(?!\d)|\d+|[^\W\d_]+")
_DIGITS = re.compile(r"[\d,. ]+")
_SKIPPED = frozenset({"a", "an", "of"})
_FACTORS = frozenset({12, 100, 1_000, 1_000_000})


def figures_in(words: str, numbers: Mapping[str, int]) -> frozenset[int]:
    """
    The whole numbers that words may be read as.

    Args:
        words: The words of the report.
        numbers: The language's number words.

    Example:
        >>> sorted(figures_in("between twelve hundred and 1,500", {"twelve": 12, "hundred": 100}))
        [12, 100, 1200, 1500]
    """
    return frozenset(_figures(words, numbers))


def _figures(words: str, numbers: Mapping[str, int]) -> Iterator[int]:
    running: int | None = None
    for found in _WORD.findall(words.casefold()):
        value = _value(found, numbers)
        if value is None:
            if found not in _SKIPPED:
                running = None
            continue
        yield value
        if running is None:
            running = value
        else:
            running = running * value if value in _FACTORS else running + value
            yield running


def _value(word: str, numbers: Mapping[str, int]) -> int | None:
    if _DIGITS.fullmatch(word):
        digits = re.sub(r"\D", "", word)
        return int(digits) if len(digits) <= 12 else None
    return numbers.get(word, numbers.get(word.removesuffix("s")))
