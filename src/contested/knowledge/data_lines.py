"""Where in a language's data files an entry stands, so that an explanation can point to it."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from contested.model.reasons import DataLine

_TABLE = re.compile(r"^(\[\[?)\s*([\w.-]+)\s*\]")
_KEY = re.compile(r'^(?:"([^"]+)"|([\w-]+))\s*=')
_ID = re.compile(r'^id\s*=\s*"([^"]+)"')


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    table: str  # "trigger.seize" for an entry of a list that has an id, "rule[0]" for one that has none
    key: str
    text: str


def find_line(language: str, file: str, key: str, *, word: str | None = None) -> DataLine | None:
    """
    The line of a language's data that holds an entry.

    Args:
        language: The folder.
        file: Its file: "cues.toml", "events/capture.toml".
        key: Tables and key: "modality.planned.verbs", "trigger.seize.lemma" for the entry with that id,
            "rule[0].pattern" for an entry without one.
        word: An item of the key's list; None for the key alone.

    Returns:
        None where there is no such line.

    Example:
        >>> find_line("en", "events/capture.toml", "trigger.seize.lemma", word="retake").key
        'trigger.seize.lemma'
    """
    path = f"languages/{language}/{file}"
    for line in _lines(path):
        if f"{line.table}.{line.key}".strip(".") == key and (word is None or f'"{word}"' in line.text):
            return DataLine(file=path, line=line.number, key=key, word=word)
    return None


@cache
def _lines(path: str) -> tuple[_Line, ...]:
    file = files("contested").joinpath("data", *path.split("/"))
    if not file.is_file():
        return ()
    found: list[_Line] = []
    entries: Counter[str] = Counter()
    table, key, begun = "", "", 0
    for number, text in enumerate(file.read_text("utf-8").splitlines(), start=1):
        if header := _TABLE.match(text):
            table, key, begun = header[2], "", len(found)
            if header[1] == "[[":
                entries[header[2]] += 1
                table = f"{header[2]}[{entries[header[2]] - 1}]"
            continue
        if named := _ID.match(text):
            table = f"{table.partition('[')[0]}.{named[1]}"
            found[begun:] = [_Line(line.number, table, line.key, line.text) for line in found[begun:]]
        if known := _KEY.match(text):
            key = known[1] or known[2]
        if key and not text.lstrip().startswith("#"):
            found.append(_Line(number, table, key, text))
    return tuple(found)
