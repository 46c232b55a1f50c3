"""What SQLite in particular may do wrong."""

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from contested.errors import StoreError
from contested.model.page import Page
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.store import Document, Kept, SqliteStore, TheatreMark


def document(name: str) -> Document:
    report = Report(id=DocumentId(name), text=f"words of {name}", read_from=name)
    return Document(
        page=Page(report=report, segments=(), sentences=()),
        claims=(),
        framings=(),
        theatre=TheatreMark(id="generic", reference="generic", checksum="1"),
        made_with="v1",
    )


def test_a_store_that_should_exist_is_not_made_by_looking(tmp_path: Path):
    with pytest.raises(StoreError, match="no such store; make one with"):
        SqliteStore(tmp_path / "war.db", create=False)

    assert not (tmp_path / "war.db").exists()


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path):
    notes = tmp_path / "notes.txt"
    notes.write_text("my notes")

    with pytest.raises(StoreError, match="some other file, not a store"):
        SqliteStore(notes)
    assert notes.read_text() == "my notes"


def test_a_database_of_somebody_else_is_refused_and_left_alone(tmp_path: Path):
    other = sqlite3.connect(tmp_path / "photos.db")
    other.execute("CREATE TABLE photo (name)")
    other.commit()
    other.close()
    before = (tmp_path / "photos.db").read_bytes()

    with pytest.raises(StoreError, match="not a store of contested"):
        SqliteStore(tmp_path / "photos.db")
    assert (tmp_path / "photos.db").read_bytes() == before


def test_a_store_of_a_newer_version_says_to_upgrade(tmp_path: Path):
    SqliteStore(tmp_path / "war.db").close()
    raw = sqlite3.connect(tmp_path / "war.db")
    raw.execute("PRAGMA user_version = 99")
    raw.close()

    with pytest.raises(StoreError, match=r"newer version of contested \(store version 99.*upgrade"):
        SqliteStore(tmp_path / "war.db")


def test_an_empty_file_is_no_store_to_look_at_but_one_to_fill(tmp_path: Path):
    (tmp_path / "war.db").touch()

    with pytest.raises(StoreError, match="an empty file"):
        SqliteStore(tmp_path / "war.db", create=False)
    SqliteStore(tmp_path / "war.db").close()
    SqliteStore(tmp_path / "war.db", create=False).close()


def test_a_folder_and_a_missing_folder_are_named(tmp_path: Path):
    with pytest.raises(StoreError, match="is a folder"):
        SqliteStore(tmp_path)
    with pytest.raises(StoreError, match="does not exist; make it first"):
        SqliteStore(tmp_path / "nowhere" / "war.db")


def test_a_full_disk_leaves_what_was_stored_before(tmp_path: Path):
    store = SqliteStore(tmp_path / "war.db")
    store.add_document(document("one"))
    (pages,) = store._db.execute("PRAGMA page_count").fetchone()
    store._db.execute(f"PRAGMA max_page_count = {pages}")  # SQLite then says what it says on a full disk
    big = Report(id=DocumentId("big"), text="x" * 100_000)

    with pytest.raises(StoreError, match="disk is full"):
        store.add_document(
            Document(
                page=Page(report=big, segments=(), sentences=()),
                claims=(),
                framings=(),
                theatre=TheatreMark(id="generic", reference="generic", checksum="1"),
                made_with="v1",
            )
        )
    store._db.execute("PRAGMA max_page_count = 100000")
    store.add_document(document("two"))
    assert [one.page.report.id for one in store.documents()] == ["one", "two"]


def test_a_damaged_file_says_so(tmp_path: Path):
    path = tmp_path / "war.db"
    store = SqliteStore(path)
    store.add_document(document("one"))
    store.close()
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 5000)

    with pytest.raises(StoreError, match="damaged"):
        list(SqliteStore(path).documents())


