"""A picture that is made anew only where a new report touches it is the picture of all reports."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from test_reconcile import FIRST, PLACES, THEATRE, claims
from told import copied, effect

from contested.app.front import Front
from contested.app.revising import revised
from contested.model.control import ControlState
from contested.model.page import Page
from contested.model.report import Report
from contested.reconcile import bearing, joined, picture_of, reconcile, revise, tabulate, touched
from contested.reconcile.copies import copied_from
from contested.store import Document, TheatreMark

MARK = TheatreMark(id="test", reference="test", checksum="")


@st.composite
def reports(draw, most):
    """Claims, some of which speak of two places or were taken over by another report."""
    found = []
    for number in range(draw(st.integers(1, most))):
        one = draw(claims())
        if draw(st.integers(0, 3)) == 0:
            other = effect(draw(st.sampled_from(PLACES)), "b", ControlState.HELD)
            one = replace(one, effects=(*one.effects, other))
        found.append(one)
        if draw(st.integers(0, 3)) == 0:
            found.append(copied(one, to=f"copy {number} of {one.claim.document_key}"))
    return found


def repeats(told):
    once = [one for _, one in sorted({one.id: one for one in told}.items())]
    sources = copied_from(once, overlap=0.8)
    return {one.id: once[of].id for one, of in zip(once, sources, strict=True) if one is not once[of]}


@settings(deadline=None, max_examples=60)
@given(reports(most=8), reports(most=3))
def test_a_picture_revised_for_new_reports_is_the_whole_one(old, added):
    documents = {one.claim.document_key for one in old}
    new = [one for one in added if one.claim.document_key not in documents]
    before, after = repeats(old), repeats([*old, *new])
    moved = {id for id in before.keys() | after.keys() if before.get(id) != after.get(id)}
    on = FIRST.replace(month=4)
    earlier = reconcile(old, theatre=THEATRE, on=on, explained=(), repeats=before)
    places = touched(new, [*old, *new], moved=moved)
    revised = revise(
        earlier,
        bearing([*old, *new], places, repeats=after),
        theatre=THEATRE,
        places=places,
        repeats=after,
    )

    assert revised == reconcile([*old, *new], theatre=THEATRE, on=on, explained=(), repeats=after)


@settings(deadline=None, max_examples=60)
@given(reports(most=10))
def test_columns_made_place_by_place_give_the_picture_of_all_claims(told):
    same = repeats(told)
    on = FIRST.replace(month=4)
    parts = [
        tabulate(bearing(told, {one.id}, repeats=same), theatre=THEATRE, only={one.id}, repeats=same)
        for one in PLACES
    ]
    found = picture_of(joined(parts), theatre=THEATRE, on=on)

    assert repr(found) == repr(reconcile(told, theatre=THEATRE, on=on, explained=(), repeats=same))


def page(claim):
    name = claim.claim.document
    return Page(report=Report(id=name, text=name, read_from=name), segments=(), sentences=())


@st.composite
def arriving(draw):
    """Reports in some order, each as its claims."""
    by_report = {}
    for one in draw(reports(most=10)):
        filed = replace(one, claim=replace(one.claim, document_key=page(one).report.key))
        by_report.setdefault(filed.claim.document_key, []).append(filed)
    return draw(st.permutations(list(by_report.values())))


def front_of(told):
    pages = [page(claims[0]) for claims in told]
    documents = [
        Document(page=one, claims=(), framings=(), theatre=MARK, made_with=one.report.key) for one in pages
    ]
    claims = tuple(one for claims in told for one in claims)
    return Front(
        theatre=THEATRE, documents=tuple(documents), claims=claims, failures=(), set_aside=(), prints={}
    )


def whole(front, on):
    return reconcile(front.claims, theatre=THEATRE, on=on, explained=(), repeats=front.repeats())


@settings(deadline=None, max_examples=60)
@given(arriving(), st.sampled_from([None, date(2016, 2, 1)]))
def test_reports_that_come_one_by_one_in_any_order_give_the_whole_picture(told, on):
    front = front_of(told[:1])
    picture = whole(front, on)
    for number in range(2, len(told) + 1):
        grown = front_of(told[:number])
        found = revised(picture, front, grown, on=on)
        front, picture = grown, whole(grown, on)
        assert repr(found) == repr(picture) or (found is None and on is None)  # a later day moves all cells
