"""What a report was read with is freed as soon as its claims are made."""

import gc

from contested.extract import Extractor
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.theatre import load_theatre
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.segment import segment

TEXT = """The army recaptured Mahin

Syrian rebels attacked the army near Mahin on Sunday, activists said. The army repelled them and retook the
village, and its jets bombed two roads. ISIS said that it still holds Sadad. Its fighters lifted the siege.
"""
OF_THE_LANGUAGE_MODEL = (
    50  # it leaves some objects a batch behind; the words of this report are twice as many
)


def test_nothing_of_a_report_waits_for_the_search_for_unreachable_cycles() -> None:
    extractor, theatre = Extractor.load(gazetteer=Gazetteer.open()), load_theatre("syria")

    def read() -> int:
        page = segment(Report(id=DocumentId("a"), text=TEXT, camp="wire"))
        return sum(len(found.claims) for _, found in extractor.extract([(page, theatre)]))

    assert read() > 4
    gc.collect()
    gc.disable()
    try:
        read()
        assert gc.collect() < OF_THE_LANGUAGE_MODEL
    finally:
        gc.enable()
