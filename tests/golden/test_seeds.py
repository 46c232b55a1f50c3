"""The two seed reports, from opposed camps, through the whole program: what the picture must say of them."""

import csv
from pathlib import Path

import pytest
from war import War, contested

from contested.model.claim import Modality, Polarity
from contested.model.control import Interest
from contested.model.page import SegmentKind

THEN = "2016-03-28"  # the government side's report came out
LATER = "2016-04-04"  # the opposition's


def reports(shared: Path) -> list[Path]:
    return sorted((shared / "seeds").glob("*.txt"))


@pytest.fixture(scope="module")
def war(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> War:
    war = War(tmp_path_factory.mktemp("seeds") / "war.db")
    told = war.read(*reports(shared), theatre="syria", manifest=shared / "seeds" / "manifest.csv")
    assert told["new"] == 2
    return war


def test_palmyra_is_held_by_the_government_side_since_27_march_and_both_camps_agree(war: War):
    cell = war.cell("Palmyra")

    assert (cell["holder"], cell["since"], cell["verdict"]) == ("gov", "2016-03-27", "agreed")
    assert cell["origins"] == 2
    assert not cell["against"]
    assert "Palmyra’s liberation on Sunday" in war.words(cell)
    assert "after seizing control over the city of Palmyra" in war.words(cell)


def test_the_opposition_says_so_against_its_interest_and_that_decides(war: War):
    cell = war.cell("Palmyra")
    against_interest = [
        claim
        for claim in map(war.claims.get, cell["for"])
        if claim is not None and claim.origin.camp == "opposition" and claim.interest is Interest.AGAINST
    ]

    assert against_interest
    assert cell["probability"] > 0.9 > war.cell("Palmyra", THEN, known=THEN)["probability"]


@pytest.mark.parametrize("known", [None, THEN])
def test_quraytayn_is_held_by_isis_and_under_attack_when_the_first_report_came_out(
    war: War, known: str | None
):
    cell = war.cell("Al-Qaryatayn", THEN, known=known)

    assert (cell["holder"], cell["phase"]) == ("isis", "contested")
    assert cell["verdict"] != "disputed"
    assert "they must retake Quraytayn from ISIS" in war.words(cell)


def test_the_capture_of_quraytayn_is_then_a_plan(war: War):
    plans = [
        plan
        for plan in war.picture(THEN, known=THEN)["planned"]
        if plan["type"] == "capture" and plan["place"] and plan["place"]["name"] == "Al-Qaryatayn"
    ]

    assert plans
    assert {plan["actor"]["side"] for plan in plans} == {"gov"}
    assert all(plan["modality"] != "asserted" for plan in plans)


def test_quraytayn_has_changed_hands_when_the_second_report_came_out_and_nobody_disputes_it(war: War):
    cell = war.cell("Al-Qaryatayn", LATER)

    assert (cell["holder"], cell["verdict"]) == ("gov", "changed")
    assert "their control on Al-Qaryatayn village" in war.words(cell)
    assert "they must retake Quraytayn from ISIS" in war.words(cell, "against")


@pytest.mark.parametrize("on", [THEN, LATER])
def test_deir_ezzor_is_held_by_the_government_side_and_besieged_by_isis_for_ten_months(war: War, on: str):
    cell = war.cell("Deir ez-Zor", on)
    sieges = [claim for claim in map(war.claims.get, cell["for"]) if claim and claim.claim.event == "besiege"]

    assert (cell["holder"], cell["phase"]) == ("gov", "besieged")
    assert cell["besieged"] > 0.8
    assert "2015-05-01" <= cell["since"] <= "2015-06-01"
    assert {claim.actor.side for claim in sieges if claim.actor} == {"isis"}
    assert "10 month long siege of Deir Ezzor" in war.words(cell)


def test_lifting_the_siege_along_the_highway_is_planned_and_never_done(war: War):
    plans = war.picture()["planned"]
    names = {(plan["type"], plan["place"]["name"]) for plan in plans if plan["place"]}
    relief = [claim for claim in war.claims.values() if claim.claim.event == "relieve"]

    assert ("relieve", "Deir ez-Zor") in names
    assert ("route", "Palmyra-Deir ez-Zor highway") in names
    assert relief
    assert not any(claim.claim.modality.is_actual for claim in relief)
    assert "Palmyra-Deir ez-Zor highway" not in {cell["place"] for cell in war.picture()["cells"]}


def test_the_government_side_does_not_hold_tanf_and_says_so_against_its_interest(war: War):
    cell = war.cell("Al-Tanf border crossing")
    denials = [
        claim
        for claim in map(war.claims.get, cell["for"])
        if claim is not None and claim.claim.polarity is Polarity.DENIED
    ]

    assert cell["holder"] != "gov"
    assert cell["shares"]["gov"] < 0.1
    assert "do no control the Tanf border-crossing" in war.words(cell)
    assert [(claim.origin.camp, claim.interest) for claim in denials] == [("gov", Interest.AGAINST)]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("southeastern Homs", "most of southeastern Homs is under ISIS’ control"),
        ("Al-Suwwanah", "ISIS is still dominating the towns of Al-Suwwanah"),
        ("Khunayfis", "ISIS is still dominating the towns of Al-Suwwanah, Khoneifies"),
        ("Al-Sukhnah", "ISIS is still dominating"),
        ("Al-Mehseh farms", "Al-Mehseh farms"),
        ("Raqqa Governorate", "the largest stronghold for ISIS in Syria"),
    ],
)
def test_isis_holds_the_desert_as_told(war: War, place: str, words: str):
    cell = war.cell(place)

    assert (cell["holder"], cell["verdict"]) == ("isis", "agreed")
    assert words in war.words(cell)


