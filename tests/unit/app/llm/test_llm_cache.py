"""What was answered once is not asked again; what failed is."""

import json
import sqlite3
from pathlib import Path

import pytest
from loopback import Loopback, MakeSettings, ReadTexts, Reply, claim, completion, place, said

from contested.app.llm.cache import AnswerCache, request_key
from contested.errors import StoreError

pytest_plugins = ("llm_fixtures",)

HOMS, HAMA = "The army took Homs.", "The army took Hama."


def test_a_second_run_asks_nothing_and_finds_the_same(endpoint: Loopback, read_texts: ReadTexts) -> None:
    endpoint.replies = [said(claim("took", place=place("Homs")), claim("stormed"))]
    first = read_texts(HOMS)
    endpoint.requests.clear()

    assert read_texts(HOMS) == first
    assert endpoint.requests == []


def test_another_model_is_asked_anew(endpoint: Loopback, read_texts: ReadTexts) -> None:
    read_texts(HOMS)
    read_texts(HOMS, model="large:70b")

    assert [request.body["model"] for request in endpoint.requests] == ["tiny:1b", "large:70b"]


def test_only_what_failed_is_asked_again(endpoint: Loopback, read_texts: ReadTexts) -> None:
    endpoint.answering = lambda request: (
        Reply(status=503) if "Homs" in json.dumps(request.report) else said(claim("took"))
    )
    before, _ = read_texts(HOMS, HAMA)
    endpoint.requests.clear()
    endpoint.answering = lambda _: said(claim("took"))

    after, _ = read_texts(HOMS, HAMA)

    assert [one.failure is None for one in before] == [False, True]
    assert [one.failure for one in after] == [None, None]
    assert [request.report["sentences"][0]["text"] for request in endpoint.requests] == [HOMS]


def test_a_malformed_answer_is_not_kept(endpoint: Loopback, read_texts: ReadTexts) -> None:
    endpoint.replies = [completion("no"), completion("no"), completion("no"), said(claim("took"))]

    (before,), _ = read_texts(HOMS)
    (after,), _ = read_texts(HOMS)

    assert before.failure is not None
    assert len(after.claims) == 1


def test_an_answer_with_half_a_character_is_kept_too(endpoint: Loopback, read_texts: ReadTexts) -> None:
    endpoint.replies = [completion('{"claims": [{"trigger": "\ud800"}]}')]
    first = read_texts(HOMS)
    endpoint.requests.clear()

    assert read_texts(HOMS) == first
    assert endpoint.requests == []


def test_the_cache_is_for_its_owners_eyes(tmp_path: Path) -> None:
    path = tmp_path / "new" / "llm.sqlite"
    AnswerCache(path)

    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_the_key_of_the_endpoint_is_in_no_file(
    endpoint: Loopback, read_texts: ReadTexts, tmp_path: Path
) -> None:
    read_texts(HOMS, key="s3cret-key")

    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if b"s3cret-key" in path.read_bytes()] == []


def test_a_damaged_answer_is_asked_for_anew(
    endpoint: Loopback, read_texts: ReadTexts, settings: MakeSettings
) -> None:
    endpoint.replies = [said(claim("took"))]
    first = read_texts(HOMS)
    with sqlite3.connect(settings().cache) as db:
        db.execute("UPDATE answer SET content = CAST('{oh' AS BLOB)")
    db.close()

    assert read_texts(HOMS) == first
    assert len(endpoint.requests) == 2


def test_a_file_that_is_no_cache_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "llm.sqlite"
    wrong.write_text("a text, and not a short one either, that somebody put here by mistake")

    with pytest.raises(StoreError, match="delete the file"):
        AnswerCache(wrong)


def test_a_folder_that_cannot_be_made_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StoreError, match="XDG_CACHE_HOME"):
        AnswerCache(tmp_path / "file" / "llm.sqlite")


def test_the_order_of_keys_does_not_make_another_request() -> None:
    assert request_key({"a": 1, "b": 2}) == request_key({"b": 2, "a": 1}) != request_key({"a": 1})
