"""The command line with a language model: off unless asked for, resumed, verified, explained."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from loopback import Loopback, Reply, Request, claim, party, place, said, until

from contested.cli import main

pytest_plugins = ("llm_fixtures",)


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str


Contested = Callable[..., Run]


@pytest.fixture
def contested(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Contested:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def run(*args: object) -> Run:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(arg) for arg in args])
        out, err = capsys.readouterr()
        return Run(int(left.value.code or 0), out, err)

    return run


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    towns = ("Palmyra", "Homs", "Hama")
    records = [
        {"id": town, "text": f"ISIS fighters took {town} on 3 March 2016.", "conflict": "syria"}
        for town in towns
    ]
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def town_of(request: Request) -> str:
    return str(request.report["sentences"][0]["text"]).split()[3]


def taking(request: Request) -> Reply:
    """A model that finds the one claim, and makes another up."""
    return said(
        claim("took", actor=party("ISIS fighters"), place=place(town_of(request))),
        claim("took", place=place("Damascus")),
    )


def test_nothing_is_sent_unless_asked_for(endpoint: Loopback, contested: Contested, reports: Path) -> None:
    assert contested("claims", reports).code == 0
    assert endpoint.requests == []


def test_claims_of_a_model_are_printed_and_what_was_dropped_is_counted(
    endpoint: Loopback, contested: Contested, reports: Path
) -> None:
    endpoint.answering = taking

    run = contested("claims", reports, "--llm", endpoint.url, "--llm-model", "tiny:1b")

    lines = [json.loads(line) for line in run.out.splitlines()]
    assert [line["place"]["text"] for line in lines] == ["Palmyra", "Homs", "Hama"]
    assert {line["made_by"] for line in lines} == {"llm/claims.toml#1@tiny:1b"}
    assert {line["actor"]["side"] for line in lines} == {"isis"}
    assert f"article text is sent to {endpoint.url}/chat/completions (model tiny:1b)" in run.err
    assert "3 claims of the language model were dropped" in run.err
    assert "3 x place: words that do not stand in the report there; found 'Damascus'" in run.err


def test_the_same_command_again_finishes_only_what_is_missing(
    endpoint: Loopback, contested: Contested, reports: Path, tmp_path: Path
) -> None:
    command = ("read", reports, "--into", tmp_path / "war.db", "--json",
               "--llm", endpoint.url, "--llm-model", "tiny:1b", "--llm-timeout", "0.2")  # fmt: skip
    endpoint.answering = lambda request: Reply(status=400) if town_of(request) == "Homs" else taking(request)
    first = json.loads(contested(*command).out)
    endpoint.requests.clear()
    endpoint.answering = taking

    second = json.loads(contested(*command).out)

    assert (first["new"], first["quarantined"]) == (2, 1)
    assert "status 400" in first["failures"][0]["reason"]
    assert sum(first["dropped"].values()) == 2
    assert (second["new"], second["known"], second["quarantined"]) == (1, 2, 0)
    assert [town_of(request) for request in endpoint.requests] == ["Homs"]
    assert contested("verify", tmp_path / "war.db").code == 0


def test_a_store_keeps_apart_who_read_a_report(
    endpoint: Loopback, contested: Contested, reports: Path, tmp_path: Path
) -> None:
    endpoint.answering = taking
    read = ("read", reports, "--into", tmp_path / "war.db", "--json")
    asked = (*read, "--llm", endpoint.url, "--llm-model")

    counts = [
        (run["new"], run["updated"], run["known"])
        for command in (read, (*asked, "a"), (*asked, "a"), (*asked, "b"), read)
        for run in (json.loads(contested(*command).out),)
    ]

    assert counts == [(3, 0, 0), (0, 3, 0), (0, 0, 3), (0, 3, 0), (0, 3, 0)]


def test_a_claim_of_a_model_can_be_explained(
    endpoint: Loopback, contested: Contested, reports: Path, tmp_path: Path
) -> None:
    endpoint.answering = taking
    store = tmp_path / "war.db"
    contested("read", reports, "--into", store, "--llm", endpoint.url, "--llm-model", "tiny:1b")
    first = json.loads(contested("export", store, "--format", "jsonl").out.splitlines()[0])

    run = contested("explain", store, first["id"])

    assert run.code == 0
    assert "by llm/claims.toml#1@tiny:1b" in run.out
    assert "a language model made this claim" in " ".join(run.out.split())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--llm", "http://127.0.0.1:9/v1"), "go together"),
        (("--llm-model", "tiny"), "go together"),
        (("--llm", "http://192.0.2.7/v1", "--llm-model", "tiny"), "--llm-allow-http"),
        (("--llm", "models", "--llm-model", "tiny"), "write it like"),
    ],
)
def test_wrong_options_are_refused_before_anything_is_read(
    options: tuple[str, ...], said: str, contested: Contested, reports: Path, tmp_path: Path
) -> None:
    run = contested("read", reports, "--into", tmp_path / "war.db", *options)

    assert run.code == 2
    assert said in run.err
    assert not (tmp_path / "war.db").exists()


def test_an_endpoint_that_is_not_there_puts_the_reports_aside(
    contested: Contested, reports: Path, tmp_path: Path
) -> None:
    run = contested(
        "read", reports, "--into", tmp_path / "war.db", "--llm", "http://127.0.0.1:1/v1", "--llm-model", "m"
    )

    assert run.code == 3
    assert run.err.count("put aside:") == 3
    assert "http://127.0.0.1:1/v1/chat/completions" in run.err


def test_an_interrupted_run_ends_at_once_and_keeps_what_was_answered(
    endpoint: Loopback, reports: Path, tmp_path: Path
) -> None:
    endpoint.answering = lambda request: (
        taking(request) if town_of(request) == "Palmyra" else Reply(delay=60.0)
    )
    store = tmp_path / "war.db"
    command = [sys.executable, "-c", "from contested.cli import main; main()", "read", str(reports)]
    command += ["--into", str(store), "--llm", endpoint.url, "--llm-model", "tiny:1b", "--llm-at-once", "1"]
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as run:
        assert until(60.0, lambda: len(endpoint.requests) == 2 or run.poll() is not None)
        run.send_signal(signal.SIGINT)
        _, err = run.communicate(timeout=20.0)
    endpoint.answering = taking
    endpoint.requests.clear()

    assert run.returncode == 130, err
    assert subprocess.run(command, env=environment, check=False, capture_output=True).returncode == 0
    assert [town_of(request) for request in endpoint.requests] == ["Homs", "Hama"]
