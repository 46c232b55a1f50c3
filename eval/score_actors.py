"""
Scores how annotated party words are read: which side "the militants" or "they" mean in their report.

    python eval/score_actors.py [--wrong]

The words are the annotators'; the choice of words (who acted on whom) is scored by `eval/run.py`. A party
that is read as `unknown` counts as wrong unless the annotators say so too. With `--wrong` each wrong reading
is printed. The shipped judge of pronouns was trained on these corpora: for figures on reports that it has not
seen see `training/train_references.py`.
"""

import argparse
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import shares  # beside this script

from contested.extract import Extractor
from contested.extract.judge import Judge
from contested.extract.mentions import Mention
from contested.extract.parsing import ParsedSentence, parse_pages
from contested.extract.reading import Reading, camp_of, read_closely, worth_reading
from contested.knowledge.actor_names import ActorNames
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.party_reader import ActorReader, count_mentions
from contested.knowledge.theatre import load_theatre, theatre_names
from contested.model.claim import PartyMention
from contested.model.page import Page
from contested.model.report import Report
from contested.model.text import Quote
from contested.segment import segment

ROLES = ("actor", "target")
PRONOUN = re.compile(
    r"(they|them|their|it|its|he|him|his|she|her|we|us|our|who|which|that|themselves|i)", re.I
)


class Read(NamedTuple):
    """One annotated party and the side that the program reads in its words."""

    document: str
    conflict: str
    camp: str
    kind: str  # "pronoun", "words"
    words: str
    gold: str
    side: str
    reason: str
    sentence: str

    @property
    def right(self) -> bool:
        return self.gold == self.side


def readings(reports: Sequence[Report], gold: Sequence[Any]) -> Iterator[Read]:
    """Every annotated party of the reports that has words of its own."""
    extractor = Extractor.load(gazetteer=Gazetteer.open(), rules_only=True)
    claims = {one["id"]: one["claims"] for one in gold}
    pages = [segment(report) for report in reports]
    for page, sentences in parse_pages(
        pages, nlp=extractor.nlp, worth_parsing=worth_reading(extractor.language)
    ):
        yield from parties_of(page, sentences, claims.get(page.report.id, ()), extractor)


def parties_of(
    page: Page,
    sentences: Sequence[ParsedSentence],
    claims: Sequence[Any],
    extractor: Extractor,
    judge: Judge | None = None,
) -> Iterator[Read]:
    """The annotated parties of one report; by default the shipped judge tells whom pronouns mean."""
    report = page.report
    theatre = load_theatre(report.conflict if report.conflict in theatre_names() else "generic")
    recogniser = extractor.recogniser(theatre)
    reading = read_closely(
        page, sentences, recogniser=recogniser, language=extractor.language, reference_judge=judge
    )
    camp, names = camp_of(page, recogniser), ActorNames(theatre.actors)
    reader = ActorReader(
        names=names,
        actors={actor.id: actor for actor in theatre.actors},
        theatre=theatre,
        camp=camp,
        day=report.published,
        mentions=count_mentions(page, names=names, theatre=theatre, camp=camp),
    )
    parties = {
        (*party["span"], party["side"])
        for claim in claims
        for role in ROLES
        if (party := claim.get(role)) and party["span"]
    }
    for start, end, side in sorted(parties):
        words = report.text[start:end]
        choice = reader.choose_party(_as_mentioned(start, end, reading))
        kind = "pronoun" if PRONOUN.fullmatch(words.strip()) else "words"
        sentence = next((s.text for s in reading.sentences if s.start <= start < s.start + len(s.raw)), "")
        found = str(choice.side)
        yield Read(
            report.id, str(report.conflict), str(camp), kind, words, side, found, choice.reason, sentence
        )


def _as_mentioned(start: int, end: int, reading: Reading) -> PartyMention:
    """The annotator's words as the program would hand them on: with what they refer to."""
    text = reading.page.report.text
    over = [m for row in reading.mentions for m in row if m.is_party and m.start < end and start < m.end]
    mention: Mention | None = max(over, key=lambda m: (m.end <= end, m.end, m.start - m.end), default=None)
    antecedent = reading.discourse.antecedent(mention) if mention is not None else None
    if mention is not None and mention.end >= end:  # "our troops" where the annotator marked "troops"
        start, end = min(start, mention.start), mention.end
    return PartyMention(
        quote=Quote(start, end, text[start:end]),
        refers_to=Quote(antecedent.start, antecedent.end, text[antecedent.start : antecedent.end])
        if antecedent is not None
        else None,
        unarmed=mention is not None and mention.kind.value == "people",
    )


def main() -> int:
    """Prints accuracy by corpus, kind, conflict and camp."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wrong", action="store_true", help="print each wrong reading")
    options = parser.parse_args()
    shares.score(readings, by=("kind", "conflict", "camp"), wrong=_wrong if options.wrong else None)
    return 0


def _wrong(one: Read) -> str:
    return (
        f"{one.document} [{one.camp}] {one.words!r}: {one.gold}, read {one.side}\n"
        f"        {one.reason} | {one.sentence[:240]!r}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
