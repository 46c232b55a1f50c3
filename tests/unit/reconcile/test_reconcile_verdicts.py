"""How claims about one place stand to each other."""

from dataclasses import replace

from told import SYRIA, besieged, cell_of, contested, copied, day, held, place, report

from contested.model.actor import PartyChoice, SideId
from contested.model.control import Phase, Strength, Verdict
from contested.reconcile import reconcile

TOWN = place("Town")


def test_two_origins_that_gainsay_each_other_are_in_dispute():
    ours = report("a", "gov", "2016-03-10").says(held(TOWN, "gov"))
    theirs = report("b", "isis", "2016-03-10").says(held(TOWN, "isis"))

    found = cell_of(ours, theirs, at=TOWN, on="2016-03-10")

    assert found.verdict is Verdict.DISPUTED
    assert found.holder is None
    assert found.supports
    assert found.opposes


def test_a_denial_disputes_a_capture():
    capture = report("a", "gov", "2016-03-10").says(held(TOWN, "gov"), event="capture")
    denial = report("b", "isis", "2016-03-10").says(held(TOWN, "gov", negated=True), interest="favours")

    assert cell_of(capture, denial, at=TOWN, on="2016-03-10").verdict is Verdict.DISPUTED


def test_allies_do_not_gainsay_each_other():
    one = report("a", "gov", "2016-03-10").says(held(TOWN, "gov"))
    ally = report("b", "russia", "2016-03-10").says(held(TOWN, "russia"))

    assert cell_of(one, ally, at=TOWN, on="2016-03-10").verdict is Verdict.CLAIMED


def test_an_ally_in_the_own_favour_agrees_to_nothing():
    one = report("a", "gov", "2016-03-10").says(held(TOWN, "gov"))
    ally = report("b", "russia", "2016-03-10").says(held(TOWN, "gov"), interest="favours")

    assert cell_of(one, ally, at=TOWN, on="2016-03-10").verdict is Verdict.CLAIMED


def test_a_camp_and_a_monitor_agree():
    one = report("a", "gov", "2016-03-10").says(held(TOWN, "gov"))
    monitor = report("m", "monitor", "2016-03-10").says(held(TOWN, "gov"))

    assert cell_of(one, monitor, at=TOWN, on="2016-03-10").verdict is Verdict.AGREED


def test_who_corrects_himself_is_not_in_dispute_with_himself():
    first = report("a1", "gov", "2016-03-08", outlet="a").says(held(TOWN, "gov"), event="capture")
    corrected = report("a2", "gov", "2016-03-12", outlet="a").says(held(TOWN, "isis"))

    assert cell_of(first, corrected, at=TOWN, on="2016-03-12").verdict is not Verdict.DISPUTED


def test_two_months_of_silence_make_it_stale():
    told = report("a", "opposition", "2016-01-10").says(held(TOWN, "gov"))

    assert cell_of(told, at=TOWN, on="2016-03-09").verdict is Verdict.AGREED
    assert cell_of(told, at=TOWN, on="2016-03-11").verdict is Verdict.STALE


def test_before_anybody_spoke_nobody_holds_it():
    told = report("a", "gov", "2016-03-10").says(held(TOWN, "gov"))

    early = cell_of(told, at=TOWN, on="2016-01-01")

    assert (early.verdict, early.holder, early.last_report) == (Verdict.NO_REPORT, None, None)
    assert early.supports == (told.id,)


def test_fighting_alone_names_no_holder_and_is_cited():
    told = report("a", "gov", "2016-03-10").says(contested(TOWN), event="attack")

    found = cell_of(told, at=TOWN, on="2016-03-10")

    assert (found.holder, found.phase, found.supports) == (None, Phase.CONTESTED, (told.id,))


def test_a_relieved_place_is_still_held_and_no_longer_besieged():
    siege = report("a", "gov", "2016-03-01").says(besieged(TOWN, "gov"), interest="against")
    relief = report("b", "gov", "2016-03-20").says(besieged(TOWN, "gov", negated=True), event="relieve")

    found = cell_of(siege, relief, at=TOWN, on="2016-03-20")

    assert found.holder == "gov"
    assert found.besieged < 0.5


