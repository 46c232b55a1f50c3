from show_values import QARYATAYN, TADMUR, cell
from told_values import GOV, ISIS, RECORD, day, told

from contested.model.control import Interest, Verdict
from contested.model.picture import Picture
from contested.show.views.positions import Quarrel, quarrels

OURS = told(on=day(3), interest=Interest.FAVOURS)
SEEN = told(outlet="Badia Watch", camp="monitor", on=day(4))
THEIRS = told("hold", outlet="Isis channel", camp="isis", by=ISIS, on=day(4), words="holds")
DENIAL = told(
    outlet="Orontes Voice", camp="opposition", by=GOV, negated=True, on=day(5), words="did not take"
)
CLAIMS = {one.id: one for one in (OURS, SEEN, THEIRS, DENIAL)}


def quarrel() -> Quarrel:
    cells = (
        cell(
            QARYATAYN,
            GOV,
            Verdict.DISPUTED,
            0.7,
            supports=(OURS.id, SEEN.id),
            opposes=(THEIRS.id, DENIAL.id),
        ),
        cell(TADMUR, GOV, Verdict.AGREED, 0.9),
    )
    picture = Picture(on=day(5), known=None, theatre="syria", cells=cells, planned=())
    (found,) = quarrels(picture, claims=CLAIMS, record=RECORD, marks={}, since={cells[0].id: day(4)})
    return found


def test_each_position_has_its_own_origins_days_and_claims() -> None:
    positions = {(one.side, one.denied): one for one in quarrel().positions}

    assert set(positions) == {(GOV, False), (ISIS, False), (GOV, True)}
    ours = positions[GOV, False]
    assert (ours.origins, ours.first, ours.last, ours.for_holder) == (2, day(3), day(4), True)
    assert set(ours.claims) == {OURS.id, SEEN.id}


def test_as_many_origins_against_as_for_make_both_doubtful() -> None:
    marks = {(one.side, one.denied): one.grade.information for one in quarrel().positions}

    assert marks == {(GOV, False): 4, (ISIS, False): 5, (GOV, True): 5}


def test_only_disputed_places_are_shown_with_the_day_since_when() -> None:
    assert (quarrel().place, quarrel().since) == ("Al-Qaryatayn", day(4))
