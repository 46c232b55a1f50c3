"""Which addresses a language model may stand behind, and where the key comes from."""

import pytest

from contested.app.llm.settings import LlmSettings, default_cache
from contested.errors import OptionError


def test_a_model_on_this_machine_needs_no_encryption():
    for host in ("127.0.0.1:11434", "localhost:8000", "127.8.8.8", "[::1]:8080"):
        url = f"http://{host}/v1"

        assert LlmSettings(url=url, model="m").chat == f"{url}/chat/completions"


@pytest.mark.parametrize(
    "host",
    [
        "192.0.2.7",
        "models.example",
        "localhost.example",
        "127.0.0.1.example",
        "0.0.0.0",
        "[::2]",
        "2130706433",
    ],
)
def test_unencrypted_to_another_machine_has_to_be_asked_for(host: str):
    with pytest.raises(OptionError, match="--llm-allow-http"):
        LlmSettings(url=f"http://{host}/v1", model="m")

    assert LlmSettings(url=f"http://{host}/v1", model="m", allow_http=True)
    assert LlmSettings(url=f"https://{host}/v1", model="m")


@pytest.mark.parametrize(
    "url",
    ["", "models", "ftp://127.0.0.1/v1", "file:///etc/passwd", "http://", "http://127.0.0.1:x/v1", "http://[::1/v1",
     "http://127.0.0.1/v1?key=1", "http://127.0.0.1/v1#a", "http://127.0.0.1/v 1", "http://127.0.0.1/\nv1"],
)  # fmt: skip
def test_what_is_no_address_of_an_api_is_refused_with_an_example(url: str):
    with pytest.raises(OptionError, match=r"--llm .*write it like http://127\.0\.0\.1:11434/v1"):
        LlmSettings(url=url, model="m")


def test_a_key_in_the_address_is_refused_and_not_repeated():
    with pytest.raises(OptionError, match="CONTESTED_LLM_KEY") as refused:
        LlmSettings(url="https://me:s3cret@models.example/v1", model="m")

    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize("model", ["", "a\nb", "m" * 201])
def test_a_model_needs_a_name(model: str):
    with pytest.raises(OptionError, match="--llm-model"):
        LlmSettings(url="http://127.0.0.1/v1", model=model)


@pytest.mark.parametrize(
    "setting", [{"at_once": 0}, {"tries": 0}, {"timeout": 0}, {"timeout": float("nan")}, {"wait": -1}]
)
def test_settings_that_would_never_ask_are_refused(setting: dict[str, float]):
    with pytest.raises(OptionError, match="at_once >= 1"):
        LlmSettings(url="http://127.0.0.1/v1", model="m", **setting)  # type: ignore[arg-type]


def test_the_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CONTESTED_LLM_KEY", "k1")
    assert LlmSettings(url="http://127.0.0.1/v1", model="m").key == "k1"

    monkeypatch.setenv("CONTESTED_LLM_KEY", "")
    assert LlmSettings(url="http://127.0.0.1/v1", model="m").key is None

    monkeypatch.setenv("CONTESTED_LLM_KEY", "two\nlines")
    with pytest.raises(OptionError, match="CONTESTED_LLM_KEY"):
        LlmSettings(url="http://127.0.0.1/v1", model="m")


def test_answers_are_kept_in_the_users_cache_folder(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/cache/me")
    assert str(default_cache()) == "/var/cache/me/contested/llm.sqlite"

    monkeypatch.delenv("XDG_CACHE_HOME")
    assert default_cache().parts[-3:] == (".cache", "contested", "llm.sqlite")
