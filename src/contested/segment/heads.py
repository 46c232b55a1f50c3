"""What stands above an article: masthead, headline, author, date."""

import re
from collections.abc import Sequence

from contested.model.report import Report
from contested.segment.cues import Cues, Role
from contested.segment.lines import Line, is_menu

_LONGEST_HEADLINE = 200
_SITE_SUFFIX = re.compile(r"\s+[-|–—:·»]\s+\S.{0,60}$")
_OUTLET_END = re.compile(r"\s*(?:$|[,.|/·:(–—-])")
_LONGEST_BYLINE = 130
_HEAD_LINES = 12  # nobody's headline stands lower in a flattened page


def same_words(one: str, other: str) -> bool:
    """Whether two lines have the same letters and digits."""
    return _letters(one) == _letters(other) != ""


def _letters(words: str) -> str:
    return "".join(mark for mark in words.casefold() if mark.isalnum())


def find_headline(lines: Sequence[Line], report: Report, cues: Cues) -> int | None:
    """
    The number of the line that is the headline, or None.

    The report's title decides where it stands in the text; else the first line that reads like one.
    """
    head = lines[:_HEAD_LINES]
    if report.title:
        title = _letters(report.title)
        for number, line in enumerate(head):
            words = _letters(line.text)
            if title and (words == title or split_suffix(line, lines, report.title) is not None):
                return number
    for number, line in enumerate(head):
        above = cues.whole(Role.FURNITURE, line.text) or cues.whole(Role.RELATED, line.text)
        if above or is_top_furniture(lines, number, cues) or names_outlet(line.text, report.outlet):
            continue
        return number if _reads_like_headline(lines, number) else None
    return None


def is_top_furniture(lines: Sequence[Line], number: int, cues: Cues) -> bool:
    """Whether a line near the headline is a menu, or the site's name above one."""
    return is_menu(lines[number].text, cues.menu_words, known_word=False) or _is_masthead(lines, number, cues)


def is_byline(line: Line, outlets: Sequence[str], cues: Cues) -> bool:
    """
    Whether a line between headline and article names author, agency, date or place of writing.

    Args:
        line: The line.
        outlets: Names of whoever publishes the page.
        cues: Cues of the report's language.
    """
    named = any(names_outlet(line.text, outlet) for outlet in outlets)
    return named or cues.whole(Role.BYLINE, line.text) is not None


def outlets_of(lines: Sequence[Line], headline: int | None, report: Report, cues: Cues) -> list[str]:
    """The outlet's name as the report gives it, and as it stands above the page's menu."""
    above = range(headline or 0)
    mastheads = [lines[number].text for number in above if _is_masthead(lines, number, cues)]
    return [*([report.outlet] if report.outlet else []), *mastheads]


def names_outlet(line: str, outlet: str | None) -> bool:
    """
    Whether a short line begins with the outlet's name and then pauses.

    Example:
        >>> [names_outlet(line, "The Post") for line in ("The Post, Homs", "The Post said no")]
        [True, False]
    """
    if not outlet or not line.casefold().startswith(outlet.casefold()):
        return False
    if len(line) > _LONGEST_BYLINE or (len(line) > _LONGEST_BYLINE / 2 and line.endswith(".")):
        return False
    return _OUTLET_END.match(line, len(outlet)) is not None


def _is_masthead(lines: Sequence[Line], number: int, cues: Cues) -> bool:
    """The site's name directly above its menu."""
    below = number + 1
    return (
        below < len(lines)
        and lines[below].block == lines[number].block
        and is_menu(lines[below].text, cues.menu_words, known_word=True)
    )


def _reads_like_headline(lines: Sequence[Line], number: int) -> bool:
    line = lines[number]
    if len(line.text) > _LONGEST_HEADLINE or number + 1 >= len(lines):
        return False
    if line.text.endswith((".", ",", ";", ":")) and not line.text.endswith(("..", "U.S.")):
        return False
    return len(line.text) < len(max((other.text for other in lines[number + 1 :]), key=len))


def titles_of(headline: Line, lines: Sequence[Line], report: Report) -> list[str]:
    """The words that repeat the headline wherever they stand at the head of the page."""
    suffix = split_suffix(headline, lines, report.title)
    words = headline.text[: suffix - headline.start] if suffix else headline.text
    return [words, *([report.title] if report.title else [])]


def split_suffix(line: Line, lines: Sequence[Line], title: str | None) -> int | None:
    """
    Where the site's name begins in a page title such as "Headline - Site", or None.

    Only where the words before it are the report's title, or stand alone on another line of the head: else a
    dash is just a dash.
    """
    suffix = _SITE_SUFFIX.search(line.text)
    if suffix is None:
        return None
    words = _letters(line.text[: suffix.start()])
    again = any(_letters(other.text) == words for other in lines[:_HEAD_LINES] if other is not line)
    known = again or (title is not None and _letters(title) == words)
    return line.start + suffix.start() if known and words else None
