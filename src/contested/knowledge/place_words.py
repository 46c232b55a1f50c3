"""Words that tell which kind, or which part, of a place is meant: `data/languages/<tag>/place_kinds.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from contested.errors import OptionError
from contested.knowledge.loading import DataModel, load_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """A language's words about places, in lower case."""

    kinds: Mapping[str, frozenset[str]]  # "governorate" -> {"region"}
    parts: frozenset[str]  # "northern"
    longest: int  # words in the longest of them
    facilities: frozenset[str]  # "hospital": ends the name of something that stands in a place
    organisations: "OrganisationWords"
    unlisted: "UnlistedWords"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationWords:
    """Words, with their capitals, behind which the name of an organisation goes on with names of places."""

    before_name: tuple[str, ...]  # "Army of": any one name
    before_listed: tuple[str, ...]  # "Islamic State in": one of these
    listed: tuple[str, ...]  # "Iraq and al-Sham"


class UnlistedWords(NamedTuple):
    """Words beside the name of a place that no table has."""

    nouns: tuple[str, ...]  # "village": before "of" and the name, or behind the name; also with "s"
    buildings: tuple[str, ...]  # "hospital": behind the name, which is often a person's
    prepositions: tuple[str, ...]  # "near"
    openers: tuple[str, ...]  # "Tal": begins the names of places


class _Kind(DataModel):
    kinds: list[str]
    words: list[str]


class _Part(DataModel):
    words: list[str]


class _Organisation(DataModel):
    before_name: list[str]
    before_listed: list[str]
    listed: list[str]


class _Unlisted(DataModel):
    nouns: list[str]
    buildings: list[str]
    prepositions: list[str]
    openers: list[str]


class _File(DataModel):
    source: str
    kind: list[_Kind]
    part: _Part
    facility: _Part
    organisation: _Organisation
    unlisted: _Unlisted


@cache
def load_place_words(language: str) -> PlaceWords:
    """
    The words about places of a language.

    Raises:
        OptionError: The language has no such file.
        KnowledgeError: The file is wrong.
    """
    shown_as = f"{language}/place_kinds.toml"
    file = files("contested").joinpath("data", "languages", language, "place_kinds.toml")
    if not file.is_file():
        raise OptionError(f"no words about places in language {language!r}; add data/languages/{shown_as}")
    data = load_toml(file.read_bytes(), _File, shown_as=shown_as)
    kinds: dict[str, frozenset[str]] = {}
    for entry in data.kind:
        for word in entry.words:
            kinds[word] = kinds.get(word, frozenset()) | frozenset(entry.kinds)
    return PlaceWords(
        kinds=kinds,
        parts=frozenset(data.part.words),
        facilities=frozenset(data.facility.words),
        organisations=OrganisationWords(
            before_name=tuple(data.organisation.before_name),
            before_listed=tuple(data.organisation.before_listed),
            listed=tuple(data.organisation.listed),
        ),
        unlisted=UnlistedWords(
            nouns=tuple(data.unlisted.nouns),
            buildings=tuple(data.unlisted.buildings),
            prepositions=tuple(data.unlisted.prepositions),
            openers=tuple(data.unlisted.openers),
        ),
        longest=max(len(word.split()) for word in (*kinds, *data.part.words)),
    )
