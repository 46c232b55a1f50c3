"""The lines of data behind a decision: of a trigger, of how it is put, of who says it, of its days."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from contested.extract.dating import Support
from contested.extract.modality import DENIED
from contested.extract.triggers import Candidate, words_in
from contested.knowledge.data_lines import find_line
from contested.knowledge.day_words import load_day_words
from contested.knowledge.lexicon import Language, TriggerLine
from contested.model.claim import VoiceKind
from contested.model.reasons import DataLine

_UP = 6  # steps from the trigger towards the root, as far as the judge of modality looks
_SPEECH = (
    "attribution.verbs",
    "attribution.according",
    "attribution.nouns",
    "attribution.account_nouns",
    "attribution.claiming_nouns",
    "attribution.naming_verbs",
)
# Which words of the sentence a list of modality cues is about: labels of the parse below the trigger or what
# governs it, or else parts of speech of what governs it.
_BESIDE = {
    "auxiliaries": ("aux",),
    "adverbs": ("advmod",),
    "markers": ("mark", "advmod", "prep"),
    "strong_markers": ("mark",),
    "adjectives": ("acomp", "amod"),
}
_ABOVE = {"verbs": ("VERB", "AUX"), "nouns": ("NOUN", "PROPN"), "adjectives": ("ADJ",)}


def trigger_lines(candidate: Candidate, line: TriggerLine, language: Language) -> tuple[DataLine, ...]:
    """The entry that has the trigger's lemma, and those of the line's conditions with the words that fit."""
    file, _, entry = line.id.partition("/")[2].partition("#")
    token = candidate.token
    lemma = token.lemma_.lower()
    wanted = [(f"trigger.{entry}.lemma", lemma if lemma in line.lemmas else token.lower_)]
    found = [find_line(language.tag, f"events/{file}", key, word=word) for key, word in wanted]
    for condition in line.conditions:
        key = f"trigger.{entry}.{'no_' if condition.negated else ''}{condition.relation}"
        words = words_in(condition.relation, token, candidate.arguments)
        lemmas = [word if isinstance(word, str) else word.lemma_.lower() for word in words]
        fitting = next((lemma for lemma in lemmas if lemma in condition.words), None)
        found.append(find_line(language.tag, f"events/{file}", key, word=fitting))
        if fitting is None:
            found += _class_lines(lemmas, sorted(condition.classes), language)
    return _known(found)


def _class_lines(
    lemmas: Sequence[str], classes: Sequence[str], language: Language
) -> Iterator[DataLine | None]:
    for name in classes:
        for lemma in lemmas:
            if lemma in language.classes.get(name, ()):
                yield find_line(language.tag, "classes.toml", f"class.{name}", word=lemma)
                return


def modality_lines(token: Any, answer: str, language: Language) -> tuple[DataLine, ...]:
    """The entries of the cues that stand by a trigger and speak for the way it is put."""
    chain = [token, *list(token.ancestors)[:_UP]]
    beside = [child for word in chain for child in word.children if child not in chain]
    cues = language.cues
    found: list[tuple[str, str]] = []  # key and word
    if answer == DENIED:
        forms = {form for word in beside for form in (word.lower_, word.lemma_.lower())}
        found += [("polarity.negations", form) for form in sorted(forms & cues.negations)]
        found += [("polarity.denying", w.lemma_.lower()) for w in chain if w.lemma_.lower() in cues.denying]
    above = [word.lemma_.lower() for word in chain[1:]]
    found += [("implicative.verbs", lemma) for lemma in above if lemma in cues.implicative]
    text = token.doc.text.lower()
    for kind, words in cues.modality.get(answer, {}).items():
        near = [word for word in beside if word.dep_ in _BESIDE.get(kind, ())]
        near += [word for word in chain[1:] if word.pos_ in _ABOVE.get(kind, ())]
        forms = {form for word in near for form in (word.lower_, word.lemma_.lower())} & words
        forms |= {phrase for phrase in words if " " in phrase and phrase in text}
        found += [(f"modality.{answer}.{kind}", form) for form in sorted(forms)]
    return _known(find_line(language.tag, "cues.toml", key, word=word) for key, word in found)


def retraction_line(text: str, language: Language) -> tuple[DataLine, ...]:
    """The entry by which an outlet takes back what it told."""
    phrases = [phrase for phrase in language.cues.retractions if phrase in text.lower()]
    return _known(
        find_line(language.tag, "cues.toml", "retraction.phrases", word=phrase) for phrase in phrases
    )


def speech_lines(cue: Any | None, speaker: str, kind: VoiceKind, language: Language) -> tuple[DataLine, ...]:
    """The entry of the cue that shows the speaking, and the one that tells what kind of voice it is."""
    found: list[DataLine | None] = []
    if cue is not None:
        keys = (find_line(language.tag, "cues.toml", key, word=cue.lemma_.lower()) for key in _SPEECH)
        found.append(next((line for line in keys if line is not None), None))
    for word in speaker.lower().split():
        if language.cues.speakers.get(word) is kind:
            found.append(find_line(language.tag, "cues.toml", f"speakers.{kind.value}", word=word))
            break
    return _known(found)


def day_lines(support: Support, language: Language) -> tuple[DataLine, ...]:
    """The rule that reads a time expression, and the entry of the word whose days it looks up."""
    mention = support.mention
    words = " ".join(mention.quote.text.lower().split())
    rules = load_day_words(language.tag).rules
    for number, rule in enumerate(rules):
        if rule.gives == mention.gives and (match := rule.pattern.search(words)) is not None:
            found = [find_line(language.tag, "days.toml", f"rule[{number}].pattern")]
            if looked_up := match.groupdict().get("word"):
                found.append(find_line(language.tag, "days.toml", f"offsets.{looked_up}"))
            return _known(found)
    return ()


def count_lines(words: str, language: Language) -> tuple[DataLine, ...]:
    """The entry of a number that is written as a word."""
    return _known([find_line(language.tag, "cues.toml", f"numbers.{words.lower()}")])


def _known(found: Iterable[DataLine | None]) -> tuple[DataLine, ...]:
    return tuple(dict.fromkeys(line for line in found if line is not None))
