"""Web pages of our own writing, part by part. Run as a script, it writes the parts anew, to be reviewed."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from contested.model.page import Page
from contested.model.report import Report
from contested.read import read
from contested.segment import segment

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))


def page_of(name: str) -> Page:
    (report,) = read([PAGES / f"{name}.html"])
    assert isinstance(report, Report)
    return segment(report)


def parts(page: Page) -> list[dict[str, object]]:
    return [
        {"kind": part.kind.value, "text": page.report.text[part.span.start : part.span.end]}
        | ({"comment": asdict(part.comment)} if part.comment else {})
        for part in page.segments
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_web_page_falls_into_the_parts_that_a_reader_sees(name: str):
    assert parts(page_of(name)) == json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_the_parts_of_a_web_page_hold_all_its_words_and_none_twice(name: str):
    page = page_of(name)
    spans = [part.span for part in page.segments]
    held = "".join("".join(page.report.text[span.start : span.end].split()) for span in spans)

    assert spans == sorted(spans)
    assert held == "".join(page.report.text.split())


def test_a_sentence_of_a_web_page_runs_through_links_and_entities():
    page = page_of("front-page")
    sentences = [page.report.text[one.span.start : one.span.end] for one in page.sentences]

    assert any(
        one.startswith("The army’s 11th division & allied units took the pumping station")
        for one in sentences
    )


if __name__ == "__main__":
    for each in NAMES:
        written = json.dumps(parts(page_of(each)), ensure_ascii=False, indent=1)
        (PAGES / f"{each}.json").write_text(written + "\n", encoding="utf-8")
