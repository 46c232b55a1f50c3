"""A report taken apart: what is article, what is furniture, what a reader wrote."""

from dataclasses import dataclass
from enum import Enum

from contested.model.report import Report
from contested.model.text import Span


class SegmentKind(Enum):
    """What a stretch of a page is."""

    HEADLINE = "headline"
    BYLINE = "byline"  # author, agency, dateline
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    PULL_QUOTE = "pull_quote"  # words of the article, set large and said once more
    RELATED = "related"  # "ALSO READ", teaser of another article
    FURNITURE = "furniture"  # menus, share widgets, notices, policies
    COMMENT_HEADER = "comment_header"  # author, time, "Reply to"
    COMMENT = "comment"  # what a reader wrote

    @property
    def is_evidence(self) -> bool:
        """Whether claims found here may feed the picture."""
        return self in _EVIDENCE


_EVIDENCE = frozenset({SegmentKind.HEADLINE, SegmentKind.PARAGRAPH, SegmentKind.CAPTION})


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentHead:
    """Who wrote a reader comment, when, in reply to whom, as far as the page shows."""

    number: int  # 1 for the first comment of the page
    author: str | None = None
    time: str | None = None  # the words, such as "2016-03-28 07:34"
    reply_to: str | None = None  # the name after "Reply to", or of whom the page's tree tells
    parent: int | None = None  # number of the comment that it answers, where the page's tree tells


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of the page with one kind; segments never overlap and cover all non-blank text."""

    kind: SegmentKind
    span: Span
    comment: CommentHead | None = None  # set for COMMENT and COMMENT_HEADER


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of the article, with the number of the segment it stands in."""

    span: Span
    segment: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A report with its segments in reading order, and the sentences of its evidence segments."""

    report: Report
    segments: tuple[Segment, ...]
    sentences: tuple[Sentence, ...]
