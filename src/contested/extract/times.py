"""Words that date a claim: the time expressions of its sentence, those of its own clause first."""

import re
from collections.abc import Sequence
from typing import Any

from contested.extract.parsing import ParsedSentence
from contested.extract.speech import Frame
from contested.extract.syntax import clause_head
from contested.model.text import Quote

_TIME_WORD = re.compile(
    r"\b(?:\d{4}|\d{1,2}/\d{1,2}/\d{2,4}|yesterday|today|tonight|tomorrow|overnight|monday|tuesday|wednesday|thursday|"
    r"friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"day|days|week|weeks|month|months|year|years|morning|evening|night|afternoon|dawn|noon|hours?|summer|winter|"
    r"spring|autumn|recently|now|currently|since|ago|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b",
    re.IGNORECASE,
)
_CONNECT = frozenset(
    {
        "since",
        "until",
        "by",
        "before",
        "after",
        "in",
        "on",
        "during",
        "from",
        "for",
        "early",
        "late",
        "mid",
        "last",
        "next",
        "ago",
    }
)


def time_words(token: Any, sentence: ParsedSentence, frames: Sequence[Frame]) -> tuple[Quote, ...]:
    """
    The time expressions of the trigger's sentence, nearest in the parse first.

    A time that belongs to the saying ("said on Saturday") dates nothing and is left out.
    """
    doc = sentence.doc
    assert doc is not None
    spoken_at = {frame.cue.start - sentence.start for frame in frames if frame.sentence == sentence.index}
    found: list[tuple[int, int, Quote]] = []
    for entity in doc.ents:
        if entity.label_ not in ("DATE", "TIME") or not _TIME_WORD.search(entity.text):
            continue
        root = entity.root
        governor = clause_head(root.head if root.head != root else root)
        if governor.idx in spoken_at and governor.i != token.i:
            continue
        first = entity[0]
        while first.i > 0 and doc[first.i - 1].lower_ in _CONNECT:
            first = doc[first.i - 1]
        distance = _steps(root, token)
        found.append((distance, abs(root.i - token.i), sentence.quote(first, entity[-1])))
    return tuple(quote for _, _, quote in sorted(found))


def _steps(one: Any, other: Any) -> int:
    """How many arcs of the parse lie between two tokens."""
    above = {token.i: depth for depth, token in enumerate([one, *one.ancestors])}
    for depth, token in enumerate([other, *other.ancestors]):
        if token.i in above:
            return depth + above[token.i]
    return len(above) + depth
