import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from show_values import CLAIMS, FAILURES, FRAMINGS, GOV_REPORT, PAGES, PICTURE, REPORTS, SIDES, TADMUR, later

from contested.errors import OptionError
from contested.model.page import Page
from contested.show.page import render_report, write_report
from contested.show.views.decisions import Decided, DecisionLine
from contested.show.views.grading import Grade

PAYLOAD = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}</style></title><!--\u202e"
GIVEN = {
    "title": "Two reports", "reports": REPORTS, "pages": PAGES, "claims": CLAIMS, "pictures": [PICTURE],
    "framings": FRAMINGS, "failures": FAILURES, "sides": SIDES,
}  # fmt: skip


class Seen(HTMLParser):
    """Tags with attributes, ids, inner links, and the words outside styles and scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not self._open:
            self.words.append(data)

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.tags if "id" in attrs]

    @property
    def links(self) -> list[str]:
        return [attrs["href"] or "" for _, attrs in self.tags if "href" in attrs]


@pytest.fixture(scope="module")
def seen() -> Seen:
    return Seen(render_report(**GIVEN))


def poisoned() -> str:
    report = replace(
        GOV_REPORT,
        text=GOV_REPORT.text + "\n\n" + PAYLOAD,
        title=PAYLOAD,
        url="javascript:alert(3)//" + PAYLOAD,
        outlet=PAYLOAD,
        camp=PAYLOAD,
        published_how=PAYLOAD,
        language=PAYLOAD,
    )
    page = PAGES[0]
    end = replace(page.segments[-1], span=replace(page.segments[-1].span, end=len(report.text)))
    head = replace(end.comment, author=PAYLOAD, time=PAYLOAD, reply_to=PAYLOAD) if end.comment else None
    segments = (*page.segments[:-1], replace(end, comment=head))
    claims = [
        replace(
            one,
            claim=replace(one.claim, document_key=report.key),
            outlet=PAYLOAD,
            origin=replace(one.origin, name=PAYLOAD),
        )
        for one in CLAIMS
        if one.claim.document == report.id
    ]
    weight = replace(PICTURE.cells[0].weights[0], note=PAYLOAD, claims=(claims[0].id,))
    cell = replace(
        PICTURE.cells[0],
        place=replace(TADMUR, name=PAYLOAD, kind=PAYLOAD),
        holder=PAYLOAD,
        supports=tuple(one.id for one in claims),
        weights=(weight,),
    )
    return render_report(
        title=PAYLOAD,
        notice=PAYLOAD,
        reports=[report],
        pages=[Page(report=report, segments=segments, sentences=())],
        claims=claims,
        pictures=[replace(PICTURE, theatre=PAYLOAD, cells=(cell,))],
        framings=[replace(FRAMINGS[0], toward=PAYLOAD)],
        failures=[replace(FAILURES[0], read_from=PAYLOAD, reason=PAYLOAD)],
    )


def test_no_input_brings_a_script_an_image_or_a_handler_into_the_page() -> None:
    page = Seen(poisoned())
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert not [
        tag for tag, _ in page.tags if tag in ("img", "iframe", "object", "embed", "base", "link", "form")
    ]
    handlers = [name for _, attrs in page.tags for name in attrs if name.startswith("on") or name == "style"]
    assert handlers == []


def test_a_link_of_a_report_is_a_link_only_with_a_web_address() -> None:
    assert not [link for link in Seen(poisoned()).links if not link.startswith("#")]
    linked = render_report(**{**GIVEN, "reports": [replace(GOV_REPORT, url="https://example.org/a")]})
    assert "https://example.org/a" in Seen(linked).links


def test_hidden_characters_are_spelled_out() -> None:
    html = render_report(**GIVEN)
    assert "\u202e" not in html
    assert "⟨U+202E⟩evil⟨U+202C⟩" in html


def test_nothing_is_loaded_from_anywhere(seen: Seen) -> None:
    assert not [attrs for _, attrs in seen.tags if "src" in attrs or "srcset" in attrs]
    html = render_report(**GIVEN)
    assert "default-src 'none'" in html
    assert not re.search(r"@import|url\(|\bfetch\(|import\(", html)


def test_the_policy_names_the_hashes_of_the_style_and_script_that_stand_there() -> None:
    import base64
    import hashlib

    html = render_report(**GIVEN)
    for tag, attributes in (("style", ""), ("script", ' type="module"')):
        body = re.search(rf"<{tag}{attributes}>(.*?)</{tag}>", html, re.DOTALL)
        assert body
        digest = base64.b64encode(hashlib.sha256(body[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in html


def test_every_link_within_the_page_arrives(seen: Seen) -> None:
    ids = set(seen.ids)
    assert not [link for link in seen.links if link.startswith("#") and link[1:] not in ids]


def test_no_id_is_used_twice(seen: Seen) -> None:
    assert len(seen.ids) == len(set(seen.ids))


def test_headings_never_skip_a_level(seen: Seen) -> None:
    levels = [int(tag[1]) for tag, _ in seen.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_cited_claim_leads_to_its_words_and_back_to_its_cell(seen: Seen) -> None:
    for one in CLAIMS[:2]:
        assert f"c-{one.id}" in seen.ids
        assert f"#c-{one.id}" in seen.links
        assert f"#k-{one.id}" in seen.links


def test_comments_and_furniture_are_shown_as_no_evidence(seen: Seen) -> None:
    words = " ".join(" ".join(seen.words).split())
    assert "Great news, now they will take Raqqa!" in words
    assert "reader's comment: not evidence" in words
    assert "page furniture: not evidence" in words


def test_what_was_put_aside_is_shown_with_its_reason(seen: Seen) -> None:
    assert "line 3 is no JSON object" in seen.words


def test_the_order_of_the_input_does_not_change_the_page() -> None:
    turned = {**GIVEN, "reports": REPORTS[::-1], "pages": PAGES[::-1], "claims": CLAIMS[::-1],
              "framings": FRAMINGS[::-1], "sides": SIDES[::-1]}  # fmt: skip
    assert render_report(**GIVEN) == render_report(**turned)


def test_a_run_without_any_report_gives_a_page_that_says_so() -> None:
    html = render_report(title="Nothing", reports=[], pages=[], claims=[], pictures=[])
    assert "No picture could be put together" in html


def test_two_days_of_one_place_have_their_own_anchors() -> None:
    both = [PICTURE, replace(PICTURE, on=later(CLAIMS[0], 30).published)]
    ids = Seen(render_report(**{**GIVEN, "pictures": both})).ids
    assert len(ids) == len(set(ids))


def test_the_page_replaces_an_older_one_and_leaves_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    out.write_text("old")
    write_report(out, **GIVEN)
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]


def test_a_folder_that_is_not_there_is_named_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="cannot be written"):
        write_report(tmp_path / "nowhere" / "report.html", **GIVEN)


def test_a_place_whose_holder_nobody_names_is_shown_so() -> None:
    cell = replace(PICTURE.cells[3], holder=None, shares=(("other", 0.9), ("gov", 0.1)))
    words = " ".join(Seen(render_report(**{**GIVEN, "pictures": [replace(PICTURE, cells=(cell,))]})).words)

    assert "nobody says who holds it" in words
    assert "likeliest" not in words


def ruling(says: str, about: str, **more: str) -> DecisionLine:
    given = {"kind": "cell", "answer": "gov", "author": "Anna", "reason": PAYLOAD, "state": "followed"}
    return DecisionLine(
        id=f"id of {says}", about=(about,), at=datetime(2016, 4, 1, tzinfo=UTC), says=says, **(given | more)
    )  # type: ignore[arg-type]


def words(html: str) -> str:
    return " ".join(" ".join(Seen(html).words).split())


def test_both_marks_of_a_cell_stand_apart_and_are_explained_in_words() -> None:
    grades = [{one.id: Grade(source=("B", "F"), information=3) for one in PICTURE.cells}]
    html = render_report(**GIVEN, grades=grades, sources={"Front Daily": "B"})

    assert '<abbr title="usually reliable">B</abbr><abbr title="reliability not judged">F</abbr>' in html
    assert '<abbr title="possibly true">3</abbr>' in html
    assert "The letter is set by analysts only" in words(html)
    assert not [link for link in Seen(html).links if link[1:] not in Seen(html).ids and link[0] == "#"]


def test_a_cell_and_a_claim_that_stand_on_a_decision_say_whose_when_and_why() -> None:
    cell, claim = PICTURE.cells[0].id, CLAIMS[0].id
    on_cell, on_claim = ruling("cell is accepted", cell), ruling("claim is wrong", claim, kind="claim")
    decided = Decided(
        cells=({cell: (on_cell,)},),
        claims={claim: (on_claim,)},
        followed=(on_cell, on_claim),
        conflicts=(
            (ruling("grade B", "x", state="in conflict"), ruling("grade D", "x", state="in conflict")),
        ),
    )
    page = Seen(render_report(**GIVEN, decided=decided))
    text = " ".join(" ".join(page.words).split())

    assert text.count("decided on") == 2  # at the cell, and where it is explained
    assert text.count("Anna , 2016-04-01:") == 6
    assert "none of these is followed until one is undone" in text
    assert [tag for tag, _ in page.tags].count("script") == 1


def test_a_letter_or_a_conflict_does_not_make_a_cell_stand_on_a_decision() -> None:
    cell = PICTURE.cells[0].id
    lines = (ruling("grade", "x", kind="grade"), ruling("camp", "y", kind="camp", state="in conflict"))
    html = render_report(**GIVEN, decided=Decided(cells=({cell: lines},)))

    assert "decided on" not in words(html)
    assert "2 decided" in words(html)
