"""What the learned judge looks at: features that name the language's words, never a war's names."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from contested.extract.mentions import Mention, MentionKind
from contested.extract.triggers import Candidate
from contested.knowledge.lexicon import Language

_NEAR = 8  # words before and behind
_CLASS_ORDER = ("siege", "route", "equipment", "property", "people", "force", "place")


def kinds_by_token(mentions: Sequence[Mention]) -> dict[int, str]:
    """The kind of mention that each head token stands for."""
    return {mention.token.i: mention.kind.value for mention in mentions if mention.token is not None}


def word_class(token: Any, kinds: Mapping[int, str], language: Language) -> str:
    """A coarse class of a word: what it names, else which word list has it, else its part of speech."""
    kind = kinds.get(token.i)
    if kind in ("party", "place", "pronoun", "people", "place_noun"):
        return kind
    lemma = token.lemma_.lower()
    for name in _CLASS_ORDER:
        if lemma in language.classes[name]:
            return name
    if kind is not None:
        return kind
    return f"ent:{token.ent_type_}" if token.ent_type_ else str(token.pos_)


class Surroundings(NamedTuple):
    """The event types that other words of the sentence, and most words of the report, state."""

    beside: frozenset[str]
    theme: tuple[str, ...]  # most frequent first


class SentenceWords:
    """The words of a parsed sentence as features tell of them; each is looked at once for all triggers."""

    def __init__(self, kinds: Mapping[int, str], language: Language) -> None:
        self._kinds = kinds
        self._language = language
        self._classes: dict[int, str] = {}
        self._near: dict[int, tuple[str, ...]] = {}
        present = set(kinds.values())
        self.mentions = tuple(
            f"sentence:{kind.value}={kind.value in present}"
            for kind in (MentionKind.PARTY, MentionKind.PLACE, MentionKind.PEOPLE)
        )

    def class_of(self, word: Any) -> str:
        """The coarse class of a word."""
        if (known := self._classes.get(word.i)) is None:
            known = self._classes[word.i] = word_class(word, self._kinds, self._language)
        return known

    def near(self, word: Any) -> tuple[str, ...]:
        """The features of a word for triggers that it stands near."""
        if (known := self._near.get(word.i)) is None:
            known = ()
            if word.pos_ in ("NOUN", "VERB", "PROPN", "ADJ"):
                known = (f"near={self.class_of(word)}",)
                if not word.text[0].isupper():
                    known = (*known, f"near={word.lemma_.lower()}")
            self._near[word.i] = known
        return known


def trigger_features(candidate: Candidate, words: SentenceWords, surroundings: Surroundings) -> list[str]:
    """Features of a token that may be a trigger, for the event type that it states."""
    token, doc, at = candidate.token, candidate.token.doc, candidate.token.i
    lemma, dep = token.lemma_.lower(), token.dep_
    found = ["bias", f"l={lemma}", f"l={lemma}/{token.tag_}", f"dep={dep}", f"pos={token.pos_}"]
    found.append(f"l={lemma}/dep={dep}")
    if token.ent_type_:
        found.append(f"ent={token.ent_type_}")
    for line in candidate.fired:
        found += (f"fired={line.id}", f"fires={line.event}")
    if not candidate.fired:
        found.append("fires=none")
    for event in sorted({line.event for line in candidate.resembled} - candidate.events):
        found.append(f"resembles={event}")
    found += dict.fromkeys(_of_arguments(candidate, lemma, words))
    for child in token.children:
        if child.dep_ == "prep":
            word = child.lemma_.lower()
            found += (f"prep={word}", f"prep={word}|{lemma}")
        elif child.dep_ in ("aux", "auxpass", "neg", "mark", "det", "poss"):
            found.append(f"c={child.dep_}:{child.lower_ if child.dep_ != 'poss' else ''}")
    head = token.head
    if head is not token:
        found += (f"h={head.lemma_.lower()}/{dep}", f"hc={words.class_of(head)}/{dep}")
    for offset in (-2, -1, 1, 2):
        word = doc[at + offset].lemma_.lower() if 0 <= at + offset < len(doc) else "^"
        found.append(f"n{offset}={word}")
        if abs(offset) == 1:
            found.append(f"n{offset}={word}|{lemma}")
    for other in sorted(surroundings.beside):  # weights are added up in one order, whatever the run
        found += (f"beside={other}", f"beside={other}|{lemma}")
    for rank, other in enumerate(surroundings.theme):
        found += (f"theme{rank}={other}", f"theme={other}|{lemma}")
    for word in doc[max(0, at - _NEAR) : at + _NEAR + 1]:
        if word is not token:
            found += words.near(word)
    found += words.mentions
    return found


_TELLING = frozenset({"obj", "particle", "compound", "amod", "governor", "vparticle"})


def _of_arguments(candidate: Candidate, lemma: str, words: SentenceWords) -> Iterator[str]:
    for relation, word in candidate.arguments:
        if relation.endswith("&"):
            continue
        name, other = words.class_of(word), word.lemma_.lower()
        yield f"a={relation}:{name}"
        yield f"a={relation}:{name}|{lemma}"
        yield f"w={relation}:{other}"
        if relation in _TELLING or relation.startswith("prep"):
            yield f"w={lemma}|{relation}:{other}"
