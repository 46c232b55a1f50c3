"""Readers' comments: who wrote them, when, in reply to whom, as far as plain text shows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from contested.model.page import CommentHead, Segment, SegmentKind
from contested.model.text import Span
from contested.segment.cues import Cues, Role
from contested.segment.lines import Line

_FIGURE = re.compile(r"\d+")
_LEAST_FIGURES = 3  # a day and a clock: "Homs, 3 April 2016" may head an entry of a diary
_LONGEST_NAME = 40
_MOST_NAME_WORDS = 4


def has_head(lines: Sequence[Line], cues: Cues) -> bool:
    """Whether any of the lines shows who wrote a comment, or when."""
    return any(
        cues.whole(Role.COMMENT_HEAD, line.text)
        or cues.begins(Role.COMMENT_INLINE, line.text)
        or cues.whole(Role.COMMENT_REPLY, line.text)
        for line in lines
    )


def begins_thread(lines: Sequence[Line], at: int, cues: Cues) -> bool:
    """
    Whether comments begin at a line without any heading.

    Two heads that name author, day and clock are needed, each with words below it: a lone time may belong to
    a live blog, a lone day to a diary, and a chronology has its words on the same line.
    """
    if not _full_head(lines[at], cues) or not _body_follows(lines, at, cues):
        return False
    below = range(at + 2, min(at + 12, len(lines)))
    return any(_full_head(lines[other], cues) and _body_follows(lines, other, cues) for other in below)


def _full_head(line: Line, cues: Cues) -> bool:
    head = cues.whole(Role.COMMENT_HEAD, line.text)
    if head is None:
        return False
    found = head.groupdict()
    return bool(found.get("author")) and len(_FIGURE.findall(found["time"])) >= _LEAST_FIGURES


def _body_follows(lines: Sequence[Line], at: int, cues: Cues) -> bool:
    return at + 1 < len(lines) and not cues.whole(Role.COMMENT_HEAD, lines[at + 1].text)


def comment_segments(lines: Sequence[Line], cues: Cues) -> list[Segment]:
    """The comments of lines that hold nothing else; each part carries all that its head shows."""
    parts = list(_parts(lines, cues))
    heads = {part.comment.number: part.comment for part in parts if part.comment}  # the last knows most
    return [replace(part, comment=heads[part.comment.number]) if part.comment else part for part in parts]


def _parts(lines: Sequence[Line], cues: Cues) -> Iterator[Segment]:
    number = 0
    head: CommentHead | None = None
    for at, line in enumerate(lines):
        inline = cues.begins(Role.COMMENT_INLINE, line.text)
        whole = cues.whole(Role.COMMENT_HEAD, line.text)
        reply = cues.whole(Role.COMMENT_REPLY, line.text)
        if inline:
            number += 1
            head = CommentHead(number=number, author=inline["author"].strip(), time=inline["time"])
            split = line.start + inline.end()
            words = line.start + len(inline.group().rstrip())
            yield Segment(kind=SegmentKind.COMMENT_HEADER, span=Span(line.start, words), comment=head)
            yield Segment(kind=SegmentKind.COMMENT, span=Span(split, line.end), comment=head)
        elif reply and head is not None:
            found = reply.groupdict()
            head = CommentHead(
                number=head.number,
                author=head.author or found.get("author"),
                time=head.time,
                reply_to=found.get("name") or found.get("other"),
            )
            yield Segment(kind=SegmentKind.COMMENT_HEADER, span=Span(line.start, line.end), comment=head)
        elif whole:
            named = _name_above(lines, at, head)
            author = whole.groupdict().get("author")
            number += 0 if named else 1
            head = CommentHead(
                number=max(number, 1),
                author=author.strip() if author else named,
                time=whole["time"],
            )
            yield Segment(kind=SegmentKind.COMMENT_HEADER, span=Span(line.start, line.end), comment=head)
        elif _is_name(lines, at, cues):
            number += 1
            head = CommentHead(number=number, author=line.text)
            yield Segment(kind=SegmentKind.COMMENT_HEADER, span=Span(line.start, line.end), comment=head)
        else:
            yield Segment(kind=SegmentKind.COMMENT, span=Span(line.start, line.end), comment=head)


def _is_name(lines: Sequence[Line], at: int, cues: Cues) -> bool:
    """Whether a line is a name that stands alone above the time of its comment."""
    line = lines[at]
    if at + 1 >= len(lines) or len(line.text) > _LONGEST_NAME or lines[at + 1].block != line.block:
        return False
    if at and lines[at - 1].block == line.block:
        return False
    below = cues.whole(Role.COMMENT_HEAD, lines[at + 1].text)
    lone_time = below is not None and not below.groupdict().get("author")
    return lone_time and len(line.text.split()) <= _MOST_NAME_WORDS and line.text[-1] not in ".!?"


def _name_above(lines: Sequence[Line], at: int, head: CommentHead | None) -> str | None:
    if head is None or head.time is not None or at == 0:
        return None
    above = lines[at - 1]
    return head.author if above.text == head.author and above.block == lines[at].block else None
