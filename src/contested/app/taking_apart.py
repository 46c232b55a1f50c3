"""Segmenting with hostile pages kept at arm's length: web pages go to a child process, text does not."""

from dataclasses import replace

from contested.model.page import Page
from contested.model.report import Report
from contested.sandbox import Sandbox
from contested.segment import segment
from contested.store.codec import dumps, loads

_CHILD = "contested.app.taking_apart:in_child"


class Segmenter:
    """Takes reports apart; where the parser of a web page breaks, that report alone is lost."""

    def __init__(self, sandbox: Sandbox | None = None) -> None:
        self._sandbox = sandbox or Sandbox()  # starts no process until a web page comes

    def segment(self, report: Report) -> Page:
        """
        The page that `contested.segment.segment` gives.

        Raises:
            ReportError: The page broke the parser, or took more than is allowed.
        """
        original = report.original
        if original is None or not original.media_type.startswith("text/html"):
            return segment(report)
        bare = replace(report, original=replace(original, data=b""))
        found = self._sandbox.run(_CHILD, original.data, report=_text(dumps(Report, bare)))
        return replace(loads(Page, str(found)), report=report)


def in_child(data: bytes, *, report: str) -> str:
    """The page as JSON, without the report that the parent has already."""
    bare = loads(Report, report)
    assert bare.original is not None
    page = segment(replace(bare, original=replace(bare.original, data=data)))
    return _text(dumps(Page, replace(page, report=replace(bare, text="", extra=()))))


def _text(stored: str | bytes) -> str:
    return stored if isinstance(stored, str) else stored.decode("utf-8", "surrogatepass")
