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


def trigger_features(
    candidate: Candidate, kinds: Mapping[int, str], language: Language, surroundings: Surroundings
) -> Iterator[str]:
    """Features of a token that may be a trigger, for the event type that it states."""
    token = candidate.token
    lemma = token.lemma_.lower()
    yield "bias"
    yield f"l={lemma}"
    yield f"l={lemma}/{token.tag_}"
    yield f"dep={token.dep_}"
    yield f"pos={token.pos_}"
    yield f"l={lemma}/dep={token.dep_}"
    if token.ent_type_:
        yield f"ent={token.ent_type_}"
    for line in candidate.fired:
        yield f"fired={line.id}"
        yield f"fires={line.event}"
    if not candidate.fired:
        yield "fires=none"
    for event in sorted({line.event for line in candidate.resembled} - candidate.events):
        yield f"resembles={event}"
    seen: set[str] = set()
    for relation, word in candidate.arguments:
        if relation.endswith("&"):
            continue
        name = word_class(word, kinds, language)
        for feature in (
            f"a={relation}:{name}",
            f"a={relation}:{name}|{lemma}",
            f"w={relation}:{word.lemma_.lower()}",
        ):
            if feature not in seen:
                seen.add(feature)
                yield feature
        if relation in (
            "obj",
            "particle",
            "compound",
            "amod",
            "governor",
            "vparticle",
        ) or relation.startswith("prep"):
            feature = f"w={lemma}|{relation}:{word.lemma_.lower()}"
            if feature not in seen:
                seen.add(feature)
                yield feature
    for child in token.children:
        if child.dep_ == "prep":
            yield f"prep={child.lemma_.lower()}"
            yield f"prep={child.lemma_.lower()}|{lemma}"
        elif child.dep_ in ("aux", "auxpass", "neg", "mark", "det", "poss"):
            yield f"c={child.dep_}:{child.lower_ if child.dep_ != 'poss' else ''}"
    head = token.head
    if head != token:
        yield f"h={head.lemma_.lower()}/{token.dep_}"
        yield f"hc={word_class(head, kinds, language)}/{token.dep_}"
    for offset in (-2, -1, 1, 2):
        at = token.i + offset
        word = token.doc[at].lemma_.lower() if 0 <= at < len(token.doc) else "^"
        yield f"n{offset}={word}"
        if abs(offset) == 1:
            yield f"n{offset}={word}|{lemma}"
    for other in sorted(surroundings.beside):  # weights are added up in one order, whatever the run
        yield f"beside={other}"
        yield f"beside={other}|{lemma}"
    for rank, other in enumerate(surroundings.theme):
        yield f"theme{rank}={other}"
        yield f"theme={other}|{lemma}"
    for word in token.doc[max(0, token.i - _NEAR) : token.i + _NEAR + 1]:
        if word is not token and word.pos_ in ("NOUN", "VERB", "PROPN", "ADJ"):
            name = word_class(word, kinds, language)
            yield f"near={name}"
            if not word.text[0].isupper():
                yield f"near={word.lemma_.lower()}"
    present = set(kinds.values())
    for kind in (MentionKind.PARTY, MentionKind.PLACE, MentionKind.PEOPLE):
        yield f"sentence:{kind.value}={kind.value in present}"
