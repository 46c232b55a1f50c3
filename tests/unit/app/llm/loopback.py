"""A language model's endpoint on this machine that answers, or misbehaves, as a test tells it to."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from contested.app.llm.settings import LlmSettings
from contested.app.llm.tally import Tally
from contested.extract import Extraction


@dataclass(frozen=True)
class Reply:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0  # seconds before the first byte
    drip: float = 0.0  # seconds between bytes
    length: int | None = None  # said to be this long


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def report(self) -> dict[str, Any]:
        """What was sent of the report."""
        found: dict[str, Any] = json.loads(self.body["messages"][-1]["content"])
        return found


MakeSettings = Callable[..., LlmSettings]
ReadTexts = Callable[..., tuple[list[Extraction], Tally]]
Answering = Callable[[Request], Reply]


class Loopback:
    """The server: `replies` are given in turn and the last again and again; or `answering` decides."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.requests: list[Request] = []
        self.replies: list[Reply] = [said()]
        self.answering: Answering | None = None
        self.most_at_once = 0
        self.now = 0
        self.lock = threading.Lock()
        self.stopped = threading.Event()

    def reply_to(self, request: Request) -> Reply:
        with self.lock:
            self.requests.append(request)
            if self.answering is not None:
                return self.answering(request)
            return self.replies[min(len(self.requests), len(self.replies)) - 1]


@contextmanager
def serving() -> Iterator[Loopback]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            with served.lock:
                served.now += 1
                served.most_at_once = max(served.most_at_once, served.now)
            try:
                self._serve()
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True
            finally:
                with served.lock:
                    served.now -= 1

        def do_GET(self) -> None:
            self.do_POST()

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            request = Request(
                self.path, {k.lower(): v for k, v in self.headers.items()}, json.loads(body or b"{}")
            )
            reply = served.reply_to(request)
            served.stopped.wait(reply.delay)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(reply.length or len(reply.body)))
            self.end_headers()
            if reply.drip:
                for byte in reply.body:
                    self.wfile.write(bytes([byte]))
                    if served.stopped.wait(reply.drip):
                        break
            else:
                self.wfile.write(reply.body)
            if reply.length:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        served = Loopback(f"http://127.0.0.1:{server.server_address[1]}/v1")
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield served
        finally:
            served.stopped.set()
            server.shutdown()


def completion(content: object, *, finish: str = "stop") -> Reply:
    """A chat completion with this text."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish}
    return Reply(body=json.dumps({"object": "chat.completion", "choices": [choice]}).encode())


def said(*claims: object) -> Reply:
    """A completion in the agreed form."""
    return completion(json.dumps({"claims": claims}))


def words(text: str, sentence: int = 1) -> dict[str, object]:
    return {"text": text, "sentence": sentence}


def party(text: str | None, sentence: int = 1, *, stands_for: object = None, unarmed: bool = False) -> object:
    return {"text": text, "sentence": sentence, "stands_for": stands_for, "unarmed": unarmed}


def place(text: str, sentence: int = 1, *, quantifier: str = "all") -> object:
    return {"text": text, "sentence": sentence, "quantifier": quantifier}


def speaker(text: str, sentence: int = 1, *, kind: str = "official") -> object:
    return {"text": text, "sentence": sentence, "kind": kind}


def figure(text: str, low: int, high: int, sentence: int = 1) -> object:
    return {"text": text, "sentence": sentence, "low": low, "high": high}


def claim(trigger: str, sentence: int = 1, **slots: object) -> dict[str, object]:
    """A claim as a model answers it; slots that are not given are empty."""
    return {
        "trigger": words(trigger, sentence),
        "type": "capture",
        "actor": None,
        "target": None,
        "place": None,
        "time": None,
        "modality": "asserted",
        "polarity": "affirmed",
        "certainty": "certain",
        "attribution": [],
        "count": None,
        **slots,
    }


def until(deadline: float, done: Callable[[], bool]) -> bool:
    """Whether something became true in time."""
    end = time.monotonic() + deadline
    pause = threading.Event()
    while not done():
        if time.monotonic() > end:
            return False
        pause.wait(0.01)
    return True
