"""Shares of characters told apart rightly, on the open corpus and, where they are there, on shared data."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import contested
from contested.model.page import Page, SegmentKind
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.read import read
from contested.segment import segment

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared"
OPEN = ROOT / "eval" / "open"
EXAMPLES = Path(contested.__file__).parent / "data" / "examples"
CLAIMS = SHARED / "eval" / "data" / "claims"
SEEDS = SHARED / "seeds"
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the shared data do not lie beside the repository"
)

BOILERPLATE = {SegmentKind.FURNITURE, SegmentKind.RELATED}
READERS = {SegmentKind.COMMENT, SegmentKind.COMMENT_HEADER}


def lines_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def pages_of(folder: Path, *, with_title: bool) -> Iterator[tuple[Page, dict]]:
    gold = {one["id"]: one for one in lines_of(folder / "gold.jsonl")}
    for doc in lines_of(folder / "docs.jsonl"):
        report = Report(
            id=DocumentId(doc["id"]),
            text=doc["text"],
            title=doc["title"] if with_title else None,
            outlet=doc["outlet"] if with_title else None,
        )
        yield segment(report), gold[doc["id"]]


def characters(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    return {at for start, end in spans for at in range(start, end) if not text[at].isspace()}


def found(page: Page, kinds: Iterable[SegmentKind]) -> set[int]:
    spans = [(part.span.start, part.span.end) for part in page.segments if part.kind in kinds]
    return characters(page.report.text, spans)


def evidence_f1(pages: Iterable[tuple[Page, dict]]) -> float:
    right = wrong = missed = 0
    for page, gold in pages:
        text = page.report.text
        told = characters(text, [(0, len(text))]) - characters(
            text, [(one["start"], one["end"]) for one in gold["segments"] if one["kind"] != "headline"]
        )
        seen = found(page, [kind for kind in SegmentKind if kind.is_evidence])
        right += len(told & seen)
        wrong += len(seen - told)
        missed += len(told - seen)
    return 2 * right / (2 * right + wrong + missed)


def examples(*, with_title: bool) -> Iterator[tuple[Page, dict]]:
    for table in sorted(EXAMPLES.glob("*.gold.jsonl")):
        gold = {one["id"]: one for one in lines_of(table)}
        for report in read([EXAMPLES / table.name.removesuffix(".gold.jsonl")]):
            assert isinstance(report, Report)
            yield segment(report if with_title else replace(report, title=None, outlet=None)), gold[report.id]


def lost_triggers(pages: Iterable[tuple[Page, dict]]) -> list[str]:
    lost = []
    for page, gold in pages:
        spans = [one.span for one in page.sentences]
        for claim in gold["claims"]:
            start, end = claim["trigger"]
            if not any(span.start <= start and end <= span.end for span in spans):
                lost.append(f"{gold['id']}: {page.report.text[start:end]}")
    return lost


@pytest.mark.parametrize(("with_title", "floor"), [(True, 0.999), (False, 0.995)])
def test_article_and_the_rest_are_told_apart_on_the_open_corpus(with_title: bool, floor: float):
    assert evidence_f1(pages_of(OPEN, with_title=with_title)) >= floor


@pytest.mark.parametrize("with_title", [True, False])
def test_readers_comments_eat_no_article(with_title: bool):
    for page, gold in [*pages_of(OPEN, with_title=with_title), *examples(with_title=with_title)]:
        text = page.report.text
        told = characters(text, [(one["start"], one["end"]) for one in gold["segments"]])

        assert found(page, READERS) <= told, gold["id"]


@pytest.mark.parametrize("with_title", [True, False])
def test_no_claim_of_the_open_corpus_is_lost_to_furniture(with_title: bool):
    assert lost_triggers(pages_of(OPEN, with_title=with_title)) == []


@pytest.mark.parametrize("with_title", [True, False])
def test_article_and_the_rest_are_told_apart_in_the_examples(with_title: bool):
    assert evidence_f1(examples(with_title=with_title)) >= 0.998
    assert lost_triggers(examples(with_title=with_title)) == []


def test_every_reader_of_the_examples_is_shown_with_name_and_time():
    readers = {
        (page.report.id, part.comment)
        for page, _ in examples(with_title=False)
        for part in page.segments
        if part.kind in READERS
    }

    assert len(readers) == 11
    assert all(head and head.author and head.time for _, head in readers)
    assert {
        (head.author, head.time, head.reply_to) for id, head in readers if head and id.startswith("h10")
    } == {
        ("Um Khaled", "2016-03-06 19:02", None),
        ("R. Haurani", "2016-03-07 00:14", "Um Khaled"),
    }


@needs_shared
def test_article_and_the_rest_are_told_apart_on_collected_reports():
    assert evidence_f1(pages_of(CLAIMS, with_title=True)) >= 0.995


@needs_shared
def test_no_claim_of_collected_reports_is_lost_to_furniture():
    assert lost_triggers(pages_of(CLAIMS, with_title=True)) == []


@needs_shared
@pytest.mark.parametrize("seed", ["000_9bf0da5cf26ce3c3", "004_cdd9d0bc524aa4d2"])
def test_each_character_of_the_seeds_is_told_rightly(seed: str):
    parts = json.loads((SEEDS / "seed_annotations.json").read_text("utf-8"))["structure"][seed]
    text = (SEEDS / f"{seed}.txt").read_bytes().decode("utf-8")
    page = segment(Report(id=DocumentId(seed), text=text))

    def told(*names: str) -> set[int]:
        spans = [(one["start"], one["end"]) for one in parts if one["kind"].startswith(names)]
        return characters(text, spans)

    assert found(page, BOILERPLATE) == told("boilerplate")
    assert found(page, READERS) == told("comment")
    assert found(page, [SegmentKind.HEADLINE]) == told("article.headline", "page.title")
    assert found(page, [SegmentKind.BYLINE]) == told("article.byline")
    assert found(page, [SegmentKind.PARAGRAPH]) == told("article.paragraph", "article.rhetorical_question")
