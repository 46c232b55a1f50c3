import io

import pytest
from rich.console import Console
from show_values import CLAIMS, FAILURES, PICTURE, SIDES, TADMUR

from contested.errors import OptionError
from contested.show.sides import styles_for
from contested.show.terminal import render_explanation, render_picture
from contested.show.views.explanation import explain

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


def test_a_quarantined_report_is_printed_with_its_reason() -> None:
    text = printed(render_picture(PICTURE, claims=CLAIMS, styles=STYLES, failures=FAILURES, width=120), 120)
    assert "broken.jsonl#3 (read): line 3 is no JSON object" in text


def test_an_explanation_gives_words_offsets_voices_and_decibans() -> None:
    found = explain("Tadmur", claims=CLAIMS, pictures=[PICTURE], styles=STYLES)
    text = printed(render_explanation(found, STYLES), 120)
    for words in ("+9.1 decibans", "against its interest", "a-1[40:124]", "state television", CLAIMS[0].id):
        assert words in text


def test_a_cell_and_a_claim_are_found_by_id_and_nothing_else_is() -> None:
    given = {"claims": CLAIMS, "pictures": [PICTURE], "styles": STYLES}
    assert explain(f"{TADMUR.id}@2016-04-05", **given).row is not None
    assert [row.place for row in explain(CLAIMS[0].id[:6], **given).places] == ["Tadmur"]
    with pytest.raises(OptionError, match="neither a claim nor a cell"):
        explain("nowhere", **given)


def test_escape_sequences_of_a_report_never_reach_the_terminal() -> None:
    from dataclasses import replace

    evil = replace(
        PICTURE, cells=(replace(PICTURE.cells[0], place=replace(TADMUR, name="\x1b[31mTadmur[bold]")),)
    )
    text = printed(render_picture(evil, claims=CLAIMS, styles=STYLES, width=120), 120)
    assert "\x1b" not in text
    assert "⟨U+001B⟩[31mTadmur[bold]" in text
