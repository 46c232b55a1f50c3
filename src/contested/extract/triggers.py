"""Words that may state an event: which lines of data they fire, and which they only resemble."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from contested.extract.mentions import Mention
from contested.extract.syntax import Argument, arguments, is_passive
from contested.knowledge.lexicon import Condition, Language, TriggerLine

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A token that may be a trigger, with the lines of data that speak for each event type."""

    token: Any
    fired: tuple[TriggerLine, ...]  # all conditions hold
    resembled: tuple[TriggerLine, ...]  # the lemma is there, some condition fails
    arguments: tuple[Argument, ...]
    events: frozenset[str]  # whose lines fire


def worth_parsing(language: Language) -> Callable[[str], bool]:
    """
    A quick test whether any line of data could fire in a sentence, by the stems of its words.

    A lemma all of whose lines want a certain companion ("take ... control", "go ... out") counts only beside
    one of them; where any name of a place or party will do, a capital inside the sentence stands for it.
    """
    strong: set[str] = set()
    companions: dict[str, set[str]] = {}
    named: set[str] = set()
    for lemma, lines in language.triggers.items():
        stem = _stem(lemma)
        for line in lines:
            wanted = [c for c in line.conditions if not c.negated and c.relation in _COMPANIONS]
            if not wanted:
                strong.add(stem)
            for condition in wanted:
                classes = (language.classes.get(name, ()) for name in condition.classes)
                words = condition.words.union(*classes)
                companions.setdefault(stem, set()).update(_stem(word) for word in words)
                if condition.classes & {"place", "party"}:
                    named.add(stem)

    def stems_of(word: str) -> frozenset[str]:
        return frozenset({_stem(word), _stem(word.split("-")[-1])})

    @lru_cache(maxsize=20_000)  # reports repeat their words, and memory stays bounded
    def is_strong(word: str) -> bool:
        return not stems_of(word).isdisjoint(strong)

    def test(text: str) -> bool:
        words = _WORD.findall(text.lower())
        if any(map(is_strong, words)):
            return True
        stems = frozenset().union(*map(stems_of, words))
        has_name = _CAPITAL.search(text) is not None
        return any(
            stems & companions[stem] or (has_name and stem in named) for stem in stems if stem in companions
        )

    return test


_COMPANIONS = frozenset({"object", "subject", "particle", "prep_object", "of", "related"})
_CAPITAL = re.compile(r"(?<=[\w,;] )[A-Z]|^[A-Z][a-z]+ [A-Z]")
_ENDINGS = ("ing", "ed", "es", "ion", "al", "er", "s", "e", "y", "i")
_LEAST = 3  # letters of a stem


@lru_cache(maxsize=16_384)
def _stem(word: str) -> str:
    """A key that all forms of a word share; words that share one by chance cost a parse, not a claim."""
    word = _IRREGULAR.get(word, word)
    shorter = True
    while shorter:
        shorter = False
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
                word = word[: -len(ending)]
                shorter = True
                break
    return word[:-1] if len(word) > _LEAST and word[-1] == word[-2] else word


_IRREGULAR: Mapping[str, str] = {
    "took": "take", "taken": "take", "taking": "take", "held": "hold", "fell": "fall", "fallen": "fall",
    "lost": "lose", "left": "leave", "fled": "flee", "shot": "shoot", "broke": "break", "broken": "break",
    "drove": "drive", "driven": "drive", "won": "win", "fought": "fight", "struck": "strike",
    "withdrew": "withdraw", "withdrawn": "withdraw", "overran": "overrun", "retook": "retake",
    "retaken": "retake", "went": "go", "gone": "go", "came": "come", "blew": "blow", "blown": "blow",
    "beat": "beat", "beaten": "beat", "sank": "sink", "sunk": "sink", "slain": "slay", "froze": "freeze",
    "gave": "give", "given": "give", "threw": "throw", "thrown": "throw", "dug": "dig", "flew": "fly",
    "flown": "fly", "kept": "keep", "sent": "send", "brought": "bring", "made": "make", "died": "die",
    "dying": "die", "lain": "lie", "lay": "lay", "laid": "lay", "drew": "draw", "drawn": "draw",
    "clung": "cling", "was": "be", "were": "be", "is": "be", "are": "be", "been": "be", "had": "have",
    "has": "have", "sat": "sit", "stood": "stand", "ran": "run", "got": "get", "burnt": "burn",
    "tore": "tear", "torn": "tear", "swept": "sweep", "crept": "creep", "overtaken": "overtake",
    "overtook": "overtake", "held-out": "hold",
}  # fmt: skip


