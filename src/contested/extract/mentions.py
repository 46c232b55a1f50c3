"""Parties and places that sentences name: tables first, the model's spans where no table knows them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import Any

from contested.extract.parsing import ParsedSentence
from contested.extract.unlisted_places import UnlistedPlaces
from contested.extract.words import Parse, Phrase, Word
from contested.knowledge.actor_names import ActorNames
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.lexicon import Language
from contested.knowledge.name_table import NameTable
from contested.knowledge.party_reader import ANTI, BACKED, ActorReader, count_mentions
from contested.knowledge.place_names import PlaceNames
from contested.knowledge.theatre import Theatre
from contested.model.actor import CIVILIANS, UNKNOWN, Actor, ActorId, SideId
from contested.model.page import Page

_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_SENTENCES = 4096  # whose names are remembered from one look to the next: some batches of reports
_GROUP_LABELS = frozenset({"ORG", "NORP"})
_MODEL = re.compile(r"[A-Z][A-Za-z]{0,3}-\d+\w*")  # of an aircraft, tank or rocket: "Su-22M4", "T-90"
_KNOWN, _GUESSED = b"\1", b"\2"  # what is taken for the name of something
_NAMING = frozenset({"PRON", "NOUN", "PROPN"})
_PROPER = frozenset({"PROPN", "PUNCT", "PART", "X"})  # with the hyphen and apostrophe of a name
_MISTAKEN = frozenset({"NOUN", "VERB"})  # what the language model takes a strange name for
_NO_PLACES = frozenset({"NORP", "DATE", "TIME", "EVENT", "LAW", "LANGUAGE", "WORK_OF_ART", "PRODUCT"})


class MentionKind(Enum):
    """What a mention is to a claim."""

    PARTY = "party"  # an actor that a table knows
    GROUP = "group"  # armed people or organisation that no table knows
    PEOPLE = "people"  # civilians, residents
    PRONOUN = "pronoun"
    PLACE = "place"
    PLACE_NOUN = "place_noun"  # "the town": an earlier place


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that may fill a role; offsets are those of the raw text."""

    kind: MentionKind
    start: int
    end: int
    sentence: int
    token: Any | None  # head token in the sentence's parse
    side: SideId | None  # as far as the words alone tell
    actor: ActorId | None = None
    known: bool = True  # a table knows it
    name: str = ""  # folded words, to count repetitions
    # Asked hundreds of times of each mention:
    is_party: bool = field(init=False)  # may act or be acted upon
    kind_name: str = field(init=False)

    def __post_init__(self) -> None:
        is_party = self.kind not in (MentionKind.PLACE, MentionKind.PLACE_NOUN)
        object.__setattr__(self, "is_party", is_party)
        object.__setattr__(self, "kind_name", self.kind.value)


