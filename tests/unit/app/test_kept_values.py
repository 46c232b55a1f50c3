"""What is kept is found again under its basis alone, and keeping never stands in anybody's way."""

import sqlite3
from contextlib import closing
from pathlib import Path

from contested.app.kept_values import KeptValues
from contested.store import MemoryStore, SqliteStore


def test_what_was_saved_is_found_under_its_name_and_basis_and_kind_alone():
    store = MemoryStore()
    first = KeptValues(store, "fingerprint")
    first.put("one", b"value", basis="program 1")
    first.save()
    kept = KeptValues(store, "fingerprint")

    assert kept.find("one", basis="program 1") == b"value"
    assert kept.find("one", basis="program 2") is None
    assert kept.find("other", basis="program 1") is None
    assert KeptValues(store, "resolved").find("one", basis="program 1") is None


def test_nothing_is_kept_before_it_is_saved():
    store = MemoryStore()
    KeptValues(store, "fingerprint").put("one", b"value", basis="program 1")

    assert list(store.kept("fingerprint")) == []


def test_who_does_not_trust_finds_nothing_and_keeps_nothing():
    store = MemoryStore()
    trusting = KeptValues(store, "fingerprint")
    trusting.put("one", b"value", basis="program 1")
    trusting.save()
    wary = KeptValues(store, "fingerprint", trusting=False)
    found = wary.find("one", basis="program 1")
    wary.put("one", b"made anew", basis="program 1")
    wary.save()

    assert found is None
    assert [one.value for one in store.kept("fingerprint")] == [b"value"]


def test_a_store_that_cannot_keep_is_left_as_it_is(tmp_path: Path):
    with closing(SqliteStore(tmp_path / "war.db")) as store:
        kept = KeptValues(store, "fingerprint")
        with closing(sqlite3.connect(tmp_path / "war.db")) as other:
            other.execute("DROP TABLE kept")
        kept.put("one", b"value", basis="program 1")
        kept.save()

        assert list(store.kept("fingerprint")) == []
