"""What an element says of itself: class and id, role and schema.org type, looked up in data/pages.toml."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pydantic import Field

from contested.errors import KnowledgeError
from contested.knowledge.loading import DataModel, load_toml

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FILE = "pages.toml"
_NOTHING: frozenset["Part"] = frozenset()
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_JOINT = re.compile(r"[_\-:]+")
_FIGURES = re.compile(r"\d+")
_KEPT = 20_000  # names looked up lately; a site's pages share theirs
_LONGEST_NAME = 80  # longer ones are made by machines


class Part(Enum):
    """What an element can be."""

    COMMENTS = "comments"
    COMMENT = "comment"
    REPLIES = "replies"
    COMMENT_AUTHOR = "comment_author"
    COMMENT_TIME = "comment_time"
    CONTROLS = "controls"
    COMMENT_FORM = "comment_form"
    NAVIGATION = "navigation"
    SHARE = "share"
    RELATED = "related"
    NOTICE = "notice"
    ADVERT = "advert"
    BYLINE = "byline"
    BIOGRAPHY = "biography"
    CAPTION = "caption"
    PULL_QUOTE = "pull_quote"
    TAGS = "tags"
    HEADLINE = "headline"
    ARTICLE = "article"
    LEAD = "lead"


class SignData(DataModel):
    """One `[[sign]]` of the file."""

    part: str
    names: list[str]
    source: str
    not_names: list[str] = Field(default_factory=list)
    tags: list[str] = Field(default_factory=list)
    roles: list[str] = Field(default_factory=list)
    itemprops: list[str] = Field(default_factory=list)
    itemtypes: list[str] = Field(default_factory=list)
    yes: list[str] = Field(default_factory=list)
    no: list[str] = Field(default_factory=list)


class PhraseData(DataModel):
    """One `[[phrase]]` of the file."""

    part: str
    lang: str
    begins: str
    source: str
    yes: list[str]
    no: list[str]


class CommentWordsData(DataModel):
    """The `[comment_words]` table."""

    says: list[str]
    by: list[str]
    on: list[str]
    time: list[str]


class PagesData(DataModel):
    """The whole file."""

    comment_words: CommentWordsData
    sign: list[SignData]
    phrase: list[PhraseData]


class Names:
    """
    Patterns of names, each with the parts that it tells of; quick for names never seen before.

    Example:
        >>> names = Names([("share-*", Part.SHARE), ("*-nav", Part.NAVIGATION)])
        >>> sorted(part.value for part in names.parts("share-nav"))
        ['navigation', 'share']
    """

    def __init__(self, patterns: Iterable[tuple[str, Part]]) -> None:
        self._whole: defaultdict[str, set[Part]] = defaultdict(set)
        self._heads: defaultdict[str, set[Part]] = defaultdict(set)
        self._tails: defaultdict[str, set[Part]] = defaultdict(set)
        self._inner: defaultdict[str, set[Part]] = defaultdict(set)
        for pattern, part in patterns:
            core = pattern.strip("*")
            if "*" in core or not core:
                raise KnowledgeError(f"{_FILE}: names: {pattern!r}: * may stand at either end only")
            match pattern.startswith("*"), pattern.endswith("*"):
                case True, True:
                    self._inner[core].add(part)
                case True, False:
                    self._tails[core].add(part)
                case False, True:
                    self._heads[core].add(part)
                case _:
                    self._whole[core].add(part)
        self._head_lengths = sorted({len(core) for core in self._heads})
        self._tail_lengths = sorted({len(core) for core in self._tails})
        self._any_inner = re.compile("|".join(map(re.escape, self._inner)) or "(?!)")

    def parts(self, name: str) -> frozenset[Part]:
        """All that a name tells of."""
        found = set(self._whole.get(name, ()))
        for length in self._head_lengths:
            found |= self._heads.get(name[:length], _NOTHING)
        for length in self._tail_lengths:
            found |= self._tails.get(name[-length:], _NOTHING)
        if self._any_inner.search(name):
            for core, parts in self._inner.items():
                if core in name:
                    found |= parts
        return frozenset(found) if found else _NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentWords:
    """How the lines over a comment are put."""

    says: re.Pattern[str]  # what follows the name, to the end of the line
    time: re.Pattern[str]
    numbered: re.Pattern[str]  # a whole line with number, author and time


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A sign, ready to be looked for, names aside."""

    part: Part
    tags: frozenset[str]
    roles: frozenset[str]
    itemprops: frozenset[str]
    itemtypes: frozenset[str]


def load_pages() -> PagesData:
    """
    The checked data file.

    Raises:
        KnowledgeError: A fault in it.
    """
    return load_toml(files("contested").joinpath("data", _FILE).read_bytes(), PagesData, shown_as=_FILE)


@cache
def signs() -> tuple[Sign, ...]:
    """All signs of the data file."""
    return tuple(_sign(number, data) for number, data in enumerate(load_pages().sign, start=1))


