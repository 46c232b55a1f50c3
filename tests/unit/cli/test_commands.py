"""The commands on small real reports, from reading to verifying."""

import gzip
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import PALMYRA_RECAPTURED, Contested

EXAMPLE_PAGE = Path(__file__).parents[2] / "golden" / "pages" / "front-page.html"
_PLAIN = "from contested.cli import main; main()"
SYRIA = (
    PALMYRA_RECAPTURED,
    {
        "id": "opp-1",
        "text": "Regime forces took control of Palmyra on March 27.\n\n"
        "ISIS still controls Sukhnah, residents said.",
        "outlet": "Orchard Post",
        "camp": "opposition",
        "published": "2016-04-04",
        "conflict": "syria",
    },
)
UKRAINE = {
    "id": "ukr-1",
    "text": "Ukrainian forces entered Kherson on Friday after Russian troops withdrew from the city.",
    "outlet": "Meadow News",
    "camp": "ukraine",
    "published": "2022-11-12",
    "conflict": "ukraine",
}


def written(path: Path, *records: dict[str, str]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return written(tmp_path / "reports.jsonl", *SYRIA)


@pytest.fixture
def store(contested: Contested, reports: Path, tmp_path: Path) -> Path:
    path = tmp_path / "war.db"
    assert contested("read", reports, "--into", path).code == 0
    return path


def test_reading_twice_adds_nothing(contested: Contested, reports: Path, store: Path):
    before = contested("export", store, "--format", "jsonl").out
    again = contested("read", reports, "--into", store, "--json")

    assert (again.json["new"], again.json["known"], again.json["updated"]) == (0, 2, 0)
    assert contested("export", store, "--format", "jsonl").out == before


def test_other_metadata_update_the_same_report_and_say_so(contested: Contested, store: Path, tmp_path: Path):
    changed = written(tmp_path / "changed.jsonl", {**SYRIA[0], "camp": "monitor"})
    run = contested("read", changed, "--into", store, "--json")

    assert (run.json["new"], run.json["updated"]) == (0, 1)
    assert len({line["document"] for line in contested("export", store, "--format", "jsonl").lines}) == 2


def test_the_picture_as_json_has_the_promised_keys(contested: Contested, store: Path):
    run = contested("picture", store, "--json")
    palmyra = next(cell for cell in run.json["cells"] if cell["place_id"] == "geonames:163808")

    assert {"on", "known", "cells", "planned"} <= set(run.json)
    assert {
        "place", "place_id", "kind", "lat", "lon", "holder", "phase", "verdict", "probability", "since",
        "origins", "for", "against",
    } <= set(palmyra)  # fmt: skip
    assert palmyra["holder"] == "gov"


def test_every_claim_of_the_picture_can_be_explained_down_to_its_words(contested: Contested, store: Path):
    for cell in contested("picture", store, "--json").json["cells"]:
        assert contested("explain", store, cell["id"], "--json").code == 0
        for claim in cell["for"] + cell["against"]:
            run = contested("explain", store, claim)
            assert run.code == 0
            assert claim in run.out


def test_a_place_goes_by_any_of_its_names(contested: Contested, store: Path):
    by_name = contested("picture", store, "--place", "Tadmur", "--json")
    by_other = contested("picture", store, "--place", "palmyra", "--json")

    assert by_name.json["cells"] == by_other.json["cells"]
    assert len(by_name.json["cells"]) == 1


def test_a_place_nobody_knows_is_said_to_be_unknown(contested: Contested, store: Path):
    run = contested("picture", store, "--place", "Xyzzyville")

    assert run.code == 2
    assert "Xyzzyville" in run.err


def test_known_leaves_out_what_was_published_later(contested: Contested, store: Path):
    then = contested("picture", store, "--known", "2016-03-28", "--on", "2016-03-28", "--json")
    cited = {claim for cell in then.json["cells"] for claim in cell["for"] + cell["against"]}
    documents = {
        line["id"]: line["document"] for line in contested("export", store, "--format", "jsonl").lines
    }

    assert then.json["known"] == "2016-03-28"
    assert {documents[claim] for claim in cited} == {"gov-1"}


def test_two_wars_in_one_store_each_keep_their_own_day(contested: Contested, store: Path, tmp_path: Path):
    contested("read", written(tmp_path / "u.jsonl", UKRAINE), "--into", store)
    cells = contested("picture", store, "--json").json["cells"]
    days = {cell["place_id"].split(":")[0] + cell["on"][:4] for cell in cells}

    assert {day[-4:] for day in days} == {"2016", "2022"}


def test_the_picture_lists_the_words_that_take_sides(contested: Contested, store: Path):
    texts = {record["id"]: record["text"] for record in SYRIA}
    framing = contested("picture", store, "--json").json["framing"]

    assert ("Regime forces", "naming", False) in {(one["text"], one["kind"], one["helps"]) for one in framing}
    assert all(texts[one["document"]][one["start"] : one["end"]] == one["text"] for one in framing)
    assert "Words that take sides" in contested("picture", store).out


def test_words_published_after_the_day_known_are_left_out(contested: Contested, store: Path):
    then = contested("picture", store, "--known", "2016-03-28", "--on", "2016-03-28", "--json")

    assert {one["document"] for one in then.json["framing"]} <= {"gov-1"}


def test_what_no_theatre_places_comes_last(contested: Contested, store: Path, tmp_path: Path):
    lost = {**UKRAINE, "id": "gen-1", "conflict": "atlantis"}
    contested("read", written(tmp_path / "u.jsonl", UKRAINE, lost), "--into", store)
    shown = contested("picture", store).out

    assert shown.index("syria: who") < shown.index("ukraine: who") < shown.index("generic: who")


@pytest.mark.parametrize("format", ["jsonl", "csv", "geojson"])
def test_an_export_to_a_file_holds_what_standard_output_shows(
    contested: Contested, store: Path, tmp_path: Path, format: str
):
    shown = contested("export", store, "--format", format).out
    contested("export", store, "--format", format, "-o", tmp_path / "out")

    assert (tmp_path / "out").read_bytes().decode() == shown
    assert not list(tmp_path.glob("*.part"))


def test_an_unknown_export_names_the_known_ones(contested: Contested, store: Path):
    run = contested("export", store, "--format", "shapefile")

    assert run.code == 2
    assert "geojson" in run.err


def test_claims_without_a_store_are_those_with_one(contested: Contested, reports: Path, store: Path):
    assert sorted(contested("claims", reports).out.splitlines()) == sorted(
        contested("export", store, "--format", "jsonl").out.splitlines()
    )


def test_every_claims_words_stand_where_it_says(contested: Contested, reports: Path):
    texts = {record["id"]: record["text"] for record in SYRIA}
    for claim in contested("claims", reports).lines:
        text = texts[claim["document"]]
        parts = [claim["trigger"], claim["actor"], claim["target"], claim["place"], *claim["attribution"]]
        for part in parts:
            if part and part["start"] is not None:
                assert text[part["start"] : part["end"]] == part["text"]


def test_a_sound_store_verifies(contested: Contested, store: Path):
    run = contested("verify", store, "--json")

    assert run.code == 0
    assert run.json["faults"] == []
    assert run.json["documents"] == 2
    assert run.json["cells"] > 0


def test_a_damaged_store_does_not(contested: Contested, store: Path):
    import sqlite3

    raw = sqlite3.connect(store)
    raw.execute("UPDATE document SET text = replace(text, 'Palmyra', 'Raqqa..')")
    raw.commit()
    raw.close()
    run = contested("verify", store)

    assert run.code == 1
    assert "reads 'Raqqa..'" in run.err


def test_segments_cover_the_article_and_tell_comments(contested: Contested, tmp_path: Path):
    (tmp_path / "page.txt").write_text("The army took Homs.\n\nIt was a quiet day there, residents said.")
    run = contested("segments", tmp_path / "page.txt")

    assert run.code == 0
    (page,) = run.lines
    assert (page["document"], page["text"][:8]) == ("page", "The army")
    assert [one["kind"] for one in page["segments"]] == ["body", "body"]


def test_segments_tell_what_is_known_of_a_page(contested: Contested, tmp_path: Path):
    (tmp_path / "page.html").write_text(
        "<html lang=en><head><title>Army enters Palmyra</title>"
        '<link rel=canonical href="https://sana.sy/en/1"><meta property="article:published_time" '
        'content="2016-03-28"><meta name=author content="Ann Vale"></head><body><h1>Army enters Palmyra</h1>'
        "<p>DAMASCUS (SANA) - The army entered Palmyra on Sunday, it said.</p></body></html>",
        encoding="utf-8",
    )
    run = contested("segments", tmp_path / "page.html", "--theatre", "syria")

    (page,) = run.lines
    report = page["report"]
    assert (report["outlet"], report["outlet_id"], report["byline"]) == ("sana.sy", "sana", "Ann Vale")
    assert (report["published"], report["published_how"]) == (
        "2016-03-28",
        "page: meta article:published_time",
    )
    assert (report["dateline"], report["language"]) == ("DAMASCUS (SANA)", "en")
    assert report["url"] == "https://sana.sy/en/1"
    assert report["sha256"] == hashlib.sha256((tmp_path / "page.html").read_bytes()).hexdigest()
    assert report["warnings"] == []


def test_a_page_that_was_cut_short_is_read_and_told(contested: Contested, tmp_path: Path):
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    words = " ".join(f"The army left village {n}." for n in range(400)).encode()
    (tmp_path / "a.http").write_bytes(head + gzip.compress(b"<p>" + words)[:-40])

    segments = contested("segments", tmp_path / "a.http")
    read = contested("read", tmp_path / "a.http", "--into", tmp_path / "a.db")
    again = contested("read", tmp_path / "a.http", "--into", tmp_path / "a.db", "--json")

    assert "warning: " in read.err
    assert "a.http: cut short: its gzip ends in the middle" in read.err
    assert "cut short" in segments.err
    assert "cut short" in segments.lines[0]["report"]["warnings"][0]
    assert (again.json["known"], len(again.json["warnings"])) == (1, 1)


def test_comments_are_printed_with_whom_they_answer(contested: Contested):
    run = contested("segments", EXAMPLE_PAGE)
    (page,) = run.lines
    answer = [one for one in page["segments"] if one.get("author") == "mill_worker"]

    assert {one["kind"] for one in answer} == {"comment"}
    assert [one.get("part") for one in answer] == ["header", "header", None]
    assert {(one["number"], one["parent"], one["reply_to"]) for one in answer} == {(2, 1, "Rima K.")}


def test_the_theatres_are_listed(contested: Contested):
    assert {"generic", "syria", "ukraine"} <= {one["id"] for one in contested("theatres", "--json").json}


def test_every_command_has_help_with_an_example(contested: Contested):
    commands = ("demo", "read", "picture", "explain", "export", "verify", "claims", "segments", "theatres")
    for command in commands:
        assert f"contested {command}" in contested(command, "--help").out.split("Examples:")[1]


def test_a_reader_who_leaves_early_is_no_error(reports: Path):
    command = f"{sys.executable} -c '{_PLAIN}' segments {reports} {reports} | head -1"
    run = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
    )

    assert run.returncode == 0
    assert run.stderr == ""


