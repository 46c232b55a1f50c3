"""
Readers' comments on a web page: the threads, their entries, and which entry answers which.

What an element calls itself tells most (data/pages.toml). Where only a thread is called so, its entries are
what repeats in it, each with an author and a time. Where nothing is, they are what begins with a number, an
author, a day and a clock, if something tells it from an entry of a numbered chronology.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contested.markup import MarkupPage
from contested.segment.html.blocks import Block
from contested.segment.html.vocabulary import Part, comment_words, parts_of, spelled

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NO_THREAD = frozenset(
    [
        "html",
        "body",
        "main",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "a",
        "span",
        "p",
        "button",
        "input",
        "label",
        "time",
        "i",
        "em",
        "b",
        "strong",
        "img",
    ]
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ul", "ol", "dl"})
_DEPTH = re.compile(r"(?:^|[\s_-])(?:depth|level|indent)[_-]?(\d{1,2})(?=\s|$)")
_CLOCK = re.compile(r"\d{1,2}[:h]\d{2}", re.IGNORECASE)
_CONTROLS = frozenset({"button", "form", "input", "textarea"})  # to answer or quote with
_LEAST_HEADS = 2  # without a control a lone numbered line tells nothing
_LEAST_WORDS = 2  # in an element that is taken for an entry
_ARTICLE_LENGTH = 600  # characters; an element with more of them under "article" holds no comment


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One reader's comment."""

    element: "HtmlElement"
    number: int  # 1 for the first of the page
    parent: int | None  # number of the entry that it answers
    blocks: tuple[Block, ...]  # without those of the answers to it


@dataclass(frozen=True, slots=True)
class Threads:
    """All comments of a page, and the elements that hold them with what belongs to them."""

    roots: tuple["HtmlElement", ...]
    entries: tuple[Entry, ...]


def find_threads(page: MarkupPage, blocks: Sequence[Block]) -> Threads:
    """The page's comment threads; none where nothing tells of any."""
    parts = {element: found for element in page.elements if (found := parts_of(element))}
    told = _Told(page, parts)
    containers = [
        element
        for element, found in parts.items()
        if Part.COMMENTS in found and element.tag not in _NO_THREAD and told.may_hold_thread(element)
    ]
    called = [
        element
        for element, found in parts.items()
        if Part.COMMENT in found and element.tag not in _NO_THREAD and told.may_be_comment(element)
    ]
    filled = {holder for element in called for holder in element.iterancestors()}
    for container in _outermost(containers):
        if container not in filled:
            called += _repeated(container, told)
    items = _lone_dropped(_unwrapped(called, told, set(containers)), told, set(containers))
    items = items or list(_numbered(blocks, told))
    roots = _outermost([*containers, *items])
    return Threads(tuple(roots), tuple(_entries(items, blocks, told)))


class _Told:
    """What the elements of a page tell, and which stand in which."""

    def __init__(self, page: MarkupPage, parts: Mapping["HtmlElement", frozenset[Part]]) -> None:
        self._parts = parts
        self._sizes = _sizes(page)
        self._whole = len(page.text)
        self._headlines = {
            holder for element in page.elements if element.tag == "h1" for holder in _and_above(element)
        }
        self._articles = {
            holder
            for element, found in parts.items()
            if Part.ARTICLE in found and self.length(element) > _ARTICLE_LENGTH
            for holder in _and_above(element)
            if Part.COMMENT not in found
        }

    def length(self, element: "HtmlElement") -> int:
        """How many characters of the page's text stand in it."""
        return self._sizes.get(element, 0)

    def says(self, element: "HtmlElement", part: Part) -> bool:
        """Whether the element calls itself so."""
        return part in self._parts.get(element, ())

    def holds(self, element: "HtmlElement", *wanted: Part) -> bool:
        """Whether something in the element, or itself, is one of these."""
        return any(part in self._parts.get(inner, ()) for inner in element.iter() for part in wanted)

    def in_form(self, element: "HtmlElement") -> bool:
        """Whether an element is for writing a comment, or stands in one; a form may hold a whole page."""
        return any(
            self.says(holder, Part.COMMENT_FORM) and 2 * self.length(holder) < self._whole
            for holder in _and_above(element)
        )

    def in_article(self, element: "HtmlElement") -> bool:
        """Whether an element stands in one that is called the article, or beside what holds the headline."""
        return element.getparent() in self._headlines or any(
            self.says(holder, Part.ARTICLE) for holder in element.iterancestors()
        )

    def may_hold_thread(self, element: "HtmlElement") -> bool:
        """Whether an element is no part of the article itself, and has words."""
        return (
            element not in self._headlines
            and element not in self._articles
            and self.length(element) >= _LEAST_WORDS
        )

    def may_be_comment(self, element: "HtmlElement") -> bool:
        """Whether an element that is called a comment can be one: no part of the article, no form."""
        return self.may_hold_thread(element) and not self.in_form(element)


