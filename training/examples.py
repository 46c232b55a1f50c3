"""Training examples from annotated reports: what the judges should have answered, with their features."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from contested.extract.assembly import choose_roles, told_by
from contested.extract.blocks import names_in
from contested.extract.candidates import Situation, Told
from contested.extract.detecting import NOTHING
from contested.extract.extractor import Extractor
from contested.extract.features import trigger_features
from contested.extract.fillers import Filler
from contested.extract.judge import Judge
from contested.extract.modality import modality_features
from contested.extract.parsing import KnowsNames, ParsedSentence, parse_pages
from contested.extract.reading import Found, Reading, read_closely, worth_reading
from contested.extract.role_blocks import RoleBlocks
from contested.knowledge.lexicon import EventExample, event_examples
from contested.knowledge.theatre import Theatre, load_theatre, theatre_names
from contested.model.actor import SideId
from contested.model.page import Page
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.read import read
from contested.segment import segment


@dataclass(frozen=True, slots=True)
class Annotated:
    """A report with its gold claims."""

    report: Report
    cluster: str
    corpus: str
    claims: Sequence[dict[str, Any]]
    silver: int = 0  # 1: learned from before the gold, 2: together with it; never scored (silver.py)


Parsed = tuple[Annotated, Page, Sequence[ParsedSentence]]


@dataclass(frozen=True, slots=True)
class Example:
    """Features and the right answer; `group` is the cluster of reports that must not be split."""

    features: list[str]
    answer: str
    group: str


@dataclass(frozen=True, slots=True)
class Choices:
    """Alternatives of which one (or several) is right."""

    rows: list[list[str]]
    right: list[bool]
    group: str


def load_annotated(folder: Path) -> list[Annotated]:
    """The reports of a folder with `docs.jsonl` and `gold.jsonl`, or of the packaged examples' folder."""
    if not (folder / "docs.jsonl").exists():
        return [item for path in sorted(folder.iterdir()) if path.is_dir() for item in _packaged(path)]
    gold = {g["id"]: g["claims"] for g in _lines(folder / "gold.jsonl")}
    return [
        Annotated(
            Report(
                id=DocumentId(d["id"]),
                text=d["text"],
                title=d.get("title"),
                outlet=d.get("outlet"),
                camp=d.get("camp"),
                published=date.fromisoformat(d["published"]) if d.get("published") else None,
                conflict=d.get("conflict"),
            ),
            d["cluster"],
            folder.name,
            gold[d["id"]],
            silver=d.get("silver", 0),
        )
        for d in _lines(folder / "docs.jsonl")
    ]


def _packaged(folder: Path) -> list[Annotated]:
    """A set of example reports, read as a user reads them, with the gold that lies beside its folder."""
    gold = {g["id"]: g["claims"] for g in _lines(folder.parent / f"{folder.name}.gold.jsonl")}
    return [
        Annotated(report, folder.name, folder.parent.name, gold[report.id])
        for report in read([folder])
        if isinstance(report, Report)
    ]


def theatre_of(report: Report) -> Theatre:
    """The theatre that a report's record names, else the generic one."""
    return load_theatre(report.conflict if report.conflict in theatre_names() else "generic")


def known_names(annotated: Iterable[Annotated], extractor: Extractor) -> list[KnowsNames]:
    """For each report which names its tables know, as the extractor asks for it."""
    return [extractor.recogniser(theatre_of(item.report)).knows for item in annotated]


def parse(annotated: Iterable[Annotated], extractor: Extractor) -> list[Parsed]:
    """Reports with their parsed sentences, which do not depend on any judge."""
    known = list(annotated)
    parsed = parse_pages(
        [segment(item.report) for item in known],
        nlp=extractor.nlp,
        worth_parsing=worth_reading(extractor.language),
        knows=known_names(known, extractor),
    )
    return [(item, page, sentences) for item, (page, sentences) in zip(known, parsed, strict=True)]


def readings(annotated: Iterable[Annotated], extractor: Extractor) -> Iterator[tuple[Annotated, Reading]]:
    """Each report as the extractor reads it."""
    for item, page, sentences in parse(annotated, extractor):
        recogniser = extractor.recogniser(theatre_of(item.report))
        yield item, read_closely(page, sentences, recogniser=recogniser, language=extractor.language)


def matched(item: Annotated, reading: Reading, extractor: Extractor) -> Iterator[tuple[Found, Any]]:
    """Each candidate trigger with the gold claim that it is the trigger of, or None."""
    gold_at: dict[tuple[int, int], Any] = {}
    found = list(reading.candidates(extractor.language))
    for claim in item.claims:
        begin, end = claim["trigger"]
        inside = [
            (sentence, candidate)
            for sentence, candidate, *_ in found
            if sentence.start + candidate.token.idx < end
            and begin < sentence.start + candidate.token.idx + len(candidate.token)
        ]
        if not inside:
            continue
        fits = [pair for pair in inside if any(line.event == claim["type"] for line in pair[1].fired)]
        resembles = [
            pair for pair in inside if any(line.event == claim["type"] for line in pair[1].resembled)
        ]
        sentence, candidate = (fits or resembles or inside)[0]
        gold_at.setdefault((sentence.index, candidate.token.i), claim)
    for one in found:
        yield one, gold_at.get((one.sentence.index, one.candidate.token.i))