def _write_many(path: Path, worker: int) -> None:
    store = SqliteStore(path)
    for number in range(10):
        store.add_document(document(f"{worker}-{number}"))
    store.close()


def test_four_processes_write_one_store_and_nothing_is_lost(tmp_path: Path):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_write_many, args=(tmp_path / "war.db", worker)) for worker in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert [worker.exitcode for worker in workers] == [0, 0, 0, 0]
    assert len(list(SqliteStore(tmp_path / "war.db").documents())) == 40


_KILLED_WRITER = """
import os, signal, sys
sys.path.insert(0, {folder!r})
from test_sqlite import document
from contested.store import SqliteStore
store = SqliteStore({path!r})
store.add_document(document("one"))
store._db.execute("BEGIN IMMEDIATE")
store._db.execute("INSERT INTO failure VALUES ('half', 'read', 'written')")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_a_writer_killed_inside_a_transaction_loses_only_that_transaction(tmp_path: Path):
    code = _KILLED_WRITER.format(folder=os.path.dirname(__file__), path=str(tmp_path / "war.db"))
    run = subprocess.run([sys.executable, "-c", code], check=False)

    assert run.returncode == -signal.SIGKILL
    store = SqliteStore(tmp_path / "war.db")
    assert [one.page.report.id for one in store.documents()] == ["one"]
    assert store.failures() == ()


def _open(path: Path) -> None:
    SqliteStore(path).close()


def test_processes_that_make_the_same_new_store_at_once_do_not_trip_over_each_other(tmp_path: Path):
    """SQLite does not wait while a file becomes write-ahead, and the tables appear between two questions."""
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    for number in range(15):
        openers = [context.Process(target=_open, args=(tmp_path / f"{number}.db",)) for _ in range(4)]
        for opener in openers:
            opener.start()
        for opener in openers:
            opener.join()
        assert [opener.exitcode for opener in openers] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("version", "without"),
    [(1, ("original", "decision", "kept")), (2, ("decision", "kept")), (3, ("kept",))],
)
def test_a_store_of_a_version_before_is_brought_up_to_date(
    tmp_path: Path, version: int, without: tuple[str, ...]
):
    path = tmp_path / "old.db"
    SqliteStore(path).close()
    with closing(sqlite3.connect(path)) as database:
        for table in without:
            database.execute(f"DROP TABLE {table}")
        database.execute(f"PRAGMA user_version = {version}")
        database.commit()

    store = SqliteStore(path)

    assert store.original("0" * 64) is None
    assert store.decisions() == ()
    store.close()


@pytest.fixture
def shelf() -> Iterator[Path]:
    """A folder that anybody may write to; not tmp_path, which is closed to all but its owner."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        yield Path(folder)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write whatever the mode of a file says, so it is somebody else for a while."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def old_store(path: Path, *, version: int, without: tuple[str, ...]) -> None:
    with closing(SqliteStore(path)) as store:
        store.add_document(document("a"))
    with closing(sqlite3.connect(path)) as database:
        for table in without:
            database.execute(f"DROP TABLE {table}")
        database.execute(f"PRAGMA user_version = {version}")
        database.commit()
    path.chmod(0o444)


def test_a_store_that_keeps_nothing_yet_and_cannot_be_written_is_read_all_the_same(shelf: Path):
    old_store(shelf / "old.db", version=3, without=("kept",))

    with as_nobody(), closing(SqliteStore(shelf / "old.db", create=False)) as store:
        assert [one.page.report.text for one in store.documents()] == ["words of a"]
        assert list(store.kept("fingerprint")) == []
        with pytest.raises(StoreError):
            store.keep("fingerprint", [Kept(name="a", basis="b", value=b"")])


def test_a_store_that_lacks_more_and_cannot_be_written_says_so(shelf: Path):
    old_store(shelf / "old.db", version=2, without=("decision", "kept"))

    with as_nobody(), pytest.raises(StoreError, match="cannot write the store"):
        SqliteStore(shelf / "old.db", create=False)