def _sizes(page: MarkupPage) -> dict["HtmlElement", int]:
    sizes: defaultdict[HtmlElement, int] = defaultdict(int)
    for piece in page.pieces:
        holder = piece.element.getparent() if piece.is_tail else piece.element
        if holder is not None:
            sizes[holder] += piece.end - piece.start
    for element in reversed(page.elements):  # whatever stands in an element comes after it
        parent = element.getparent()
        if parent is not None and element in sizes:
            sizes[parent] += sizes[element]
    return sizes


def _unwrapped(
    called: Sequence["HtmlElement"], told: _Told, containers: set["HtmlElement"]
) -> list["HtmlElement"]:
    """The comments, without what is only a wrapper: of the words of one, or of several."""
    known = set(called)
    wrapped: defaultdict[HtmlElement, list[HtmlElement]] = defaultdict(list)
    dropped: set[HtmlElement] = set()
    for element in called:
        holder = _nearest(element, known)
        if holder is None or _answers(element, holder, told):
            continue
        between = next(
            (above for above in element.iterancestors() if above is holder or above in containers), holder
        )
        if between is not holder:
            dropped.add(holder)  # it holds a whole thread
        wrapped[holder].append(element)
    for holder, inner in wrapped.items():
        if holder in dropped or _side_by_side(inner):
            dropped.add(holder)
        else:
            dropped.update(inner)
    return [element for element in called if element not in dropped]


def _answers(element: "HtmlElement", holder: "HtmlElement", told: _Told) -> bool:
    """Whether a comment inside another is an answer to it, no wrapper of its words."""
    if _signature(element) == _signature(holder):
        return True
    between = element.getparent()
    while between is not None and between is not holder:
        if between.tag in _LISTS or told.says(between, Part.REPLIES):
            return True
        between = between.getparent()
    return False


def _side_by_side(elements: Sequence["HtmlElement"]) -> bool:
    """Whether elements of one kind repeat: same name, same parent's name."""
    kinds = [(_signature(element), _signature(element.getparent())) for element in elements]
    return max(kinds.count(kind) for kind in kinds) > 1


def _signature(element: "HtmlElement | None") -> tuple[str, str]:
    """Tag and first class, by which elements of a kind are alike."""
    if element is None:
        return "", ""
    classes = (element.get("class") or "").split()
    return element.tag, spelled(classes[0]) if classes else ""


def _repeated(container: "HtmlElement", told: _Told) -> list["HtmlElement"]:
    """The entries of a thread whose elements do not call themselves so: what repeats, with author or time."""
    groups: defaultdict[tuple[HtmlElement, tuple[str, str]], list[HtmlElement]] = defaultdict(list)
    for element in container.iterdescendants():
        parent = element.getparent()
        if element.tag not in _NO_THREAD and parent is not None and not told.in_form(element):
            groups[(parent, _signature(element))].append(element)
    best: list[HtmlElement] = []
    most = 0
    for group in groups.values():
        signed = [
            element
            for element in group
            if told.holds(element, Part.COMMENT_AUTHOR) and told.holds(element, Part.COMMENT_TIME)
        ]
        words = sum(told.length(element) for element in signed)
        if words > most and (len(signed) > 1 or len(group) == 1):
            best, most = signed, words
    return best


def _is_numbered_head(block: Block) -> bool:
    """Whether a line has a number, an author, a day and a clock, and is no heading."""
    known = comment_words()
    times = known.time.findall(block.text)
    clocks = [time for time in times if _CLOCK.fullmatch(time)]
    return (
        known.numbered.fullmatch(block.text) is not None
        and 0 < len(clocks) < len(times)
        and not any(holder.tag in _HEADINGS for holder in block.above())
    )