class Recogniser:
    """The tables of one theatre, made once and asked for every report about it."""

    def __init__(self, theatre: Theatre, gazetteer: Gazetteer, language: Language) -> None:
        self.theatre = theatre
        self._actors: Mapping[ActorId, Actor] = {actor.id: actor for actor in theatre.actors}
        self._actor_names = ActorNames(theatre.actors)
        self._place_names = PlaceNames(theatre, gazetteer)
        self._language = language
        self._unlisted = UnlistedPlaces(language.tag)
        self.place_kind: Callable[[str], str] = lru_cache(maxsize=16384)(
            lambda words: next((place.kind for place in self._place_names.find(words)), "unknown")
        )
        self._places_in = lru_cache(maxsize=_SENTENCES)(self._place_names.find_in)
        self._is_place = lru_cache(maxsize=16384)(lambda words: bool(self._place_names.find(words)))

    def knows(self, text: str, names: Sequence[tuple[int, int]]) -> bool:
        """Whether the tables have all names of a sentence, given as offsets; days and months are no names."""
        calendar = self._language.classes["calendar"]
        uses = self._actor_names.uses_in(text)
        found = [*self._places_in(text), *((hit.start, hit.end) for hit in uses)]
        return all(
            any(begin <= start < end for begin, end in found) or text[start:stop].lower() in calendar
            for start, stop in names
        )

    def find(
        self, page: Page, sentences: Sequence[ParsedSentence], camp: SideId | None
    ) -> list[list[Mention]]:
        """The mentions of each sentence in reading order."""
        reader = ActorReader(
            names=self._actor_names,
            actors=self._actors,
            theatre=self.theatre,
            camp=camp,
            day=page.report.published,
            mentions=count_mentions(page, names=self._actor_names, theatre=self.theatre, camp=camp),
        )
        unlisted = NameTable(
            (
                (sentence.text[begin:end], None)
                for sentence in sentences
                for begin, end in self._unlisted.beside_nouns(sentence.text)
            ),
            capitals=True,
        )
        return [self._in_sentence(sentence, reader, unlisted) for sentence in sentences]

    def _in_sentence(
        self, sentence: ParsedSentence, reader: ActorReader, unlisted: NameTable[None]
    ) -> list[Mention]:
        found = _Found(sentence)
        text = sentence.text
        places = list(self._places_in(text))
        for hit in self._actor_names.uses_in(text):
            begin, end = hit.start, hit.end
            chosen = reader.choose_words(sentence.raw[begin:end])
            if chosen.actor is None and chosen.side == UNKNOWN:
                continue  # only other camps call anybody so
            overlapping = [place for place in places if place[0] < end and begin < place[1]]
            if any(place_end - place_begin > end - begin for place_begin, place_end in overlapping):
                continue  # "Syrian Desert" is no Syrian
            if ANTI.search(text[:begin]) or BACKED.match(text, end):
                continue  # "US-backed fighters" are not the US
            places = [place for place in places if place not in overlapping]
            people = chosen.actor is not None and self._actors[chosen.actor].kind == "people"
            kind = MentionKind.PEOPLE if people else MentionKind.PARTY
            found.add(kind, begin, end, side=chosen.side, actor=chosen.actor)
            if overlapping or self._may_be_place(sentence, begin, end):
                found.add(MentionKind.PLACE, begin, end)
        for begin, end in places:
            if not found.touches(begin, end):
                found.add(MentionKind.PLACE, begin, end)
        if sentence.doc is not None:
            self._from_parse(found, sentence.doc, reader, unlisted)
        return sorted(found.mentions, key=lambda mention: (mention.start, mention.end))

    def _may_be_place(self, sentence: ParsedSentence, begin: int, end: int) -> bool:
        """A capital's name may be its government ("Damascus") or the city."""
        words = sentence.text[begin:end]
        return (
            words[:1].isupper()
            and " " not in words
            and self._is_place(words)
            and not _is_demonym(sentence, begin)
        )

    def _from_parse(
        self, found: "_Found", doc: Parse, reader: ActorReader, unlisted: NameTable[None]
    ) -> None:
        """Adds what no table of the theatre knows: by the model's names, words beside them, and nouns."""
        text = found.sentence.text
        self._add_unlisted(found, doc, ((hit.start, hit.end) for hit in unlisted.hits(text)))
        for entity in doc.ents:
            self._add_entity(found, entity)
        self._add_unlisted(found, doc, self._unlisted.as_places(text))
        for token in doc:
            if token.pos_ in _NAMING and not found.taken[token.idx]:
                self._add_word(found, token, reader)

    def _add_entity(self, found: "_Found", entity: Phrase) -> None:
        text = found.sentence.text
        begin, end = entity.start_char, entity.end_char
        while text[begin:end].lower().startswith(("the ", "a ")):
            begin = text.index(" ", begin) + 1
        if text[begin:end].endswith("'s"):
            end -= 2
        words = text[begin:end]
        if found.touches(begin, end) or not words or self._is_common(entity.root) or _MODEL.fullmatch(words):
            return
        if entity.label_ in _PLACE_LABELS or (
            entity.label_ in ("ORG", "PERSON", "PRODUCT", "NORP")
            and entity.root.pos_ == "PROPN"
            and self._is_place(words)
        ):
            found.add(MentionKind.PLACE, begin, end, known=self._is_place(words))
        elif entity.label_ in _GROUP_LABELS and words[0].isupper():
            found.add(MentionKind.GROUP, begin, end, known=False)

    def _add_word(self, found: "_Found", token: Word, reader: ActorReader) -> None:
        classes, end = self._language.classes, token.idx + len(token)
        if token.pos_ == "PRON":
            if token.lower_ in classes["pronoun"]:
                found.add(MentionKind.PRONOUN, token.idx, end)
            return
        lemma = token.lemma_.lower()
        if token.pos_ == "PROPN" and token.text[0].isupper() and self._looks_like_place(token):
            found.add(MentionKind.PLACE, token.idx, end)
        elif lemma in classes["civilian"]:
            found.add(MentionKind.PEOPLE, token.idx, end, side=CIVILIANS, known=False)
        elif lemma in classes["force"] or lemma in classes["people"]:
            begin, side = _with_modifiers(token, found.sentence, reader)
            found.add(MentionKind.GROUP, begin, end, side=side, known=False)
        elif lemma in classes["place"] and any(c.dep_ == "det" for c in token.children):
            found.add(MentionKind.PLACE_NOUN, token.idx, end)

    def _add_unlisted(self, found: "_Found", doc: Parse, spans: Iterable[tuple[int, int]]) -> None:
        """Adds proper nouns that no table of the theatre has as places, each up to a name that is known."""
        for begin, end in spans:
            known = found.taken.find(_KNOWN, begin, end)
            name = doc.text[begin : known if known >= 0 else end].rstrip(" -")
            words = doc.char_span(begin, begin + len(name)) if name else None
            if words is not None and all(
                (token.pos_ in _PROPER or (token.i and token.pos_ in _MISTAKEN))
                and token.ent_type_ not in _NO_PLACES
                and not self._is_common(token)
                and token.lemma_.lower() not in self._language.triggers  # of a headline in capitals
                for token in words
            ):
                found.add(MentionKind.PLACE, begin, begin + len(name), known=self._is_place(name))

    def _is_common(self, token: Word) -> bool:
        """A word of the language that some village happens to share: "March", "Marines"."""
        lemma = token.lemma_.lower()
        classes = self._language.classes
        return token.lower_ in classes["calendar"] or any(
            lemma in classes[name] or lemma.removesuffix("s") in classes[name]
            for name in ("people", "force", "equipment")
        )

    def _looks_like_place(self, token: Word) -> bool:
        """A capitalised word outside any known name, after a preposition of place, that a gazetteer knows."""
        if token.ent_type_ in ("PERSON", "DATE", "TIME", "NORP") or self._is_common(token):
            return False
        return token.dep_ in ("pobj", "conj", "appos", "dobj", "compound", "nsubjpass") and self._is_place(
            token.text
        )


