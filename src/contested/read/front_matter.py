"""Metadata at the head of a text file, between two lines of `---` or `+++`."""

import re

from contested.read.details import Details

_BLOCK = re.compile(r"(---|\+\+\+)[ \t]*\r?\n(.{0,20000}?)(?:\r?\n)?^\1[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_PAIR = re.compile(r"([A-Za-z][\w .-]{0,60}?)\s*[:=](?:\s+(.*)|)$")
_SAME = {"date": "published", "theatre": "conflict", "theater": "conflict", "lang": "language"}


def read_front_matter(text: str) -> Details | None:
    r"""
    What the block at the head says, or None where the text begins without one.

    A value keeps its words: quotes around it go, a list stays as written. Lines that belong to the value
    above (indented, or beginning with a dash) are kept with it.

    Example:
        >>> read_front_matter("---\noutlet: 'Open Monitor'\ndate: 2016-03-28\n---\nText").values
        {'outlet': 'Open Monitor', 'published': '2016-03-28'}
    """
    block = _BLOCK.match(text)
    if block is None:
        return None
    values: dict[str, str] = {}
    name = None
    for line in block.group(2).splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        pair = _PAIR.match(line.rstrip())
        if pair and not line[0].isspace():
            name = pair.group(1).strip().lower()
            name = _SAME.get(name, name)
            values[name] = _unquoted((pair.group(2) or "").strip())
        elif name is not None and (line[0].isspace() or line.startswith("-")):
            values[name] = f"{values[name]}\n{line.rstrip()}".lstrip("\n")
        else:
            return None  # a rule drawn with dashes, then prose
    return Details(how="front matter", values=values) if values else None


def _unquoted(words: str) -> str:
    if len(words) >= 2 and words[0] == words[-1] and words[0] in "\"'":
        return words[1:-1]
    return words
