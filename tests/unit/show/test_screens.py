import io
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from rich.console import Console, RenderableType
from show_values import QARYATAYN, cell
from test_changes import news
from test_positions import CLAIMS as DISPUTED
from test_positions import quarrel
from test_roads import CUT, of, reopened
from test_runs import BY_ID, runs
from test_stories import DEAD, SEEN, STRIKE, TAKEN
from test_stories import of as stories_of
from told_values import ALL_SIDES, GOV, ISIS, day

from contested.model.control import Verdict
from contested.show.screens.changes import changes_markdown, render_changes
from contested.show.screens.disputes import render_disputes
from contested.show.screens.roads import render_roads
from contested.show.screens.stories import render_stories
from contested.show.screens.timeline import columns, render_timeline
from contested.show.sides import side_styles
from contested.show.views.citation import cite_all
from contested.show.views.runs import PlaceRuns, Stretch

STYLES = side_styles(ALL_SIDES)


def timeline(width: int) -> RenderableType:
    found = PlaceRuns(
        place="Al-Qaryatayn",
        place_id=QARYATAYN.id,
        kind="town",
        theatre="syria",
        first=day(1),
        last=day(12),
        known=None,
        then=(Stretch(first=day(2), last=day(12), holder=ISIS, verdict=Verdict.CLAIMED),),
        now=runs(),
        told=((day(1), 1), (day(5), 3)),
    )
    citations = cite_all(BY_ID.values(), STYLES)
    return render_timeline(found, citations=citations, styles=STYLES, sources={}, width=width)


def disputes(width: int) -> RenderableType:
    citations = cite_all(DISPUTED.values(), STYLES)
    return render_disputes((quarrel(),), title="syria", citations=citations, styles=STYLES, sources={})


def roads(width: int) -> RenderableType:
    claims = (CUT, reopened(6))
    citations = cite_all(claims, STYLES)
    return render_roads(of(*claims), title="syria", citations=citations, styles=STYLES, sources={})


def stories(width: int) -> RenderableType:
    claims = (TAKEN, DEAD, SEEN, STRIKE)
    return render_stories(
        stories_of(*claims),
        title="syria",
        all_of=False,
        citations=cite_all(claims, STYLES),
        styles=STYLES,
        sources={},
    )


def changes(width: int) -> RenderableType:
    from test_changes import CLAIMS

    return render_changes(news(), citations=cite_all(CLAIMS, STYLES), styles=STYLES, sources={})


SCREENS = (timeline, disputes, roads, stories, changes)


def printed(content: RenderableType, width: int) -> str:
    out = io.StringIO()
    Console(file=out, width=width, color_system=None).print(content)
    return out.getvalue()


@pytest.mark.parametrize("screen", SCREENS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("width", [60, 120])
def test_no_line_is_wider_than_the_terminal(screen, width: int) -> None:  # type: ignore[no-untyped-def]
    assert max(len(line) for line in printed(screen(width), width).splitlines()) <= width


@pytest.mark.parametrize("screen", SCREENS, ids=lambda one: one.__name__)
def test_claim_ids_sentences_and_both_marks_stand_on_every_screen(screen) -> None:  # type: ignore[no-untyped-def]
    text = printed(screen(120), 120)

    assert "claim " in text
    assert "“" in text
    assert "source" in text
    assert "information" in text
    assert "F reliability not judged" in text


def test_the_bars_tell_sides_apart_without_colour() -> None:
    lines = printed(timeline(80), 80).splitlines()
    then, now = (next(line for line in lines if line.startswith(label)) for label in ("then", "now"))
    gov, isis = STYLES.of(GOV).symbol, STYLES.of(ISIS).symbol

    assert now.split()[1] == isis * 4 + gov * 8
    assert then.split()[1] == isis * 11
    assert gov != isis


def test_columns_cover_all_days_once() -> None:
    first = date(2014, 1, 1)
    spans = columns(first, first + timedelta(days=1000), 70)

    assert len(spans) <= 70
    assert spans[0][0] == first
    assert spans[-1][1] == first + timedelta(days=1000)
    assert all(b - a == timedelta(days=1) for (_, a), (b, _) in pairwise(spans))


def test_markdown_has_a_row_a_place_and_escapes_what_a_report_may_hold() -> None:
    found = news()
    hostile = replace(found, reports=(replace(found.reports[0], outlet="<b>|x*"),))
    text = changes_markdown(hostile, citations={}, styles=STYLES)

    assert "| Al-Qaryatayn | another holder |" in text
    assert "\\<b\\>\\|x\\*" in text


def test_an_undecided_place_is_shown_with_its_likeliest_side() -> None:
    undecided = cell(QARYATAYN, None, Verdict.CLAIMED, 0.4)
    first = replace(runs()[0], holder=None, likeliest=undecided.shares[0][0])
    found = PlaceRuns(
        place="X", place_id="x", kind="town", theatre="syria", first=first.first, last=first.last,
        known=None, then=(), now=(first,), told=(),
    )  # fmt: skip
    text = printed(render_timeline(found, citations={}, styles=STYLES, sources={}, width=80), 80)

    assert "undecided, likeliest ISIS" in text
