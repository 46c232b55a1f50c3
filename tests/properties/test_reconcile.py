"""What holds for the picture of any claims."""

import random
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(
    0, str(Path(__file__).parents[1] / "unit" / "reconcile")
)  # the builders live with the unit tests
from told import Told, copied, day, effect, place, side, theatre

from contested.model.actor import SideId
from contested.model.claim import Modality
from contested.model.control import ControlState, Strength
from contested.reconcile import reconcile

THEATRE = theatre(side("a"), side("b"), side("c", "d"), side("d", "c"))
REGION = place("Region", kind="region")
PLACES = (REGION, place("One", "Region"), place("Two"))
SWAP = {"a": "b", "b": "a"}
FIRST = day("2016-01-01")


@st.composite
def claims(draw, modalities=(Modality.ASSERTED, Modality.PRESUPPOSED)):
    number = draw(st.integers(0, 7))
    camp = draw(st.sampled_from(["a", "b", "c", "d", "monitor", None]))
    published = draw(st.one_of(st.none(), st.integers(0, 90)))
    told_by = Told(
        id=f"{camp}{number}{published}",
        camp=camp,
        published=None if published is None else FIRST + timedelta(days=published),
        outlet=f"{camp}{number % 3}",
    )
    said = effect(
        draw(st.sampled_from(PLACES)),
        draw(st.sampled_from(["a", "b", "c", "un", "unknown"])),
        draw(st.sampled_from(ControlState)),
        negated=draw(st.booleans()),
        strength=draw(st.sampled_from(Strength)),
        of=draw(st.sampled_from(["all", "most", "some"])),
    )
    last = draw(st.one_of(st.none(), st.integers(0, 90)))
    return told_by.says(
        said,
        event=draw(st.sampled_from(["hold", "capture", "besiege"])),
        last=None if last is None else (FIRST + timedelta(days=last)).isoformat(),
        modality=draw(st.sampled_from(modalities)),
    )


SOME = st.lists(claims(), min_size=1, max_size=12)


def picture(told, **options):
    return reconcile(told, theatre=THEATRE, **options)


def probabilities(made):
    return {
        (cell.place.id, key): share
        for cell in made.cells
        for key, share in [*cell.shares, ("besieged", cell.besieged), ("contested", cell.contested)]
    }


def no_further_apart(one, other, most):
    assert one.keys() == other.keys()
    assert all(abs(one[key] - other[key]) <= most for key in one)


@settings(deadline=None, max_examples=60)
@given(SOME, st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(told, rng: random.Random):
    shuffled = list(told)
    rng.shuffle(shuffled)

    assert repr(picture(told)) == repr(picture(shuffled))


@settings(deadline=None, max_examples=60)
@given(SOME, st.integers(1, 3))
def test_copies_of_a_report_change_no_probability(told, copies):
    document = told[0].claim.document_key
    again = [
        copied(claim, to=f"copy {number} of {document}")
        for number in range(copies)
        for claim in told
        if claim.claim.document_key == document
    ]

    no_further_apart(probabilities(picture(told)), probabilities(picture([*told, *again])), 0.001)


@settings(deadline=None, max_examples=60)
@given(SOME)
def test_two_sides_that_change_names_change_places(told):
    there = picture(told)
    back = picture([swapped(claim) for claim in told])

    for one, other in zip(there.cells, back.cells, strict=True):
        assert SWAP.get(one.holder, one.holder) == other.holder
        assert (one.phase, one.verdict) == (other.phase, other.verdict)
        renamed = {SWAP.get(holder, holder): share for holder, share in one.shares}
        no_further_apart(renamed, dict(other.shares), 1e-5)


@settings(deadline=None, max_examples=60)
@given(SOME, st.integers(0, 120))
def test_every_cell_cites_a_claim(told, days):
    for cell in picture(told, on=FIRST + timedelta(days=days)).cells:
        assert cell.supports or cell.opposes
        assert abs(sum(share for _, share in cell.shares) - 1) < 1e-4


@settings(deadline=None, max_examples=60)
@given(SOME, st.lists(claims(modalities=[m for m in Modality if not m.is_actual]), max_size=5))
def test_plans_change_no_probability(told, plans):
    on = FIRST + timedelta(days=60)
    with_plans = picture([*told, *plans], on=on)

    assert with_plans.cells == picture(told, on=on).cells
    assert set(with_plans.planned) == {claim.id for claim in plans}


def swapped(claim):
    def rename(name):
        return None if name is None else SideId(SWAP.get(name, name))

    return replace(
        claim,
        outlet_camp=rename(claim.outlet_camp),
        origin=replace(claim.origin, camp=rename(claim.origin.camp)),
        effects=tuple(replace(said, holder=rename(said.holder)) for said in claim.effects),
    )
