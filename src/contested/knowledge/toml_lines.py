"""Where an entry of a TOML file stands, for messages that name a line; the parser itself does not tell."""

import re
from collections.abc import Iterator

_STEP = re.compile(r"(\w[\w-]*)(?:\[(\d+)\])?")


def line_of(text: str, path: str) -> int | None:
    r"""
    The line, from 1, of the entry that a path such as `actor[3].naming[0].used_by` names.

    Lists may be written as `[[actor]]` blocks or as `place = [ { … }, … ]`. Where the last steps of the path
    cannot be found, the line of the entry that holds them.

    Example:
        >>> line_of('[[side]]\nid = "a"\n[[side]]\nid = "b"\n', "side[1].id")
        4
    """
    lines = text.splitlines()
    steps = _STEP.findall(path)
    if not steps:
        return None
    key, number = steps[0]
    heads = [at for at, line in enumerate(lines) if re.match(rf"\s*\[\[\s*{key}\s*\]\]", line)]
    if number and int(number) < len(heads):
        begin = heads[int(number)]
        end = next(
            (at for at in range(begin + 1, len(lines)) if lines[at].lstrip().startswith("[[")), len(lines)
        )
        return 1 + _key_line(lines, steps[1:], begin, end)
    at = _assigned(lines, key, 0, len(lines))
    if at is None:
        table = next((n for n, line in enumerate(lines) if re.match(rf"\s*\[{key}\]", line)), None)
        return None if table is None else 1 + _key_line(lines, steps[1:], table, len(lines))
    if not number:
        return at + 1
    for count, element in enumerate(_elements(lines, at)):
        if count == int(number):
            return element + 1
    return at + 1


def _key_line(lines: list[str], steps: list[tuple[str, str]], begin: int, end: int) -> int:
    found = _assigned(lines, steps[0][0], begin + 1, end) if steps else None
    return begin if found is None else found


def _assigned(lines: list[str], key: str, begin: int, end: int) -> int | None:
    pattern = re.compile(rf'\s*"?{re.escape(key)}"?\s*=')
    return next((at for at in range(begin, end) if pattern.match(lines[at])), None)


def _elements(lines: list[str], begin: int) -> Iterator[int]:
    """The lines on which the inline tables of a list begin, from the line that opens the list."""
    depth = 0
    for at in range(begin, len(lines)):
        for sign in _signs(lines[at] if at > begin else lines[at].split("=", 1)[1]):
            if sign in "{[":
                depth += 1
                if sign == "{" and depth == 2:
                    yield at
            else:
                depth -= 1
        if depth == 0:
            return


def _signs(line: str) -> Iterator[str]:
    """The brackets of a line that stand outside strings and comments."""
    for part in re.findall(r"\"(?:\\.|[^\"\\])*\"|'[^']*'|#.*|[\[\]{}]", line):
        if part in ("[", "]", "{", "}"):
            yield part
