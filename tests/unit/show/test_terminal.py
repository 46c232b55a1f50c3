import io
from dataclasses import replace

import pytest
from rich.console import Console
from show_values import CLAIMS, FAILURES, FRAMINGS, PICTURE, SIDES, TADMUR

from contested.errors import OptionError
from contested.model.actor import SideId
from contested.model.control import Interest
from contested.model.picture import Speaker
from contested.show.sides import styles_for
from contested.show.terminal import render_explanation, render_picture
from contested.show.views.board import board
from contested.show.views.explanation import Witness, explain, witness_words
from contested.show.views.framing import framing_by_party
from contested.show.views.grading import Grade

STYLES = styles_for(SIDES, pictures=[PICTURE], claims=CLAIMS)


def printed(renderable: object, width: int, *, colour: bool = False) -> str:
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, color_system="truecolor" if colour else None
    )
    console.print(renderable)
    return out.getvalue()


@pytest.mark.parametrize("width", [60, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    text = printed(
        render_picture(PICTURE, claims=CLAIMS, styles=STYLES, failures=FAILURES, width=width), width
    )
    assert max(len(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("width", [60, 120])
def test_without_colour_words_say_holder_verdict_and_probability(width: int) -> None:
    text = printed(render_picture(PICTURE, claims=CLAIMS, styles=STYLES, width=width), width)
    flat = " ".join(text.split())
    for words in (
        "Tadmur",
        "government forces",
        "agreed",
        "97 %",
        "2016-03-27",
        "disputed",
        "besieged",
        "undecided",
    ):
        assert words in flat


def test_a_plan_is_printed_with_its_sentence_and_as_not_done() -> None:
    text = printed(render_picture(PICTURE, claims=CLAIMS, styles=STYLES, width=120), 120)
    planned = text[text.index("Planned") :]
    assert "not done" in planned
    assert "it must retake Al-Qaryatayn from ISIS" in planned
    assert "a-1[126:199]" in planned


def test_words_that_take_sides_are_printed_by_camp_with_whom_they_serve() -> None:
    camps = {"a-1": "gov", "b-1": "opposition"}
    parties = framing_by_party(FRAMINGS, camps=camps, names={"gov": "government forces"})
    text = printed(render_picture(PICTURE, claims=CLAIMS, styles=STYLES, framing=parties, width=120), 120)
    rows = [" ".join(line.split()) for line in text[text.index("Words that take sides") :].splitlines()]

    assert "government forces “liberated” loaded word government forces, approving" in rows
    assert "opposition “Assad's regime forces” name government forces, disapproving" in rows


def test_without_words_that_take_sides_there_is_no_such_heading() -> None:
    text = printed(render_picture(PICTURE, claims=CLAIMS, styles=STYLES, width=120), 120)

    assert "Words that take sides" not in text


def test_a_quarantined_report_is_printed_with_its_reason() -> None:
    text = printed(render_picture(PICTURE, claims=CLAIMS, styles=STYLES, failures=FAILURES, width=120), 120)
    assert "broken.jsonl#3 (read): line 3 is no JSON object" in text


def test_an_explanation_gives_words_offsets_voices_and_decibans() -> None:
    found = explain("Tadmur", claims=CLAIMS, pictures=[PICTURE], styles=STYLES)
    text = printed(render_explanation(found, STYLES), 120)
    for words in ("+9.1 decibans", "against its interest", "a-1[40:124]", "state television", CLAIMS[0].id):
        assert words in text


def test_a_witness_is_named_by_its_side_and_in_few_words() -> None:
    speakers = tuple(
        Speaker(name=name, camp=SideId("gov"), interests=(Interest.FAVOURS,)) for name in ("A", "B", "C", "D")
    )
    witness = Witness(
        note="long", decibans=1.0, claims=(), speakers=speakers, remarks=("1 copy adds nothing",)
    )

    assert witness_words(witness, STYLES) == (
        "A (government forces), in its favour; B (government forces), in its favour; and 2 more; "
        "1 copy adds nothing"
    )


@pytest.mark.parametrize("leaning", [(("other", 0.9), ("gov", 0.1)), (("gov", 0.5), ("isis", 0.5))])
def test_where_no_claim_names_a_holder_it_says_so(leaning: tuple[tuple[SideId, float], ...]) -> None:
    cell = replace(PICTURE.cells[3], holder=None, shares=leaning)
    text = printed(
        render_picture(replace(PICTURE, cells=(cell,)), claims=CLAIMS, styles=STYLES, width=120), 120
    )

    assert "undecided: nobody says who holds it" in " ".join(text.split())
    assert "likeliest" not in text


def test_an_even_dispute_is_undecided_and_no_more() -> None:
    cell = replace(PICTURE.cells[1], shares=((SideId("gov"), 0.5), (SideId("isis"), 0.5)))
    (row,) = board(replace(PICTURE, cells=(cell,)), STYLES).rows

    assert (row.holder.label, row.doubt_words) == ("undecided", "")


def test_a_cell_and_a_claim_are_found_by_id_and_nothing_else_is() -> None:
    given = {"claims": CLAIMS, "pictures": [PICTURE], "styles": STYLES}
    assert explain(f"{TADMUR.id}@2016-04-05", **given).row is not None
    assert [row.place for row in explain(CLAIMS[0].id[:6], **given).places] == ["Tadmur"]
    with pytest.raises(OptionError, match="neither a claim nor a cell"):
        explain("nowhere", **given)


def test_escape_sequences_of_a_report_never_reach_the_terminal() -> None:
    evil = replace(
        PICTURE, cells=(replace(PICTURE.cells[0], place=replace(TADMUR, name="\x1b[31mTadmur[bold]")),)
    )
    text = printed(render_picture(evil, claims=CLAIMS, styles=STYLES, width=120), 120)
    assert "\x1b" not in text
    assert "⟨U+001B⟩[31mTadmur[bold]" in text


@pytest.mark.parametrize("width", [60, 120])
def test_both_marks_stand_on_every_line_and_are_explained(width: int) -> None:
    grades = {cell.id: Grade(source=("B", "F"), information=3) for cell in PICTURE.cells}
    text = printed(render_picture(PICTURE, claims=CLAIMS, styles=STYLES, grades=grades, width=width), width)
    flat = " ".join(text.split())

    assert flat.count("BF") == len(PICTURE.cells)
    assert "Source, as analysts judge it: B usually reliable, F reliability not judged." in flat
    assert "3 possibly true" in flat
    assert max(len(line) for line in text.splitlines()) <= width


def test_an_explanation_has_the_letter_of_each_claim_and_both_marks_of_the_cell() -> None:
    grades = {cell.id: Grade(source=("B",), information=2) for cell in PICTURE.cells}
    cell = PICTURE.cells[0]
    found = explain(cell.id, claims=CLAIMS, pictures=[PICTURE], styles=STYLES, grades=[grades])
    letters = dict.fromkeys([one.outlet or "" for one in CLAIMS], "B")
    flat = " ".join(printed(render_explanation(found, STYLES, letters), 120).split())

    assert "source B information 2" in flat
    assert ", source B" in flat
    assert "2 probably true" in flat
