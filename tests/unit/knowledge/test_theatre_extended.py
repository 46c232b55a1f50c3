"""A theatre that builds on a packaged one, alliances with days, lines in messages, and warnings."""

from datetime import date
from pathlib import Path

import pytest

from contested.errors import KnowledgeError
from contested.knowledge.theatre import Theatre, load_theatre
from contested.knowledge.theatre_warnings import warnings_of
from contested.knowledge.toml_lines import line_of
from contested.model.actor import SideId

HEAD = 'id = "ours"\nlabel = "Ours"\nextends = "syria"\nsource = "invented for a test"\n'
ISLE = """
id = "isle"
label = "War on an island"
countries = ["SY"]
source = "invented"
[[side]]
id = "north"
label = "North"
allies = [{ side = "west", first = 2020-03-01, last = 2020-06-30 }]
source = "invented"
[[side]]
id = "west"
label = "West"
allies = [{ side = "north", first = 2020-03-01, last = 2020-06-30 }]
source = "invented"
"""


def theatre(folder: Path, head: str = HEAD, **files: str) -> Theatre:
    folder.mkdir(exist_ok=True)
    for name, text in {"theatre": head, **files}.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return load_theatre(folder)


def test_what_the_extended_theatre_has_is_there(tmp_path: Path):
    ours, syria = theatre(tmp_path / "ours"), load_theatre("syria")

    assert (ours.id, ours.countries, ours.first) == ("ours", syria.countries, syria.first)
    assert (ours.sides, ours.actors, ours.outlets, ours.places) == (
        syria.sides, syria.actors, syria.outlets, syria.places,
    )  # fmt: skip
    assert ours.checksum != syria.checksum


def test_an_entry_of_the_same_id_replaces_the_packaged_one(tmp_path: Path):
    ours = theatre(
        tmp_path / "ours",
        outlets='[[outlet]]\nid = "sana"\nname = "SANA"\ncamp = "wire"\nsource = "our own label"\n',
        places='[[place]]\nid = "syria:tanf"\nname = "Tanf"\nkind = "crossing"\nat = [33.5, 38.6]\n'
        'source = "map"\n',
    )
    places = [entry for entry in ours.places if entry.place.id == "syria:tanf"]

    assert ours.outlet_named("SANA").camp == "wire"
    assert [entry.place.name for entry in places] == ["Tanf"]


def test_further_names_are_added_to_a_packaged_actor(tmp_path: Path):
    more = '[[further_names]]\nactor = "ypg"\nnames = ["Apocu units"]\nsource = "our reading"\n'
    more += 'naming = [{ words = ["Qandil gangs"], used_by = ["turkey"], only = true }]\n'
    ours = theatre(tmp_path / "ours", more=more)
    (ypg,) = [actor for actor in ours.actors if actor.id == "ypg"]
    (before,) = [actor for actor in load_theatre("syria").actors if actor.id == "ypg"]

    assert {name.words for name in ypg.names} - {name.words for name in before.names} == {
        "Apocu units", "Qandil gangs",
    }  # fmt: skip


def test_further_names_for_nobody_are_a_fault_with_its_line(tmp_path: Path):
    with pytest.raises(KnowledgeError) as caught:
        theatre(tmp_path / "ours", more='[[further_names]]\nactor = "ypgg"\nnames = ["x"]\nsource = "s"\n')

    assert str(caught.value) == ("ours/more.toml:2: further_names[0].actor: no actor has the id 'ypgg'")


def test_only_packaged_theatres_are_extended(tmp_path: Path):
    with pytest.raises(
        KnowledgeError, match=r"extends: no packaged theatre of that name; found 'sirya', allowed"
    ):
        theatre(tmp_path / "ours", HEAD.replace("syria", "sirya"))


