"""A rule that is passed over because a text lacks its words would not have held there."""

import pytest

from contested.knowledge.day_needs import needed_words
from contested.knowledge.day_words import load_day_words

WORDS = load_day_words("en")
FIELDS = {"month": ["may", "june"], "weekday": ["sunday", "sun"], "season": ["spring"]}
DIGITS = set("0123456789")


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"{month}\.? {day}(?:,? {year})?", [{"may", "june"}, DIGITS]),
        (r"(?:(?P<which>last|next|this) )?{weekday}?", []),
        (r"(?:in|during) (?:the )?{season}", [{"spring"}, {"in"}]),
        (r"(?<=on ){day}(?! {month})", [DIGITS]),
        (r"(?:{month}|{weekday}) night", [{"night"}, {"may", "june", "sun"}]),
        (r"(?:{month}|{weekday})", [{"may", "june", "sun"}]),
        (r"(?:{month}|{number}) (?:am|pm)", [{"am", "pm"}]),
        (r"noon|late on {weekday}", [{"noon", "late on"}]),
        (r"(?P<one>\d{1,2})[/.](?P<year>\d{4})", [DIGITS]),
        (r"{month} {year}", [{"may", "june"}, {"19", "20"}]),
        (r"the (?P<day>3[01]|[12]\d|0?[1-9])th", [DIGITS, {"the"}, {"th"}]),
        (r"(?:19|20)\d0s", [DIGITS, {"19", "20"}, {"0s"}]),
        (r"days? (?:or so)*", [{"day"}]),
        (r"the first light", [{"the first light"}]),
        (r"\d{0,2}", []),
        (r"{number}", []),
    ],
)
def test_only_what_must_be_there_is_needed(pattern: str, needs: list[set[str]]) -> None:
    assert list(needed_words(pattern, FIELDS)) == needs


def test_no_rule_holds_where_what_it_needs_is_missing() -> None:
    missed = [
        (example.text, rule.pattern.pattern)
        for example in WORDS.examples
        for rule in WORDS.rules
        if rule.pattern.search(example.text.lower())
        and not all(any(word in example.text.lower() for word in words) for words in rule.needs)
    ]

    assert missed == []


def test_most_rules_need_something() -> None:
    needing = [rule for rule in WORDS.rules if rule.needs]

    assert len(needing) > 0.7 * len(WORDS.rules)


def test_a_rule_that_holds_is_found_by_the_words_of_its_text() -> None:
    missed = [
        (example.text, rule.pattern.pattern)
        for example in WORDS.examples
        for text in [example.text.lower()]
        for rule in WORDS.rules
        if rule.pattern.search(text) and rule not in WORDS.by_need.possible_in(text)
    ]

    assert missed == []


def test_a_text_is_spared_the_rules_that_cannot_hold_in_it() -> None:
    assert WORDS.by_need.possible_in("the army captured palmyra") == []
