"""Words without which a rule on days cannot hold: most rules need not look at most sentences."""

import re
from collections.abc import Collection, Iterable, Mapping

_DIGITS = re.compile(r"\\d|\{(?:day|last_day|year|last_year)\}")
_DIGIT, _ANY_DIGIT = "{digit}", frozenset("0123456789")
_ESCAPED = re.compile(r"\\x[0-9a-f]{2}|\\.|\[[^\]]*\]")
_INNERMOST = re.compile(r"\((?P<opens>\?(?:[:=!]|<[=!]|P<\w+>))?(?P<inside>[^()]*)\)(?P<optional>[?*]|\{0)?")
_OF_DIGITS = 1e-3  # about as often as a word of three letters
_FIELD = re.compile(r"\{(\w+)\}")
_MAYBE = re.compile(r"(?:\{\w+\}|[^{}])(?:[?*]|\{0)")  # a field or character that need not be there
_LETTERS = re.compile(r"[^\W\d_][^\W\d_ ]*(?: [^\W\d_]+)*")
_BREAK = "\0"  # stands for anything, or nothing


def needed_words(pattern: str, fields: Mapping[str, Iterable[str]]) -> frozenset[str] | None:
    """
    Strings of which a text holds one wherever a rule does; None where nothing is certain to be there.

    Args:
        pattern: The rule, with fields in braces.
        fields: The words that each field stands for; one that is not given may be anything.

    Example:
        >>> units = {"unit": ["week", "weeks", "day"]}
        >>> sorted(needed_words("(?:the )?{unit}(?: or so)?", units))
        ['day', 'week']
        >>> sorted(needed_words("(?:noon|late on|at the weekend)", units))
        ['at the weekend', 'late on', 'noon']
        >>> needed_words("(?:the )?{number}", units)
    """
    known = {name: _shortest(words) for name, words in fields.items()}
    known[_DIGIT.strip("{}")] = _ANY_DIGIT
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
    return _of_any(pattern, known)


def _of_any(branches: str, known: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """What one of some branches needs, if each of them needs something."""
    found = [_of_branch(branch, known) for branch in branches.split("|")]
    if not all(found):
        return None
    return _shortest(word for words in found if words is not None for word in words)


def _of_branch(branch: str, known: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """The rarest of what a branch without groups needs."""
    certain = _MAYBE.sub(_BREAK, branch)
    fields = [known[name] for name in _FIELD.findall(certain) if name in known]
    letters = [frozenset({found}) for found in _LETTERS.findall(_FIELD.sub(_BREAK, certain))]
    return min([*fields, *letters], key=_commonness, default=None)


def _commonness(words: Collection[str]) -> float:
    """About how often a text holds one of some strings: the shorter they are, the oftener."""
    mean = sum(10.0 ** -len(word) for word in words) / len(words)
    return _OF_DIGITS if words == _ANY_DIGIT else mean


def _shortest(words: Iterable[str]) -> frozenset[str]:
    """The strings that hold none of the others."""
    found = set(words)
    return frozenset(one for one in found if not any(other in one for other in found if other != one))
