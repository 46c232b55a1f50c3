from itertools import permutations

from show_values import GOV, ISIS, SIDES

from contested.model.actor import Side, SideId
from contested.show.sides import side_styles


def test_looks_do_not_depend_on_the_order_of_the_sides() -> None:
    looks = {side_styles(order) for order in permutations(SIDES)}
    assert len(looks) == 1


def test_swapping_the_names_of_two_sides_swaps_their_looks() -> None:
    before = side_styles([Side(id=GOV, label="one"), Side(id=ISIS, label="two")])
    after = side_styles([Side(id=ISIS, label="one"), Side(id=GOV, label="two")])
    assert (before.of(GOV).colour, before.of(GOV).shape) == (after.of(GOV).colour, after.of(GOV).shape)
    assert before.of(GOV).label == after.of(ISIS).label == "one"


def test_no_two_of_twenty_sides_share_both_colour_and_shape() -> None:
    styles = side_styles([], also=[SideId(f"side{number}") for number in range(20)])
    assert len({(style.colour, style.shape) for _, style in styles.by_id}) == 20


def test_civilians_monitors_and_the_undecided_have_no_side_colour() -> None:
    styles = side_styles(SIDES, also=[SideId("civilians"), SideId("monitor")])
    assert {styles.of(one).number for one in ("civilians", "monitor", None)} == {None}
