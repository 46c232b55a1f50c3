"""A report as it was read: every part with its kind, and the words that claims and framings stand on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from contested.model.claim import Claim
from contested.model.framing import Framing
from contested.model.page import CommentHead, Page, Segment, SegmentKind
from contested.model.report import Report
from contested.model.text import ClaimId, Span
from contested.show.views.citation import Citation

KIND_NOTES = {
    SegmentKind.PULL_QUOTE: "words of the article once more: not evidence",
    SegmentKind.RELATED: "link to another article: not evidence",
    SegmentKind.FURNITURE: "page furniture: not evidence",
    SegmentKind.COMMENT_HEADER: "reader's comment: not evidence",
    SegmentKind.COMMENT: "reader's comment: not evidence",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text over which nothing changes."""

    text: str
    span: Span
    classes: tuple[str, ...]  # "sentence", "trigger", "framing": sorted
    begins: tuple[ClaimId, ...]  # claims whose trigger starts here
    ends: tuple[ClaimId, ...]  # claims whose trigger ends here


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One segment of the page."""

    kind: SegmentKind
    note: str  # empty where the segment is evidence
    comment: CommentHead | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One report, ready to show."""

    report: Report
    camp: str | None
    parts: tuple[Part, ...]
    claims: tuple[Citation, ...]  # in reading order: the first is number 1

    @property
    def numbers(self) -> dict[ClaimId, int]:
        """The number of each claim in this report."""
        return {one.claim: number for number, one in enumerate(self.claims, 1)}


def reading(
    report: Report,
    *,
    page: Page | None,
    claims: Iterable[Claim],
    citations: Mapping[ClaimId, Citation],
    framings: Iterable[Framing],
    camp: str | None,
) -> Reading:
    """The report with its claims and framings; as one paragraph where it could not be segmented."""
    own = sorted(claims, key=lambda one: (one.trigger, one.event, one.id))
    spans = [("sentence", one.evidence.span) for one in own]
    spans += [("trigger", one.trigger.span) for one in own]
    spans += [
        ("framing", one.quote.span)
        for one in framings
        if report.text[one.quote.start : one.quote.end] == one.quote.text
    ]
    whole = Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(report.text)))
    segments = page.segments if page and page.segments else (whole,)
    return Reading(
        report=report,
        camp=camp,
        parts=tuple(_part(report.text, segment, spans, own) for segment in segments),
        claims=tuple(citations[one.id] for one in own),
    )


def _part(text: str, segment: Segment, spans: list[tuple[str, Span]], claims: list[Claim]) -> Part:
    inside = [(name, span) for name, span in spans if span.overlaps(segment.span)]
    cuts = {segment.span.start, segment.span.end}
    for _, span in inside:
        cuts |= {max(span.start, segment.span.start), min(span.end, segment.span.end)}
    edges = sorted(cuts)
    return Part(
        kind=segment.kind,
        note=KIND_NOTES.get(segment.kind, ""),
        comment=segment.comment,
        pieces=tuple(_piece(text, Span(start, end), inside, claims) for start, end in pairwise(edges)),
    )


def _piece(text: str, span: Span, inside: list[tuple[str, Span]], claims: list[Claim]) -> Piece:
    return Piece(
        text=text[span.start : span.end],
        span=span,
        classes=tuple(sorted({name for name, one in inside if one.contains(span)})),
        begins=tuple(one.id for one in claims if one.trigger.start == span.start),
        ends=tuple(one.id for one in claims if one.trigger.end == span.end),
    )
