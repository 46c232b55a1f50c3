"""A run over an archive that is killed: the same command does the rest."""

import gzip
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
import zstandard
from inputs import written

from contested.store import SqliteStore

RECORDS = 60


def archive(path: Path) -> Path:
    """Records packed one by one, as the ending says."""
    pack = zstandard.compress if path.suffix == ".zst" else gzip.compress
    members = []
    for number in range(RECORDS):
        page = f"<html><h1>Day {number}</h1><p>The army took Homs on day {number}, a monitor said.</p>"
        http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}".encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:04}>\r\n"
            f"WARC-Target-URI: https://post.invalid/{number}\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        members.append(pack(head.encode() + http + b"\r\n\r\n"))
    return written(path, b"".join(members))


def command(path: Path, store: Path) -> list[str]:
    program = [sys.executable, "-c", "from contested.cli import main; main()"]
    return [*program, "read", str(path), "--into", str(store), "--theatre", "syria"]


def stored(path: Path) -> int:
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM document").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not there")
@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc.zst"])
def test_a_run_that_is_killed_is_finished_by_the_same_command(tmp_path: Path, name: str):
    path = archive(tmp_path / name)
    killed, whole = tmp_path / "killed.db", tmp_path / "whole.db"
    with subprocess.Popen(command(path, killed)) as run:
        while stored(killed) < 5 and run.poll() is None:
            time.sleep(0.02)
        run.send_signal(signal.SIGKILL)
    kept = stored(killed)

    again = subprocess.run(command(path, killed), capture_output=True, text=True, check=True)
    subprocess.run(command(path, whole), capture_output=True, check=True)

    assert 5 <= kept < RECORDS
    assert f"{RECORDS - kept} new, 0 updated, {kept} already there" in again.stdout
    first, second = SqliteStore(killed), SqliteStore(whole)
    assert list(first.documents()) == list(second.documents())
    assert first.failures() == ()
