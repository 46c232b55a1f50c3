"""The parent's side: a child process that works for us, and is ended and replaced when it oversteps."""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from types import TracebackType

from contested.errors import ReportError

_ANSWER_CAP = 256_000_000  # a text of the cap, each character escaped as six, and room for findings
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one piece of work may cost."""

    memory: int = 1 << 30  # bytes of address space of the child, with Python and lxml in it
    cpu_seconds: int = 30
    wall_seconds: float = 60.0


class Sandbox:
    """
    A child process that calls functions by name; started with the first call, used for all that follow.

    Bytes go in and JSON comes out, nothing else: a child that was taken over cannot send us objects.
    """

    def __init__(self, limits: Limits = Limits()) -> None:
        self._limits = limits
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def run(self, function: str, data: bytes, **options: object) -> object:
        """
        What the function returns for the bytes.

        Args:
            function: "package.module:name"; it is called with the bytes, and the options by name.
            data: The hostile part.
            options: Plain values that JSON can hold.

        Raises:
            ReportError: The function refused the input, or failed, or went over a limit.
        """
        child = self._running()
        head = {"function": function, "options": options, "size": len(data)}
        try:
            assert child.stdin is not None
            child.stdin.write(json.dumps(head).encode() + b"\n")
            child.stdin.write(data)
            child.stdin.flush()
            line = self._answer(child)
        except BrokenPipeError:
            line = b""
        except BaseException:
            self.close()  # half an answer may lie in the pipe: it must not be taken for the next one
            raise
        if not line.endswith(b"\n"):
            raise ReportError(self._why_it_ended(child))
        answer = json.loads(line)
        if "value" in answer:
            return answer["value"]
        raise ReportError(str(answer.get("refused", "the child process gave no answer")))

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is None or self._owner != os.getpid():
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._owner != os.getpid():  # after a fork the child is the parent's
            self._child, self._owner = None, os.getpid()
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._child = subprocess.Popen(
                [sys.executable, "-m", "contested.sandbox.child", json.dumps(asdict(self._limits))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
                start_new_session=True,  # Ctrl-C is for the parent, which then ends the child
            )
        return self._child

    def _answer(self, child: "subprocess.Popen[bytes]") -> bytes:
        """One line from the child; less than a line if it ended."""
        assert child.stdout is not None
        deadline = time.monotonic() + self._limits.wall_seconds
        parts: list[bytes] = []
        size = 0
        with selectors.DefaultSelector() as selector:
            selector.register(child.stdout, selectors.EVENT_READ)
            while not parts or not parts[-1].endswith(b"\n"):
                left = deadline - time.monotonic()
                if left <= 0 or not selector.select(left):
                    self.close()
                    seconds = self._limits.wall_seconds
                    raise ReportError(f"took longer than {seconds:g} s to read; was stopped")
                part = os.read(child.stdout.fileno(), _CHUNK)
                if not part:
                    break
                parts.append(part)
                size += len(part)
                if size > _ANSWER_CAP:
                    self.close()
                    raise ReportError(f"gives more than {_ANSWER_CAP:,} bytes of text; was stopped")
        return b"".join(parts)

    def _why_it_ended(self, child: "subprocess.Popen[bytes]") -> str:
        code = child.wait()
        self.close()
        if code == -signal.SIGXCPU:
            return f"took more than {self._limits.cpu_seconds} s of computing to read; was stopped"
        if code in (-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS):
            return f"broke the parser ({signal.Signals(-code).name}); only its child process was lost"
        return f"ended the child process that read it (exit status {code}); most likely too much memory"
