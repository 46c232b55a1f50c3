"""One reader's comment taken apart: who, when, the words, and the buttons around them."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from contested.model.page import CommentHead, Segment, SegmentKind
from contested.model.text import Span
from contested.segment.cues import Cues, Role
from contested.segment.html.blocks import Block
from contested.segment.html.threads import Entry
from contested.segment.html.vocabulary import Part, comment_words, parts_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGEST_NAME = 60
_LONGEST_HEAD = 120  # characters of a line with author and time
_LONGEST_CONTROL = 40
_AROUND_CONTROL = " []()|·"  # "[ quote ]", where only the word is a link
_SMALL = frozenset({Part.COMMENT_AUTHOR, Part.COMMENT_TIME, Part.CONTROLS})


def entry_segments(entry: Entry, heads: Mapping[int, CommentHead]) -> Iterator[Segment]:
    """The parts of a comment: its head, its words as one segment where nothing is between, its buttons."""
    head = heads[entry.number]
    words: Span | None = None
    for block in entry.blocks:
        kind = _kind(block, entry, begun=words is not None)
        if kind is SegmentKind.COMMENT:
            words = Span(words.start if words else block.start, block.end)
            continue
        if words is not None:
            yield Segment(kind=SegmentKind.COMMENT, span=words, comment=head)
            words = None
        own = head if kind is SegmentKind.COMMENT_HEADER else None
        yield Segment(kind=kind, span=Span(block.start, block.end), comment=own)
    if words is not None:
        yield Segment(kind=SegmentKind.COMMENT, span=words, comment=head)


def heads_of(entries: tuple[Entry, ...], cues: Cues) -> dict[int, CommentHead]:
    """Who wrote each comment, when, and in answer to whom, by the comment's number."""
    heads: dict[int, CommentHead] = {}
    for entry in entries:
        own = _own_elements(entry)
        author = _author(own) or _numbered_author(entry)
        parent = heads.get(entry.parent) if entry.parent is not None else None
        heads[entry.number] = CommentHead(
            number=entry.number,
            author=author,
            time=_time(own, entry, author),
            reply_to=_named_reply(entry, cues) or (parent.author if parent else None),
            parent=entry.parent,
        )
    return heads


def _kind(block: Block, entry: Entry, *, begun: bool) -> SegmentKind:
    inner = _parts_within(block, entry)
    short = len(block.text) <= _LONGEST_HEAD
    if Part.COMMENT_FORM in inner or (short and Part.CONTROLS in inner):
        return SegmentKind.FURNITURE
    if short and (Part.COMMENT_AUTHOR in inner or Part.COMMENT_TIME in inner):
        return SegmentKind.COMMENT_HEADER
    if (
        short
        and not begun
        and comment_words().time.search(block.text)
        and _after_time(block.text) < _LONGEST_CONTROL
    ):
        return SegmentKind.COMMENT_HEADER
    if begun and len(block.text) <= _LONGEST_CONTROL and _after_time(block.text) == 0:
        return SegmentKind.COMMENT_HEADER  # signed below
    if len(block.text) <= _LONGEST_CONTROL and block.linked >= len(block.text.strip(_AROUND_CONTROL)):
        return SegmentKind.FURNITURE
    return SegmentKind.COMMENT


def _after_time(words: str) -> int:
    """How many characters follow the last time in the words."""
    ends = [found.end() for found in comment_words().time.finditer(words)]
    return len(words) - ends[-1] if ends else len(words)


def _parts_within(block: Block, entry: Entry) -> set[Part]:
    """What the elements between block and comment are; one that holds paragraphs is no mere name or time."""
    found: set[Part] = set()
    for holder in block.above():
        if holder is entry.element:
            break
        parts = parts_of(holder)
        found |= parts - _SMALL if parts & _SMALL and holder.find(".//p") is not None else parts
    return found


def _own_elements(entry: Entry) -> list["HtmlElement"]:
    """The elements around the comment's own words, in reading order, without those of the answers to it."""
    found: dict[HtmlElement, None] = {}
    for block in entry.blocks:
        path: list[HtmlElement] = []
        for holder in block.above():
            if holder is entry.element:
                break
            path.append(holder)
        for holder in (*reversed(path), *block.element.iterdescendants()):
            found.setdefault(holder)
    return list(found)


def _author(own: list["HtmlElement"]) -> str | None:
    """The name in the innermost of the first elements that are called author."""
    best: str | None = None
    for element in own:
        if Part.COMMENT_AUTHOR not in parts_of(element):
            continue
        name = comment_words().says.sub("", " ".join(element.text_content().split()))
        if not name or len(name) > _LONGEST_NAME:
            continue
        if best is None or (name in best and len(name) < len(best)):
            best = name
    return best


def _numbered_author(entry: Entry) -> str | None:
    """The name in the numbered line that a comment begins with."""
    found = comment_words().numbered.fullmatch(entry.blocks[0].text)
    return found["author"].rstrip() if found else None


def _time(own: list["HtmlElement"], entry: Entry, author: str | None) -> str | None:
    """The words that tell when, as they stand."""
    best: str | None = None
    for element in own:
        if Part.COMMENT_TIME not in parts_of(element):
            continue
        words = " ".join(element.text_content().split()).removeprefix(author or "").lstrip(" :,|·-–")
        if not words or len(words) > _LONGEST_HEAD or not any(mark.isdigit() for mark in words):
            continue
        if best is None or (words in best and len(words) < len(best)):
            best = words
    if best is not None:
        return best
    for block in entry.blocks:
        if len(block.text) <= _LONGEST_HEAD and (found := comment_words().time.search(block.text)):
            return block.text[
                found.start() : [one.end() for one in comment_words().time.finditer(block.text)][-1]
            ]
    return None


def _named_reply(entry: Entry, cues: Cues) -> str | None:
    """The name behind "Reply to", where a line of the comment says so."""
    for block in entry.blocks[:4]:
        if reply := cues.whole(Role.COMMENT_REPLY, block.text):
            found = reply.groupdict()
            return found.get("name") or found.get("other")
    return None
