"""The kind of each line of a page, found on one walk from head to foot."""

from collections.abc import Sequence

from contested.model.page import SegmentKind
from contested.model.report import Report
from contested.segment.comments import begins_thread, has_head
from contested.segment.cues import Cues, Role
from contested.segment.furniture import role_of
from contested.segment.heads import (
    find_headline,
    is_byline,
    is_top_furniture,
    outlets_of,
    same_words,
    titles_of,
)
from contested.segment.lines import Line, is_menu

_LONGEST_TITLE = 140  # of a related article
_LEAST_PROSE = 80  # a line that is longer and ends in a stop is a paragraph
_HEADS_WITHIN = 6  # lines below "Comments" in which somebody must speak
_SIGNATURES = 3  # last lines of an article that may name its makers

_PLAIN = {
    Role.FURNITURE: SegmentKind.FURNITURE,
    Role.RELATED: SegmentKind.RELATED,
    Role.RELATED_HEADING: SegmentKind.RELATED,
}


def kinds_of(lines: Sequence[Line], report: Report, cues: Cues) -> list[SegmentKind]:
    """
    The kind of each line: headline, byline, paragraph, related, furniture or comment.

    All lines of a comment thread are COMMENT here, heads and bodies alike.
    """
    roles = [role_of(line, cues) for line in lines]
    kinds = _head_kinds(lines, roles, report, cues)
    kinds += _body_kinds(lines, roles, len(kinds), cues)
    _mark_signatures(lines, kinds, cues)
    return kinds


def is_prose(line: Line) -> bool:
    """Whether a line reads like a paragraph: long, and with a stop at its end."""
    return len(line.text) >= _LEAST_PROSE and line.text.rstrip("\"'”’»)]").endswith((".", "!", "?", "…", ":"))


def _head_kinds(
    lines: Sequence[Line], roles: Sequence[Role | None], report: Report, cues: Cues
) -> list[SegmentKind]:
    """The kinds of the lines above the first paragraph."""
    headline = find_headline(lines, report, cues)
    if headline is not None and any(is_prose(line) for line in lines[:headline]):
        headline = None  # the title again, below the article
    titles = [] if headline is None else titles_of(lines[headline], lines, report)
    outlets = outlets_of(lines, headline, report, cues)
    kinds: list[SegmentKind] = []
    for number, line in enumerate(lines):
        role = roles[number]
        above = headline is not None and number < headline
        if number == headline or any(same_words(line.text, title) for title in titles):
            kinds.append(SegmentKind.HEADLINE)
        elif role in (Role.FURNITURE, Role.RELATED):
            kinds.append(_PLAIN[role])
        elif above and is_top_furniture(lines, number, cues):
            kinds.append(SegmentKind.FURNITURE)
        elif is_byline(line, outlets, cues):
            kinds.append(SegmentKind.BYLINE)
        elif above or is_top_furniture(lines, number, cues):
            kinds.append(SegmentKind.FURNITURE)
        else:
            break
    return kinds


def _body_kinds(
    lines: Sequence[Line], roles: Sequence[Role | None], begin: int, cues: Cues
) -> list[SegmentKind]:
    """The kinds of the lines from the first paragraph on."""
    foot = _foot(lines, roles, begin, cues)
    last_prose = max((number for number in range(begin, foot) if is_prose(lines[number])), default=begin)
    kinds: list[SegmentKind] = []
    listing = False  # below the heading of a list of other articles
    other_article = False
    for number in range(begin, foot):
        line, role = lines[number], roles[number]
        if other_article or (listing and _is_title(line, role) and _goes_on(lines, number, last_prose)):
            kinds.append(_PLAIN.get(role, SegmentKind.RELATED) if role else SegmentKind.RELATED)
            continue
        listing = role is Role.RELATED_HEADING
        other_article = role is Role.NEXT_ARTICLE and number > begin
        if role in _PLAIN:
            kinds.append(_PLAIN[role])
        elif other_article:
            kinds.append(SegmentKind.RELATED)
        elif role is Role.COMMENTS or (
            number > last_prose and is_menu(line.text, cues.menu_words, known_word=False)
        ):
            kinds.append(SegmentKind.FURNITURE)  # a counter of comments above the article; a menu below it
        else:
            kinds.append(SegmentKind.PARAGRAPH)
    return kinds + _foot_kinds(lines, roles, foot, cues)


def _is_title(line: Line, role: Role | None) -> bool:
    if role is not None:
        return role is Role.RELATED
    return len(line.text) <= _LONGEST_TITLE and (not line.text.endswith(".") or line.text.endswith(".."))


def _goes_on(lines: Sequence[Line], number: int, last_prose: int) -> bool:
    """Whether a list may hold this line: it stands close to the line above, or the article is over."""
    return lines[number].block == lines[number - 1].block or number > last_prose


def _foot(lines: Sequence[Line], roles: Sequence[Role | None], begin: int, cues: Cues) -> int:
    """The number of the first line that belongs to readers: comments, or the rules for them."""
    seen_article = False
    for number in range(begin, len(lines)):
        role = roles[number]
        if seen_article:
            if role in (Role.COMMENTS, Role.DISCUSSION):
                return number
            below = lines[number + 1 : number + 1 + _HEADS_WITHIN]
            if role is Role.COMMENTS_IF_HEADS and (not below or has_head(below, cues)):
                return number
            if role is None and begins_thread(lines, number, cues):
                return number
        seen_article = seen_article or (role is None and is_prose(lines[number]))
    return len(lines)


def _foot_kinds(
    lines: Sequence[Line], roles: Sequence[Role | None], foot: int, cues: Cues
) -> list[SegmentKind]:
    """Comments, and the furniture around them; no article stands below the first comment."""
    kinds: list[SegmentKind] = []
    in_thread = False
    for number in range(foot, len(lines)):
        role = roles[number]
        if not in_thread and (role is Role.COMMENTS or role is Role.COMMENTS_IF_HEADS):
            in_thread = True
            kinds.append(SegmentKind.FURNITURE)
            continue
        in_thread = in_thread or (role is None and has_head(lines[number : number + 1], cues))
        plain = role is not None and _PLAIN.get(role, SegmentKind.FURNITURE)
        kinds.append(plain or (SegmentKind.COMMENT if in_thread else SegmentKind.FURNITURE))
    return kinds


def _mark_signatures(lines: Sequence[Line], kinds: list[SegmentKind], cues: Cues) -> None:
    """Turn the last paragraphs that only name who made the article into bylines."""
    paragraphs = [number for number, kind in enumerate(kinds) if kind is SegmentKind.PARAGRAPH]
    for number in reversed(paragraphs[1:][-_SIGNATURES:]):
        if not cues.whole(Role.SIGNATURE, lines[number].text):
            return
        kinds[number] = SegmentKind.BYLINE