def test_the_activist_says_so_of_raqqa(war: War):
    (claim,) = (war.claims[one] for one in war.cell("Raqqa Governorate")["for"])

    assert [voice.quote.text for voice in claim.claim.voices][-1] == "activist"


def test_nobody_holds_a_country_or_a_city_that_a_corridor_ends_in(war: War):
    assert not {"Syria", "Damascus", "Aleppo", "Homs"} & {cell["place"] for cell in war.picture()["cells"]}


def test_nothing_in_the_two_reports_is_in_dispute(war: War):
    verdicts = {cell["verdict"] for on in (THEN, LATER) for cell in war.picture(on)["cells"]}

    assert "disputed" not in verdicts


def test_the_related_article_and_the_comments_are_kept_as_such(war: War):
    page = next(page for id, page in war.pages.items() if id.startswith("000"))
    text = page.report.text
    related = [text[s.span.start : s.span.end] for s in page.segments if s.kind is SegmentKind.RELATED]
    comments = [s for s in page.segments if s.kind is SegmentKind.COMMENT]
    heads = [s.comment for s in comments]

    assert any(words.startswith("ALSO READ") for words in related)
    assert [(h.number, h.author, h.time, h.reply_to) for h in heads if h] == [
        (1, None, "2016-03-28 07:34", None),
        (2, None, "2016-03-29 00:28", "Audrieau"),
    ]
    assert "moderate insurgents" in text[comments[0].span.start : comments[0].span.end]
    assert "Golan Heights" in text[comments[1].span.start : comments[1].span.end]


def test_nothing_outside_the_article_supports_a_cell(war: War):
    cited = {
        claim
        for on in (THEN, LATER)
        for cell in war.picture(on)["cells"]
        for claim in (*cell["for"], *cell["against"])
    }

    for claim in cited:
        told = war.claims[claim].claim
        inside = [
            segment.kind
            for segment in war.pages[told.document].segments
            if segment.span.contains(told.trigger.span)
        ]
        assert told.is_evidence
        assert inside
        assert all(kind.is_evidence for kind in inside)


@pytest.mark.parametrize(
    "words",
    ["liberation", "seizing", "terrorist group", "Assad's regime forces"],
)
def test_words_that_take_sides_are_listed(war: War, words: str):
    assert any(words in framing.quote.text for framing in war.framings)


def test_every_cell_leads_to_document_offsets_and_words(war: War):
    for cell in war.picture()["cells"]:
        assert cell["for"] or cell["against"]
        for claim in (*cell["for"], *cell["against"]):
            told = war.claims[claim].claim
            raw = war.pages[told.document].report.text
            for quote in (told.trigger, told.evidence):
                assert raw[quote.start : quote.end] == quote.text


def test_plans_are_no_evidence(war: War):
    cited = {claim for cell in war.picture()["cells"] for claim in (*cell["for"], *cell["against"])}

    assert not {plan["id"] for plan in war.picture()["planned"]} & cited
    assert all(war.claims[one].claim.modality in (Modality.ASSERTED, Modality.PRESUPPOSED) for one in cited)


def test_a_cell_is_explained_with_the_words_of_both_reports(war: War):
    told = contested("explain", war.database, "Palmyra")

    assert "against its interest" in told
    assert "seizing control" in " ".join(told.split())


def test_all_that_is_stored_is_verified(war: War):
    assert "0 faults" in " ".join(contested("verify", war.database).split())


def test_the_order_of_reading_changes_nothing_and_reading_twice_adds_nothing(
    war: War, shared: Path, tmp_path: Path
):
    backwards = War(tmp_path / "war.db")
    for path in reversed(reports(shared)):
        backwards.read(path, theatre="syria", manifest=shared / "seeds" / "manifest.csv")

    again = backwards.read(*reports(shared), theatre="syria", manifest=shared / "seeds" / "manifest.csv")

    assert (again["new"], again["updated"], again["known"]) == (0, 0, 2)
    for on in (None, THEN):
        assert backwards.picture_json(on) == war.picture_json(on)


def test_a_copy_under_another_name_and_outlet_of_its_camp_changes_nothing(
    war: War, shared: Path, tmp_path: Path
):
    (tmp_path / "copy.txt").write_bytes(reports(shared)[0].read_bytes())
    with (tmp_path / "manifest.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["file", "outlet", "published", "camp"])
        table.writerow(["copy.txt", "A second paper", THEN, "gov"])
    with_copy = War(tmp_path / "war.db")
    with_copy.read(*reports(shared), theatre="syria", manifest=shared / "seeds" / "manifest.csv")
    with_copy.read(tmp_path / "copy.txt", theatre="syria", manifest=tmp_path / "manifest.csv")

    for on in (THEN, LATER):
        before = {cell["place"]: cell for cell in war.picture(on)["cells"]}
        after = {cell["place"]: cell for cell in with_copy.picture(on)["cells"]}
        assert before.keys() == after.keys()
        for place, cell in after.items():
            assert (cell["holder"], cell["verdict"]) == (before[place]["holder"], before[place]["verdict"])
            assert cell["origins"] == before[place]["origins"]
            assert cell["shares"] == pytest.approx(before[place]["shares"], abs=0.001)
            assert cell["besieged"] == pytest.approx(before[place]["besieged"], abs=0.001)
