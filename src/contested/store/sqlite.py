"""A store in one SQLite file, which several processes may read and write."""

import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from contested.errors import StoreError
from contested.model.claim import Claim
from contested.model.decision import Decision
from contested.model.framing import Framing
from contested.model.page import Page
from contested.model.report import Failure
from contested.model.text import ClaimId
from contested.store.codec import dumps, loads, pack, unpack
from contested.store.contract import Arrival, Document, Kept, TheatreMark, without_original

APPLICATION_ID = 0x434F4E54  # "CONT" in SQLite's header: tells our files from other databases
SCHEMA_VERSION = 4
BUSY_SECONDS = 30.0  # how long to wait for another process's transaction (one document: milliseconds)
_SQLITE_MAGIC = b"SQLite format 3\x00"

# Columns without a type keep what they are given: text, or bytes where text cannot hold it (codec.pack).
_SCHEMA = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE document (
    key       TEXT PRIMARY KEY,
    id        NOT NULL,
    made_with TEXT NOT NULL,
    theatre_id TEXT NOT NULL, theatre_reference NOT NULL, theatre_checksum TEXT NOT NULL,
    read_from NOT NULL,
    text      NOT NULL,  -- raw, exactly as read (the page beside it is stored without)
    page      NOT NULL
);
CREATE TABLE claim (
    document_key TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    number INTEGER NOT NULL,
    id     TEXT NOT NULL,
    claim  NOT NULL,
    PRIMARY KEY (document_key, number)
);
CREATE INDEX claim_by_id ON claim (id);
CREATE TABLE framing (
    document_key TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    number  INTEGER NOT NULL,
    framing NOT NULL,
    PRIMARY KEY (document_key, number)
);
CREATE TABLE failure (
    read_from NOT NULL, stage TEXT NOT NULL, reason NOT NULL,
    PRIMARY KEY (read_from, stage)
) WITHOUT ROWID;
"""
# What texts were made from: web pages, PDF files; packed with zlib. Never changed and never deleted.
_ORIGINALS = "CREATE TABLE original (sha256 TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID"
# What analysts decided. Never changed and never deleted.
_DECISIONS = "CREATE TABLE decision (id TEXT PRIMARY KEY, decision NOT NULL) WITHOUT ROWID"
# What was worked out from all this, and may be worked out again.
_KEPT = (
    "CREATE TABLE kept (kind TEXT NOT NULL, name TEXT NOT NULL, basis TEXT NOT NULL, value BLOB NOT NULL, "
    "PRIMARY KEY (kind, name))"
)
_SINCE = {2: _ORIGINALS, 3: _DECISIONS, 4: _KEPT}  # the tables that came with each version of the schema
_COMPLETE_BUT_FOR_KEPT = 3  # schema version
_PRIMARY = 0xFF  # the part of an extended error code that says what kind of error it is
_DOCUMENT = "key, made_with, theatre_id, theatre_reference, theatre_checksum, text, page"


class SqliteStore:
    """Documents in one SQLite file; see `Store` for what each method promises."""

    def __init__(self, path: str | Path, *, create: bool = True) -> None:
        """
        Open the file, or make it.

        Args:
            path: The file.
            create: Make the file where there is none; otherwise that is an error.

        Raises:
            StoreError: No such file, no right to write there, not a store, or one from a newer version.
        """
        self.path = Path(path)
        _check_file(self.path, create=create)
        with self._speaking():
            self._db = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            self._prepare()
        except BaseException:
            self._db.close()
            raise

    def _prepare(self) -> None:
        with self._speaking():
            self._db.execute("PRAGMA foreign_keys = ON")
            if self._stored_version() == 0:
                self._begin_write_ahead()
                with self._writing():
                    if self._stored_version() == 0:  # else another process was faster
                        for statement in (*_SCHEMA.split(";"), *_SINCE.values()):
                            self._db.execute(statement)
                        self._db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                        self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            elif self._stored_version() < SCHEMA_VERSION:
                self._upgrade()

    def _upgrade(self) -> None:
        try:
            with self._writing():
                for version in range(self._stored_version() + 1, SCHEMA_VERSION + 1):
                    self._db.execute(_SINCE[version])
                self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        except sqlite3.OperationalError as error:
            # What `kept` would hold can be worked out again: a store that lacks only that is read as it is.
            read_only = error.sqlite_errorcode & _PRIMARY == sqlite3.SQLITE_READONLY
            if not read_only or self._stored_version() < _COMPLETE_BUT_FOR_KEPT:
                raise

    def _begin_write_ahead(self) -> None:
        # SQLite does not wait for others here, whatever its timeout: two new stores at once would fail.
        deadline = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
            else:
                return

    def _stored_version(self) -> int:
        """The schema version of the file; 0 for an empty one."""
        # In one statement: another process may be making the tables at this moment.
        ((application, version, tables),) = self._db.execute(
            "SELECT a.application_id, v.user_version, (SELECT count(*) FROM sqlite_master) "
            "FROM pragma_application_id AS a, pragma_user_version AS v"
        ).fetchall()
        if application != APPLICATION_ID and (tables or application or version):
            raise StoreError(f"{self.path}: an SQLite file, but not a store of contested; name another file")
        if version > SCHEMA_VERSION:
            raise StoreError(
                f"{self.path}: made by a newer version of contested (store version {version}; this one reads "
                f"up to {SCHEMA_VERSION}); upgrade contested"
            )
        return int(version)

    def add_document(self, document: Document) -> Arrival:
        """See `Store`."""
        report = document.page.report
        mark = document.theatre
        bare = without_original(document.page)
        page = dumps(Page, replace(bare, report=replace(bare.report, text="")))
        key = document.key
        with self._speaking(), self._writing():
            known = self._db.execute("DELETE FROM document WHERE key = ?", (key,)).rowcount
            self._db.execute("DELETE FROM failure WHERE read_from = ?", (pack(report.read_from),))
            self._db.execute(
                "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (key, pack(report.id), document.made_with, mark.id, pack(mark.reference), mark.checksum,
                 pack(report.read_from), pack(report.text), page),
            )  # fmt: skip
            if report.original is not None and report.original.data:
                self._db.execute(
                    "INSERT OR IGNORE INTO original VALUES (?, ?)",
                    (report.original.sha256, zlib.compress(report.original.data)),
                )
            self._db.executemany(
                "INSERT INTO claim VALUES (?, ?, ?, ?)",
                [
                    (key, number, claim.id, dumps(Claim, claim))
                    for number, claim in enumerate(document.claims)
                ],
            )
            self._db.executemany(
                "INSERT INTO framing VALUES (?, ?, ?)",
                [(key, number, dumps(Framing, one)) for number, one in enumerate(document.framings)],
            )
        return Arrival.UPDATED if known else Arrival.NEW

    def has(self, key: str, made_with: str) -> bool:
        """See `Store`."""
        return bool(self._rows("SELECT 1 FROM document WHERE key = ? AND made_with = ?", key, made_with))

    def document_keys(self) -> tuple[str, ...]:
        """See `Store`."""
        # Sorted here, not by SQLite, which puts the rare ids that are bytes (codec.pack) at the end.
        rows = self._rows("SELECT id, key FROM document")
        return tuple(key for _, key in sorted((unpack(document_id), key) for document_id, key in rows))

    def document(self, key: str) -> Document | None:
        """See `Store`."""
        rows = self._rows(f"SELECT {_DOCUMENT} FROM document WHERE key = ?", key)
        return self._document_of(rows[0]) if rows else None

    def documents(self) -> Iterator[Document]:
        """See `Store`."""
        # One at a time, so that a large store never has to fit in memory.
        for key in self.document_keys():
            if (document := self.document(key)) is not None:
                yield document

    def original(self, sha256: str) -> bytes | None:
        """See `Store`."""
        rows = self._rows("SELECT data FROM original WHERE sha256 = ?", sha256)
        try:
            return zlib.decompress(rows[0][0]) if rows else None
        except zlib.error as error:
            raise StoreError(f"{self.path}: the original {sha256} is damaged: {error}") from error

    def claim(self, claim_id: ClaimId) -> Claim | None:
        """See `Store`."""
        rows = self._rows(
            "SELECT claim FROM claim WHERE id = ? ORDER BY document_key, number LIMIT 1", claim_id
        )
        return loads(Claim, rows[0][0]) if rows else None

    def claims(self) -> Iterator[Claim]:
        """See `Store`."""
        for key in self.document_keys():
            yield from self._claims_of(key)

    def stored_ids(self, key: str) -> tuple[ClaimId, ...]:
        """See `Store`."""
        rows = self._rows("SELECT id FROM claim WHERE document_key = ? ORDER BY number", key)
        return tuple(ClaimId(claim_id) for (claim_id,) in rows)

    def add_failure(self, failure: Failure) -> None:
        """See `Store`."""
        with self._speaking(), self._writing():
            self._db.execute(
                "INSERT OR REPLACE INTO failure VALUES (?, ?, ?)",
                (pack(failure.read_from), failure.stage, pack(failure.reason)),
            )

    def failures(self) -> tuple[Failure, ...]:
        """See `Store`."""
        failures = [
            Failure(read_from=unpack(read_from), stage=stage, reason=unpack(reason))
            for read_from, stage, reason in self._rows("SELECT read_from, stage, reason FROM failure")
        ]
        return tuple(sorted(failures, key=lambda failure: (failure.read_from, failure.stage)))

    def add_decisions(self, decisions: Iterable[Decision]) -> int:
        """See `Store`."""
        with self._speaking(), self._writing():
            return sum(
                self._db.execute(
                    "INSERT OR IGNORE INTO decision VALUES (?, ?)", (one.id, dumps(Decision, one))
                ).rowcount
                for one in decisions
            )

    def decisions(self) -> tuple[Decision, ...]:
        """See `Store`."""
        found = (loads(Decision, one) for (one,) in self._rows("SELECT decision FROM decision"))
        return tuple(sorted(found, key=lambda one: (one.at, one.id)))

    def keep(self, kind: str, values: Iterable[Kept]) -> None:
        """See `Store`."""
        with self._speaking(), self._writing():
            self._db.executemany(
                "INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)",
                ((kind, one.name, one.basis, one.value) for one in values),
            )

    def kept(self, kind: str) -> Iterator[Kept]:
        """See `Store`."""
        if not self._rows("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'kept'"):
            return  # a store of before that cannot be written
        query = "SELECT name, basis, value FROM kept WHERE kind = ?"
        with self._speaking(), closing(self._db.execute(query, (kind,))) as rows:
            for name, basis, value in rows:  # one at a time: together they may be larger than the memory
                yield Kept(name=name, basis=basis, value=value)

    def settings(self) -> dict[str, str]:
        """See `Store`."""
        return dict(self._rows("SELECT name, value FROM setting ORDER BY name"))

    def set_setting(self, name: str, value: str) -> None:
        """See `Store`."""
        with self._speaking(), self._writing():
            self._db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def close(self) -> None:
        """See `Store`."""
        self._db.close()

    def _document_of(self, row: tuple[Any, ...]) -> Document:
        key, made_with, theatre_id, reference, checksum, text, page_json = row
        page = loads(Page, page_json)
        framings = self._rows("SELECT framing FROM framing WHERE document_key = ? ORDER BY number", key)
        return Document(
            page=replace(page, report=replace(page.report, text=unpack(text))),
            claims=self._claims_of(key),
            framings=tuple(loads(Framing, framing) for (framing,) in framings),
            theatre=TheatreMark(id=theatre_id, reference=unpack(reference), checksum=checksum),
            made_with=made_with,
        )

    def _claims_of(self, key: str) -> tuple[Claim, ...]:
        rows = self._rows("SELECT claim FROM claim WHERE document_key = ? ORDER BY number", key)
        return tuple(loads(Claim, claim) for (claim,) in rows)

    def _rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        with self._speaking(), closing(self._db.execute(query, values)) as cursor:
            return cursor.fetchall()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction that takes the write lock at once, so that two writers never deadlock."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.rollback()
            raise
        self._db.commit()

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """SQLite's complaints, said as ours."""
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: {_advice(error)}") from error