class _Found:
    """The mentions of a sentence as they are found, and which of its characters they take."""

    def __init__(self, sentence: ParsedSentence) -> None:
        self.sentence = sentence
        self.mentions: list[Mention] = []
        self.taken = bytearray(len(sentence.text) + 1)

    def touches(self, begin: int, end: int) -> bool:
        """Whether some mention has characters of a span."""
        return any(self.taken[begin:end])

    def add(
        self,
        kind: MentionKind,
        begin: int,
        end: int,
        *,
        side: SideId | None = None,
        actor: ActorId | None = None,
        known: bool = True,
    ) -> None:
        """Adds the words from one offset to another."""
        sentence = self.sentence
        is_guess = kind is MentionKind.GROUP  # of the language model, which often takes a place for one
        self.taken[begin:end] = (_GUESSED if is_guess else _KNOWN) * (end - begin)
        name = " ".join(sentence.text[begin:end].casefold().split())
        start = sentence.start
        token = _head_token(sentence.doc, begin, end)
        self.mentions.append(
            Mention(kind, start + begin, start + end, sentence.index, token, side, actor, known, name)
        )


def _with_modifiers(token: Word, sentence: ParsedSentence, reader: ActorReader) -> tuple[int, SideId | None]:
    """Where "Russian paratroopers" or "the regime's garrison" begins, and the side of a name in it."""
    before = [
        c
        for c in token.children
        if c.i < token.i
        and (c.dep_ in ("amod", "compound", "nmod") or (c.dep_ == "poss" and c.pos_ != "PRON"))
    ]
    if before:
        begin = before[0].left_edge.idx
        end = token.idx + len(token)
        chosen = reader.choose_words(sentence.raw[begin:end])
        if chosen.side != UNKNOWN:
            return begin, chosen.side
    return token.idx, None


def _is_demonym(sentence: ParsedSentence, begin: int) -> bool:
    token = sentence.doc.begun_at(begin) if sentence.doc is not None else None
    return token is not None and token.pos_ == "ADJ"


def _head_token(doc: Parse | None, begin: int, end: int) -> Word | None:
    words = doc.char_span(begin, end) if doc is not None else None
    return words.root if words is not None else None
