"""Sentences by rule: fast, the same on any machine, and with offsets."""

import re
from collections.abc import Iterator

from contested.model.text import Span
from contested.segment.cues import SentenceWords

# A stop with what closes after it; and a stop glued to the next word, as flattened pages have it
# ("fell.The").
_STOP = re.compile(
    r"""[.!?\u2026\u3002\u061f\u06d4]+["'\u201d\u2019\u00bb)\]]*(?=\s|$)"""
    r"""|(?<=[a-z]{3})[.!?]["\u201d]?(?=[A-Z][a-z]+\s)"""
)
_BLANK = re.compile(r"\s*")
_WORD_BEFORE = re.compile(r"""[^\s("'\u201c\u2018\[\u2014\u2013/]+$""")
_INITIAL = re.compile(r"(?:[A-Z]\.)+")
_LIST_NUMBER = re.compile(r"(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})\.")
_NEXT_WORD = re.compile(r"""["'\u201c\u2018(\[]*([^\W\d_]+)""")
# Names with a small article begin sentences: "al-Bab fell".
_SMALL_ARTICLE = re.compile(
    r"""["'\u201c\u2018]?(?:al|el|ad|ar|as|ash|at|az|an)[-\u2011][A-Z\u2018\u2019'`]"""
)


def split_sentences(text: str, start: int, end: int, words: SentenceWords) -> Iterator[Span]:
    """
    The sentences of a stretch of text, which together hold all of it that is not blank.

    Args:
        text: The whole raw text.
        start: First offset of the stretch.
        end: Offset after its last character.
        words: Abbreviations and words that open sentences.
    """
    begin = _after_blanks(text, start, end)
    for stop in _STOP.finditer(text, start, end):
        after = _after_blanks(text, stop.end(), end)
        if after >= end:
            break
        if stop.start() < begin:
            continue
        if _ends(text, begin, stop, after, words):
            yield Span(begin, stop.end())
            begin = after
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end:
        yield Span(begin, end)


def _after_blanks(text: str, start: int, end: int) -> int:
    match = _BLANK.match(text, start, end)
    return match.end() if match else start


def _ends(text: str, begin: int, stop: re.Match[str], after: int, words: SentenceWords) -> bool:
    """Whether a stop ends the sentence that began at `begin`; `after` is where the next word stands."""
    following = text[after]
    if following.islower() and not _SMALL_ARTICLE.match(text, after):
        return False
    marks = stop.group()
    if marks[0] != "." or len(marks.rstrip("\"'\u201d\u2019\u00bb)]")) > 1:
        return True
    before = _WORD_BEFORE.search(text, max(begin, stop.start() - 20), stop.start() + 1)
    if before is None:
        return True
    word = before.group()
    if word == "." and stop.start() == begin:
        return False  # a lone stop used as a bullet
    if before.start() == begin and _LIST_NUMBER.fullmatch(word):
        return False
    if following.isdigit():
        return word not in words.before_figure and word not in words.before_word
    if len(marks) > 1:
        return True  # a closing quote or bracket stands after the stop
    if word in words.either or (len(word) > 2 and _INITIAL.fullmatch(word)):
        return _opens(text, after, words)
    if word in words.before_word:
        return False
    if len(word) == 2 and word[0].isupper():
        return _opens(text, after, words)  # "J. Smith" or "group B. The"
    return True


def _opens(text: str, after: int, words: SentenceWords) -> bool:
    match = _NEXT_WORD.match(text, after)
    return match is not None and match.group(1) in words.openers
