"""A language as data: the words that state claims, the classes they refer to, and the cues around them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal

from pydantic import Field, model_validator

from contested.errors import KnowledgeError, OptionError
from contested.knowledge.calibration import Calibration, read_calibration
from contested.knowledge.loading import DataModel, check_table, parse_toml, raise_together
from contested.model.claim import EventId, VoiceKind

RELATIONS = (
    "object",
    "subject",
    "particle",
    "prep",
    "prep_object",
    "of",
    "related",
    "dep",
    "governed_by",
    "head",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Some word in a relation to the trigger must be one of these (or, negated, none may be)."""

    relation: str  # one of RELATIONS
    words: frozenset[str]  # lemmas; for "dep" dependency labels
    classes: frozenset[str]  # names of word classes, and "place", "party" for recognised names
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerLine:
    """One line of data by which words state an event."""

    event: EventId
    id: str  # "en/capture.toml#seize"
    lemmas: frozenset[str]
    pos: frozenset[str]
    conditions: tuple[Condition, ...]
    passive: bool
    extend: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Small words that decide who speaks, and how sure the report is. All lemmas."""

    speech_verbs: frozenset[str]
    weak_speech_verbs: frozenset[str]
    according: frozenset[str]
    speech_nouns: frozenset[str]
    naming_verbs: frozenset[str]  # say without a clause: "condemned the attack", "speaks of 12 dead"
    claiming_nouns: frozenset[str]  # "their claim of victory"
    account_nouns: frozenset[str]  # "by the ministry's count", "in the words of the governor"
    speech_forms: frozenset[str]  # irregular forms of the verbs: "said", "told"
    weak_speech_forms: frozenset[str]  # the same of the weak ones: "found", "shown"
    noun_like_verbs: frozenset[str]  # those of the verbs whose plain form is mostly a noun: "state", "post"
    persons: frozenset[str]  # whom "he" or "she" may stand for
    speakers: Mapping[str, VoiceKind]
    negations: frozenset[str]
    denying: frozenset[str]
    modality: Mapping[str, Mapping[str, frozenset[str]]]  # "planned" -> "verbs" -> lemmas
    implicative: frozenset[str]
    certainty: Mapping[str, frozenset[str]]
    quantifier: Mapping[str, frozenset[str]]
    numbers: Mapping[str, int]
    retractions: tuple[str, ...]  # phrases by which an outlet takes back what it reported


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedWord:
    """A word that takes sides, and for whom."""

    lemmas: frozenset[str]
    toward: str  # "actor", "target", "named"
    helps: bool
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """All that `extract` knows about one language."""

    tag: str
    triggers: Mapping[str, tuple[TriggerLine, ...]]  # by lemma
    classes: Mapping[str, frozenset[str]]
    cues: Cues
    loaded: tuple[LoadedWord, ...]
    naming_hurts: frozenset[str]
    naming_helps: frozenset[str]
    calibration: Calibration | None  # of a claim's confidence
    checksum: str


class _Expected(DataModel):
    trigger: str
    modality: Literal["asserted", "denied", "planned", "possible", "conditional"]
    actor: str | None = None
    target: str | None = None
    place: str | None = None


class _Example(DataModel):
    text: str
    expect: _Expected


class _EventFile(DataModel):
    event: str
    source: str
    trigger: list[dict[str, Any]]
    example: list[_Example] = Field(min_length=1)


class _TriggerShape(DataModel):
    """A trigger line as written; its further keys are relations, or relations after `no_`."""

    model_config = DataModel.model_config | {"extra": "allow"}

    id: str
    lemma: list[str]
    pos: list[str]
    extend: list[Literal["object", "subject", "particle", "prep", "prep_object"]] = Field(
        default_factory=list
    )
    voice: Literal["passive"] | None = None

    @model_validator(mode="after")
    def _check(self) -> "_TriggerShape":
        for key, words in self.conditions.items():
            if key.removeprefix("no_") not in RELATIONS:
                raise ValueError(
                    f"{key!r} is no condition; allowed: {', '.join(RELATIONS)}, each also after no_"
                )
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                raise ValueError(f"{key}: need a list of words; found {words!r}")
        return self

    @property
    def conditions(self) -> dict[str, Any]:
        return self.model_extra or {}


class _Attribution(DataModel):
    verbs: list[str]
    weak_verbs: list[str]
    according: list[str]
    nouns: list[str]
    naming_verbs: list[str]
    claiming_nouns: list[str]
    account_nouns: list[str]
    forms: list[str]
    weak_forms: list[str]
    noun_like: list[str]
    persons: list[str]


class _Polarity(DataModel):
    negations: list[str]
    denying: list[str]


class _Phrases(DataModel):
    phrases: list[str]


class _CueFile(DataModel):
    source: str
    attribution: _Attribution
    speakers: dict[str, list[str]]
    polarity: _Polarity
    modality: dict[str, dict[str, list[str]]]
    implicative: dict[str, list[str]]
    certainty: dict[str, list[str]]
    quantifier: dict[str, list[str]]
    numbers: dict[str, int]
    retraction: _Phrases


class _Loaded(DataModel):
    lemma: list[str]
    toward: str
    helps: bool
    source: str


class _Naming(DataModel):
    hurts: list[str]
    helps: list[str]
    source: str


class _FramingFile(DataModel):
    source: str
    loaded: list[_Loaded]
    naming: _Naming


@dataclass(frozen=True, slots=True, kw_only=True)
class EventExample:
    """A sentence that a data file gives for an event type, with the words that must fill each role."""

    event: EventId
    text: str
    trigger: str
    modality: str
    actor: str | None
    target: str | None
    place: str | None


def event_examples(tag: str = "en") -> tuple[EventExample, ...]:
    """
    The examples of a language's event files; they run as tests.

    Raises:
        KnowledgeError: A file is wrong.
    """
    folder = files("contested") / "data" / "languages" / tag / "events"
    held = [
        check_table(_table(file), _EventFile, shown_as=f"{tag}/{file.name}")
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if file.name.endswith(".toml")
    ]
    return tuple(
        EventExample(event=EventId(file.event), text=example.text, **example.expect.model_dump())
        for file in held
        for example in file.example
    )


@cache
def load_language(tag: str = "en") -> Language:
    """
    The data of a language.

    Args:
        tag: BCP 47 tag of a folder in `data/languages/`.

    Raises:
        OptionError: There is no such folder.
        KnowledgeError: A file of it is wrong; one line for each fault.
    """
    root = files("contested") / "data" / "languages"
    folder = root / tag
    if not folder.is_dir():
        known = ", ".join(sorted(entry.name for entry in root.iterdir() if entry.is_dir()))
        raise OptionError(f"language {tag!r} is not known; allowed: {known}")
    classes = _classes(folder / "classes.toml", tag)
    lines, faults = _trigger_lines(folder / "events", tag, classes)
    raise_together(faults)
    framing = check_table(_table(folder / "framing.toml"), _FramingFile, shown_as=f"{tag}/framing.toml")
    by_lemma: dict[str, list[TriggerLine]] = {}
    for line in lines:
        for lemma in line.lemmas:
            by_lemma.setdefault(lemma, []).append(line)
    return Language(
        tag=tag,
        triggers={lemma: tuple(found) for lemma, found in by_lemma.items()},
        classes=classes,
        cues=_cues(folder / "cues.toml", tag),
        loaded=tuple(
            LoadedWord(
                lemmas=frozenset(word.lemma),
                toward=word.toward,
                helps=word.helps,
                id=f"{tag}/framing.toml#{word.lemma[0]}",
            )
            for word in framing.loaded
        ),
        naming_hurts=frozenset(framing.naming.hurts),
        naming_helps=frozenset(framing.naming.helps),
        calibration=read_calibration(folder / "confidence.toml", shown_as=f"{tag}/confidence.toml"),
        checksum=_checksum(folder),
    )


def _table(file: Traversable) -> dict[str, Any]:
    return parse_toml(file.read_bytes(), shown_as=file.name)


def _classes(file: Traversable, tag: str) -> Mapping[str, frozenset[str]]:
    table = _table(file)
    found = table.get("class")
    if not isinstance(found, dict) or not all(isinstance(words, list) for words in found.values()):
        raise KnowledgeError(f"{tag}/classes.toml: class: need a table of lists, such as people = ['man']")
    return {name: frozenset(words) for name, words in found.items()}


def _trigger_lines(
    folder: Traversable, tag: str, classes: Mapping[str, frozenset[str]]
) -> tuple[list[TriggerLine], list[str]]:
    lines: list[TriggerLine] = []
    faults: list[str] = []
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".toml"):
            continue
        shown = f"{tag}/{file.name}"
        try:
            held = check_table(_table(file), _EventFile, shown_as=shown)
            for number, raw in enumerate(held.trigger):
                shape = check_table(raw, _TriggerShape, shown_as=f"{shown}: trigger[{number}]")
                lines.append(_line(shape, event=held.event, shown_as=shown, classes=classes))
        except KnowledgeError as error:
            faults.append(str(error))
    return lines, faults


def _line(
    shape: _TriggerShape, *, event: str, shown_as: str, classes: Mapping[str, frozenset[str]]
) -> TriggerLine:
    conditions = []
    for key, words in shape.conditions.items():
        named = {word[1:] for word in words if word.startswith("@")}
        if unknown := named - set(classes) - {"party"}:
            raise KnowledgeError(
                f"{shown_as}: trigger {shape.id!r}: {key}: no class @{', @'.join(sorted(unknown))};"
                f" allowed: party, {', '.join(sorted(classes))}"
            )
        conditions.append(
            Condition(
                relation=key.removeprefix("no_"),
                words=frozenset(word for word in words if not word.startswith("@")),
                classes=frozenset(named),
                negated=key.startswith("no_"),
            )
        )
    return TriggerLine(
        event=EventId(event),
        id=f"{shown_as}#{shape.id}",
        lemmas=frozenset(shape.lemma),
        pos=frozenset(shape.pos),
        conditions=tuple(conditions),
        passive=shape.voice == "passive",
        extend=tuple(shape.extend),
    )


def _cues(file: Traversable, tag: str) -> Cues:
    held = check_table(_table(file), _CueFile, shown_as=f"{tag}/cues.toml")
    kinds: dict[str, VoiceKind] = {}
    for kind, lemmas in held.speakers.items():  # the first list that has a word decides
        for lemma in lemmas:
            kinds.setdefault(lemma, VoiceKind.UNKNOWN if kind == "other" else VoiceKind(kind))
    return Cues(
        speech_verbs=frozenset(held.attribution.verbs),
        weak_speech_verbs=frozenset(held.attribution.weak_verbs),
        according=frozenset(held.attribution.according),
        speech_nouns=frozenset(held.attribution.nouns),
        naming_verbs=frozenset(held.attribution.naming_verbs),
        claiming_nouns=frozenset(held.attribution.claiming_nouns),
        account_nouns=frozenset(held.attribution.account_nouns),
        speech_forms=frozenset(held.attribution.forms),
        weak_speech_forms=frozenset(held.attribution.weak_forms),
        noun_like_verbs=frozenset(held.attribution.noun_like),
        persons=frozenset(held.attribution.persons),
        speakers=kinds,
        negations=frozenset(held.polarity.negations),
        denying=frozenset(held.polarity.denying),
        modality={
            name: {kind: frozenset(words) for kind, words in cues.items()}
            for name, cues in held.modality.items()
        },
        implicative=frozenset(held.implicative["verbs"]),
        certainty={name: frozenset(words) for name, words in held.certainty.items()},
        quantifier={name: frozenset(words) for name, words in held.quantifier.items()},
        numbers=held.numbers,
        retractions=tuple(held.retraction.phrases),
    )


def _checksum(folder: Traversable) -> str:
    digest = hashlib.sha256()
    for file in sorted(_files(folder), key=lambda entry: str(entry)):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _files(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for entry in folder.iterdir():
        found += _files(entry) if entry.is_dir() else [entry]
    return found
