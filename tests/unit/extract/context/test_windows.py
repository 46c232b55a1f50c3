"""How a report is cut for the network: pieces keep their words' places, windows own each piece once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.extract.context.windows import LONGEST, Window, windows
from contested.extract.context.wordpieces import Pieces, Wordpieces

VOCABULARY = ["[UNK]", "the", "town", "of", "palm", "##yra", "fell", ".", "-", "held", "isis", "a", "##in"]
PIECES = Wordpieces.of(VOCABULARY)


def words(pieces: Pieces) -> list[str]:
    return [VOCABULARY[number] for number in pieces.ids]


def test_words_are_cut_into_the_longest_known_pieces() -> None:
    assert words(PIECES.cut([(0, "The town of Palmyra fell.")])) == [
        "the", "town", "of", "palm", "##yra", "fell", ".",
    ]  # fmt: skip


def test_hyphens_part_words_so_that_held_can_be_a_trigger() -> None:
    assert words(PIECES.cut([(0, "ISIS-held")])) == ["isis", "-", "held"]


def test_accents_are_read_as_plain_letters() -> None:
    assert words(PIECES.cut([(0, "Áin")])) == ["a", "##in"]


def test_a_word_of_unknown_letters_is_one_unknown_piece() -> None:
    assert words(PIECES.cut([(0, "تدمر fell")])) == ["[UNK]", "fell"]


def test_each_piece_has_the_span_of_its_word_in_the_raw_text() -> None:
    pieces = PIECES.cut([(100, "Palmyra fell"), (200, "fell")])

    assert pieces.starts.tolist() == [100, 100, 108, 200]
    assert pieces.ends.tolist() == [107, 107, 112, 204]
    assert pieces.sentences.tolist() == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("span", "covered"),
    [((100, 107), (0, 2)), ((103, 105), (0, 2)), ((107, 108), (2, 2)), ((108, 204), (2, 4))],
)
def test_a_span_is_covered_by_the_pieces_of_the_words_it_touches(
    span: tuple[int, int], covered: tuple[int, int]
) -> None:
    first, end = PIECES.cut([(100, "Palmyra fell"), (200, "fell")]).covering([span])

    assert (first.tolist(), end.tolist()) == ([covered[0]], [covered[1]])


def report(lengths: list[int]) -> Pieces:
    sentences = np.repeat(np.arange(len(lengths)), lengths)
    places = np.arange(len(sentences))
    return Pieces(places, places, places + 1, sentences)


@given(st.lists(st.integers(1, 900), max_size=40))
def test_every_piece_is_owned_by_one_window_and_no_window_is_too_long(lengths: list[int]) -> None:
    found = list(windows(report(lengths)))

    assert [piece for window in found for piece in window.own] == list(range(sum(lengths)))
    assert all(window.size <= LONGEST for window in found)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=40))
def test_windows_are_cut_between_sentences_and_begin_with_what_went_before(lengths: list[int]) -> None:
    pieces = report(lengths)

    for window in windows(pieces):
        first = window.own.start
        assert first == 0 or pieces.sentences[first] != pieces.sentences[first - 1]
        assert first == 0 or places_of(window, first - 1, first)[1] == 1
        assert places_of(window, 0, 1) == (1, 1)  # the headline
        assert places_of(window, window.own.start, window.own.stop)[1] == len(window.own)


def places_of(window: Window, first: int, end: int) -> tuple[int, int]:
    """Where some pieces of the report stand in a window, and how many of them it holds."""
    begin, behind = window.places_of((np.array([first]), np.array([end])))
    return int(begin[0]), int(behind[0] - begin[0])
