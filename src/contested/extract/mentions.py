"""Parties and places that sentences name: tables first, the model's spans where no table knows them."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

from contested.extract.parsing import ParsedSentence
from contested.knowledge.actor_names import ActorNames, NameUse
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.lexicon import Language
from contested.knowledge.place_names import PlaceNames
from contested.knowledge.theatre import Theatre
from contested.model.actor import CIVILIANS, Actor, ActorId, SideId

_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_GROUP_LABELS = frozenset({"ORG", "NORP"})


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

    @property
    def is_party(self) -> bool:
        """Whether it may act or be acted upon."""
        return self.kind not in (MentionKind.PLACE, MentionKind.PLACE_NOUN)


class Recogniser:
    """The tables of one theatre, made once and asked for every report about it."""

    def __init__(self, theatre: Theatre, gazetteer: Gazetteer, language: Language) -> None:
        self.theatre = theatre
        self._actors = {actor.id: actor for actor in theatre.actors}
        self._actor_names = ActorNames(theatre.actors)
        self._place_names = PlaceNames(theatre, gazetteer)
        self._language = language
        self.is_country: Callable[[str], bool] = lru_cache(maxsize=4096)(
            lambda words: any(place.kind == "country" for place in gazetteer.find(words)[:1])
        )
        self._is_place = lru_cache(maxsize=65536)(lambda words: bool(self._place_names.find(words)))

    def find(self, sentences: Sequence[ParsedSentence], camp: SideId | None) -> list[list[Mention]]:
        """The mentions of each sentence in reading order."""
        uses = [self._actor_names.uses_in(sentence.text) for sentence in sentences]
        common = self._common_actors(uses, camp)
        return [
            self._in_sentence(sentence, hits, camp, common)
            for sentence, hits in zip(sentences, uses, strict=True)
        ]

    def actor(self, id: ActorId) -> Actor:
        """The actor with this id."""
        return self._actors[id]

    def _common_actors(self, uses: Sequence[Sequence[Any]], camp: SideId | None) -> Counter[ActorId]:
        """How often each actor is named without any doubt."""
        counts: Counter[ActorId] = Counter()
        for hits in uses:
            for hit in hits:
                actors = {use.actor for use in _fitting(hit.uses, camp)}
                if len(actors) == 1:
                    counts[actors.pop()] += 1
        return counts

    def _in_sentence(
        self, sentence: ParsedSentence, hits: Sequence[Any], camp: SideId | None, common: Counter[ActorId]
    ) -> list[Mention]:
        taken = bytearray(len(sentence.text) + 1)
        found: list[Mention] = []

        def add(kind: MentionKind, begin: int, end: int, **known: Any) -> None:
            token = _head_token(sentence, begin, end)
            taken[begin:end] = b"\x01" * (end - begin)
            words = " ".join(sentence.text[begin:end].casefold().split())
            found.append(
                Mention(
                    kind,
                    sentence.start + begin,
                    sentence.start + end,
                    sentence.index,
                    token,
                    known.get("side"),
                    known.get("actor"),
                    known.get("known", True),
                    words,
                )
            )

        places = list(self._place_names.find_in(sentence.text))
        for hit in hits:
            uses = _fitting(hit.uses, camp)
            if not uses:
                continue
            overlapping = [place for place in places if place[0] < hit.end and hit.start < place[1]]
            if any(end - begin > hit.end - hit.start for begin, end in overlapping):
                continue  # "Syrian Desert" is no Syrian
            places = [place for place in places if place not in overlapping]
            id = max({use.actor for use in uses}, key=lambda actor: (common[actor], actor))
            actor = self._actors[id]
            kind = MentionKind.PEOPLE if actor.kind == "people" else MentionKind.PARTY
            begin, end = hit.start, hit.end
            add(kind, begin, end, side=actor.side_on(None), actor=id)
            if overlapping or self._may_be_place(sentence, begin, end):
                add(MentionKind.PLACE, begin, end)
        for begin, end in places:
            if not any(taken[begin:end]):
                add(MentionKind.PLACE, begin, end)
        if sentence.doc is not None:
            self._from_parse(sentence, add, taken)
        return sorted(found, key=lambda mention: (mention.start, mention.end))

    def _may_be_place(self, sentence: ParsedSentence, begin: int, end: int) -> bool:
        """A capital's name may be its government ("Damascus") or the city."""
        words = sentence.text[begin:end]
        return (
            words[:1].isupper()
            and " " not in words
            and self._is_place(words)
            and not _is_demonym(sentence, begin)
        )

    def _from_parse(self, sentence: ParsedSentence, add: Any, taken: bytearray) -> None:
        doc = sentence.doc
        assert doc is not None
        classes = self._language.classes
        for entity in doc.ents:
            begin, end = entity.start_char, entity.end_char
            while sentence.text[begin:end].lower().startswith(("the ", "a ")):
                begin = sentence.text.index(" ", begin) + 1
            if sentence.text[begin:end].endswith("'s"):
                end -= 2
            if any(taken[begin:end]) or begin >= end:
                continue
            words = sentence.text[begin:end]
            if entity.label_ in _PLACE_LABELS or (
                entity.label_ in ("ORG", "PERSON", "PRODUCT", "NORP")
                and entity.root.pos_ == "PROPN"
                and self._is_place(words)
            ):
                add(MentionKind.PLACE, begin, end, known=self._is_place(words))
            elif entity.label_ in _GROUP_LABELS and words[0].isupper():
                add(MentionKind.GROUP, begin, end, known=False)
        for token in doc:
            if taken[token.idx]:
                continue
            lemma = token.lemma_.lower()
            if token.pos_ == "PRON":
                if token.lower_ in classes["pronoun"]:
                    add(MentionKind.PRONOUN, token.idx, token.idx + len(token))
            elif token.pos_ in ("NOUN", "PROPN", "ADJ"):
                end = token.idx + len(token)
                if token.pos_ == "PROPN" and token.text[0].isupper() and self._looks_like_place(token):
                    add(MentionKind.PLACE, token.idx, end)
                elif token.pos_ == "ADJ":
                    continue
                elif lemma in classes["civilian"]:
                    add(MentionKind.PEOPLE, token.idx, end, side=CIVILIANS, known=False)
                elif lemma in classes["force"] or lemma in classes["people"]:
                    add(MentionKind.GROUP, token.idx, end, side=self._inherited_side(token), known=False)
                elif lemma in classes["place"] and any(c.dep_ == "det" for c in token.children):
                    add(MentionKind.PLACE_NOUN, token.idx, end)

    def _looks_like_place(self, token: Any) -> bool:
        """A capitalised word outside any known name, after a preposition of place, that a gazetteer knows."""
        return token.dep_ in ("pobj", "conj", "appos", "dobj", "compound", "nsubjpass") and self._is_place(
            token.text
        )

    def _inherited_side(self, token: Any) -> SideId | None:
        """The side of a known name inside the noun phrase: "Russian paratroopers", "soldiers of the army"."""
        words = " ".join(
            child.text for child in token.children if child.dep_ in ("amod", "compound", "nmod", "poss")
        )
        for hit in self._actor_names.uses_in(words):
            return self._actors[hit.uses[0].actor].side_on(None)
        return None


def _fitting(uses: Sequence[NameUse], camp: SideId | None) -> list[NameUse]:
    """The meanings of a name in the mouth of a camp: those of that camp, else those of anybody."""
    own = [use for use in uses if camp is not None and camp in use.used_by]
    return own or [use for use in uses if not use.used_by]


def _is_demonym(sentence: ParsedSentence, begin: int) -> bool:
    if sentence.doc is None:
        return False
    return any(token.idx == begin and token.pos_ == "ADJ" for token in sentence.doc)


def _head_token(sentence: ParsedSentence, begin: int, end: int) -> Any | None:
    if sentence.doc is None:
        return None
    span = sentence.doc.char_span(begin, end, alignment_mode="expand")
    return span.root if span is not None and len(span) else None
