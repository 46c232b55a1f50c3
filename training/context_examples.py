"""Annotated reports as the context network takes them: questions with the right answers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from examples import Annotated, matched, right_fillers

from contested.extract.candidates import Situation
from contested.extract.choosing import ROLES
from contested.extract.context.questions import Prepared, Question, Vocabulary
from contested.extract.context.windows import stance_of
from contested.extract.context.wordpieces import Wordpieces
from contested.extract.detecting import NOTHING
from contested.extract.extractor import Extractor
from contested.extract.reading import Reading

_LEAST = 20  # a stance or relation seen less often is left to the word "other"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with, for each role, which fillers are right; None where the right one is out of reach."""

    question: Question
    right: dict[str, list[bool] | None]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One window of a report: words that may be triggers with their event, and the questions asked."""

    report: Prepared
    window: int
    triggers: Sequence[tuple[tuple[int, int], int]]
    asked: Sequence[Asked]


def vocabulary_of(held: Iterable[tuple[Annotated, Reading]], extractor: Extractor) -> Vocabulary:
    """The event types, stances and relations of annotated reports."""
    events: set[str] = {NOTHING}
    stances: dict[str, int] = {}
    relations: dict[str, int] = {}
    for item, reading in held:
        for row in reading.mentions:
            for mention in row:
                name = stance_of(mention, reading.discourse)
                stances[name] = stances.get(name, 0) + 1
        for _, situation in _situations(item, reading, extractor):
            events.add(situation.event)
            for role in ROLES:
                for filler in situation.field(role).fillers:
                    name = "implied" if filler.implied else situation.relation(filler.mention)
                    relations[name] = relations.get(name, 0) + 1
    return Vocabulary(tuple(sorted(events)), _numbered(stances), _numbered(relations))


def _numbered(counts: dict[str, int]) -> dict[str, int]:
    kept = sorted(name for name, count in counts.items() if count >= _LEAST)
    return {name: number + 1 for number, name in enumerate(kept)}


def lessons(
    item: Annotated, reading: Reading, extractor: Extractor, wordpieces: Wordpieces, vocabulary: Vocabulary
) -> list[Lesson]:
    """The windows of a report that hold words which may be triggers."""
    report = Prepared(reading, wordpieces, vocabulary)
    triggers: dict[int, list[tuple[tuple[int, int], int]]] = {}
    for (sentence, candidate, *_), claim in matched(item, reading, extractor):
        start = sentence.start + candidate.token.idx
        (found,) = report.triggers([(start, start + len(candidate.token))])
        if found is not None:
            event = vocabulary.events.index(claim["type"] if claim else NOTHING)
            triggers.setdefault(found[0], []).append((found[1], event))
    asked: dict[int, list[Asked]] = {}
    for claim, situation in _situations(item, reading, extractor):
        if (question := report.ask(situation)) is not None:
            fillers = {role: situation.field(role).fillers for role in ROLES}
            right = {role: right_fillers(role, claim, fillers[role], reading) for role in ROLES}
            asked.setdefault(question[0], []).append(Asked(question[1], right))
    return [Lesson(report, window, found, asked.get(window, ())) for window, found in triggers.items()]


def _situations(
    item: Annotated, reading: Reading, extractor: Extractor
) -> Iterator[tuple[dict[str, Any], Situation]]:
    for (sentence, candidate, *_), claim in matched(item, reading, extractor):
        if claim is not None:
            yield (
                claim,
                Situation(
                    candidate, claim["type"], sentence.index, reading.discourse, language=extractor.language
                ),
            )
