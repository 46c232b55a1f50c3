"""The shipped network: what it says of a report adds to what the judges say."""

from concurrent.futures import Executor, Future
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from contested.errors import KnowledgeError
from contested.extract import Extractor
from contested.extract.candidates import Situation
from contested.extract.choosing import ROLES
from contested.extract.context import ContextNetwork, load_context_network, read_context_network
from contested.extract.context.questions import Question
from contested.extract.parsing import parse_pages
from contested.extract.reading import Reading, read_closely, worth_reading
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.theatre import load_theatre
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.segment import segment

TEXT = """Fighting near the oil field

The army and allied militias attacked positions of ISIS near Palmyra on Monday. After two days of
clashes the town was recaptured. Dozens of militants were killed, a monitor said.
"""


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load(gazetteer=Gazetteer.open(), rules_only=True)


@pytest.fixture(scope="module")
def network() -> ContextNetwork:
    found = load_context_network()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def reading(extractor: Extractor) -> Reading:
    page = segment(Report(id=DocumentId("a"), text=TEXT, camp="wire", published=date(2016, 4, 4)))
    ((_, sentences),) = parse_pages(
        [page], nlp=extractor.nlp, worth_parsing=worth_reading(extractor.language)
    )
    recogniser = extractor.recogniser(load_theatre("syria"))
    return read_closely(page, sentences, recogniser=recogniser, language=extractor.language)


def test_the_network_knows_the_type_of_a_clear_trigger(network: ContextNetwork, reading: Reading) -> None:
    start = TEXT.index("recaptured")
    words = [(start, start + len("recaptured"))]

    (scores,) = network.read(reading, words).event_scores(words)

    assert sum(np.exp(list(scores.values()))) == pytest.approx(1, abs=1e-4)
    assert max(scores, key=lambda event: scores[event]) == "capture"


def test_each_role_gets_a_share_for_each_filler_and_one_for_none(
    network: ContextNetwork, reading: Reading, extractor: Extractor
) -> None:
    situations = [
        Situation(
            found.candidate, "attack", found.sentence.index, reading.discourse, language=extractor.language
        )
        for found in reading.candidates(extractor.language)
    ]
    answers = network.read(reading, reading.spans(extractor.language)).role_scores(situations)

    assert len(answers) == len(situations) > 2
    for situation, answer in zip(situations, answers, strict=True):
        for role in ROLES:
            assert len(answer[role]) == len(situation.field(role).fillers) + 1
            assert np.exp(answer[role]).sum() == pytest.approx(1, abs=1e-4)


def test_a_role_that_nothing_can_fill_is_left_open(network: ContextNetwork) -> None:
    vector = np.zeros((1, network.heads.width), dtype=np.float32)
    question = Question((1, 2), 0, {role: [] for role in ROLES})

    (answer,) = network.heads.fillers([question], vector, vector)

    assert answer == {role: [0.0] for role in ROLES}


def test_a_damaged_model_is_named(tmp_path: Path) -> None:
    shipped = files("contested") / "data/languages/en/context"
    for file in shipped.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "roles.onnx").write_bytes(b"cut short")

    with pytest.raises(KnowledgeError, match=r"en/context/roles\.onnx: sha256 .* reinstall contested"):
        read_context_network(tmp_path, "en/context")


def test_a_word_is_judged_alike_whether_others_are_asked_about_or_not(
    network: ContextNetwork, reading: Reading, extractor: Extractor
) -> None:
    start = TEXT.index("recaptured")
    words = [(start, start + len("recaptured"))]

    (alone,) = network.read(reading, words).event_scores(words)
    (beside,) = network.read(reading, reading.spans(extractor.language)).event_scores(words)

    # Not equal: numbers are rounded to 8 bits by the largest of those asked about.
    assert np.exp(alone["capture"]) == pytest.approx(np.exp(beside["capture"]), abs=0.05)


def test_a_report_without_words_to_judge_costs_the_encoder_nothing(
    network: ContextNetwork, reading: Reading
) -> None:
    unasked = ContextNetwork(None, network.heads, network.wordpieces, network.vocabulary)

    assert unasked.read(reading, []).event_scores([]) == []


class _Never(Executor):
    """A pool that comes to nothing."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        return Future()


def test_what_the_pool_has_not_come_to_is_encoded_by_whoever_helps(
    network: ContextNetwork, reading: Reading, extractor: Extractor
) -> None:
    words = reading.spans(extractor.language)
    begun = network.begin(reading, words, _Never())

    assert not begun.is_ready
    while begun.help():
        pass

    assert begun.is_ready
    assert begun.result().event_scores(words) == network.read(reading, words).event_scores(words)


def test_what_goes_wrong_in_helping_is_told_to_whoever_asks_for_the_report(
    network: ContextNetwork, reading: Reading, extractor: Extractor
) -> None:
    broken = replace(network, encoder=None)
    begun = broken.begin(reading, reading.spans(extractor.language), _Never())

    assert begun.help()
    with pytest.raises(AttributeError):
        begun.result()


def test_the_side_that_recaptured_a_town_is_found_without_a_subject() -> None:
    whole = Extractor.load(gazetteer=Gazetteer.open())
    page = segment(Report(id=DocumentId("a"), text=TEXT, camp="wire", published=date(2016, 4, 4)))

    ((_, extraction),) = whole.extract([(page, load_theatre("syria"))])

    (capture,) = [claim for claim in extraction.claims if claim.event == "capture"]
    assert capture.actor is not None
    words = capture.actor.quote or capture.actor.refers_to
    assert words is not None
    assert "army" in words.text