@cache
def _names() -> tuple[Names, Names]:
    """What names tell of, and what they forbid."""
    told: list[tuple[str, Part]] = []
    forbidden: list[tuple[str, Part]] = []
    for number, data in enumerate(load_pages().sign, start=1):
        part = _part(data.part, f"sign {number}")
        told += [(name, part) for name in data.names]
        forbidden += [(name, part) for name in data.not_names]
    return Names(told), Names(forbidden)


@cache
def comment_words() -> CommentWords:
    """How the lines over a comment are put, in all languages of the file."""
    data = load_pages().comment_words
    says, by, on, time = ("|".join(one) for one in (data.says, data.by, data.on, data.time))
    return CommentWords(
        says=re.compile(rf"\s*(?:\b(?:{says}))?\s*:?\s*$", re.IGNORECASE),
        time=re.compile(time, re.IGNORECASE),
        numbered=re.compile(
            rf"#\d{{1,4}}\b[\s.:)|·–-]{{0,4}}(?:(?:{by})\s+)?(?P<author>[^\W_].{{0,40}}?)"
            rf"\W{{1,4}}(?:(?:{on})\s+)?(?:{time}).{{0,20}}",
            re.IGNORECASE,
        ),
    )


@cache
def phrases() -> Mapping[Part, re.Pattern[str]]:
    """For some parts how the lines begin that are of it, in all languages of the file."""
    begins: defaultdict[Part, list[str]] = defaultdict(list)
    for number, data in enumerate(load_pages().phrase, start=1):
        try:
            re.compile(data.begins)
        except re.error as error:
            raise KnowledgeError(f"{_FILE}: phrase {number}: begins: {error}") from error
        begins[_part(data.part, f"phrase {number}")].append(f"(?:{data.begins})")
    return {part: re.compile("|".join(found), re.IGNORECASE) for part, found in begins.items()}


def spelled(name: str) -> str:
    """
    A class or id as the data file spells it.

    Example:
        >>> spelled("commentList_12"), spelled("Entry--Title")
        ('comment-list-#', 'entry-title')
    """
    return _FIGURES.sub("#", _JOINT.sub("-", _CAMEL.sub("-", name)).lower())


def parts_of(element: "HtmlElement") -> frozenset[Part]:
    """All that an element says that it is."""
    get = element.get
    return _parts(element.tag, get("class"), get("id"), get("role"), get("itemprop"), get("itemtype"))


@lru_cache(_KEPT)
def _parts(
    tag: str,
    classes: str | None,
    id: str | None,
    role: str | None,
    itemprop: str | None,
    itemtype: str | None,
) -> frozenset[Part]:
    found = _by_tag(tag)
    if classes or id:
        found |= _by_name(classes or "", id or "")
    if role or itemprop or itemtype:
        found |= _by_kind(role or "", itemprop or "", itemtype or "")
    return found


@lru_cache(_KEPT)
def _by_name(classes: str, id: str) -> frozenset[Part]:
    found: set[Part] = set()
    forbidden: set[Part] = set()
    for word in (*classes.split(), id):
        if word and len(word) <= _LONGEST_NAME:
            yes, no = _told_by(spelled(word))
            found |= yes
            forbidden |= no
    return frozenset(found - forbidden)


@lru_cache(_KEPT)
def _told_by(name: str) -> tuple[frozenset[Part], frozenset[Part]]:
    """The parts that a name tells of, and those that it forbids."""
    told, forbidden = _names()
    return told.parts(name), forbidden.parts(name)


@lru_cache(_KEPT)
def _by_kind(role: str, itemprop: str, itemtype: str) -> frozenset[Part]:
    kind = itemtype.rstrip("/").rpartition("/")[2]
    properties = set(itemprop.split())
    return frozenset(
        sign.part
        for sign in signs()
        if role in sign.roles or kind in sign.itemtypes or properties & sign.itemprops
    )


@cache
def _tags() -> Mapping[str, frozenset[Part]]:
    named = {tag for sign in signs() for tag in sign.tags}
    return {tag: frozenset(sign.part for sign in signs() if tag in sign.tags) for tag in named}


def _by_tag(tag: str) -> frozenset[Part]:
    return _tags().get(tag, _NOTHING)


def _sign(number: int, data: SignData) -> Sign:
    return Sign(
        part=_part(data.part, f"sign {number}"),
        tags=frozenset(data.tags),
        roles=frozenset(data.roles),
        itemprops=frozenset(data.itemprops),
        itemtypes=frozenset(data.itemtypes),
    )


def _part(name: str, where: str) -> Part:
    try:
        return Part(name)
    except ValueError as error:
        allowed = ", ".join(part.value for part in Part)
        raise KnowledgeError(f"{_FILE}: {where}: part: found {name!r}; allowed: {allowed}") from error
