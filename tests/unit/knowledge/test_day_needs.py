"""A rule that is passed over because a text lacks its words would not have held there."""

import pytest

from contested.knowledge.day_needs import needed_field
from contested.knowledge.day_words import load_day_words

WORDS = load_day_words("en")


@pytest.mark.parametrize(
    ("pattern", "field"),
    [
        (r"{month}\.? {day}(?:,? {year})?", "month"),
        (r"(?:(?P<which>last|next|this) )?{weekday}?", None),
        (r"(?:in|during) (?:the )?{season}", "season"),
        (r"(?<=on ){day}(?! {month})", "digit"),
        (r"(?:{month}|{weekday}) night", None),
        (r"\d{0,2}", None),
    ],
)
def test_only_what_must_be_there_is_needed(pattern: str, field: str | None) -> None:
    assert needed_field(pattern) == field


def test_no_rule_holds_where_what_it_needs_is_missing() -> None:
    missed = [
        (example.text, rule.pattern.pattern)
        for example in WORDS.examples
        for rule in WORDS.rules
        if rule.needs is not None
        and rule.pattern.search(example.text.lower())
        and not rule.needs.search(example.text.lower())
    ]

    assert missed == []


def test_most_rules_need_something() -> None:
    needing = [rule for rule in WORDS.rules if rule.needs is not None]

    assert len(needing) > 0.7 * len(WORDS.rules)
