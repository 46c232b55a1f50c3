"""Words that a model says stand in a report, looked up in the report: exact, or not there."""

import re
from collections.abc import Iterable, Iterator

from contested.app.llm.answer import Words
from contested.app.llm.passages import Passage
from contested.model.text import Quote, Span, quote

REACH = 2  # sentences on either side: models miscount, and what stands next door is still the report's


def find_words(words: Words, passage: Passage, *, near: int | None = None) -> Quote | None:
    """
    The words in the sentence that was named, else in one beside it; None where they do not stand there.

    Exact but for runs of white space, and never a part of a longer word. Only sentences that the model was
    shown are searched: comments and furniture are not among them.

    Args:
        words: What the model copied, and from which sentence.
        passage: What the model was shown.
        near: Of several places in the sentence, the one nearest to this offset; else the first.
    """
    pattern = _pattern(words.text)
    if pattern is None:
        return None
    raw = passage.page.report.text
    for at in _around(words.sentence - 1, range(passage.context, passage.end)):
        span = passage.page.sentences[at].span
        found = [Span(*one.span()) for one in pattern.finditer(raw, span.start, span.end)]
        if found:
            best = min(found, key=lambda one: abs(one.start - near)) if near is not None else found[0]
            return quote(raw, best)
    return None


def sentence_of(found: Quote, passage: Passage) -> int:
    """The number, counted from 0, of the sentence in which words stand."""
    return next(
        at
        for at in range(passage.context, passage.end)
        if passage.page.sentences[at].span.contains(found.span)
    )


def _around(at: int, shown: range) -> Iterator[int]:
    steps: Iterable[int] = (0, *(sign * step for step in range(1, REACH + 1) for sign in (-1, 1)))
    return (at + step for step in steps if at + step in shown)


def _pattern(words: str) -> re.Pattern[str] | None:
    parts = words.split()
    if not parts:
        return None
    before = r"(?<!\w)" if parts[0][0].isalnum() else ""
    behind = r"(?!\w)" if parts[-1][-1].isalnum() else ""
    return re.compile(before + r"\s+".join(map(re.escape, parts)) + behind)
