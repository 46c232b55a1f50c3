"""The pipeline forgets words that it met once it knows enough, and reads the same sentences alike."""

import random
import string

import pytest

from contested.extract import language_model
from contested.extract.language_model import load_language_model
from contested.extract.parsing import parse_pages
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.segment import segment

TEXT = "Troops from Qarnabaz retook the town of Meskaveh on Sunday. There is no water, said Zlatkovar."


@pytest.fixture(scope="module")
def nlp():
    return load_language_model("en")


def read(text, nlp):
    page = segment(Report(id=DocumentId("r"), text=text))
    ((_, sentences),) = parse_pages([page], nlp=nlp, worth_parsing=lambda text: True)
    return [
        (word.text, word.tag_, word.dep_, word.lemma_, word.head.i)
        for sentence in sentences
        if sentence.doc is not None
        for word in sentence.doc
    ]


def invented(count: int, seed: int) -> str:
    draw = random.Random(seed)
    return " ".join("".join(draw.choices(string.ascii_lowercase, k=12)) for _ in range(count)) + "."


def test_words_met_once_enough_are_known_do_not_stay(nlp, monkeypatch):
    monkeypatch.setattr(language_model, "_LASTING", 0)
    before = len(nlp.vocab.strings)

    read(invented(500, seed=1), nlp)

    assert len(nlp.vocab.strings) == before


def test_words_stay_before(nlp, monkeypatch):
    monkeypatch.setattr(language_model, "_LASTING", 10_000_000)
    before = len(nlp.vocab.strings)

    read(invented(500, seed=2), nlp)

    assert len(nlp.vocab.strings) >= before + 500


def test_sentences_are_read_alike_whether_their_words_stay_or_not(nlp, monkeypatch):
    monkeypatch.setattr(language_model, "_LASTING", 0)
    passing = [read(TEXT, nlp), read(TEXT, nlp)]
    monkeypatch.setattr(language_model, "_LASTING", 10_000_000)

    assert passing == [read(TEXT, nlp)] * 2
    assert "Meskaveh" in {word for word, *_ in passing[0]}
