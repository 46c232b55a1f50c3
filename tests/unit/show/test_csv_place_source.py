"""Each row of a table, and each line of JSON, names who made its place: there is no other room for it."""

import csv
import json
from pathlib import Path

from typer.testing import CliRunner

from contested.cli.app import app


def test_a_row_names_geonames_for_its_places_and_the_theatre_for_its_own(tmp_path: Path) -> None:
    report, store, table = (tmp_path / name for name in ("report.txt", "war.db", "claims.csv"))
    report.write_text("The army captured Homs on Monday. Rebels captured the Tanf border-crossing.", "utf-8")
    CliRunner().invoke(app, ["read", str(report), "--into", str(store), "--theatre", "syria"])

    result = CliRunner().invoke(app, ["export", str(store), "--format", "csv", "-o", str(table)])

    assert result.exit_code == 0, result.output
    with table.open(encoding="utf-8", newline="") as file:
        sources = {row["place"]: row["place_source"] for row in csv.DictReader(file)}
    assert sources["Homs"] == "GeoNames (https://www.geonames.org), CC BY 4.0"
    assert sources["Al-Tanf border crossing"] == "the theatre, or contested"


def test_a_line_names_them_too(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("The army captured Homs on Monday. Rebels captured the Tanf border-crossing.", "utf-8")

    claims = CliRunner().invoke(app, ["claims", str(report), "--theatre", "syria"])
    places = CliRunner().invoke(app, ["places", str(report), "--theatre", "syria"])

    found = [json.loads(line)["place"] for line in claims.stdout.splitlines()]
    found += json.loads(places.stdout)["places"]
    sources = {place["name"]: place["source"] for place in found}
    assert sources["Homs"] == "GeoNames (https://www.geonames.org), CC BY 4.0"
    assert sources["Al-Tanf border crossing"] == "the theatre, or contested"