def test_an_alliance_holds_on_its_days_only(tmp_path: Path):
    north = theatre(tmp_path / "isle", ISLE).side("north")

    assert north.allies == ("west",)
    assert [north.allies_on(date(2020, month, 15)) for month in (2, 4, 7)] == [(), ("west",), ()]
    assert north.allies_on(None) == ("west",)


def test_both_sides_of_an_alliance_give_it_the_same_days(tmp_path: Path):
    with pytest.raises(KnowledgeError, match=r"theatre\.toml:9: .*must give this alliance the same days"):
        theatre(tmp_path / "isle", ISLE.replace("2020-06-30", "2020-05-30", 1))


def test_an_alliance_ends_after_it_begins(tmp_path: Path):
    with pytest.raises(KnowledgeError, match="first must not be after last; 2020-03-01 is after 2020-02-01"):
        theatre(tmp_path / "isle", ISLE.replace("2020-06-30", "2020-02-01"))


@pytest.mark.parametrize(
    ("war", "side", "ally", "before", "after"),
    [
        ("syria", "sdf", "coalition", date(2014, 6, 1), date(2015, 2, 1)),
        ("syria", "iraq", "coalition", date(2014, 6, 1), date(2015, 2, 1)),
    ],
)
def test_packaged_alliances_begin_when_they_began(war: str, side: str, ally: str, before: date, after: date):
    known = load_theatre(war).side(side)

    assert SideId(ally) not in known.allies_on(before)
    assert SideId(ally) in known.allies_on(after)


TEXT = """# a comment
id = "x"
place = [
    # one [bracket] in a comment
    { id = "a", name = "A [1]" },
    { id = "b",
      name = "B" },
]
[[actor]]
id = "c"
[[actor]]
id = "d"
naming = [{ words = ["e"] }]
[camp_aliases]
up = "north"
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("id", 2), ("place[0].name", 5), ("place[1].name", 6), ("actor[0]", 9),
        ("actor[1].naming[0].words", 13),
        ("actor[1].kind", 11), ("camp_aliases.up", 15), ("nothing", None),
    ],
)  # fmt: skip
def test_a_path_of_a_message_has_a_line(path: str, line: int | None):
    assert line_of(TEXT, path) == line


def test_a_theatre_is_warned_of_what_is_probably_a_slip(tmp_path: Path):
    actors = "".join(
        f'[[actor]]\nid = "{id}"\nname = "{name}"\nkind = "group"\nside = "north"\n'
        f'names = [{names}]\nsource = "TODO"\n'
        for id, name, names in (
            ("a", "Alpha", '"Fighter"'),
            ("b", "Beta", '"the fighters"'),
            ("c", "Gamma", ""),
        )
    )
    known = theatre(
        tmp_path / "isle",
        ISLE,
        actors=actors,
        outlets='[[outlet]]\nid = "o"\nname = "O"\nsource = "s"\n',
        places='[[place]]\nid = "p"\nname = "P"\nkind = "town"\nat = [38.3, 34.5]\nsource = "s"\n'
        '[[place]]\nid = "q"\nname = "Q"\nnames = ["P"]\nkind = "town"\nat = [0.0, 0.0]\nsource = "s"\n',
    )
    warned = "\n".join(warnings_of(known))

    assert "actor a: the source is still 'TODO'" in warned
    assert "actor c: has no name but 'Gamma'" in warned
    assert "actors a, b: 'Fighter' means each of them to anybody" in warned
    assert "side west: no actor is on it" in warned
    assert "side north: no outlet speaks for it" in warned
    assert "outlet o: no camp is set" in warned
    assert "place isle:q: " in warned
    assert "place isle:p: " not in warned
    assert "places isle:p, isle:q: both go by 'P'" in warned


@pytest.mark.parametrize("war", ["syria", "ukraine", "iraq", "myanmar", "afghanistan", "congo"])
def test_a_packaged_war_has_no_slip_that_would_misread_a_report(war: str):
    told = list(warnings_of(load_theatre(war)))

    assert [line for line in told if not line.startswith(("outlet ", "places "))] == []
