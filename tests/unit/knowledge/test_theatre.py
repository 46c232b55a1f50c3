"""Theatres are found, checked as a whole, and answer questions about outlets, camps and sides."""

import re
from datetime import date
from pathlib import Path

import pytest

import contested
from contested.errors import KnowledgeError, OptionError
from contested.knowledge.theatre import Theatre, load_theatre, theatre_names
from contested.model.actor import Actor, SideId

PACKAGED = Path(contested.__file__).parent / "data" / "theatres"
HEAD = """
id = "isle"
label = "War on an island"
countries = ["IS"]
source = "invented for a test"
[[side]]
id = "north"
label = "North"
allies = ["west"]
source = "invented"
[[side]]
id = "west"
label = "West"
allies = ["north"]
source = "invented"
[camp_aliases]
Northern = "north"
"""
ACTORS = """
[[actor]]
id = "north-army"
name = "Army of the North"
kind = "army"
side = "north"
source = "invented"
names = ["{northern,north} troops"]
naming = [{ words = ["brutes"], used_by = ["west"] }, { words = ["enemy"], used_by = ["west"], only = true }]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "isle"
    path.mkdir()
    (path / "theatre.toml").write_text(HEAD, encoding="utf-8")
    (path / "actors.toml").write_text(ACTORS, encoding="utf-8")
    return path


def write(folder: Path, text: str, *, file: str = "more.toml") -> Path:
    (folder / file).write_text(text, encoding="utf-8")
    return folder


def faults(folder: Path) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        load_theatre(folder)
    return [re.sub(r"(?<=toml):\d+:", ":", line) for line in str(caught.value).splitlines()]


def actor(theatre: Theatre, id: str) -> Actor:
    return next(actor for actor in theatre.actors if actor.id == id)


def uses(theatre: Theatre, id: str, words: str) -> list[tuple[str, ...]]:
    return [name.used_by for name in actor(theatre, id).names if name.words == words]


def test_packaged_theatres_are_listed_by_name():
    assert theatre_names() == tuple(sorted(folder.name for folder in PACKAGED.iterdir()))
    assert {"generic", "syria", "ukraine"} <= set(theatre_names())


def test_an_unknown_name_says_which_exist():
    with pytest.raises(OptionError) as caught:
        load_theatre("syira")

    assert f"no theatre 'syira'; give one of {', '.join(theatre_names())}, or the path" in str(caught.value)


def test_a_folder_without_a_head_is_no_theatre(tmp_path: Path):
    with pytest.raises(OptionError, match=r"no theatre\.toml in this folder"):
        load_theatre(tmp_path)


def test_a_folder_of_ones_own_loads_by_path(folder: Path):
    theatre = load_theatre(str(folder))

    assert (theatre.id, theatre.countries, len(theatre.sides)) == ("isle", ("IS",), 2)


def test_loading_twice_gives_the_same_value(folder: Path):
    assert load_theatre(folder) is load_theatre(folder)


def test_an_edited_file_is_read_anew_and_changes_the_checksum(folder: Path):
    before = load_theatre(folder)
    write(folder, ACTORS.replace("brutes", "ruffians"), file="actors.toml")

    assert load_theatre(folder).checksum != before.checksum
    assert uses(load_theatre(folder), "north-army", "ruffians")


def test_shorthand_stands_for_each_spelling(folder: Path):
    words = {name.words for name in actor(load_theatre(folder), "north-army").names}

    assert {"Army of the North", "northern troops", "north troops"} <= words


def test_a_partisan_name_is_read_by_anybody_unless_only_its_users_mean_it(folder: Path):
    theatre = load_theatre(folder)

    assert uses(theatre, "north-army", "brutes") == [("west",), ()]
    assert uses(theatre, "north-army", "enemy") == [("west",)]


def test_a_place_lists_the_containers_of_its_containers(folder: Path):
    theatre = load_theatre(
        write(
            folder,
            """
            [[place]]
            id = "pier"
            name = "Pier"
            kind = "landmark"
            at = [64.1, -21.9]
            within = ["harbour"]
            source = "invented"
            [[place]]
            id = "harbour"
            name = "Harbour"
            kind = "port"
            at = [64.1, -21.9]
            within = ["geonames:1"]
            source = "invented"
            [[place]]
            geonames = 1
            name = "Town"
            kind = "town"
            at = [64, -22]
            within = ["naturalearth:IS-1"]
            source = "invented"
            """,
        )
    )

    assert theatre.places[0].place.id == "isle:pier"
    assert theatre.places[0].place.within == ("isle:harbour", "geonames:1", "naturalearth:IS-1")
    assert theatre.places[2].place.geonames_id == 1


def test_faults_of_all_files_come_together_and_name_field_finding_and_entry(folder: Path):
    write(folder, ACTORS.replace('"army"', '"armee"'), file="actors.toml")
    write(folder, '[[outlet]]\nid = "herald"\nname = "Herald"\ncolour = "red"\n')

    found = faults(folder)

    assert found[0].startswith("isle/actors.toml: actor[0].kind: Input should be 'government', 'army'")
    assert found[0].endswith("found 'armee' (entry 'north-army')")
    assert "isle/more.toml: outlet[0].source: Field required (entry 'herald')" in found
    assert any("outlet[0].colour: Extra inputs are not permitted; found 'red'" in line for line in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[[outlet]]\nid = "a"\nname = "A"\ncamp = "south"\nsource = "x"', "no such side; found 'south'"),
        (ACTORS, "ids must be unique; 'north-army' already stands at isle/actors.toml: actor[0].id"),
        (
            ACTORS.replace("north-army", "b") + 'parent = "c"\n',
            "actor[0].parent: no actor has the id 'c'",
        ),
        (
            ACTORS.replace("north-army", "b"),
            "'army of the north' means 'north-army' to anybody; found 'b' too",
        ),
        (
            ACTORS.replace("north-army", "b").replace('side = "north"', 'allegiance = [{ side = "south" }]'),
            "actor[0].allegiance[0].side: no such side; found 'south'",
        ),
        (
            'place = [{ id = "a", name = "A", kind = "town", at = [1, 2], within = ["b"], source = "x" }]',
            "place[0].within: no place of this theatre has the id 'b'",
        ),
        ('[[actor]]\nid = "d"\nname = "D', "isle/more.toml: not valid TOML"),
        ('place = [{ id = "a", name = "A", kind = "town", at = [91, 2], source = "x" }]', "lat within 90"),
        ('place = [{ name = "A", kind = "town", at = [1, 2], source = "x" }]', "give `id`, or `geonames`"),
        (ACTORS.replace("{northern,north}", "{northern"), "braces must hold alternatives"),
        (
            ACTORS.replace('used_by = ["west"] }', "used_by = [] }"),
            "naming[0].used_by: List should have at least 1 item",
        ),
        (
            ACTORS.replace(
                'side = "north"', "allegiance = [{ side = 'north', first = 2020-01-02, last = 2020-01-01 }]"
            ),
            "first must not be after last",
        ),
    ],
)
def test_what_does_not_fit_together_is_refused(folder: Path, text: str, expected: str):
    assert any(expected in line for line in faults(write(folder, text)))


def test_an_alliance_must_be_mutual(folder: Path):
    write(folder, HEAD.replace('allies = ["north"]', ""), file="theatre.toml")

    assert faults(folder) == ["isle/theatre.toml: side[0].allies: 'west' must list 'north' as its ally too"]


@pytest.mark.parametrize(
    "words",
    [
        "SANA",
        "Syrian Arab News Agency",
        "the Syrian Arab News Agency",
        "https://www.sana.sy/",
        "sana",
        "SANA (Homs)",
    ],
)
def test_an_outlet_is_known_by_any_of_its_names(words: str):
    outlet = load_theatre("syria").outlet_named(words)

    assert outlet is not None
    assert (outlet.id, outlet.camp) == ("sana", "gov")


@pytest.mark.parametrize("words", [None, "", "()", "The Daily Planet"])
def test_an_unheard_of_outlet_is_none(words: str | None):
    assert load_theatre("syria").outlet_named(words) is None


@pytest.mark.parametrize(
    ("label", "camp"),
    [
        ("gov", "gov"),
        ("Government", "gov"),
        ("US-led  coalition", "coalition"),
        ("rebels", "opposition"),
        ("wire", "wire"),
        ("monitor", "monitor"),
        ("martians", None),
        (None, None),
    ],
)
def test_a_camp_label_means_a_side(label: str | None, camp: str | None):
    assert load_theatre("syria").camp_of(label) == camp


def test_civilians_exist_without_being_listed():
    theatre = load_theatre("generic")

    assert theatre.side("civilians").label == "civilians"
    assert "civilians" not in {side.id for side in theatre.sides}


def test_an_unknown_side_says_which_exist():
    with pytest.raises(OptionError, match=r"theatre ukraine: no side 'gov'; its sides are russia, ukraine"):
        load_theatre("ukraine").side("gov")


def test_an_allegiance_holds_from_day_to_day(folder: Path):
    turncoat = ACTORS.replace("north-army", "turncoats").replace("Army of the North", "Turncoats")
    turncoat = turncoat.replace("troops", "turncoats").replace("brutes", "rats").replace('"enemy"', '"foe"')
    sides = '[{ side = "north", last = 2020-01-31 }, { side = "west", first = 2020-02-01 }]'
    theatre = load_theatre(write(folder, turncoat.replace('side = "north"', f"allegiance = {sides}")))

    changed = actor(theatre, "turncoats")
    assert changed.side_on(date(2020, 1, 31)) == SideId("north")
    assert changed.side_on(date(2020, 2, 1)) == SideId("west")
