"""Which news agency a page credits."""

import re
from functools import cache

from contested.model.page import Page, SegmentKind
from contested.segment.cues import cues_for, load_segments

_EDGE = 160  # characters at the head and foot of an article, where agencies are credited in brackets


def agency_of(page: Page) -> str | None:
    """
    The agency that a byline, a dateline, or a bracket at the head or foot of the article names, or None.

    Words such as "Reuters reported" credit nobody: they are a claim's business.
    """
    text = page.report.text
    agency = _agency(cues_for(page.report.language).language)
    for part in page.segments:
        if part.kind is SegmentKind.BYLINE and (found := agency.search(text, part.span.start, part.span.end)):
            return found.group()
    paragraphs = [part.span for part in page.segments if part.kind is SegmentKind.PARAGRAPH]
    if not paragraphs:
        return None
    head, foot = paragraphs[0], paragraphs[-1]
    edges = (
        text[head.start : min(head.end, head.start + _EDGE)],
        text[max(foot.start, foot.end - _EDGE) : foot.end],
    )
    for edge in edges:
        for bracket in re.findall(r"[(\[/][^()\[\]/]{2,40}[)\]/]", edge):
            if found := agency.search(bracket):
                return found.group()
    return None


@cache
def _agency(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b{load_segments(language).words['agency']}\b")
