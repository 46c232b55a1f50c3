from hypothesis import given
from hypothesis import strategies as st

from contested.segment.html.alignment import aligned, letters

WORDS = st.lists(st.text("abcdefgh", min_size=14, max_size=40), min_size=1, max_size=12, unique=True)


@given(WORDS, st.data())
def test_whatever_was_left_out_the_rest_is_found_again(blocks: list[str], data: st.DataObject):
    kept = data.draw(st.lists(st.booleans(), min_size=len(blocks), max_size=len(blocks)))
    extract = "|".join(block for block, keep in zip(blocks, kept, strict=True) if keep)
    found = aligned(blocks, extract)

    assert all(found[number] for number, keep in enumerate(kept) if keep)


def test_a_short_line_is_only_found_between_lines_that_are_sure():
    long, longer = letters("The army took the town at dawn"), letters("Nobody was in the market then")

    assert aligned(["News", long, "News", longer, "News"], f"{long}News{longer}") == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_a_teaser_that_says_the_same_as_a_paragraph_is_not_taken_for_it():
    lead, next_one = letters("The army took the town at dawn"), letters("Nobody was in the market then")
    found = aligned([next_one, "Menu", lead, next_one], lead + next_one)

    assert found == [False, False, True, True]


def test_a_paragraph_that_came_back_without_its_middle_is_found():
    whole = letters(
        "The army took the town at dawn and then some words that an extractor drops before the end of it"
    )

    assert aligned([whole], whole[:40] + whole[-30:]) == [True]


def test_an_empty_extract_holds_nothing():
    assert aligned(["abcdefghijklmnop", "", "x"], "") == [False, False, False]
