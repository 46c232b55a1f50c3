"""The one door to the network: a request to the address that the user named, and to no other."""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

from contested.app.llm.answer import AnswerError
from contested.app.llm.settings import KEY_VARIABLE, LlmSettings
from contested.errors import OptionError
from contested.show.visible import shortened

if TYPE_CHECKING:
    import httpx2

T = TypeVar("T")

LARGEST = 4_000_000  # bytes of a response; 4,096 tokens of JSON are about 20,000
_CONNECT_SECONDS = 10.0
_LONGEST_WAIT = 60.0  # whatever Retry-After says
_SILENT = 3  # requests in a row that found nobody: from then on one try each, until somebody answers
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504, 529})


class NoAnswerError(Exception):
    """The endpoint gave no answer that can be used; the message says why."""


class CutOffError(Exception):
    """The answer was longer than the model may write."""


class _TryError(Exception):
    """One try that failed."""

    def __init__(self, reason: str, *, again: bool, wait: float = 0.0, silent: bool = False) -> None:
        super().__init__(reason)
        self.again = again  # whether another try may help
        self.wait = wait  # seconds that the server asks for
        self.silent = silent  # nobody answered at all


class Endpoint:
    """
    Sends requests, a few at a time, each with a time limit and several tries.

    Redirects are refused, proxies and credentials of the environment are not used, and responses have a cap.
    """

    def __init__(self, settings: LlmSettings) -> None:
        """
        Get ready; nothing is sent.

        Raises:
            OptionError: The HTTP library is not installed.
        """
        self._settings = settings
        self._httpx = _library()
        self._gate = asyncio.Semaphore(settings.at_once)
        self._unanswered = 0
        headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "contested"}
        if self._settings.key is not None:
            headers["Authorization"] = f"Bearer {self._settings.key}"
        self._client: httpx2.AsyncClient = self._httpx.AsyncClient(
            headers=headers,
            follow_redirects=False,
            trust_env=False,
            # The whole exchange has a limit of its own, below.
            timeout=self._httpx.Timeout(None, connect=_CONNECT_SECONDS),
        )

    @classmethod
    async def opened(cls, settings: LlmSettings) -> "Endpoint":
        """An endpoint made where it is used: in the event loop."""
        return cls(settings)

    async def close(self) -> None:
        """Let the connections go."""
        await self._client.aclose()

    async def ask(self, request: Mapping[str, Any], *, read: Callable[[str], T]) -> tuple[str, T]:
        """
        The content of the answer, and what `read` makes of it.

        Args:
            request: The body, without a seed.
            read: Raises `AnswerError` for an answer that has not the agreed form; it is then asked again.

        Raises:
            NoAnswerError: No try brought an answer that can be used.
            CutOffError: The answer was too long for the model.
            OptionError: The address, the model or the key is wrong: no report can be read with them.
        """
        tries = 1 if self._unanswered >= _SILENT else self._settings.tries
        for tried in range(1, tries + 1):
            try:
                async with self._gate:
                    content = await self._once({**request, "seed": tried - 1})
                self._unanswered = 0
                return content, read(content)
            except AnswerError as error:
                fault = _TryError(str(error), again=True)
            except _TryError as error:
                fault = error
            self._unanswered = self._unanswered + 1 if fault.silent else 0
            if not fault.again or tried == tries:
                break
            backoff = self._settings.wait * 2 ** (tried - 1)
            await asyncio.sleep(min(max(backoff, fault.wait), _LONGEST_WAIT))
        raise NoAnswerError(f"{self._settings.chat}: {fault} (tries: {tried})")

    async def _once(self, request: Mapping[str, Any]) -> str:
        started = time.monotonic()
        try:
            async with asyncio.timeout(self._settings.timeout):
                status, headers, body = await self._exchange(json.dumps(request).encode())
        except TimeoutError as error:
            seconds = time.monotonic() - started
            raise _TryError(f"no answer within {seconds:.0f} s", again=True, silent=True) from error
        except self._httpx.HTTPError as error:
            reason = shortened(f"{type(error).__name__}: {error}", to=120)
            silent = isinstance(error, self._httpx.ConnectError)
            if silent:
                reason = f"nobody answers there; is the server running? ({reason})"
            raise _TryError(reason, again=True, silent=silent) from error
        if status == 200:
            return _content(body)
        raise self._fault(status, headers, body)

    async def _exchange(self, body: bytes) -> tuple[int, Mapping[str, str], bytes]:
        headers = {"Content-Type": "application/json"}
        async with self._client.stream(
            "POST", self._settings.chat, content=body, headers=headers
        ) as response:
            if response.headers.get("content-encoding", "identity") != "identity":
                raise _TryError("a compressed response, which was not asked for", again=False)
            parts, length = [], 0
            async for part in response.aiter_raw():
                length += len(part)
                if length > LARGEST:
                    raise _TryError(f"a response of more than {LARGEST:,} bytes", again=True)
                parts.append(part)
            return response.status_code, response.headers, b"".join(parts)

    def _fault(self, status: int, headers: Mapping[str, str], body: bytes) -> _TryError:
        """What a status other than 200 amounts to; raised at once where it is no report's fault."""
        said = self._said(body)
        chat = self._settings.chat
        if 300 <= status < 400:
            where = shortened(headers.get("location", "nowhere"), to=80)
            return _TryError(
                f"a redirect to {where}, refused: texts go to the address that was named, to no other",
                again=False,
            )
        if status in (401, 403):
            raise OptionError(
                f"{chat}: refused access ({status}); set its key in the environment as {KEY_VARIABLE}"
            )
        if status == 404:
            raise OptionError(
                f"{chat}: not found (404){said}; the address as a rule ends in /v1, and --llm-model "
                f"{self._settings.model!r} must be a model that the endpoint has"
            )
        return _TryError(f"status {status}{said}", again=status in _AGAIN, wait=_asked_wait(headers))

    def _said(self, body: bytes) -> str:
        """What the endpoint says about an error, in few words and without the key."""
        try:
            found = json.loads(body)
        except (ValueError, RecursionError):
            return ""
        error = found.get("error") if isinstance(found, dict) else None
        message = error.get("message") if isinstance(error, dict) else error
        if not isinstance(message, str):
            return ""
        if self._settings.key:
            message = message.replace(self._settings.key, "***")
        return f": {shortened(message, to=160)}"


def _content(body: bytes) -> str:
    """The text of the first choice."""
    try:
        choice = json.loads(body)["choices"][0]
        content, ended = choice["message"]["content"], choice.get("finish_reason")
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError) as error:
        raise _TryError("a response that is no chat completion", again=True) from error
    if ended == "length":
        raise CutOffError
    if not isinstance(content, str):
        raise _TryError("a completion without text", again=True)
    return content


def _asked_wait(headers: Mapping[str, str]) -> float:
    asked = headers.get("retry-after", "")
    return min(float(asked), _LONGEST_WAIT) if asked.isascii() and asked.isdigit() else 0.0


def _library() -> ModuleType:
    try:
        import httpx2
    except ImportError as error:
        raise OptionError(
            "--llm needs the package httpx2, which is not installed: pip install 'contested[llm]'"
        ) from error
    return httpx2
