"""Whatever a model answers: no crash, and no claim whose words do not stand in evidence."""

import dataclasses
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st
from loopback import claim, party, place, speaker, words

from contested.app.llm.checking import UNMEASURED, Checker
from contested.app.llm.instructions import load_instructions
from contested.app.llm.passages import Passage, passages_of
from contested.app.llm.tally import Dropped
from contested.knowledge.lexicon import load_language
from contested.model.claim import Claim
from contested.model.report import Report
from contested.model.text import DocumentId, Quote
from contested.segment import segment

TEXT = "\n\n".join(
    (
        "Army enters Sadra",
        "Government forces entered the oil town of Sadra on Tuesday, a military source said.",
        "The rebels said that they still held its northern quarter and the road to the border.",
        "Comments (1)",
        "mira_61, 3 May, 11:05",
        "The rebels shelled Hama and fled to Homs.",
        "© Harbour Post",
    )
)
PAGE = segment(Report(id=DocumentId("x"), text=TEXT))
CHECKER = Checker(
    events=load_instructions("en").events, numbers=load_language("en").cues.numbers, made_by="llm/test"
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)
COPIED = st.sampled_from(TEXT.split()) | st.text(max_size=9)
NUMBER = st.integers(-1, 9)
ANSWERED = st.builds(
    lambda trigger, at, slots: claim(trigger, at, **slots),
    COPIED,
    NUMBER,
    st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(("hold", "advance", "ransom")),
            "actor": st.builds(party, COPIED, NUMBER),
            "target": st.builds(lambda text, at: party(None, at, stands_for=words(text, at)), COPIED, NUMBER),
            "place": st.builds(place, COPIED, NUMBER),
            "time": st.builds(words, COPIED, NUMBER),
            "attribution": st.lists(st.builds(speaker, COPIED, NUMBER), max_size=2),
            "modality": JSON,
            "count": JSON,
        },
    ),
)


def only_passage() -> Passage:
    (found,) = passages_of(PAGE)
    return found


def quotes(part: object) -> Iterator[Quote]:
    if isinstance(part, Quote):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from quotes(one)
    elif dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            yield from quotes(getattr(part, field.name))


@given(st.lists(JSON | ANSWERED, max_size=6))
def test_every_answer_gives_claims_whose_words_stand_in_evidence_or_a_reason(answered: list[object]) -> None:
    found = list(CHECKER.check(answered, only_passage()))

    assert len(found) == len(answered)
    for one in found:
        if isinstance(one, Dropped):
            assert one.reason
            continue
        for quote in quotes(one):
            assert TEXT[quote.start : quote.end] == quote.text
            assert any(sentence.span.contains(quote.span) for sentence in PAGE.sentences)


def test_what_readers_wrote_bears_nothing_out() -> None:
    (found,) = CHECKER.check([claim("shelled", 4, type="strike", place=place("Hama", 4))], only_passage())

    assert found == Dropped(reason="trigger: words that do not stand in the report there", found="shelled")


def test_a_place_from_an_earlier_sentence_is_the_scene() -> None:
    (found,) = CHECKER.check([claim("held", 3, type="hold", place=place("Sadra", 2))], only_passage())

    assert isinstance(found, Claim)
    assert found.place is not None
    assert found.place.from_scene
    assert found.confidence == UNMEASURED


def test_of_two_equal_triggers_the_one_beside_the_place_counts() -> None:
    text = "The army took Homs while the rebels took Hama."
    (passage,) = passages_of(segment(Report(id=DocumentId("y"), text=text)))

    found = [
        one.trigger.start
        for one in CHECKER.check([claim("took", place=place(town)) for town in ("Hama", "Homs")], passage)
        if isinstance(one, Claim)
    ]

    assert found == [text.rindex("took"), text.index("took")]
