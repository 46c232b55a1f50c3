"""Answers kept between runs, in one SQLite file that several processes may use."""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from contested.errors import StoreError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answer (
    request TEXT PRIMARY KEY,  -- SHA-256 of the whole request: the words sent, the model, the instructions
    model TEXT NOT NULL,
    content BLOB NOT NULL      -- exactly as the model gave it; it is checked anew each time
) WITHOUT ROWID
"""
_BUSY_SECONDS = 30.0


def request_key(request: Mapping[str, Any]) -> str:
    """The name of a request: the same words to the same model with the same instructions have the same."""
    return hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()


class AnswerCache:
    """
    Answers by request.

    Opened for each use: an answer takes seconds, opening a file does not, and no thread owns the connection.
    """

    def __init__(self, path: Path) -> None:
        """
        Make the file where it is not there, readable by its owner alone: answers hold words of reports.

        Raises:
            StoreError: The file cannot be made, or is no cache.
        """
        self._path = path
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise StoreError(
                f"{path}: the cache of answers cannot be made ({error.strerror}); "
                "set XDG_CACHE_HOME to a folder that you may write to"
            ) from error
        with self._open() as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute(_SCHEMA)

    def get(self, key: str) -> str | None:
        """The answer that was given to a request."""
        with self._open() as db:
            row = db.execute("SELECT content FROM answer WHERE request = ?", (key,)).fetchone()
        return bytes(row[0]).decode("utf-8", "surrogatepass") if row else None

    def put(self, key: str, *, model: str, content: str) -> None:
        """Keep an answer."""
        stored = content.encode("utf-8", "surrogatepass")  # half a character, which SQLite's text cannot hold
        with self._open() as db:
            db.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", (key, model, stored))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=_BUSY_SECONDS)) as db, db:
                yield db
        except sqlite3.Error as error:
            raise StoreError(
                f"{self._path}: the cache of answers cannot be used ({error}); "
                "make room or delete the file, and give the command again"
            ) from error