def find_candidates(doc: Any, mentions: Sequence[Mention], language: Language) -> list[Candidate]:
    """The tokens of a parsed sentence whose lemma stands in some trigger line."""
    named = _named_tokens(mentions)
    return [
        candidate
        for token in doc
        if (lines := language.triggers.get(token.lemma_.lower()) or language.triggers.get(token.lower_))
        if (candidate := _match(token, lines, named, language)) is not None
    ]


def trigger_tokens(candidate: Candidate, line: TriggerLine) -> tuple[Any, Any]:
    """First and last token of the trigger: the head, with the words that the line extends it by."""
    tokens = [candidate.token]
    wanted = {c.relation: c for c in line.conditions if not c.negated}
    for relation in line.extend:
        condition = wanted.get(relation)
        for argument in candidate.arguments:
            if _in_relation(argument, relation) and (
                condition is None or argument.token.lemma_.lower() in condition.words
            ):
                tokens.append(argument.token)
                break
    first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
    return (first, last) if last.i - first.i < 4 else (candidate.token, candidate.token)  # a trigger is short


def _match(
    token: Any, lines: Sequence[TriggerLine], named: Mapping[int, str], language: Language
) -> Candidate | None:
    if token.i in named and token.pos_ == "PROPN" and named[token.i] == "place":
        return None
    found = tuple(arguments(token))
    fired, resembled = [], []
    for line in lines:
        if token.pos_ not in line.pos or (line.passive and not is_passive(token)):
            resembled.append(line)
            continue
        for condition in line.conditions:
            if not _holds(condition, token, found, named, language):
                resembled.append(line)
                break
        else:
            fired.append(line)
    return Candidate(token, tuple(fired), tuple(resembled), found, frozenset([line.event for line in fired]))


def _named_tokens(mentions: Sequence[Mention]) -> dict[int, str]:
    return {
        mention.token.i: "party" if mention.is_party else "place"
        for mention in mentions
        if mention.token is not None
    }


def _holds(
    condition: Condition, token: Any, found: Sequence[Argument], named: Mapping[int, str], language: Language
) -> bool:
    for word in words_in(condition.relation, token, found):
        if _fits(condition, word, named, language):
            return not condition.negated
    return condition.negated


def words_in(relation: str, token: Any, found: Sequence[Argument]) -> list[Any]:
    """The words that stand to the trigger as a condition's relation says; for "dep" the label itself."""
    if relation == "dep":
        return [token.dep_]
    if relation == "head":
        return [token.head]
    if relation == "governed_by":
        return [token.head] if token.dep_ == "pobj" else []
    if relation == "prep":
        return [child for child in token.children if child.dep_ == "prep"]
    if relation == "related":
        near = [child for child in token.children if child.dep_ != "punct"]
        return [*near, token.head, *(argument.token for argument in found)]
    return [argument.token for argument in found if _in_relation(argument, relation)]


def _in_relation(argument: Argument, relation: str) -> bool:
    name = argument.relation.rstrip("&")
    if relation == "object":
        return name in ("obj", "vobj", "obj>of")
    if relation == "subject":
        return name in ("subj", "obj") if argument.token.dep_ == "nsubjpass" else name in ("subj", "vsubj")
    if relation == "prep_object":
        return name.startswith(("prep:", "cprep:")) and "+of" not in name and ">" not in name
    if relation == "of":
        return name in ("of", "of>of", "of>compound")
    return name == relation


def _fits(condition: Condition, word: Any, named: Mapping[int, str], language: Language) -> bool:
    if isinstance(word, str):
        return word in condition.words
    lemma = word.lemma_.lower()
    if lemma in condition.words or word.lower_ in condition.words:
        return True
    kind = named.get(word.i)
    for name in condition.classes:
        if name == kind or (name == "people" and kind == "party" and lemma not in ("it", "which")):
            return True
        if name != "party" and lemma in language.classes[name] and not (name == "place" and kind == "party"):
            return True
        if name == "party" and lemma in language.classes["force"]:
            return True
    return False
