"""Who says so: the frames of a report, and the chain of voices behind a trigger."""

import re
from collections.abc import Callable, Collection, Sequence

from contested.extract.attribution import Setting, choose_speaker
from contested.extract.judge import Judge
from contested.extract.parsing import ParsedSentence
from contested.extract.quotations import colon_frames, quotation_frames
from contested.extract.speakers import Frame, name_pronouns
from contested.extract.speech_frames import frames_in
from contested.knowledge.lexicon import Cues
from contested.model.claim import Voice

__all__ = ["Frame", "find_frames", "may_hold_speech", "voices_for"]

_OWNED = re.compile(r"['’]s? |\b(?:of|by|his|her|its|their|our|my)\b")  # a noun of saying needs somebody's
_WORD = re.compile(r"[a-z]+")
_SPOKEN = re.compile(  # a quotation that may be speech, with words behind it that may tell whose; or a colon
    r'[,.!?]"\s*\w|"[,.!?]\s*\w|"\s*[-–—―]|:(?=\s|$)'
)
_VERB_BEHIND = "to|will|would|must|can|could|may|might|should|did|do|does|not|they|we|i|he|she|who"
_CLAUSE_BEGUN = (  # seldom stand right behind a noun, so what looks like one is a verb
    "that|the|an?|this|these|those|no|all|some|any|each|every|both|my|his|her|its|our|their|there|i|we|he|she|it|they"
)


def find_frames(sentences: Sequence[ParsedSentence], cues: Cues) -> list[Frame]:
    """All frames of a report in reading order, pronoun speakers replaced by whom they stand for."""
    within = [f for sentence in sentences if sentence.doc is not None for f in frames_in(sentence, cues)]
    named = name_pronouns(within, sentences, cues)
    quoted = name_pronouns(list(quotation_frames(sentences, named, cues)), sentences, cues)
    every = [*named, *quoted, *colon_frames(sentences, named)]
    return sorted((f for f in every if len(f.content)), key=lambda f: (f.cue.start, f.content))


def voices_for(around: Setting, judge: Judge | None = None) -> tuple[Voice, ...]:
    """
    The chain of voices behind a trigger, outermost first; empty where the outlet itself speaks.

    Args:
        around: The trigger, with the speeches of its report.
        judge: Chooses the last voice; without it, whoever's speech covers the trigger most closely is it.
    """
    covering = sorted(around.covering, key=lambda f: (-len(f.content), f.cue.start))
    if judge is not None:
        chosen = choose_speaker(around, judge)
        if chosen is None:
            return ()
        last = chosen.frame
        covering = [*(f for f in covering if f is not last and f.content.contains(last.cue.span)), last]
    chain: list[Voice] = []
    for frame in covering:
        assert frame.source is not None
        if all(voice.quote.text != frame.source.text for voice in chain):
            chain.append(Voice(quote=frame.source, kind=frame.kind, cue=frame.cue))
    return tuple(chain)


def may_hold_speech(cues: Cues) -> Callable[[str], bool]:
    """
    A quick test whether a sentence, with plain marks, may hold speech: by the forms of the cues and by marks.

    A form that is mostly a noun ("Islamic State") counts where a word beside it makes it a verb; a noun of
    saying where "that" or, for some, "of" may open what is said, or "by", "in" or "on" stands before it; a
    mark of quotation where a comma, stop or dash stands at it, or a weak verb in its sentence.
    """
    strong = cues.speech_verbs - cues.weak_speech_verbs
    verbs = {form for lemma in strong for form in _forms(lemma)} | cues.speech_forms | {"according"}
    noun_like = {form for lemma in cues.noun_like_verbs for form in (lemma, lemma + "s")}
    verbs -= noun_like
    nouns, claiming, accounts = (
        {form for lemma in lemmas for form in (lemma, lemma + "s")}
        for lemmas in (cues.speech_nouns | cues.account_nouns, cues.claiming_nouns, cues.account_nouns)
    )
    weak = {form for lemma in cues.weak_speech_verbs for form in _forms(lemma)} | cues.weak_speech_forms
    unclear = weak | noun_like
    either = _either(unclear)
    is_verb = re.compile(
        rf"\b(?:{_VERB_BEHIND})\s+(?:{either})\b|\b(?:{either})\s+(?:{_CLAUSE_BEGUN})\b"
    ).search
    opens = "|".join(
        (
            rf"\b(?:{_either(nouns)})\b.*\bthat\b",
            rf"\b(?:{_either(claiming)})\s+of\b",
            rf"\b(?:by|in|on)\b.*\b(?:{_either(accounts)})\b",
        )
    )
    is_told = re.compile(opens).search

    def test(text: str) -> bool:
        if _SPOKEN.search(text):
            return True
        lower = text.lower()
        words = _WORD.findall(lower)
        if not verbs.isdisjoint(words):
            return True
        if not nouns.isdisjoint(words) and _OWNED.search(lower) and is_told(lower):
            return True
        if '"' in text and not weak.isdisjoint(words):
            return True
        return not unclear.isdisjoint(words) and bool(is_verb(lower))

    return test


def _either(forms: Collection[str]) -> str:
    return "|".join(sorted(forms)) or "(?!)"


def _forms(lemma: str) -> tuple[str, ...]:
    """The regular forms of a verb; some that do not exist do no harm."""
    stem = lemma.removesuffix("e")
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    return (
        lemma,
        lemma + "s",
        lemma + "es",
        stem + "ed",
        stem + "ing",
        lemma + lemma[-1] + "ed",
        lemma + lemma[-1] + "ing",
    )
