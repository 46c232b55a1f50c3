"""
Streams a web archive of many small pages: pages a second, and how memory goes along.

    python benchmarks/warc_stream.py                                # reads 50,000 pages
    python benchmarks/warc_stream.py --records 2000 --kill-at 500   # stores them; killed once, resumed

The archive is made first: each page differs, has a menu, three paragraphs and a comment, 2 KB. Memory is
that of this process and of its child that parses. `--kill-at` runs the command itself into a store, ends it
with SIGKILL after so many pages, gives the same command again, and compares what is stored with the archive.
"""

import argparse
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

from contested.model.report import Report
from contested.read import read

PLACES = ("Sadra", "Palmyra", "Homs", "Tadef", "Kobani", "Raqqa", "Manbij", "Al-Bab", "Azaz", "Jarabulus")


def page(number: int) -> bytes:
    place, other = PLACES[number % 10], PLACES[number // 10 % 10]
    words = (
        f"<!doctype html><html lang=en><head><title>Army enters {place} ({number})</title>"
        f'<meta property="article:published_time" content="2016-03-{number % 28 + 1:02}">'
        '<meta property="og:site_name" content="Orchard Post"></head><body>'
        + "".join(f"<nav><a href=/{n}>Section {n}</a></nav>" for n in range(8))
        + f"<article><h1>Army enters {place} ({number})</h1><p>By Ann Vale</p>"
        f"<p>The army recaptured {place} from ISIS on Sunday, state television said in its bulletin.</p>"
        f"<p>Rebels still hold {other}, a commander admitted. Fighting went on through day {number % 97}.</p>"
        f"<p>{'Nobody could confirm the report independently. ' * (number % 5 + 3)}</p></article>"
        f"<div class=comments><p>A reader: I do not believe number {number}.</p></div></body></html>"
    )
    return words.encode()


def write_archive(path: Path, records: int) -> None:
    with path.open("wb") as file:
        for number in range(records):
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(number)
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
                f"WARC-Target-URI: https://post.invalid/{number}\r\nWARC-Date: 2016-04-01T00:00:00Z\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            )
            packer = zlib.compressobj(wbits=31)
            file.write(packer.compress(head.encode() + http + b"\r\n\r\n") + packer.flush())


def resident(pid: int) -> float:
    """Megabytes of a process and its children."""
    status = Path(f"/proc/{pid}/status").read_text()
    own = int(status.partition("VmRSS:")[2].split()[0]) / 1024
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(resident(int(child)) for child in children)


def stream(path: Path, records: int) -> None:
    began = time.perf_counter()
    memory: list[float] = []
    count = 0
    for result in read([path]):
        assert isinstance(result, Report), result
        count += 1
        if count % max(records // 10, 1) == 0:
            memory.append(resident(os.getpid()))
            rate = count / (time.perf_counter() - began)
            print(f"{count:>7,} pages, {rate:.0f} a second, {memory[-1]:.0f} MB", flush=True)
    grown = memory[-1] / memory[0]
    print(f"read {count:,} of {records:,}; memory at the end over that after a tenth: {grown:.3f}")


def stored(database: Path) -> int:
    if not database.exists():
        return 0
    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM document").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def resume(path: Path, records: int, kill_at: int) -> None:
    database = path.with_suffix(".db")
    program = [sys.executable, "-c", "from contested.cli import main; main()"]
    command = [*program, "read", str(path), "--into", str(database), "--theatre", "syria"]
    began = time.perf_counter()
    with subprocess.Popen(command) as run:
        while stored(database) < kill_at and run.poll() is None:
            time.sleep(0.05)
        peak = resident(run.pid)
        run.send_signal(signal.SIGKILL)
    kept = stored(database)
    print(f"killed after {time.perf_counter() - began:.0f} s with {kept:,} pages stored, {peak:.0f} MB")
    began = time.perf_counter()
    subprocess.run(command, check=True)
    took = time.perf_counter() - began
    print(f"the same command did the rest in {took:.0f} s: {stored(database):,} of {records:,}")
    subprocess.run([*program, "verify", str(database)], check=True)


def main() -> None:
    style = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=style)
    parser.add_argument("--records", type=int, default=50_000)
    parser.add_argument("--kill-at", type=int)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.warc.gz"
        write_archive(path, options.records)
        print(f"{options.records:,} pages in {path.stat().st_size:,} bytes")
        if options.kill_at:
            resume(path, options.records, options.kill_at)
        else:
            stream(path, options.records)


if __name__ == "__main__":
    main()
