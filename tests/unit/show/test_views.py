from dataclasses import replace
from datetime import date

from show_values import CLAIMS, FRAMINGS, GOV_REPORT, PAGES, PICTURE, REBEL_REPORT, SIDES

from contested.model.framing import Framing, FramingKind
from contested.model.page import SegmentKind
from contested.model.text import Quote
from contested.show.sides import styles_for
from contested.show.views.citation import by_sentence, cite_all
from contested.show.views.framing import framing_by_party, most_used
from contested.show.views.omissions import omissions
from contested.show.views.reader import reading
from contested.show.views.timeline import timeline

STYLES = styles_for(SIDES, pictures=[PICTURE], claims=CLAIMS)
CITATIONS = cite_all(CLAIMS, STYLES)
OWN = [one.claim for one in CLAIMS if one.claim.document == GOV_REPORT.id]


def read_report():  # type: ignore[no-untyped-def]
    return reading(
        GOV_REPORT, page=PAGES[0], claims=OWN, citations=CITATIONS, framings=FRAMINGS[:2], camp="gov"
    )


def test_a_reading_keeps_every_character_of_its_segments() -> None:
    for part, segment in zip(read_report().parts, PAGES[0].segments, strict=True):
        assert (
            "".join(piece.text for piece in part.pieces)
            == GOV_REPORT.text[segment.span.start : segment.span.end]
        )


def test_each_claim_begins_and_ends_once_at_its_trigger() -> None:
    pieces = [piece for part in read_report().parts for piece in part.pieces]
    for claim in OWN:
        assert [piece.span.start for piece in pieces if claim.id in piece.begins] == [claim.trigger.start]
        assert [piece.span.end for piece in pieces if claim.id in piece.ends] == [claim.trigger.end]


def test_a_comment_bears_a_note_and_a_paragraph_none() -> None:
    notes = {part.kind: part.note for part in read_report().parts}
    assert notes[SegmentKind.COMMENT] == "reader's comment: not evidence"
    assert notes[SegmentKind.PARAGRAPH] == ""


def test_claims_of_one_sentence_are_cited_together_and_its_words_kept() -> None:
    sentences = by_sentence(CITATIONS.values())
    assert len(sentences) < len(CITATIONS)
    for one in sentences:
        assert "".join(text for text, _ in one.pieces) == one.sentence.text
        assert {text for text, is_trigger in one.pieces if is_trigger} <= {
            c.trigger.text for c in one.citations
        }


def test_what_one_camp_tells_and_another_leaves_out_is_a_row() -> None:
    rows = {(row.place, row.event): row.tellings for row in omissions(CLAIMS)}
    assert ("Tadmur", "capture") not in rows  # both tell it
    silent = {telling.camp: telling.first is None for telling in rows["Tadmur", "casualties"]}
    assert silent == {"gov": True, "opposition": False}


def test_a_plan_is_nothing_that_was_told_to_have_happened() -> None:
    assert ("Deir ez-Zor", "attack") not in {(row.place, row.event) for row in omissions(CLAIMS)}


def test_framing_stands_side_by_side_by_party_and_camp() -> None:
    camps = {GOV_REPORT.id: "gov", REBEL_REPORT.id: "opposition"}
    parties = framing_by_party(FRAMINGS, camps=camps, names={"gov": "government forces"})
    first = parties[0]
    assert first.toward == "government forces"
    assert [(camp.camp, camp.words[0].words, camp.words[0].helps) for camp in first.camps] == [
        ("gov", "liberated", True),
        ("opposition", "Assad's regime forces", False),
    ]


def test_no_camp_crowds_another_out_of_a_short_list_of_words() -> None:
    word = Framing(document=GOV_REPORT.id, quote=FRAMINGS[0].quote, kind=FramingKind.LOADED,
                   toward=None, helps=True, reason="test")  # fmt: skip
    many = [
        replace(word, quote=Quote(start, start + 2, f"w{start}"))
        for start in range(9)
        for _ in range(start + 1)
    ]
    camps = {GOV_REPORT.id: "gov", REBEL_REPORT.id: "opposition"}
    parties = framing_by_party([*many, *FRAMINGS], camps=camps, names={})

    shown = [(one.camp, one.words.words, one.words.times) for one in most_used(parties, most=3)]

    assert shown == [("gov", "w8", 9), ("gov", "w7", 8), ("opposition", "Assad's regime forces", 1)]


def test_a_timeline_puts_earlier_claims_to_the_left() -> None:
    found = timeline(CLAIMS, STYLES)
    assert found
    assert (found.first, found.last) == (date(2016, 3, 27), date(2016, 3, 28))
    assert [strip.place for strip in found.strips] == ["Tadmur"]
    assert [moment.at for moment in found.strips[0].moments] == [2.0, 98.0]


def test_swapping_the_camps_swaps_the_columns_of_what_is_left_out() -> None:
    swap = {"gov": "opposition", "opposition": "gov"}
    swapped = [replace(one, outlet_camp=swap[one.outlet_camp or "gov"]) for one in CLAIMS]
    before = {(row.place, row.event, t.camp): t.first for row in omissions(CLAIMS) for t in row.tellings}
    after = {
        (row.place, row.event, swap[t.camp or "gov"]): t.first
        for row in omissions(swapped)
        for t in row.tellings
    }
    assert before == after