def test_help_costs_less_than_three_tenths_of_a_second():
    """In seconds of this process's children at work, which a busy machine does not stretch."""
    fastest = 9.0
    for _ in range(5):
        before = os.times()
        subprocess.run([sys.executable, "-c", _PLAIN, "--help"], capture_output=True, check=True)
        after = os.times()
        used = (after.children_user - before.children_user) + (after.children_system - before.children_system)
        fastest = min(fastest, used)

    assert fastest < 0.3


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_killed_at_any_moment_the_same_command_finishes_the_work(contested: Contested, tmp_path: Path):
    records = [{**SYRIA[n % 2], "id": f"r{n}", "text": f"{SYRIA[n % 2]['text']} ({n})"} for n in range(40)]
    many = written(tmp_path / "many.jsonl", *records)
    contested("read", many, "--into", tmp_path / "clean.db")
    clean = contested("export", tmp_path / "clean.db", "--format", "jsonl").out
    rng = random.Random(7)
    command = [sys.executable, "-c", _PLAIN, "read", str(many), "--into", str(tmp_path / "killed.db")]
    for _ in range(3):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not (tmp_path / "killed.db").exists() and process.poll() is None:
            time.sleep(0.05)
        time.sleep(rng.uniform(0.0, 4.0))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()

    assert contested("read", many, "--into", tmp_path / "killed.db").code == 0
    assert contested("verify", tmp_path / "killed.db").code == 0
    assert contested("export", tmp_path / "killed.db", "--format", "jsonl").out == clean


def test_the_demo_shows_two_wars_writes_a_page_and_verifies(contested: Contested, tmp_path: Path):
    run = contested("demo", "--into", tmp_path)

    assert run.code == 0
    assert "syria: who holds what" in run.out
    assert "ukraine: who holds what" in run.out
    assert (tmp_path / "report.html").read_text().lower().startswith("<!doctype html>")
    assert contested("verify", tmp_path / "demo.db").code == 0
