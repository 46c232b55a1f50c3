"""The child's side: calls what it is told to, within limits that the system enforces."""

import importlib
import json
import os
import sys
from collections.abc import Callable
from typing import BinaryIO

from contested.errors import ReportError

try:
    import resource
except ImportError:  # Windows: the parent's clock is the only limit
    resource = None  # type: ignore[assignment]


def main() -> None:
    """Answer requests from standard input until it ends."""
    limits = json.loads(sys.argv[1])
    # What a library prints must not get between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit_for_good(limits["memory"])
    while line := sys.stdin.buffer.readline():
        head = json.loads(line)
        _limit_seconds(limits["cpu_seconds"])
        answers.write(_answer(head, sys.stdin.buffer))
        answers.flush()


def _answer(head: dict[str, object], source: BinaryIO) -> bytes:
    try:
        data = source.read(int(str(head["size"])))
        value = _function(str(head["function"]))(data, **head["options"])  # type: ignore[arg-type]
        return json.dumps({"value": value}).encode() + b"\n"
    except ReportError as error:
        reason = str(error)
    except MemoryError:
        reason = "needs more memory to read than is allowed; was stopped"
    except RecursionError:
        reason = "is nested too deep to be read"
    except Exception as error:  # whatever a parser throws at hostile input is this report's fault alone
        reason = f"cannot be parsed: {type(error).__name__}: {error}"
    return json.dumps({"refused": reason[:2000]}).encode() + b"\n"


def _function(name: str) -> Callable[..., object]:
    module, _, attribute = name.partition(":")
    found: Callable[..., object] = getattr(importlib.import_module(module), attribute)
    return found


def _limit_for_good(memory: int) -> None:
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # writes no files
    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ValueError, OSError):  # macOS has none
        return


def _limit_seconds(seconds: int) -> None:
    """Allow so many seconds from now on: the limit counts from the start of the process."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


if __name__ == "__main__":
    main()
