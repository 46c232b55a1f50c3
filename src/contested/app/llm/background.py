"""An event loop in a thread of its own, so that requests go on while the rest of the program works."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import Future
from threading import Thread
from types import TracebackType
from typing import Any, TypeVar

T = TypeVar("T")

_CANCEL_SECONDS = 5.0


class Background:
    """
    Runs coroutines until it is closed; what is still under way then is cancelled at once.

    A loop of its own and not the caller's: `contested` has to work where one runs already, as in a notebook.
    """

    def __enter__(self) -> "Background":
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="contested-llm", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cancel()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=_CANCEL_SECONDS)
        self._loop.close()

    def start(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """The result to come."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def cancel(self) -> None:
        """Give up what is under way."""
        self.start(_cancel_all()).result(timeout=_CANCEL_SECONDS)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """The result."""
        return self.start(work).result()


async def _cancel_all() -> None:
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