def trigger_examples(item: Annotated, reading: Reading, extractor: Extractor) -> Iterator[Example]:
    """Every word that may be a trigger, with its event type or none."""
    for found, claim in matched(item, reading, extractor):
        features = trigger_features(found.candidate, found.words, found.surroundings)
        yield Example(features, claim["type"] if claim else NOTHING, item.cluster)


def modality_examples(item: Annotated, reading: Reading, extractor: Extractor) -> Iterator[Example]:
    """Every annotated trigger with the way it is put."""
    for found, claim in matched(item, reading, extractor):
        if claim is not None:
            features = list(modality_features(found.candidate.token, extractor.language.cues, claim["type"]))
            yield Example(features, claim["modality"], item.cluster)


ROLES = ("actor", "target", "place")


def taught(extractor: Extractor) -> list[tuple[Annotated, Reading]]:
    """The example sentences of the event files; only what they say of their own trigger is known."""
    items = [
        Annotated(
            Report(id=DocumentId(f"taught-{number}"), text=f"News from the front\n\n{example.text}\n"),
            "taught",
            "taught",
            [{"type": example.event, "trigger": _words_at(example), "modality": example.modality}],
        )
        for number, example in enumerate(event_examples(extractor.language.tag))
    ]
    return list(readings(items, extractor))


def _words_at(example: EventExample) -> list[int]:
    begin = len("News from the front\n\n") + example.text.index(example.trigger)
    return [begin, begin + len(example.trigger)]


def role_examples(
    item: Annotated, reading: Reading, extractor: Extractor, judges: Mapping[str, Judge] | None = None
) -> dict[str, list[Choices]]:
    """
    For each role every annotated trigger with all that may fill it, and what does.

    Args:
        item: The report with its gold.
        reading: The report as the extractor reads it.
        extractor: For the language's data.
        judges: Judges that have not seen the report. With them the earlier claims and the actor are those
            that they would have chosen, errors and all, as when the program runs; without, those of the gold.
    """
    found: dict[str, list[Choices]] = {role: [] for role in ROLES}
    told: list[Told] = []
    for (sentence, candidate, *_), claim in matched(item, reading, extractor):
        if claim is None:
            continue
        situation = Situation(
            candidate,
            claim["type"],
            sentence.index,
            reading.discourse,
            language=extractor.language,
            told=tuple(told),
        )
        if judges is None:
            now = _told(claim, sentence.index, candidate.token.i, reading)
        else:
            now = told_by(situation, choose_roles(situation, judges))
        for role in ROLES:
            actor_side = now.actor if role == "target" else None
            if (choices := _choices(role, claim, situation, reading, item.cluster, actor_side)) is not None:
                found[role].append(choices)
        told.append(now)
    return found


def _choices(
    role: str, claim: Any, situation: Situation, reading: Reading, group: str, actor_side: SideId | None
) -> Choices | None:
    fillers = situation.field(role).fillers
    if (right := right_fillers(role, claim, fillers, reading)) is None:
        return None
    made = RoleBlocks(situation)
    rows = [names_in(one) for one in [*made.of_fillers(role, fillers, actor_side), made.of_nobody(role)]]
    return Choices(rows, right, group)


def right_fillers(role: str, claim: Any, fillers: Sequence[Filler], reading: Reading) -> list[bool] | None:
    """Which fillers are right, the last for none of them; None where the right one is out of reach."""
    gold = claim[role]
    right = [_is_right(role, filler, gold, reading) for filler in fillers]
    if gold is None or (role == "target" and gold.get("span") is None and not any(right)):
        return [False] * len(fillers) + [True]
    right = [*_nearest_words(fillers, right, gold), False]
    return right if any(right) else None


def _told(claim: Any, sentence: int, word: int, reading: Reading) -> Told:
    place = claim["place"]
    words = reading.page.report.text[slice(*place["span"])].casefold() if place and place["span"] else None
    actor, target = claim["actor"], claim["target"]
    return Told(
        claim["type"],
        sentence,
        actor["side"] if actor else None,
        target["side"] if target else None,
        words,
        word,
        sureness=1.0,
    )


def _is_right(role: str, filler: Filler, gold: Any, reading: Reading) -> bool:
    if gold is None:
        return False
    mention = filler.mention
    if role == "place":
        if gold["span"] is None:
            return False
        begin, end = gold["span"]
        words = reading.page.report.text[begin:end].casefold()
        return (mention.start < end and begin < mention.end) or mention.name == words
    return reading.discourse.side_of(mention) == gold["side"] or (
        not filler.implied
        and gold["span"] is not None
        and mention.start < gold["span"][1]
        and gold["span"][0] < mention.end
    )


def _nearest_words(fillers: Sequence[Filler], right: Sequence[bool], gold: Any) -> list[bool]:
    """Where the annotated words themselves are among the fillers, only they are right."""
    if gold["span"] is None:
        return list(right)
    begin, end = gold["span"]
    exact = [
        ok and not filler.implied and filler.mention.start < end and begin < filler.mention.end
        for filler, ok in zip(fillers, right, strict=True)
    ]
    return exact if any(exact) else list(right)


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]
