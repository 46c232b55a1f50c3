import pytest

from contested.app.taking_apart import Segmenter
from contested.errors import ReportError
from contested.markup import parse
from contested.model.report import Original, Report
from contested.model.text import DocumentId
from contested.sandbox import Limits, Sandbox
from contested.segment import segment

SOURCE = "<html><body><h1>Sadra</h1><p>The army left. It came back.</p><p>By Ann \ud800</p></body></html>"


def web_report(source: str = SOURCE) -> Report:
    data = source.encode("utf-8", "replace")
    original = Original.of(data, media_type="text/html", encoding="utf-8")
    return Report(
        id=DocumentId("a"), text=parse(original.source).text, original=original, extra=(("a", "1"),)
    )


def test_a_page_comes_out_of_the_child_as_it_would_here():
    report = web_report()

    assert Segmenter().segment(report) == segment(report)


def test_text_needs_no_child():
    box = Sandbox()

    Segmenter(box).segment(Report(id=DocumentId("a"), text="The army left."))

    assert box._child is None


def test_a_page_that_takes_too_much_is_lost_alone():
    with Sandbox(Limits(cpu_seconds=2, memory=1 << 30, wall_seconds=60)) as box:
        segmenter = Segmenter(box)
        segmenter.segment(web_report())
        huge = "<table>" + "<tr><td>The <b>army</b> left.</td></tr>" * 150_000 + "</table>"

        with pytest.raises(ReportError, match=r"was stopped|too much memory|more memory"):
            segmenter.segment(web_report(huge))

        assert segmenter.segment(web_report()).segments