def _numbered(blocks: Sequence[Block], told: _Told) -> Iterator["HtmlElement"]:
    """
    What begins with the numbered line of a comment: the outermost element with that line first, and no other.

    One that holds no further words is none: where comments lie side by side in one element, nothing tells
    where the last one ends. A chronology may be numbered, dated and timed too: what cannot be answered or
    quoted is a comment only where there are several, outside the article.
    """
    heads = {block for block in blocks if _is_numbered_head(block)}
    first: dict[HtmlElement, Block] = {}
    counts: Counter[HtmlElement] = Counter()
    for block in blocks:
        for holder in block.above():
            first.setdefault(holder, block)
            counts[holder] += block in heads
    for head in sorted(heads, key=lambda block: block.number):
        box: HtmlElement | None = None
        for holder in head.above():
            if first[holder] is not head or counts[holder] > 1 or not told.may_hold_thread(holder):
                break
            box = holder
        if box is None or told.length(box) <= len(head.text):
            continue
        if _can_be_answered(box, told) or (len(heads) >= _LEAST_HEADS and not told.in_article(box)):
            yield box


def _can_be_answered(box: "HtmlElement", told: _Told) -> bool:
    """Whether an entry holds something to answer or quote it with, or stands in the thread's own form."""
    return any(inner.tag in _CONTROLS or told.says(inner, Part.CONTROLS) for inner in box.iter()) or any(
        holder.tag == "form" and told.may_hold_thread(holder) for holder in box.iterancestors()
    )


def _lone_dropped(
    items: list["HtmlElement"], told: _Told, threads: set["HtmlElement"]
) -> list["HtmlElement"]:
    """Without what stands in no thread, unless it is signed, and dated or one of several."""
    kinds = [_signature(item) for item in items]
    return [
        item
        for item, kind in zip(items, kinds, strict=True)
        if any(holder in threads for holder in _and_above(item))
        or (
            (kinds.count(kind) > 1 or told.holds(item, Part.COMMENT_TIME))
            and told.holds(item, Part.COMMENT_AUTHOR)
        )
    ]


def _entries(items: Iterable["HtmlElement"], blocks: Sequence[Block], told: _Told) -> Iterator[Entry]:
    known = set(items)
    order: list[HtmlElement] = []
    words: defaultdict[HtmlElement, list[Block]] = defaultdict(list)
    for block in blocks:
        holder = next((element for element in block.above() if element in known), None)
        if holder is not None:
            if holder not in words:
                order.append(holder)
            words[holder].append(block)
    number = {element: count for count, element in enumerate(order, start=1)}
    depths = [_depth(element) for element in order]
    for element in order:
        parent = _nearest(element, known)
        if parent is None:
            parent = _indented_under(element, known, told)
        answered = number.get(parent) if parent is not None else None
        if answered is None:
            answered = _by_depth(depths, number[element])
        yield Entry(element, number[element], answered, tuple(words[element]))


def _indented_under(element: "HtmlElement", known: set["HtmlElement"], told: _Told) -> "HtmlElement | None":
    """The comment right above the indented box that an answer stands in."""
    box: HtmlElement | None = element
    while box is not None and not told.says(box, Part.COMMENTS):
        above = box.getprevious()
        if told.says(box, Part.REPLIES) and above is not None and above in known:
            return above
        box = box.getparent()
    return None


def _depth(element: "HtmlElement") -> int | None:
    found = _DEPTH.search(element.get("class") or "")
    return int(found.group(1)) if found else None


def _by_depth(depths: Sequence[int | None], number: int) -> int | None:
    """The last entry above that is less deep, where the entries tell how deep they are."""
    own = depths[number - 1]
    if own is None:
        return None
    for above in range(number - 1, 0, -1):
        depth = depths[above - 1]
        if depth is not None and depth < own:
            return above
    return None


def _outermost(elements: Iterable["HtmlElement"]) -> list["HtmlElement"]:
    known = set(elements)
    return [element for element in elements if _nearest(element, known) is None]


def _nearest(element: "HtmlElement", known: set["HtmlElement"]) -> "HtmlElement | None":
    """The innermost of the elements that this one stands in."""
    return next((holder for holder in element.iterancestors() if holder in known), None)


def _and_above(element: "HtmlElement") -> Iterator["HtmlElement"]:
    yield element
    yield from element.iterancestors()
