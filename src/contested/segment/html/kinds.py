"""What each block of a page is, readers' comments aside."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from contested.model.page import SegmentKind
from contested.segment.cues import Cues, Role
from contested.segment.furniture import role_of
from contested.segment.heads import same_words
from contested.segment.html.alignment import letters
from contested.segment.html.blocks import Block
from contested.segment.html.vocabulary import Part, parts_of, phrases
from contested.segment.lines import Line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEAST_PROSE = 60  # characters of a block that can be a lead, or a paragraph that the extractor missed
_MOST_LINKED = 0.5  # share of a paragraph's characters that may be links
_LONGEST_CAPTION = 600
_LONGEST_BYLINE = 160
_LONGEST_ASIDE = 400  # of a line that points to another article or to the page itself
_ZONE_SHARE = 0.4  # an element with more of the article than this is no zone within it
_HEAD_BLOCKS = 12  # above and below the first paragraph, in which authors and captions stand
_LEAST_QUOTE = 25  # letters of a pull quote

# What makes an element no part of an article, wherever on the page it stands.
_FURNITURE = (
    Part.NAVIGATION,
    Part.SHARE,
    Part.NOTICE,
    Part.ADVERT,
    Part.BIOGRAPHY,
    Part.TAGS,
    Part.COMMENT_FORM,
)


def kinds_of(
    blocks: Sequence[Block], in_article: Sequence[bool], cues: Cues, *, title: str | None
) -> list[SegmentKind]:
    """
    The kind of each block.

    Args:
        blocks: The page's blocks, numbered from 0.
        in_article: For each block whether the extractor took it for the article.
        cues: Cues of the report's language.
        title: The report's title, where it is known.
    """
    return _Judge(blocks, in_article, cues, title).kinds()


class _Judge:
    def __init__(
        self,
        blocks: Sequence[Block],
        in_article: Sequence[bool],
        cues: Cues,
        title: str | None,
    ) -> None:
        self._blocks = blocks
        self._cues = cues
        self._article = list(in_article)
        self._zones = _zones(blocks, self._article)
        self._headlines = self._find_headlines(title)
        self._others = self._find_others()
        for number in self._others:
            self._article[number] = False
        self._add_missed()
        self._letters = [
            letters(block.text) if found else "" for block, found in zip(blocks, self._article, strict=True)
        ]

    def kinds(self) -> list[SegmentKind]:
        """The kind of each block."""
        taken = [number for number, found in enumerate(self._article) if found]
        first = taken[0] if taken else len(self._blocks)
        last = taken[-1] if taken else -1
        return [
            self._inside(block, first=first)
            if self._article[block.number]
            else self._outside(block, first=first, last=last)
            for block in self._blocks
        ]

    def _inside(self, block: Block, *, first: int) -> SegmentKind:
        """The kind of a block that the extractor gave back."""
        zone = self._zones[block.number]
        if block.number in self._headlines:
            return SegmentKind.HEADLINE
        if self._is_caption(block, zone):
            return SegmentKind.CAPTION
        if Part.PULL_QUOTE in zone or self._repeats_article(block):
            return SegmentKind.PULL_QUOTE
        if any(part in zone for part in _FURNITURE) or self._begins(Part.NOTICE, block):
            return SegmentKind.FURNITURE
        if Part.RELATED in zone or self._points_elsewhere(block):
            return SegmentKind.RELATED
        near_head = block.number - first < 3
        if near_head and self._is_byline(block, zone):
            return SegmentKind.BYLINE
        match role_of(_line(block), self._cues):
            case Role.RELATED | Role.RELATED_HEADING:
                return SegmentKind.RELATED if len(block.text) <= _LONGEST_ASIDE else SegmentKind.PARAGRAPH
            case Role.FURNITURE | Role.DISCUSSION | Role.COMMENTS:
                return SegmentKind.FURNITURE
        return SegmentKind.PARAGRAPH

    def _outside(self, block: Block, *, first: int, last: int) -> SegmentKind:
        """The kind of a block that the extractor left out."""
        zone = self._zones[block.number]
        if block.number in self._headlines:
            return SegmentKind.HEADLINE
        near = first - _HEAD_BLOCKS <= block.number <= last + 3
        if near and Part.CAPTION in zone and len(block.text) <= _LONGEST_CAPTION and Part.RELATED not in zone:
            return SegmentKind.CAPTION
        top = max(min(self._headlines, default=0), first - _HEAD_BLOCKS)
        if top <= block.number < first + _HEAD_BLOCKS and self._is_byline(block, zone):
            return SegmentKind.BYLINE
        if (
            block.number in self._others
            or Part.RELATED in zone
            or (near and role_of(_line(block), self._cues) is Role.RELATED)
        ):
            return SegmentKind.RELATED
        return SegmentKind.FURNITURE

    def _find_headlines(self, title: str | None) -> frozenset[int]:
        """The blocks that are the article's headline: the page's title, or the last h1 above the article."""
        taken = [number for number, found in enumerate(self._article) if found]
        first = taken[0] if taken else len(self._blocks)
        heads = [
            block
            for block in self._blocks[: first + 3]
            if any(
                holder.tag in ("h1", "h2") or Part.HEADLINE in parts_of(holder) for holder in _close(block)
            )
            and Part.NAVIGATION not in self._zones[block.number]
        ]
        if title:
            named = [block.number for block in heads if _is_title(block.text, title)]
            if named:
                return frozenset(named)
        first_level = [block for block in heads if any(holder.tag == "h1" for holder in _close(block))]
        return frozenset({first_level[-1].number}) if first_level else frozenset()

    def _find_others(self) -> frozenset[int]:
        """The blocks of other whole articles on the page: with a headline of the same make as this one's."""
        if not self._headlines:
            return frozenset()
        head = self._blocks[max(self._headlines)]
        own = _article_around(head)
        made = _make_of_heading(head.element)
        if own is None or made is None:
            return frozenset()
        headed = {
            article
            for block in self._blocks
            if block.number > head.number
            and _make_of_heading(block.element) == made
            and (article := _article_around(block)) not in (own, None)
        }
        return frozenset(block.number for block in self._blocks if _article_around(block) in headed)

    def _add_missed(self) -> None:
        """Take in the leads and paragraphs that the extractor missed."""
        taken = [number for number, found in enumerate(self._article) if found]
        if not taken:
            return
        if self._headlines:
            begin = max(self._headlines)
            below = next((number for number in taken if number > begin and self._is_long(number)), begin)
            for block in self._blocks[begin + 1 : below]:
                self._article[block.number] = self._article[block.number] or self._is_missed(block)
        holders = Counter(self._blocks[number].element.getparent() for number in taken)
        for block in self._blocks[taken[0] : taken[-1]]:
            if not self._article[block.number] and holders[block.element.getparent()] > 1:
                self._article[block.number] = self._is_missed(block)

    def _is_long(self, number: int) -> bool:
        return len(self._blocks[number].text) >= _LEAST_PROSE

    def _is_missed(self, block: Block) -> bool:
        zone = self._zones[block.number]
        return (
            len(block.text) >= _LEAST_PROSE
            and block.link_share < _MOST_LINKED
            and not zone & {*_FURNITURE, Part.RELATED, Part.CAPTION, Part.COMMENTS, Part.BYLINE}
            and not self._begins(Part.NOTICE, block)
        )

    def _is_caption(self, block: Block, zone: frozenset[Part]) -> bool:
        if len(block.text) > _LONGEST_CAPTION:
            return False
        return Part.CAPTION in zone or (
            len(block.text) <= _LONGEST_BYLINE and self._begins(Part.CAPTION, block)
        )

    def _is_byline(self, block: Block, zone: frozenset[Part]) -> bool:
        if len(block.text) > _LONGEST_BYLINE:
            return False
        return Part.BYLINE in zone or self._cues.whole(Role.BYLINE, block.text) is not None

    def _repeats_article(self, block: Block) -> bool:
        """Whether a quotation only says again what stands elsewhere in the article."""
        if not any(holder.tag in ("blockquote", "aside", "q") for holder in _close(block)):
            return False
        own = letters(block.text)
        return len(own) >= _LEAST_QUOTE and any(
            own in other for number, other in enumerate(self._letters) if number != block.number
        )

    def _begins(self, part: Part, block: Block) -> bool:
        return (
            len(block.text) <= _LONGEST_ASIDE
            and phrases()[part].match(block.text.lstrip("¿¡«»>→-–• \xa0")) is not None
        )

    def _points_elsewhere(self, block: Block) -> bool:
        """Whether a line only leads to another article: it says so, and is a link or the heading of links."""
        if not self._begins(Part.RELATED, block):
            return False
        alone = (
            block.text.rstrip(" »>:").endswith(tuple("abcdefghijklmnopqrstuvwxyz"))
            and len(block.text.split()) <= 4
        )
        return block.link_share >= _MOST_LINKED or block.text.endswith((":", "»", ">")) or alone


