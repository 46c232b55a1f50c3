"""A server that misbehaves: what is tried again, what fails, and what is never done."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from loopback import Loopback, MakeSettings, Reply, completion, said, serving

from contested.app.llm.answer import read_answer
from contested.app.llm.endpoint import LARGEST, CutOffError, Endpoint, NoAnswerError
from contested.app.llm.settings import LlmSettings
from contested.errors import OptionError

pytest_plugins = ("llm_fixtures",)

Ask = Callable[..., tuple[object, ...]]


def ask(settings: LlmSettings, times: int = 1) -> list[Any]:
    """What one endpoint answers to requests one after the other; failures are returned."""

    async def run() -> list[Any]:
        endpoint = await Endpoint.opened(settings)
        found: list[Any] = []
        for _ in range(times):
            try:
                found.append((await endpoint.ask({"model": settings.model}, read=read_answer))[1])
            except (NoAnswerError, CutOffError) as error:
                found.append(error)
        await endpoint.close()
        return found

    return asyncio.run(run())


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_a_passing_trouble_is_tried_again(status: int, endpoint: Loopback, settings: MakeSettings) -> None:
    endpoint.replies = [Reply(status=status), Reply(status=status), said("one")]

    assert ask(settings()) == [("one",)]


@pytest.mark.parametrize("status", [400, 413, 422, 501])
def test_a_refusal_of_this_request_is_not_tried_again(
    status: int, endpoint: Loopback, settings: MakeSettings
) -> None:
    endpoint.replies = [Reply(status=status, body=b'{"error": {"message": "context too long"}}')]

    (error,) = ask(settings())

    assert f"status {status}: context too long (tries: 1)" in str(error)
    assert len(endpoint.requests) == 1


@pytest.mark.parametrize(
    "content",
    [
        "",
        "I am sorry, I cannot do that.",
        '{"claims": [{"trigger": {"text": "recap',
        '{"claims": {}}',
        '["claims"]',
        '{"claims": [NaN]}',
        "[" * 100_000,
        '{"claims": [' + "1" * 5_000 + "]}",
        json.dumps({"claims": [None] * 1_000}),
        None,
        7,
    ],
)
def test_an_answer_that_is_not_in_the_agreed_form_is_asked_again_then_fails(
    content: object, endpoint: Loopback, settings: MakeSettings
) -> None:
    endpoint.replies = [completion(content)]

    (error,) = ask(settings())

    assert isinstance(error, NoAnswerError)
    assert [request.body["seed"] for request in endpoint.requests] == [0, 1, 2]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>busy</html>",
        b"{}",
        b"[]",
        b'{"choices": []}',
        b'{"choices": [{"message": null}]}',
        b"\xff\xfe",
    ],
)
def test_a_response_that_is_no_completion_fails(
    body: bytes, endpoint: Loopback, settings: MakeSettings
) -> None:
    endpoint.replies = [Reply(body=body)]

    (error,) = ask(settings())

    assert "no chat completion" in str(error)


@pytest.mark.parametrize("fence", ["```json\n{}\n```", "```\n{}\n```", "\n```JSON\n{}```\n", "  {}\n"])
def test_a_fence_of_markdown_is_taken_off(fence: str, endpoint: Loopback, settings: MakeSettings) -> None:
    endpoint.replies = [completion(fence.replace("{}", '{"claims": ["one"]}'))]

    assert ask(settings()) == [("one",)]


def test_an_answer_that_was_cut_off_is_no_answer(endpoint: Loopback, settings: MakeSettings) -> None:
    endpoint.replies = [completion('{"claims": [', finish="length")]

    (error,) = ask(settings())

    assert isinstance(error, CutOffError)
    assert len(endpoint.requests) == 1


@pytest.mark.parametrize(
    "reply",
    [Reply(body=said().body, delay=30.0), Reply(body=said().body, drip=0.1)],
    ids=["silence", "a byte now and then"],
)
def test_an_answer_that_takes_too_long_is_given_up(
    reply: Reply, endpoint: Loopback, settings: MakeSettings
) -> None:
    endpoint.replies = [reply]
    started = time.monotonic()

    (error,) = ask(settings(timeout=0.3, tries=2))

    assert "no answer within" in str(error)
    assert time.monotonic() - started < 5.0


def test_a_response_beyond_the_cap_is_not_read_to_its_end(endpoint: Loopback, settings: MakeSettings) -> None:
    endpoint.replies = [Reply(body=b" " * (LARGEST + 1))]

    (error,) = ask(settings(tries=1))

    assert "more than 4,000,000 bytes" in str(error)


def test_a_response_that_ends_early_is_tried_again(endpoint: Loopback, settings: MakeSettings) -> None:
    endpoint.replies = [Reply(body=said().body[:20], length=900), said("one")]

    assert ask(settings()) == [("one",)]


def test_a_compressed_response_is_refused(endpoint: Loopback, settings: MakeSettings) -> None:
    endpoint.replies = [Reply(body=b"\x1f\x8b", headers={"Content-Encoding": "gzip"})]

    (error,) = ask(settings())

    assert "compressed" in str(error)
    assert endpoint.requests[0].headers["accept-encoding"] == "identity"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_refused_and_nothing_is_sent_there(
    status: int, endpoint: Loopback, settings: MakeSettings
) -> None:
    with serving() as elsewhere:
        elsewhere.replies = [said("stolen")]
        endpoint.replies = [Reply(status=status, headers={"Location": f"{elsewhere.url}/chat/completions"})]

        (error,) = ask(settings())

        assert "redirect" in str(error)
        assert elsewhere.requests == []
    assert len(endpoint.requests) == 1


def test_retry_after_is_heeded(endpoint: Loopback, settings: MakeSettings) -> None:
    endpoint.replies = [Reply(status=429, headers={"Retry-After": "1"}), said("one")]
    started = time.monotonic()

    assert ask(settings()) == [("one",)]
    assert time.monotonic() - started >= 1.0


def test_where_nobody_answers_each_request_soon_costs_one_try(settings: MakeSettings) -> None:
    gone = settings(url="http://127.0.0.1:1/v1", wait=0.0)

    errors = ask(gone, times=3)

    assert [str(error).rpartition("(")[2] for error in errors] == ["tries: 3)", "tries: 1)", "tries: 1)"]
    assert all("nobody answers there; is the server running?" in str(error) for error in errors)


@pytest.mark.parametrize("status", [401, 403, 404])
def test_what_is_wrong_for_every_report_is_an_error_of_the_options(
    status: int, endpoint: Loopback, settings: MakeSettings
) -> None:
    endpoint.replies = [Reply(status=status)]

    with pytest.raises(OptionError, match=str(status)):
        ask(settings())


def test_the_key_is_sent_and_never_repeated(endpoint: Loopback, settings: MakeSettings) -> None:
    endpoint.replies = [Reply(status=400, body=b'{"error": "bad key s3cret-key given"}')]
    secret = settings(key="s3cret-key")

    (error,) = ask(secret)

    assert endpoint.requests[0].headers["authorization"] == "Bearer s3cret-key"
    assert "s3cret" not in str(error) + repr(secret)


def test_proxies_and_credentials_of_the_environment_are_not_used(
    endpoint: Loopback, settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)

        ask(settings())

        assert proxy.requests == []
    assert "authorization" not in endpoint.requests[0].headers


def test_what_the_server_says_cannot_move_the_cursor(endpoint: Loopback, settings: MakeSettings) -> None:
    endpoint.replies = [Reply(status=400, body=json.dumps({"error": {"message": "\x1b[2Jgone"}}).encode())]

    (error,) = ask(settings())

    assert "\x1b" not in str(error)


def test_without_the_library_the_message_says_what_to_install(
    settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "httpx2", None)

    with pytest.raises(OptionError, match=r"pip install 'contested\[llm\]'"):
        ask(settings())


def test_who_asks_no_model_does_not_need_the_library() -> None:
    code = "import sys; import contested.app.workspace, contested.cli.app; print('httpx2' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
