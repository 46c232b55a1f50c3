"""What every export must do; a new format is found by folder and has to pass."""

import csv
import io
import json
import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from contested.errors import OptionError
from contested.show.exports import ExportInput, export_named, export_names
from contested.show.exports.csv import unguarded

sys.path.insert(0, str(Path(__file__).parent.parent / "unit" / "show"))
from show_values import CLAIMS, GOV_REPORT, PICTURE, REPORTS

CONTENT = ExportInput(reports=REPORTS, claims=CLAIMS, pictures=(PICTURE,))
TEXTS = {report.id: report.text for report in REPORTS}


def written(name: str, content: ExportInput = CONTENT) -> str:
    out = io.StringIO(newline="")
    export_named(name).write(out, content)
    return out.getvalue()


def shuffled(seed: int) -> ExportInput:
    order = random.Random(seed)
    picture = replace(PICTURE, cells=tuple(order.sample(PICTURE.cells, len(PICTURE.cells))))
    return ExportInput(
        reports=tuple(order.sample(REPORTS, len(REPORTS))),
        claims=tuple(order.sample(CLAIMS, len(CLAIMS))),
        pictures=(picture,),
    )


@pytest.mark.parametrize("name", export_names())
def test_the_same_input_gives_the_same_text_in_any_order(name: str) -> None:
    assert written(name) == written(name, shuffled(1)) == written(name, shuffled(2))


@pytest.mark.parametrize("name", export_names())
def test_nothing_to_write_is_no_fault(name: str) -> None:
    assert isinstance(written(name, ExportInput()), str)


@pytest.mark.parametrize("name", export_names())
def test_what_is_written_can_be_encoded_whatever_a_report_holds(name: str) -> None:
    text = "\ud800 " + GOV_REPORT.text
    report = replace(GOV_REPORT, text=text, url="http://x/\udfff")
    claim = replace(CLAIMS[0], outlet="out\ud800let")
    written(name, ExportInput(reports=(report,), claims=(claim,), pictures=(PICTURE,))).encode("utf-8")


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(OptionError, match="csv, geojson, jsonl"):
        export_named("docx")


def test_every_line_of_jsonl_leads_to_words_of_its_document() -> None:
    lines = [json.loads(line) for line in written("jsonl").splitlines()]
    assert len(lines) == len(CLAIMS)
    for record in lines:
        text = TEXTS[record["document"]]
        parts = [
            record["trigger"],
            record["actor"],
            record["target"],
            record["place"],
            *record["attribution"],
        ]
        for part in parts:
            if part and part["start"] is not None:
                assert text[part["start"] : part["end"]] == part["text"]
        assert record["trigger"]["text"] in text[record["evidence"]["start"] : record["evidence"]["end"]]


def test_jsonl_has_the_fields_of_the_interchange_format() -> None:
    record = json.loads(written("jsonl").splitlines()[0])
    assert list(record) == [
        "document", "id", "type", "trigger", "actor", "target", "place", "time", "modality", "polarity",
        "certainty", "attribution", "count", "evidence", "confidence", "made_by",
    ]  # fmt: skip
    assert record["place"]["name"] == "Tadmur"
    assert record["time"] == {"start": "2016-03-27", "end": "2016-03-27", "text": None}
    assert record["attribution"][0]["kind"] == "official"
    assert record["actor"]["side"] == "gov"


def test_a_count_is_written_as_its_lowest_figure() -> None:
    counts = [json.loads(line)["count"] for line in written("jsonl").splitlines()]
    assert sorted(filter(None, counts)) == [17]


def test_every_csv_row_leads_to_words_of_its_document() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv"), newline="")))
    assert len(rows) == len(CLAIMS)
    for row in rows:
        text = TEXTS[row["document"]]
        assert text[int(row["evidence_start"]) : int(row["evidence_end"])] == unguarded(row["evidence"])
        assert text[int(row["trigger_start"]) : int(row["trigger_end"])] == unguarded(row["trigger"])


@pytest.mark.parametrize("payload", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'=1", "＝1", "tis"])
def test_a_formula_in_a_text_is_disarmed_and_can_be_read_back(payload: str) -> None:
    claim = replace(CLAIMS[0], outlet=payload)
    row = next(csv.DictReader(io.StringIO(written("csv", ExportInput(claims=(claim,))), newline="")))
    assert not row["outlet"].startswith(tuple("=+-@\t\r＝"))
    assert unguarded(row["outlet"]) == payload


def test_a_negative_number_is_left_a_number() -> None:
    candidate = CLAIMS[0].place.candidates[0]
    west = replace(candidate, place=replace(candidate.place, lon=-3.70379))
    claim = replace(CLAIMS[0], place=replace(CLAIMS[0].place, candidates=(west,)))
    row = next(csv.DictReader(io.StringIO(written("csv", ExportInput(claims=(claim,))), newline="")))
    assert row["lon"] == "-3.70379"


def test_geojson_has_a_point_a_cell_and_every_claim_that_a_cell_cites() -> None:
    collection = json.loads(written("geojson"))
    assert "GeoNames" in collection["attribution"][0]
    cells = [f for f in collection["features"] if f["properties"]["feature"] == "cell"]
    claims = {f["id"]: f for f in collection["features"] if f["properties"]["feature"] == "claim"}
    assert len(cells) == len(PICTURE.cells)
    tadmur = next(f for f in cells if f["properties"]["place"] == "Tadmur")
    assert tadmur["geometry"]["coordinates"] == [38.284, 34.5624]
    for cell in cells:
        for claim in cell["properties"]["for"] + cell["properties"]["against"]:
            found = claims[claim]["properties"]
            text = TEXTS[found["document"]]
            assert text[found["evidence"]["start"] : found["evidence"]["end"]] == found["words"]