def _zones(blocks: Sequence[Block], in_article: Sequence[bool]) -> list[frozenset[Part]]:
    """For each block all that the elements around it are, without those that hold much of the article."""
    whole = sum(len(block.text) for block, found in zip(blocks, in_article, strict=True) if found)
    share: Counter[HtmlElement] = Counter()
    for block, found in zip(blocks, in_article, strict=True):
        if found:
            for holder in block.above():
                share[holder] += len(block.text)
    known: dict[HtmlElement, frozenset[Part]] = {}
    found_zones: list[frozenset[Part]] = []
    for block in blocks:
        path: list[HtmlElement] = []
        zone: frozenset[Part] = frozenset()
        for holder in block.above():
            if holder in known:
                zone = known[holder]
                break
            path.append(holder)
        for element in reversed(path):
            if element.tag not in ("html", "body") and share[element] <= _ZONE_SHARE * whole:
                zone = zone | parts_of(element)
            known[element] = zone
        found_zones.append(zone)
    return found_zones


def _article_around(block: Block) -> "HtmlElement | None":
    """The outermost <article> that a block stands in."""
    return next((holder for holder in reversed(list(block.above())) if holder.tag == "article"), None)


def _make_of_heading(element: "HtmlElement") -> tuple[str, str] | None:
    """Tag and class of the heading that an element is, or stands in."""
    for holder in (element, *element.iterancestors()):
        if holder.tag in ("h1", "h2"):
            return holder.tag, holder.get("class") or ""
    return None


def _close(block: Block) -> list["HtmlElement"]:
    """The block's element and the three around it."""
    return [holder for holder, _ in zip(block.above(), range(4), strict=False)]


def _is_title(words: str, title: str) -> bool:
    """Whether a headline is the page's title, which may carry the site's name too."""
    return same_words(words, title) or (
        len(words) >= 20 and letters(title.casefold()).startswith(letters(words.casefold()))
    )


def _line(block: Block) -> Line:
    return Line(block.start, block.end, block.text, block.number)
