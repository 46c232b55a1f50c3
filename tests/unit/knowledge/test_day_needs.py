"""A rule that is passed over because a text lacks its words would not have held there."""

import pytest

from contested.knowledge.day_needs import needed_words
from contested.knowledge.day_words import load_day_words

WORDS = load_day_words("en")
FIELDS = {"month": ["may", "june"], "weekday": ["sunday", "sun"], "season": ["spring"]}
DIGITS = set("0123456789")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"{month}\.? {day}(?:,? {year})?", {"may", "june"}),
        (r"(?:(?P<which>last|next|this) )?{weekday}?", None),
        (r"(?:in|during) (?:the )?{season}", {"spring"}),
        (r"(?<=on ){day}(?! {month})", DIGITS),
        (r"(?:{month}|{weekday}) night", {"night"}),
        (r"(?:{month}|{weekday})", {"may", "june", "sun"}),
        (r"(?:{month}|{number}) (?:am|pm)", {"am", "pm"}),
        (r"days? (?:or so)*", {"day"}),
        (r"the first light", {"the first light"}),
        (r"\d{0,2}", None),
        (r"{number}", None),
    ],
)
def test_only_what_must_be_there_is_needed(pattern: str, words: set[str] | None) -> None:
    assert needed_words(pattern, FIELDS) == words


def test_no_rule_holds_where_what_it_needs_is_missing() -> None:
    missed = [
        (example.text, rule.pattern.pattern)
        for example in WORDS.examples
        for rule in WORDS.rules
        if rule.needs is not None
        and rule.pattern.search(example.text.lower())
        and not any(word in example.text.lower() for word in rule.needs)
    ]

    assert missed == []


def test_most_rules_need_something() -> None:
    needing = [rule for rule in WORDS.rules if rule.needs is not None]

    assert len(needing) > 0.7 * len(WORDS.rules)
