"""What decisions do to the claims, and what undoing them restores."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from told import cell, copied, day, held, place, report, side, theatre

from contested.model.control import Effect
from contested.model.decision import Decision, DecisionKind
from contested.model.picture import Picture
from contested.model.place import Place
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.reconcile import reconcile
from contested.reconcile.copies import copied_from
from contested.reconcile.decided import Decided, decided
from contested.reconcile.standing import standing

NOON = datetime(2016, 4, 1, 12, tzinfo=UTC)
HOMS, HIMS, MAHIN = place("homs"), replace(place("hims"), population=9), place("mahin")
EVEN = theatre(side("gov"), side("isis"), side("sdf"))  # nobody has allies: the camps can be swapped
SWAP = {"gov": "isis", "isis": "gov"}

TOLD = report("a", "gov", "2016-03-28").says(held(HOMS, "gov"))
DENIED = report("b", "isis", "2016-03-29").says(held(HOMS, "isis"))
ELSEWHERE = report("c", "sdf", "2016-03-29").says(held(HIMS, "isis"))
CLAIMS = (TOLD, DENIED, ELSEWHERE)


def decision(
    kind: DecisionKind, *about: str, answer: str, author: str = "Anna", minute: int = 0, reason: str = "known"
) -> Decision:
    at = NOON + timedelta(minutes=minute)
    return Decision(kind=kind, about=about, answer=answer, author=author, at=at, reason=reason)


def wrong(claim: ResolvedClaim, *, author: str = "Anna", minute: int = 0) -> Decision:
    return decision(DecisionKind.CLAIM, claim.id, answer="wrong", author=author, minute=minute)


def right(claim: ResolvedClaim, *, author: str = "Anna", minute: int = 0) -> Decision:
    return decision(DecisionKind.CLAIM, claim.id, answer="right", author=author, minute=minute)


def undo(one: Decision, *, author: str = "Anna", minute: int = 9) -> Decision:
    return decision(DecisionKind.UNDO, one.id, answer="undone", author=author, minute=minute)


def same(one: Place, other: Place, *, answer: str = "same", author: str = "Anna") -> Decision:
    return decision(DecisionKind.SAME_PLACE, *sorted([one.id, other.id]), answer=answer, author=author)


def effects_at(claim: ResolvedClaim, where: Place) -> tuple[Effect, ...]:
    return tuple(replace(effect, place=where) for effect in claim.effects)


def follow(claims: Sequence[ResolvedClaim], *log: Decision) -> Decided:
    places = {one.id: one for one in (HOMS, HIMS, MAHIN)}
    return decided(claims, standing(log), places=places, effects_at=effects_at, repeats_in=repeats_in)


def repeats_in(claims: Sequence[ResolvedClaim]) -> Mapping[ClaimId, ClaimId]:
    sources = copied_from(claims, overlap=0.8)
    return {one.id: claims[of].id for one, of in zip(claims, sources, strict=True) if one is not claims[of]}


def picture(claims: Sequence[ResolvedClaim], *log: Decision) -> Picture:
    return reconcile(follow(claims, *log).claims, theatre=EVEN, on=day("2016-04-01"))


def test_a_claim_said_to_be_wrong_counts_no_longer_and_is_listed_with_who_said_so():
    found = follow(CLAIMS, wrong(DENIED))

    assert DENIED not in found.claims
    assert [(one.claim.id, one.decision.author) for one in found.set_aside] == [(DENIED.id, "Anna")]
    assert cell(picture(CLAIMS, wrong(DENIED)), HOMS).opposes == ()


def test_a_copy_does_not_stand_in_for_the_claim_that_was_set_aside():
    copy = copied(DENIED, to="e", published="2016-03-30")
    found = follow((*CLAIMS, copy), wrong(DENIED))

    assert {one.claim.id: one.copy_of for one in found.set_aside} == {DENIED.id: None, copy.id: DENIED.id}


def test_a_copy_that_an_analyst_calls_right_counts_all_the_same():
    copy = copied(DENIED, to="e", published="2016-03-30")

    assert copy in follow((*CLAIMS, copy), wrong(DENIED), right(copy)).claims


def test_a_copy_that_is_set_aside_leaves_its_origin():
    copy = copied(DENIED, to="e", published="2016-03-30")

    assert follow((*CLAIMS, copy), wrong(copy)).claims == CLAIMS


def test_two_places_that_are_one_have_one_cell_under_the_more_populous():
    cells = picture(CLAIMS, same(HOMS, HIMS)).cells

    assert [one.place.id for one in cells] == [HIMS.id]
    assert {*cells[0].supports, *cells[0].opposes} == {claim.id for claim in CLAIMS}


def test_what_lies_within_a_place_that_is_another_lies_within_that_one():
    suburb = report("d", "gov", "2016-03-28").says(held(place("suburb", "homs"), "gov"))
    (moved,) = follow((suburb,), same(HOMS, HIMS)).claims

    assert moved.effects[0].place.within == (HIMS.id,)


def test_a_claim_that_speaks_of_another_place_moves_there_and_keeps_its_runners_up():
    (moved,) = follow((TOLD,), decision(DecisionKind.PLACE_OF, TOLD.id, answer=MAHIN.id)).claims

    assert moved.place is not None
    assert [one.place.id for one in moved.place.candidates] == [MAHIN.id, HOMS.id]
    assert [one.place.id for one in moved.effects] == [MAHIN.id]


def test_a_claim_that_does_not_speak_of_its_place_says_nothing_of_any():
    (moved,) = follow((TOLD,), decision(DecisionKind.PLACE_OF, TOLD.id, answer="nowhere")).claims

    assert moved.effects == ()
    assert moved.place is not None
    assert moved.place.place is None


def test_a_place_that_nobody_knows_here_changes_nothing():
    log = decision(DecisionKind.PLACE_OF, TOLD.id, answer="geonames:0")

    assert follow((TOLD,), log).claims == (TOLD,)


def test_the_claim_itself_never_changes():
    found = follow(CLAIMS, same(HOMS, HIMS), decision(DecisionKind.PLACE_OF, TOLD.id, answer=MAHIN.id))

    assert [one.claim for one in found.claims] == [one.claim for one in CLAIMS]


def test_two_analysts_who_differ_are_both_kept_and_neither_is_followed():
    log = wrong(DENIED), right(DENIED, author="Ben", minute=1)
    sorted_out = standing(log)

    assert sorted_out.applied == ()
    assert [one.decisions for one in sorted_out.conflicts] == [log]
    assert follow(CLAIMS, *log).claims == CLAIMS


def test_undoing_one_of_two_that_differ_follows_the_other():
    one, other = wrong(DENIED), right(DENIED, author="Ben", minute=1)

    assert standing([one, other, undo(other)]).applied == (one,)


def test_two_analysts_who_agree_are_no_conflict_and_either_may_undo_only_his_own():
    one, other = wrong(DENIED), wrong(DENIED, author="Ben", minute=1)

    assert standing([one, other]).conflicts == ()
    assert standing([one, other, undo(one)]).applied == (other,)


def test_who_decides_anew_replaces_only_himself():
    first, second = wrong(DENIED), right(DENIED, minute=1)
    sorted_out = standing([second, first])

    assert (sorted_out.applied, sorted_out.replaced) == ((second,), (first,))
    assert standing([first, second, undo(second)]).applied == (first,)


def test_an_undo_from_another_log_that_aims_at_an_undo_does_nothing():
    first = wrong(DENIED)

    assert standing([first, undo(first), undo(undo(first), minute=10)]).applied == ()


def test_three_places_cannot_be_one_while_two_of_them_are_said_to_differ():
    log = same(HOMS, HIMS), same(HIMS, MAHIN), same(HOMS, MAHIN, answer="different", author="Ben")
    (conflict,) = standing(log).conflicts

    assert set(conflict.decisions) == set(log)
    assert standing(log).applied == ()


def test_two_places_that_differ_stay_two():
    assert follow(CLAIMS, same(HOMS, HIMS, answer="different")).claims == CLAIMS


_PLACES = st.sampled_from([HOMS, HIMS, MAHIN])
_AUTHORS = st.sampled_from(["Anna", "Ben"])


@st.composite
def logs(draw: st.DrawFn) -> list[Decision]:
    """Any decisions on the claims above, and undoings of some of them."""
    log: list[Decision] = []
    for minute in range(draw(st.integers(0, 8))):
        author, claim = draw(_AUTHORS), draw(st.sampled_from(CLAIMS))
        choice = draw(st.integers(0, 3))
        if choice == 0:
            make = draw(st.sampled_from([wrong, right]))
            log.append(make(claim, author=author, minute=minute))
        elif choice == 1:
            answer = draw(st.sampled_from([HOMS.id, HIMS.id, MAHIN.id, "nowhere"]))
            log.append(decision(DecisionKind.PLACE_OF, claim.id, answer=answer, author=author, minute=minute))
        elif choice == 2:
            one, other = draw(st.lists(_PLACES, min_size=2, max_size=2, unique=True))
            log.append(same(one, other, answer=draw(st.sampled_from(["same", "different"])), author=author))
        elif log:
            log.append(undo(draw(st.sampled_from(log)), author=author, minute=minute))
    return log


@settings(deadline=None)
@given(log=logs(), seed=st.randoms(use_true_random=False))
def test_the_order_in_which_logs_are_merged_does_not_matter(log: list[Decision], seed):
    shuffled = [*log, *log[:2]]
    seed.shuffle(shuffled)

    assert standing(shuffled) == standing(log)
    assert follow(CLAIMS, *shuffled) == follow(CLAIMS, *log)


@settings(deadline=None)
@given(log=logs())
def test_undoing_everything_restores_the_picture_exactly(log: list[Decision]):
    undoing = [undo(one, minute=60) for one in log if one.kind is not DecisionKind.UNDO]

    assert follow(CLAIMS, *log, *undoing) == Decided(claims=CLAIMS)
    assert repr(picture(CLAIMS, *log, *undoing)) == repr(picture(CLAIMS))


@settings(deadline=None)
@given(log=logs())
def test_every_entry_of_a_log_is_told_of_exactly_once(log: list[Decision]):
    found = standing(log)
    in_conflict = {one for conflict in found.conflicts for one in conflict.decisions}

    told = [*found.applied, *in_conflict, *found.replaced, *found.undone, *found.undoing]
    assert sorted(one.id for one in told) == sorted({one.id for one in log})


@settings(deadline=None)
@given(log=logs())
def test_swapping_the_camps_in_claims_and_decisions_swaps_the_picture(log: list[Decision]):
    swapped = {old.id: new for old, new in zip(CLAIMS, map(_swapped, CLAIMS), strict=True)}
    other_log: list[Decision] = []
    ids: dict[str, str] = {old: new.id for old, new in swapped.items()}
    for one in log:
        other = replace(one, about=tuple(ids.get(id, id) for id in one.about))
        ids[one.id] = other.id
        other_log.append(other)
    made = picture(CLAIMS, *log)
    other_made = picture([swapped[one.id] for one in CLAIMS], *other_log)

    assert [
        (one.place.id, SWAP.get(str(one.holder), one.holder), one.verdict, round(one.probability, 4))
        for one in made.cells
    ] == [(one.place.id, one.holder, one.verdict, round(one.probability, 4)) for one in other_made.cells]


def _swapped(claim: ResolvedClaim) -> ResolvedClaim:
    """The same words from the other camp about the other camp."""
    camp = SWAP.get(str(claim.outlet_camp), claim.outlet_camp)
    told = claim.effects[0]
    teller = report(claim.claim.document, str(camp), str(claim.published), outlet=str(claim.outlet))
    return teller.says(replace(told, holder=SWAP.get(told.holder, told.holder)))  # type: ignore[arg-type]