def _check_file(path: Path, *, create: bool) -> None:
    """Refuse what SQLite would explain badly, or would overwrite."""
    if path.is_dir():
        raise StoreError(f"{path}: is a folder; name a file for the store")
    if not path.exists():
        if not create:
            raise StoreError(f"{path}: no such store; make one with `contested read PATH... --into {path}`")
        if not path.parent.is_dir():
            raise StoreError(f"{path}: the folder {path.parent} does not exist; make it first")
        return
    try:
        with path.open("rb") as file:
            start = file.read(len(_SQLITE_MAGIC))
    except OSError as error:
        raise StoreError(f"{path}: cannot read the store: {error.strerror}") from error
    if start != _SQLITE_MAGIC and not (create and not start):
        found = "some other file" if start else "an empty file"
        raise StoreError(f"{path}: is {found}, not a store of contested; name another file")


def _advice(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_READONLY") or name.startswith("SQLITE_CANTOPEN"):
        return f"cannot write the store or beside it ({error}); check the rights of the file and its folder"
    if name.startswith("SQLITE_FULL"):
        return "the disk is full; what was stored before is intact: free some space and run again"
    if name.startswith("SQLITE_BUSY") or name.startswith("SQLITE_LOCKED"):
        return f"another process kept the store locked for {BUSY_SECONDS:.0f} s; try again later"
    if name.startswith("SQLITE_CORRUPT") or name.startswith("SQLITE_NOTADB"):
        return f"the file is damaged ({error}); restore a copy, or read the reports into a new store"
    return f"the store failed ({error})"
