import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.model.text import Span
from contested.reconcile.edits import edits_between
from contested.reconcile.fingerprints import candidates, signature, word_runs
from contested.reconcile.report_copies import Fingerprint, find_copies

WIRE = (
    "Islamic State militants took the town of Sadra in central Homs on Thursday after heavy clashes with "
    "the army, monitors said. At least 37 soldiers were killed, and dozens of families fled along the desert "
    "road. The pumping station north of the town was still held by the army in the evening, a resident said."
)
OTHER = (
    "Engineers reopened the bridge at Maref on Friday, two weeks after floods had carried away its eastern "
    "half. Lorries with flour waited on both banks, and the first of them crossed before noon under escort."
)


def printed(text: str, key: str, day: int | None = 1, agency: str | None = None) -> Fingerprint:
    published = date(2016, 3, day) if day else None
    return Fingerprint.of(text, key=key, document=key, published=published, agency=agency)


def found(*prints: Fingerprint) -> dict[str, str]:
    return {one.key: one.origin for one in find_copies(prints)}


def test_the_earliest_report_is_the_origin_whatever_the_order():
    copy = WIRE.replace("militants", "fighters")
    prints = [printed(copy, "a", 3), printed(WIRE, "b", 2), printed(OTHER, "c", 1)]

    assert found(*prints) == found(*reversed(prints)) == {"a": "b"}


def test_an_undated_report_is_later_than_a_dated_one():
    assert found(printed(WIRE, "a", None), printed(WIRE, "b", 30)) == {"a": "b"}


def test_a_copy_of_a_copy_goes_back_to_the_first():
    once = WIRE.replace("militants", "fighters").replace("monitors", "activists")
    twice = once.replace("heavy clashes", "a battle").replace("families", "people")

    assert found(printed(WIRE, "a", 1), printed(once, "b", 2), printed(twice, "c", 3)) == {"b": "a", "c": "a"}


def test_a_copy_tells_how_much_of_either_stands_in_the_other():
    (one,) = find_copies([printed(WIRE, "a", 1), printed(f"{WIRE} {OTHER}", "b", 2)])

    assert one.kept == 1
    assert 0.5 < one.taken < 0.7


def test_reports_in_their_own_words_are_no_copies():
    assert found(printed(WIRE, "a"), printed(OTHER, "b", 2)) == {}


def test_a_shared_quotation_makes_no_copy():
    quoted = "Nobody will come back to these houses before the war is over, the mayor said on Thursday."
    others = " ".join(OTHER.split()[:30])

    assert found(printed(f"{WIRE} {quoted}", "a"), printed(f"{others} {quoted} {OTHER}", "b", 2)) == {}


def test_the_same_agency_needs_fewer_words_in_common():
    part = " ".join(WIRE.split()[:22])
    one = f"{part} {OTHER} {' '.join(sorted(OTHER.split()))}"
    other = f"{part} {' '.join(sorted(WIRE.split()))} {' '.join(WIRE.split()[1::2])}"
    plain = found(printed(one, "a"), printed(other, "b", 2))
    credited = found(printed(one, "a", agency="afp"), printed(other, "b", 2, agency="afp"))

    assert (plain, credited) == ({}, {"b": "a"})


@pytest.mark.parametrize("text", ["", "Two words", "?! ..."])
def test_a_text_of_hardly_any_words_is_nobodys_copy(text: str):
    assert found(printed(text, "a"), printed(text, "b", 2)) == {}


def test_five_thousand_copies_of_one_report_are_compared_with_few():
    same = [signature(word_runs(WIRE))] * 5_000

    assert sum(1 for _ in candidates(same[:200])) < 84 * 200 * 2 + 1


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 20))
def test_a_report_with_some_words_changed_is_found(chance: random.Random, percent: int):
    words = (WIRE + " " + OTHER).split() * 2
    for number in chance.sample(range(len(words)), len(words) * percent // 200):
        words[number] = f"other{number}"

    assert found(
        printed((WIRE + " " + OTHER) + " " + (WIRE + " " + OTHER), "a"), printed(" ".join(words), "b", 2)
    ) == {"b": "a"}


def test_a_word_that_was_swapped_is_shown_with_where_it_stands():
    old, new = "The army killed a jihadist in Homs.", "The army killed a terrorist in Homs."
    (edit,) = edits_between(old, [Span(0, len(old))], new, [Span(0, len(new))])

    assert edit.before is not None
    assert edit.after is not None
    assert (edit.before.text, edit.after.text) == ("jihadist", "terrorist")
    assert old[edit.before.start : edit.before.end] == "jihadist"
    assert new[edit.after.start : edit.after.end] == "terrorist"


def test_words_left_out_and_added_have_one_side_only():
    (left_out,) = edits_between("a b c", [Span(0, 5)], "a c", [Span(0, 3)])
    (added,) = edits_between("a c", [Span(0, 3)], "a b c", [Span(0, 5)])

    assert (left_out.after, added.before) == (None, None)


def test_a_paragraph_that_was_moved_is_not_shown_as_left_out():
    first, second = " ".join(WIRE.split()[:20]), " ".join(OTHER.split()[:20])
    old, new = f"{first} {second}", f"{second} {first}"
    edits = edits_between(old, [Span(0, len(old))], new, [Span(0, len(new))])

    assert edits
    assert all(edit.moved for edit in edits)


def test_case_and_punctuation_change_nothing():
    old, new = "ISIS fled; the army stayed.", "Isis fled - the Army stayed"

    assert edits_between(old, [Span(0, len(old))], new, [Span(0, len(new))]) == ()


def test_no_quote_runs_from_one_part_of_a_page_into_the_next():
    old, new = "It fell. MENU The army left Homs", "Nothing happened. MENU Rebels came there"
    parts = [Span(0, 8), Span(14, len(old))], [Span(0, 17), Span(23, len(new))]
    edits = edits_between(old, parts[0], new, parts[1])

    assert [(edit.before.text, edit.after.text) for edit in edits if edit.before and edit.after] == [
        ("It fell", "Nothing happened"),
        ("The army left Homs", "Rebels came there"),
    ]


def test_what_stands_outside_the_article_is_not_compared():
    old, new = "Menu The army stayed", "Search The army stayed"

    assert edits_between(old, [Span(5, len(old))], new, [Span(7, len(new))]) == ()
