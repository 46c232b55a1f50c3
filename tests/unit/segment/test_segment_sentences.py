import pytest

from contested.segment.cues import cues_for
from contested.segment.sentences import split_sentences

WORDS = cues_for("en").sentences


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text, 0, len(text), WORDS)]


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Haddad met Lt. Col. Omar at 4.30 p.m. on Jan. 5.",
        "The U.S. Army and the U.N. mission left.",
        "J. Smith of the S. L. Trust spoke.",
        '"Who holds it?" he asked.',
        "It was No. 3 of 12.5 million.",
        "The army ... did not answer.",
        "St. George church, approx. 3 km. away, burned.",
        "Rebels (incl. foreigners) fled.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(text: str):
    assert split(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "The town fell.|The army left.",
        'He said: "The town fell."|The army left.',
        "The town fell.”|“The army left.”",
        "It began at 4 a.m.|The army left.",
        "They came from the U.S.|However, none stayed.",
        "The town fell…|Nobody came.",
        "It fell in 2016.|67 died.",
        "(The town fell.)|Rebels left.",
        "The town fell.|al-Sadra did not.",
        "Did it fall?|No!|It held.",
        "Сдан ли город?|Нет.|Бои идут.",
    ],
)
def test_a_stop_before_a_new_sentence_ends_it(text: str):
    parts = text.split("|")

    assert split(" ".join(parts)) == parts


def test_a_number_at_the_head_belongs_to_its_item():
    assert split("1. Mosul. The city is held.") == ["1. Mosul.", "The city is held."]


def test_blanks_at_the_ends_belong_to_no_sentence():
    assert split("  The town fell.   It burned.  ") == ["The town fell.", "It burned."]