def test_a_region_reaches_its_members_and_a_member_never_its_region():
    region, town = place("Region", kind="region"), place("Inside", "Region")
    of_region = report("a", "opposition", "2016-03-10").says(held(region, "gov"))
    of_town = report("b", "gov", "2016-03-10").says(held(town, "isis"))
    battle = report("c", None, "2016-03-10").says(contested(town), event="attack")

    with_region = cell_of(of_region, battle, at=town, on="2016-03-10")
    alone = cell_of(of_region, at=region, on="2016-03-10")
    with_town = cell_of(of_region, of_town, at=region, on="2016-03-10")

    assert with_region.shares[0][0] == "gov"
    assert with_town.probability == alone.probability
    assert cell_of(of_region, of_town, at=town, on="2016-03-10").verdict is not Verdict.DISPUTED


def test_part_of_a_region_says_less_of_a_member_than_most_of_it():
    region, town = place("Region", kind="region"), place("Inside", "Region")
    battle = report("c", None, "2016-03-10").says(contested(town), event="attack")
    teller = report("a", "opposition", "2016-03-10")

    shares = [
        cell_of(teller.says(held(region, "gov", of=part)), battle, at=town, on="2016-03-10").probability
        for part in ("some", "most", "all")
    ]

    assert shares == sorted(shares)
    assert shares[0] < shares[-1]


def test_presupposed_against_the_own_side_weighs_more_than_said():
    teller = report("a", "gov", "2016-03-10")
    said = teller.says(held(TOWN, "isis"))
    taken_for_granted = teller.says(held(TOWN, "isis", strength=Strength.PRESUPPOSED))

    one, other = (cell_of(told, at=TOWN, on="2016-03-10") for told in (said, taken_for_granted))

    assert one.probability < other.probability


def test_what_was_published_later_was_not_known_then():
    told = report("a", "opposition", "2016-03-10").says(held(TOWN, "gov"), last="2016-03-01")
    undated = report("b", "isis").says(held(TOWN, "isis"), last="2016-03-01")

    assert reconcile((told, undated), theatre=SYRIA, known=day("2016-03-09")).cells == ()
    assert len(reconcile((told, undated), theatre=SYRIA, known=day("2016-03-10")).cells[0].weights) == 1


def test_an_undated_report_is_used_and_the_reader_is_told_how_it_was_dated():
    dated = report("a", "gov").says(held(TOWN, "gov"), last="2016-03-05")
    other = report("a", "gov").says(contested(TOWN), event="attack")

    found = cell_of(dated, other, at=TOWN, on="2016-03-06")

    assert "undated report: the last day that its words give (2016-03-05)" in found.weights[0].note


def test_comments_are_no_evidence():
    told = report("a", "gov", "2016-03-10").says(held(TOWN, "gov"), is_evidence=False)

    picture = reconcile((told,), theatre=SYRIA)

    assert (picture.cells, picture.planned) == ((), ())


def test_nothing_told_gives_an_empty_picture():
    assert reconcile((), theatre=SYRIA, on=day("2016-03-10")).cells == ()


def test_silence_makes_nobody_surer():
    told = report("a", "opposition", "2016-03-10").says(held(TOWN, "gov"))

    soon, later = (cell_of(told, at=TOWN, on=on).probability for on in ("2016-03-10", "2016-06-10"))

    assert later < soon


def test_fighting_somewhere_in_a_region_says_nothing_of_a_town_in_it():
    region, town = place("Region", kind="region"), place("Inside", "Region")
    battles = report("a", "opposition", "2016-03-10").says(contested(region), event="attack")
    holder = report("b", "opposition", "2016-03-10").says(held(town, "gov"))

    assert cell_of(battles, holder, at=town, on="2016-03-10") == cell_of(holder, at=town, on="2016-03-10")


def test_a_part_of_a_town_neither_settles_nor_disputes_who_holds_the_town():
    whole = report("a", "gov", "2016-03-10").says(held(TOWN, "gov"))
    part = report("b", "isis", "2016-03-10").says(held(TOWN, "isis", of="some"))

    assert cell_of(whole, part, at=TOWN, on="2016-03-10").verdict is Verdict.CLAIMED


