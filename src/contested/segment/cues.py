"""What tells the parts of a page apart in one language, as data/languages/<tag>/segments.toml says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files

from pydantic import Field

from contested.errors import KnowledgeError
from contested.knowledge.loading import DataModel, load_toml

_FALLBACK = "en"


class Role(Enum):
    """What a cue tells of the line, or of the place in a line, that it matches."""

    FURNITURE = "furniture"
    DISCUSSION = "discussion"  # rules for comments: no article stands below
    RELATED = "related"
    RELATED_HEADING = "related_heading"  # the short lines below are related too
    NEXT_ARTICLE = "next_article"  # all that follows belongs to another article
    BYLINE = "byline"  # above the article
    SIGNATURE = "signature"  # below the article
    DATELINE = "dateline"  # begins any paragraph
    DATELINE_FIRST = "dateline_first"  # begins the first paragraph only
    COMMENTS = "comments"  # heads the comments
    COMMENTS_IF_HEADS = "comments_if_heads"  # heads the comments if a comment follows
    COMMENT_HEAD = "comment_head"
    COMMENT_INLINE = "comment_inline"  # head and body on one line
    COMMENT_REPLY = "comment_reply"
    RUN_ON_HEAD = "run_on_head"  # these in pages that were flattened to one line
    RUN_ON_BYLINE = "run_on_byline"  # at the head of a sentence
    RUN_ON_TAGS = "run_on_tags"
    RUN_ON_TAIL = "run_on_tail"  # unless sentences follow
    RUN_ON_END = "run_on_end"  # whatever follows
    RUN_ON_FURNITURE = "run_on_furniture"


class CueData(DataModel):
    """One `[[cue]]` of the file."""

    id: str
    role: str
    pattern: str
    source: str
    yes: list[str]
    no: list[str]
    longest: int = 200


class MenuData(DataModel):
    """The `[menu]` table."""

    words: list[str]


class SentenceData(DataModel):
    """The `[sentences]` table."""

    before_word: list[str]
    before_figure: list[str]
    either: list[str]
    openers: list[str]


class ExampleData(DataModel):
    """One `[[example]]`: lines of a page with their kinds, or text with its sentences."""

    what: str
    lines: list[list[str]] = Field(default_factory=list)
    sentences: list[str] = Field(default_factory=list)
    title: str | None = None
    outlet: str | None = None


class SegmentsData(DataModel):
    """The whole file."""

    language: str
    words: dict[str, str]
    menu: MenuData
    cue: list[CueData]
    sentences: SentenceData
    example: list[ExampleData] = Field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A compiled cue."""

    id: str
    role: Role
    pattern: re.Pattern[str]
    longest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceWords:
    """Words around a full stop that decide whether it ends a sentence."""

    before_word: frozenset[str]
    before_figure: frozenset[str]
    either: frozenset[str]
    openers: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """All cues of a language."""

    language: str
    by_role: dict[Role, tuple[Cue, ...]]
    menu_words: frozenset[str]
    sentences: SentenceWords

    def whole(self, role: Role, line: str) -> re.Match[str] | None:
        """The match of the first cue of this role with the whole line."""
        for cue in self.by_role[role]:
            if len(line) <= cue.longest and (match := cue.pattern.fullmatch(line)):
                return match
        return None

    def begins(self, role: Role, text: str, start: int = 0) -> re.Match[str] | None:
        """The match of the first cue of this role that begins at an offset of the text."""
        for cue in self.by_role[role]:
            if match := cue.pattern.match(text, start):
                return match
        return None

    def anywhere(self, role: Role, text: str) -> Iterator[re.Match[str]]:
        """Every place where a cue of this role matches."""
        for cue in self.by_role[role]:
            yield from cue.pattern.finditer(text)


def load_segments(language: str) -> SegmentsData:
    """
    The checked data file of a language.

    Raises:
        KnowledgeError: No such file, or a fault in it.
    """
    path = files("contested").joinpath("data", "languages", language, "segments.toml")
    shown_as = f"languages/{language}/segments.toml"
    if not path.is_file():
        raise KnowledgeError(f"{shown_as}: no such file")
    return load_toml(path.read_bytes(), SegmentsData, shown_as=shown_as)


def cues_for(language: str) -> Cues:
    """The cues of a language (BCP 47); those of English where the language has none."""
    tag = language.partition("-")[0].lower() or _FALLBACK
    known = tag.isalpha() and files("contested").joinpath("data", "languages", tag, "segments.toml").is_file()
    return _cues(tag if known else _FALLBACK)


@cache
def _cues(language: str) -> Cues:
    data = load_segments(language)
    words: dict[str, str] = {}
    for name, pattern in data.words.items():
        words[name] = _filled(pattern, words)
    by_role: dict[Role, list[Cue]] = {role: [] for role in Role}
    for cue in data.cue:
        compiled = _compiled(cue, words, language)
        by_role[compiled.role].append(compiled)
    found = data.sentences
    return Cues(
        language=language,
        by_role={role: tuple(found) for role, found in by_role.items()},
        menu_words=frozenset(word.casefold() for word in data.menu.words),
        sentences=SentenceWords(
            before_word=frozenset(found.before_word),
            before_figure=frozenset(found.before_figure),
            either=frozenset(found.either),
            openers=frozenset(found.openers),
        ),
    )


def _filled(pattern: str, words: dict[str, str]) -> str:
    return re.sub(r"\{([A-Za-z]\w*)\}", lambda match: words[match.group(1)], pattern)


def _compiled(cue: CueData, words: dict[str, str], language: str) -> Cue:
    where = f"languages/{language}/segments.toml: cue {cue.id!r}"
    try:
        pattern = re.compile(_filled(cue.pattern, words), re.IGNORECASE)
        return Cue(id=cue.id, role=Role(cue.role), pattern=pattern, longest=cue.longest)
    except KeyError as error:
        raise KnowledgeError(f"{where}: {{{error.args[0]}}} is not in [words]") from error
    except re.error as error:
        raise KnowledgeError(f"{where}: pattern: {error}") from error
    except ValueError as error:
        allowed = ", ".join(role.value for role in Role)
        raise KnowledgeError(f"{where}: role {cue.role!r}; allowed: {allowed}") from error
