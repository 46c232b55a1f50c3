"""Which column of a table, or key of a record, holds what: packaged mappings, and the user's own."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

from contested.errors import KnowledgeError, OptionError
from contested.read.days import day_of
from contested.read.details import KNOWN_FIELDS

FIELDS = frozenset({"id", "text", *KNOWN_FIELDS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """A mapping from names in an export to our fields."""

    name: str
    columns: Mapping[
        str, tuple[str, ...]
    ]  # our field -> their names, casefolded; the first one filled counts
    when: frozenset[str] = frozenset()  # names that give such an export away
    label: str = ""
    source: str = ""
    days: tuple[str, ...] = ()  # how days are written, beside ISO 8601
    how: str | None = None  # what the day is, where it is not the day of publication
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # their words -> ours, by field

    def apply(self, record: Mapping[str, object]) -> dict[str, object]:
        """
        The record under our names; what the mapping does not speak of keeps its own.

        An export without article text gives the headline as text, and says so.
        """
        by_name = {name.strip().casefold(): name for name in record if isinstance(name, str)}
        found: dict[str, object] = {}
        used: set[str] = set()
        for ours, theirs in self.columns.items():
            for name in theirs:
                key = by_name.get(name)
                if key is not None and record[key] not in (None, ""):
                    found[ours] = self._value(ours, record[key])
                    used.add(key)
                    break
        if "text" not in found and isinstance(found.get("title"), str):
            found["text"] = found["title"]
            found["warnings"] = ["the export holds no article: the text is its headline alone"]
        if self.how and "published" in found:
            found["published_how"] = self.how
        rest = {name: value for name, value in record.items() if name not in used and name not in found}
        return {**found, **{name: value for name, value in rest.items() if value not in (None, "")}}

    def _value(self, ours: str, value: object) -> object:
        if not isinstance(value, str):
            return value
        if ours == "published":
            for form in self.days:
                try:
                    return datetime.strptime(value.strip(), form).date()
                except ValueError:
                    continue
            return day_of(value) or value
        return self.values.get(ours, {}).get(value.strip().casefold(), value)


_PLAIN = Columns(name="ours", columns={name: (name,) for name in sorted(FIELDS)})


def columns_for(names: Iterable[str]) -> Columns | None:
    """
    The mapping for a table with these columns, or None where nothing tells which holds the text.

    Example:
        >>> columns_for(["ID", "Text"]).name, columns_for(["body"])
        ('ours', None)
    """
    folded = {name.strip().casefold() for name in names}
    known = [one for one in packaged_columns().values() if one.when <= folded]
    if known:
        return max(known, key=lambda one: len(one.when))
    return _PLAIN if "text" in folded else None


def load_columns(words: str | Path) -> Columns:
    """
    The mapping that a user names: a packaged one, a TOML file, or pairs such as "text=body,published=date".

    Raises:
        OptionError: It is none of these, or does not say which column holds text or title.
        KnowledgeError: The file is no such mapping.
    """
    if str(words) in packaged_columns():
        return packaged_columns()[str(words)]
    if "=" in str(words):
        return _from_pairs(str(words))
    path = Path(words)
    if not path.is_file():
        known = ", ".join(packaged_columns())
        raise OptionError(
            f"--columns {str(words)!r}: neither a mapping ({known}), nor a TOML file, nor pairs such as "
            "text=body,title=headline,published=date"
        )
    try:
        return _from_toml(path.read_text("utf-8"), name=path.stem, where=str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"--columns {path}: cannot be read: {error}") from error


@cache
def packaged_columns() -> Mapping[str, Columns]:
    """The mappings that come with contested, by name."""
    folder = files("contested").joinpath("data", "columns")
    found = sorted(item.name for item in folder.iterdir() if item.name.endswith(".toml"))
    return {
        name.removesuffix(".toml"): _from_toml(
            folder.joinpath(name).read_text("utf-8"), name=name.removesuffix(".toml"), where=name
        )
        for name in found
    }


def _from_pairs(words: str) -> Columns:
    columns: dict[str, tuple[str, ...]] = {}
    for pair in words.split(","):
        ours, _, theirs = (part.strip() for part in pair.partition("="))
        if ours not in FIELDS or not theirs:
            allowed = ", ".join(sorted(FIELDS))
            raise OptionError(f"--columns {pair.strip()!r}: write FIELD=COLUMN; the fields are {allowed}")
        columns[ours] = (*columns.get(ours, ()), theirs.casefold())
    _check_text(columns, f"--columns {words!r}")
    return Columns(name="options", columns=columns)


def _from_toml(text: str, *, name: str, where: str) -> Columns:
    from pydantic import BaseModel, ConfigDict, Field, ValidationError

    class Shape(BaseModel):
        model_config = ConfigDict(extra="forbid")

        label: str = ""
        source: str = ""
        when: list[str] = Field(default_factory=list)
        days: list[str] = Field(default_factory=list)
        how: str | None = None
        columns: dict[str, list[str] | str]
        values: dict[str, dict[str, str]] = Field(default_factory=dict)

    try:
        shape = Shape.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{where}: no TOML: {error}") from error
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}; found {fault['input']!r:.60}"
            for fault in error.errors()
        )
        raise KnowledgeError(f"{where}: {faults}") from error
    unknown = sorted(set(shape.columns) - FIELDS)
    if unknown:
        allowed = ", ".join(sorted(FIELDS))
        raise KnowledgeError(f"{where}: columns: no field {', '.join(unknown)}; the fields are {allowed}")
    _check_text(shape.columns, where)
    return Columns(
        name=name,
        label=shape.label,
        source=shape.source,
        when=frozenset(one.casefold() for one in shape.when),
        days=tuple(shape.days),
        how=shape.how,
        columns={
            ours: tuple(one.casefold() for one in ([theirs] if isinstance(theirs, str) else theirs))
            for ours, theirs in shape.columns.items()
        },
        values={
            ours: {key.casefold(): word for key, word in words.items()}
            for ours, words in shape.values.items()
        },
    )


def _check_text(columns: Iterable[str], where: str) -> None:
    if not {"text", "title"} & set(columns):
        raise OptionError(f"{where}: does not say which column holds the text (or at least the title)")
