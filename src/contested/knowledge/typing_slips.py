"""Words as hurried hands type them: "terroists", "Ukranian", "goverment"."""

from collections.abc import Iterable, Iterator, Mapping

_SHORTEST = 9  # letters: a slip in a shorter word too often makes another word ("national", "notional")
_VOWELS = "aeiou"


def slips_of(words: Iterable[str]) -> Mapping[str, str]:
    """
    What may be typed for some words, with the word that is meant.

    Inside the word one letter left out, doubled or changed places with its neighbour, or a vowel taken for
    another. What may stand for two words, or is one itself, stands for none; words of less than nine letters
    have no slips.

    Args:
        words: Folded words.

    Example:
        >>> meant = slips_of(["terrorist", "ukrainian", "soldier"])
        >>> [meant.get(word) for word in ("terroist", "ukranian", "solder")]
        ['terrorist', 'ukrainian', None]
    """
    known = set(words)
    found: dict[str, str] = {}
    ambiguous: set[str] = set()
    for word in known:
        for slip in _slips(word):
            if found.setdefault(slip, word) != word:
                ambiguous.add(slip)
    return {slip: word for slip, word in found.items() if slip not in ambiguous and slip not in known}


def _slips(word: str) -> Iterator[str]:
    if len(word) < _SHORTEST:
        return
    for at in range(1, len(word) - 1):  # a word without its last letter is often another ("command")
        before, letter, after = word[:at], word[at], word[at + 1 :]
        yield before + after
        yield before + letter + letter + after
        if at > 1:
            yield before[:-1] + letter + before[-1] + after
        if letter in _VOWELS:
            yield from (before + other + after for other in _VOWELS if other != letter)
