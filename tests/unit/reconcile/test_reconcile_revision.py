"""A picture that is made anew only where reports touch it is the picture of all of them."""

from told import SYRIA, contested, day, held, place, report

from contested.reconcile import bearing, joined, picture_of, reconcile, revise, tabulate, touched

REGION = place("Region", kind="region")
TOWN, NEIGHBOUR, FAR = place("Town", "Region"), place("Neighbour", "Region"), place("Far")
ON = day("2016-03-20")
OLD = (
    report("a", "gov", "2016-03-10").says(held(TOWN, "gov")),
    report("b", "opposition", "2016-03-11").says(held(NEIGHBOUR, "gov")),
    report("c", "isis", "2016-03-12").says(held(FAR, "isis")),
    report("d", "monitor", "2016-03-12").says(contested(FAR), event="attack"),
)


def whole(*claims):
    return reconcile(claims, theatre=SYRIA, on=ON, explained=())


def revised(*new):
    claims = (*OLD, *new)
    places = touched(new, claims)
    return revise(whole(*OLD), bearing(claims, places), theatre=SYRIA, places=places)


def test_a_new_claim_gives_the_picture_of_all_claims():
    new = report("e", "isis", "2016-03-15").says(held(TOWN, "isis"))

    assert touched([new], [*OLD, new]) == {TOWN.id}
    assert revised(new) == whole(*OLD, new)


def test_a_claim_on_a_region_touches_what_lies_in_it():
    new = report("e", "opposition", "2016-03-15").says(held(REGION, "gov", of="most"))

    assert touched([new], [*OLD, new]) == {REGION.id, TOWN.id, NEIGHBOUR.id}
    assert revised(new) == whole(*OLD, new)


def test_an_undated_report_touches_all_that_it_tells_of():
    undated = report("f", "opposition")
    told = (undated.says(held(FAR, "gov"), event="capture"), undated.says(held(TOWN, "gov")))

    assert touched(told[:1], [*OLD, *told]) == {FAR.id, TOWN.id}
    assert revised(*told) == whole(*OLD, *told)


def test_columns_made_by_groups_of_places_give_the_same_cells():
    parts = [
        tabulate(bearing(OLD, {where.id}), theatre=SYRIA, only={where.id}) for where in (FAR, NEIGHBOUR, TOWN)
    ]

    assert picture_of(joined(parts), theatre=SYRIA, on=ON).cells == whole(*OLD).cells
