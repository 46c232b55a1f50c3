"""Figures: how many people a casualty claim speaks of."""

import re
from typing import Any

from contested.extract.parsing import ParsedSentence
from contested.extract.triggers import Candidate
from contested.knowledge.lexicon import Cues
from contested.model.claim import Count

_DIGITS = re.compile(r"^\d{1,3}(?:[,. ]\d{3})+$|^\d+$")


def find_count(candidate: Candidate, sentence: ParsedSentence, cues: Cues) -> Count | None:
    """The figure that belongs to a casualty trigger: with its people, or beside it."""
    token = candidate.token
    words = [
        a.token
        for a in candidate.arguments
        if a.relation.rstrip("&") in ("obj", "subj", "of", "vobj", "compound", "attr", "amod", "npadvmod")
    ]
    for word in [token, *words, token.head]:
        for child in [word, *word.children]:
            if (found := _figure(child, sentence, cues)) is not None:
                return found
    near = [t for t in token.doc if t.like_num and abs(t.i - token.i) <= 6]
    for child in sorted(near, key=lambda t: abs(t.i - token.i)):
        if (found := _figure(child, sentence, cues)) is not None:
            return found
    return None


def _figure(token: Any, sentence: ParsedSentence, cues: Cues) -> Count | None:
    if token.pos_ != "NUM" and not token.like_num and token.lower_ not in cues.numbers:
        return None
    if token.ent_type_ in ("DATE", "TIME", "PERCENT", "MONEY", "ORDINAL", "QUANTITY"):
        return None
    value = _value(token.lower_, cues)
    if value is None:
        return None
    for child in token.children:
        if (
            child.dep_ in ("compound", "nummod")
            and (factor := _value(child.lower_, cues)) is not None
            and factor != value
        ):
            value = factor * value if value >= 100 or value == 12 else factor + value
    if value <= 0:
        return None
    return Count(low=value, best=value, high=value, quote=sentence.quote(token))


def _value(word: str, cues: Cues) -> int | None:
    if _DIGITS.match(word):
        return int(re.sub(r"\D", "", word))
    if "-" in word:
        parts = [_value(part, cues) for part in word.split("-")]
        known = [part for part in parts if part is not None]
        return sum(known) if len(known) == len(parts) and known else None
    return cues.numbers.get(word)