def test_who_told_of_the_holder_too_early_is_in_no_dispute_once_it_came_true():
    early = report("a", "gov", "2016-03-25").says(held(TOWN, "gov"), event="capture")
    denied = report("b", "monitor", "2016-03-26").says(held(TOWN, "isis"), last="2016-03-26")
    taken = [
        report(id, camp, "2016-03-28").says(
            held(TOWN, "gov"), event="capture", first="2016-03-27", last="2016-03-27"
        )
        for id, camp in (("c", "monitor"), ("d", "wire"))
    ]

    assert cell_of(early, denied, at=TOWN, on="2016-03-26").verdict is Verdict.DISPUTED
    assert cell_of(early, denied, *taken, at=TOWN, on="2016-03-28").verdict is Verdict.CHANGED


def test_what_its_own_outlet_takes_back_weighs_nothing_and_disputes_nothing():
    wrong = report("a", "isis", "2016-03-09", outlet="a").says(held(TOWN, "isis"))
    others = report("b", "monitor", "2016-03-09").says(held(TOWN, "gov"))
    taken_back = report("a2", "isis", "2016-03-11", outlet="a").says(
        held(TOWN, "isis", negated=True), last="2016-03-08"
    )

    found = cell_of(wrong, others, taken_back, at=TOWN, on="2016-03-11")

    assert cell_of(wrong, others, at=TOWN, on="2016-03-11").verdict is Verdict.DISPUTED
    assert (found.holder, found.verdict) == ("gov", Verdict.AGREED)
    assert any("1 taken back later weighs nothing" in weight.note for weight in found.weights)


def test_a_later_word_about_a_later_time_takes_nothing_back():
    first = report("a", "isis", "2016-03-09", outlet="a").says(held(TOWN, "isis"))
    later = report("a2", "isis", "2016-03-20", outlet="a").says(held(TOWN, "gov"), last="2016-03-15")

    found = cell_of(first, later, at=TOWN, on="2016-03-20")

    assert found.holder == "gov"
    assert not any("taken back" in weight.note for weight in found.weights)


def test_a_later_word_about_an_earlier_time_takes_nothing_back():
    first = report("a", "isis", "2016-03-09", outlet="a").says(held(TOWN, "isis"), last="2016-03-09")
    later = report("a2", "isis", "2016-03-11", outlet="a").says(held(TOWN, "gov"), last="2016-03-02")

    found = cell_of(first, later, at=TOWN, on="2016-03-11")

    assert not any("taken back" in weight.note for weight in found.weights)


def test_who_reprints_a_claim_still_makes_it():
    old = report("a", "isis", "2016-03-02").says(held(TOWN, "isis"))
    reprint = copied(old, to="c", published="2016-03-20")
    others = report("b", "monitor", "2016-03-20").says(held(TOWN, "gov"))

    assert cell_of(old, others, at=TOWN, on="2016-03-20").verdict is not Verdict.DISPUTED
    assert cell_of(old, reprint, others, at=TOWN, on="2016-03-20").verdict is Verdict.DISPUTED


def test_a_place_passes_to_who_was_told_to_attack_it():
    holder = report("a", "monitor", "2016-03-02").says(held(TOWN, "isis"))
    attack = replace(
        report("b", "monitor", "2016-03-08").says(contested(TOWN), event="attack"),
        actor=PartyChoice(quote=None, actor=None, side=SideId("gov"), reason="told"),
    )
    lost = report("c", "wire", "2016-03-12").says(held(TOWN, "isis", negated=True))

    found = dict(cell_of(holder, attack, lost, at=TOWN, on="2016-03-12").shares)

    assert found["gov"] > 3 * found["opposition"]


def test_long_fighting_is_no_siege_where_nobody_speaks_of_one():
    battles = [
        report(f"a{month}", "monitor", f"2016-{month:02}-10").says(contested(TOWN), event="attack")
        for month in range(1, 9)
    ]
    told = report("b", "opposition", "2016-01-10").says(held(TOWN, "gov"))

    found = cell_of(told, *battles, at=TOWN, on="2016-08-10")

    assert found.phase is Phase.CONTESTED
    assert found.besieged < 0.01
