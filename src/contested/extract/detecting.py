"""Words that state an event: by judge and network where there are any, else by the lines that fire."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from contested.extract.choosing import TRUST_IN_CONTEXT
from contested.extract.features import trigger_features
from contested.extract.judge import Judge, Scores, log_shares, softmax
from contested.extract.parsing import ParsedSentence
from contested.extract.reading import Found, Reading
from contested.extract.triggers import Candidate
from contested.knowledge.lexicon import Language, TriggerLine

# Where two lines fire by rules alone: the one with more conditions, then the narrower event.
_NARROW_FIRST = (
    "relieve", "repel", "besiege", "route", "destroy", "casualties", "lose", "capture", "hold", "agreement",
    "strike", "advance", "attack",
)  # fmt: skip
NOTHING = "none"
# A missed claim costs as much as a false one, but the judge leans to silence: taken off the score of "none",
# .5 raised detect F1 by .005 on the open corpus and left the development gold as it was (5 folds, 2026-11).
_EAGERNESS = 0.5
_UNHEARD_OF = -9.0
# The judge is not asked where the network gives .999 to a word's stating nothing, as it does to two of five:
# no answer of 9,949 was another (open corpus and development gold, 2026-11).
_SURELY = math.log(0.999)


@dataclass(frozen=True, slots=True)
class Detected:
    """A trigger with the event that it states."""

    candidate: Candidate
    sentence: ParsedSentence
    event: str
    line: TriggerLine | None
    share: float


def detect(reading: Reading, *, language: Language, judges: Mapping[str, Judge] | None) -> Iterator[Detected]:
    """The triggers of a report, each with one event type."""
    judge = judges.get("trigger") if judges else None
    every = reading.candidates(language)
    for one, (event, share) in zip(every, _events(every, reading, judge), strict=True):
        if event != NOTHING:
            yield Detected(one.candidate, one.sentence, event, _line_for(event, one.candidate), share)


def _events(every: Sequence[Found], reading: Reading, judge: Judge | None) -> list[tuple[str, float]]:
    """The likeliest event type of each word, or nothing, with its share."""
    if judge is None:
        return [_ruled_event(one.candidate) for one in every]
    contexts = context_scores([(one.candidate, one.sentence) for one in every], reading)
    asked = [at for at, context in enumerate(contexts) if context.get(NOTHING, _UNHEARD_OF) < _SURELY]
    words = [every[at] for at in asked]
    rows = [trigger_features(one.candidate, one.words, one.surroundings) for one in words]
    events = [(NOTHING, 1.0)] * len(every)
    answers = likeliest(judge, judged_classes(judge, rows, [contexts[at] for at in asked]))
    for at, answer in zip(asked, answers, strict=True):
        events[at] = answer
    return events


def context_scores(
    words: Sequence[tuple[Candidate, ParsedSentence]], reading: Reading
) -> Sequence[Mapping[str, float]]:
    """How each event type fits words where they stand; empty without a network."""
    if reading.context is None:
        return [{}] * len(words)
    starts = [sentence.start + candidate.token.idx for candidate, sentence in words]
    ends = [start + len(candidate.token) for start, (candidate, _) in zip(starts, words, strict=True)]
    return reading.context.event_scores(list(zip(starts, ends, strict=True)))


def judged_classes(
    judge: Judge, rows: Sequence[Sequence[str]], contexts: Sequence[Mapping[str, float]] = ()
) -> Scores:
    """
    How much a judge gives to each class, heeding what the context says of them.

    Args:
        judge: The judge.
        rows: Features, a row for each choice that is to be made.
        contexts: For each row what the network gives to the classes; empty where it was not asked.

    Returns:
        Shares, `(rows, classes)`.
    """
    scores = log_shares(judge.scores(rows))
    if any(contexts):
        heard = [[one.get(name, _UNHEARD_OF if one else 0.0) for name in judge.classes] for one in contexts]
        scores += TRUST_IN_CONTEXT * np.array(heard, dtype=np.float32)
    if NOTHING in judge.classes:
        scores[:, judge.classes.index(NOTHING)] -= _EAGERNESS
    return softmax(scores)


def likeliest(judge: Judge, shares: Scores) -> list[tuple[str, float]]:
    """The class of the largest share in each row, and that share."""
    best = shares.argmax(axis=1)
    return [
        (judge.classes[at], share)
        for at, share in zip(best.tolist(), shares.max(axis=1).tolist(), strict=True)
    ]


def _ruled_event(candidate: Candidate) -> tuple[str, float]:
    if not candidate.fired:
        return NOTHING, 1.0
    line = min(candidate.fired, key=lambda line: (-len(line.conditions), _NARROW_FIRST.index(line.event)))
    return line.event, 0.7  # precision of the lines on the open corpus


def _line_for(event: str, candidate: Candidate) -> TriggerLine | None:
    for line in (*candidate.fired, *candidate.resembled):
        if line.event == event:
            return line
    return None
