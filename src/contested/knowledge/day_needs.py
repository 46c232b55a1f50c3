"""Words without which a rule on days cannot hold: most rules need not look at most sentences."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Generic, TypeVar

_T = TypeVar("_T")
_MOST = 20_000  # words remembered, so that memory stays bounded
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\\d|\[\d[\d-]*\]|\{(?:day|last_day)\}")
_DIGIT, _ANY_DIGIT = "{digit}", frozenset("0123456789")
_CENTURIES = frozenset({"19", "20"})  # of a year
_ESCAPED = re.compile(r"\\x[0-9a-f]{2}|\\.|\[[^\]]*\]")
_INNERMOST = re.compile(r"\((?P<opens>\?(?:[:=!]|<[=!]|P<\w+>))?(?P<inside>[^()]*)\)(?P<optional>[?*]|\{0)?")
_OF_DIGITS = 1e-3  # about as often as a word of three letters
_FIELD = re.compile(r"\{(\w+)\}")
_MAYBE = re.compile(r"(?:\{\w+\}|[^{}])(?:[?*]|\{0,\d*\})")  # a field or character that need not be there
_TIMES = re.compile(r"\{\d+(?:,\d*)?\}")
_LETTERS = re.compile(r"[^\W_]+(?: [^\W_]+)*")
_BREAK = "\0"  # stands for anything, or nothing


class Needy(Generic[_T]):
    """Things that a text may hold only where it has certain words, each looked up by the words of a text."""

    def __init__(self, things: Iterable[tuple[_T, Collection[frozenset[str]]]]) -> None:
        """
        Args:
            things: Each with sets of strings, one of each of which a text must have.
        """
        held = list(things)
        sets = dict.fromkeys(needed for _, needs in held for needed in needs)
        self._sets = [[max(_WORD.findall(one), key=len, default="") for one in needed] for needed in sets]
        bits = {needed: 1 << at for at, needed in enumerate(sets)}
        self._things = [(thing, sum(bits[needed] for needed in set(needs))) for thing, needs in held]
        self._known: dict[str, int] = {}

    def possible_in(self, text: str) -> list[_T]:
        """Those for which a text, in lower case, has all that they need, in their order."""
        known, has = self._known, 0
        for word in _WORD.findall(text):
            if (of_word := known.get(word)) is None:
                of_word = self._of(word)
            has |= of_word
        return [thing for thing, needs in self._things if needs & has == needs]

    def _of(self, word: str) -> int:
        """The sets of which a word holds a string, each as a bit; remembered, for reports repeat words."""
        if len(self._known) >= _MOST:
            self._known.clear()
        found = sum(1 << at for at, one_of in enumerate(self._sets) if any(one in word for one in one_of))
        self._known[word] = found
        return found


def needed_words(pattern: str, fields: Mapping[str, Iterable[str]]) -> tuple[frozenset[str], ...]:
    """
    Sets of strings: wherever a rule holds, a text has one of each set; first the set that is rarest.

    Args:
        pattern: The rule, with fields in braces.
        fields: The words that each field stands for; one that is not given may be anything.

    Example:
        >>> units = {"unit": ["week", "weeks", "day"]}
        >>> [sorted(words) for words in needed_words("(?:the )?{unit} before last", units)]
        [['before last'], ['day', 'week']]
        >>> [sorted(words) for words in needed_words("(?:noon|late on|at the weekend)", units)]
        [['at the weekend', 'late on', 'noon']]
        >>> needed_words("(?:the )?{number}", units)
        ()
    """
    known = {name: _shortest(words) for name, words in fields.items()}
    known |= {_DIGIT.strip("{}"): _ANY_DIGIT, "year": _CENTURIES, "last_year": _CENTURIES}
    pattern = _ESCAPED.sub(_BREAK, _DIGITS.sub(_DIGIT, pattern))
    while (group := _INNERMOST.search(pattern)) is not None:
        looks = (group["opens"] or "")[-1:] in ("=", "!")
        kept = _BREAK
        if not looks and not group["optional"]:
            kept = group["inside"]
            if "|" in kept:
                kept, one_of = _BREAK, _of_any(kept, known)
                if one_of is not None:
                    name = f"any{len(known)}"
                    known[name] = one_of
                    kept = f"{{{name}}}"
        pattern = pattern[: group.start()] + kept + pattern[group.end() :]
    if "|" not in pattern:
        return _of_branch(pattern, known)
    one_of = _of_any(pattern, known)
    return () if one_of is None else (one_of,)


def _of_any(branches: str, known: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """What one of some branches needs, if each of them needs something."""
    found = [_of_branch(branch, known) for branch in branches.split("|")]
    if not all(found):
        return None
    return _shortest(word for needs in found for word in needs[0])


def _of_branch(branch: str, known: Mapping[str, frozenset[str]]) -> tuple[frozenset[str], ...]:
    """What a branch without groups needs, the rarest first."""
    certain = _TIMES.sub(_BREAK, _MAYBE.sub(_BREAK, branch))
    fields = [known[name] for name in _FIELD.findall(certain) if name in known]
    letters = [frozenset({found}) for found in _LETTERS.findall(_FIELD.sub(_BREAK, certain))]
    return tuple(sorted(dict.fromkeys([*fields, *letters]), key=_commonness))


def _commonness(words: Collection[str]) -> float:
    """About how often a text holds one of some strings: the shorter they are, the oftener."""
    mean = sum(10.0 ** -len(word) for word in words) / len(words)
    return _OF_DIGITS if words == _ANY_DIGIT else mean


def _shortest(words: Iterable[str]) -> frozenset[str]:
    """The strings that hold none of the others."""
    found = set(words)
    return frozenset(one for one in found if not any(other in one for other in found if other != one))
