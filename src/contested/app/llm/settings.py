"""Which language model is asked, where, and how patiently; the key comes from the environment alone."""

import os
from dataclasses import dataclass, field
from ipaddress import ip_address
from math import isfinite
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from contested.errors import OptionError

KEY_VARIABLE = "CONTESTED_LLM_KEY"
_LONGEST_MODEL = 200


def default_cache() -> Path:
    """Where answers are kept: `contested/llm.sqlite` in the user's cache folder."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "contested" / "llm.sqlite"


def _key() -> str | None:
    return os.environ.get(KEY_VARIABLE) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmSettings:
    """
    An OpenAI-compatible endpoint and how it is used.

    Making one fails with `OptionError` where the address cannot be used or would send texts in the clear.
    """

    url: str  # up to and without /chat/completions: "http://127.0.0.1:11434/v1"
    model: str
    allow_http: bool = False  # unencrypted to another machine
    at_once: int = 2  # requests under way at a time
    timeout: float = 120.0  # seconds for one whole answer
    tries: int = 3  # of each request, the first included
    wait: float = 1.0  # seconds before the second try; doubled for each further one
    cache: Path = field(default_factory=default_cache)
    key: str | None = field(default_factory=_key, repr=False)

    def __post_init__(self) -> None:
        _check_url(self.url, allow_http=self.allow_http)
        if not 0 < len(self.model) <= _LONGEST_MODEL or not self.model.isprintable():
            raise OptionError(
                f"--llm-model {self.model!r:.80}: name the model as the endpoint does, such as 'qwen2.5:7b'"
            )
        patient = self.timeout > 0 and self.wait >= 0 and isfinite(self.timeout + self.wait)
        if self.at_once < 1 or self.tries < 1 or not patient:
            raise OptionError(
                "the language model's settings need at_once >= 1, tries >= 1, and seconds of timeout > 0 "
                f"and wait >= 0; found {self.at_once}, {self.tries}, {self.timeout}, {self.wait}"
            )
        if self.key is not None and not (self.key.isascii() and self.key.isprintable()):
            raise OptionError(f"{KEY_VARIABLE}: the key holds characters that no HTTP header can carry")

    @property
    def chat(self) -> str:
        """The one address that is ever asked."""
        return self.url.rstrip("/") + "/chat/completions"


def _check_url(url: str, *, allow_http: bool) -> None:
    example = "write it like http://127.0.0.1:11434/v1"
    try:
        parts = urlsplit(url)
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError as error:
        raise OptionError(f"--llm {url!r:.200}: no address ({error}); {example}") from error
    if parts.username is not None or parts.password is not None:
        # Not repeated in the message: it holds a secret.
        raise OptionError(f"--llm: put no name or key into the address, but into {KEY_VARIABLE}")
    if not _is_plain(parts, url) or not port_is_sound:
        raise OptionError(f"--llm {url!r:.200}: no http or https address of an API; {example}")
    if parts.scheme == "http" and not allow_http and not _is_this_machine(parts.hostname or ""):
        raise OptionError(
            f"--llm {url!r:.200}: unencrypted to another machine: anybody between could read the reports "
            "and the key; use https, or ask for it with --llm-allow-http"
        )


def _is_plain(parts: SplitResult, url: str) -> bool:
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return False
    return not parts.query and not parts.fragment and url.isascii() and url.isprintable() and " " not in url


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
