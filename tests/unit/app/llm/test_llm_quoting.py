"""Words are found exactly where they stand, or not at all; figures only where they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.app.llm.answer import Words
from contested.app.llm.figures import figures_in
from contested.app.llm.passages import LONGEST, Passage, passages_of
from contested.app.llm.quoting import find_words
from contested.knowledge.lexicon import load_language
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.segment import segment

TEXT = (
    "The army left Homs. It took Turkey's \t border post; Iranian forces took Homs' port. "
    "Rebels fled Hama. They went home."
)


def passage(text: str = TEXT) -> Passage:
    (only,) = passages_of(segment(Report(id=DocumentId("x"), text=text)))
    return only


def place_of(text: str, sentence: int, near: int | None = None) -> int | None:
    found = find_words(Words(text=text, sentence=sentence), passage(), near=near)
    return None if found is None else found.start


def test_words_are_found_in_the_sentence_that_was_named():
    assert place_of("Homs", 1) == TEXT.index("Homs")
    assert place_of("Homs", 2) == TEXT.rindex("Homs")


def test_words_are_found_next_door_where_the_number_is_wrong():
    assert place_of("army", 2) == TEXT.index("army")
    assert place_of("Rebels", 1) == TEXT.index("Rebels")


def test_words_far_from_the_sentence_that_was_named_are_not_there():
    assert place_of("army", 4) is None
    assert place_of("army", 0) == TEXT.index("army")
    assert place_of("army", 10**9) is None


def test_white_space_may_differ_and_nothing_else():
    found = find_words(Words(text="took Turkey's border post", sentence=2), passage())

    assert found is not None
    assert found.text == "took Turkey's \t border post"
    assert place_of("took turkey's", 2) is None
    assert place_of("took Turkey’s", 2) is None


@pytest.mark.parametrize("words", ["Iran", "om", "orces", "", "  ", ".*", "the army of"])
def test_parts_of_words_and_patterns_are_no_words(words: str):
    assert place_of(words, 2) is None


def test_of_several_places_the_nearest_counts():
    assert place_of("took", 2) == TEXT.index("took")
    assert place_of("took", 2, near=len(TEXT)) == TEXT.rindex("took")


@given(st.text(max_size=200), st.text(max_size=20), st.integers(-3, 9))
def test_whatever_is_found_stands_there(text: str, words: str, sentence: int):
    for part in passages_of(segment(Report(id=DocumentId("x"), text=text))):
        found = find_words(Words(text=words, sentence=sentence), part)

        assert found is None or text[found.start : found.end] == found.text
        assert found is None or found.text.split() == words.split()


@given(st.lists(st.integers(1, LONGEST // 4), max_size=40))
def test_passages_have_every_sentence_once_and_none_is_too_long(lengths: list[int]):
    text = " ".join(f"Army {'a' * length} left Homs." for length in lengths)
    page = segment(Report(id=DocumentId("x"), text=text))

    parts = list(passages_of(page))

    assert [at for part in parts for at in range(part.first, part.end)] == list(range(len(page.sentences)))
    for part in parts:
        length = sum(len(page.sentences[at].span) for at in range(part.first, part.end))
        assert length <= LONGEST or part.halves() == ()


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("at least 12", {12}),
        ("1,500", {1500}),
        ("12 000 people", {12_000}),
        ("two dozen", {2, 12, 24}),
        ("three hundred", {3, 100, 300}),
        ("Twenty-five", {20, 5, 25}),
        ("dozens", {12}),
        ("between 20 and 30", {20, 30}),
        ("scores", set()),
        ("9" * 50, set()),
    ],
)
def test_figures_are_those_that_the_words_give(words: str, figures: set[int]):
    assert figures_in(words, load_language("en").cues.numbers) == figures
