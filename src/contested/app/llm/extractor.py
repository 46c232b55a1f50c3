"""Claims of pages by a language model; the same values as `extract.Extractor` gives."""

import asyncio
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING

from contested.app.llm.answer import AnswerError, read_answer
from contested.app.llm.background import Background
from contested.app.llm.cache import AnswerCache, request_key
from contested.app.llm.checking import Checker
from contested.app.llm.endpoint import CutOffError, Endpoint, NoAnswerError
from contested.app.llm.instructions import NAME, Instructions, load_instructions
from contested.app.llm.passages import Passage, passages_of
from contested.app.llm.settings import LlmSettings
from contested.app.llm.tally import Dropped, Tally
from contested.errors import OptionError, StoreError
from contested.knowledge.theatre import Theatre
from contested.model.claim import Claim
from contested.model.page import Page

if TYPE_CHECKING:
    from contested.extract import Extraction, Extractor

_AHEAD = 4  # pages asked about for each request under way: keeps the endpoint busy while pages are parsed

_CUT_OFF = ""  # kept instead of an answer that was longer than the model may write

Answers = Sequence[tuple[Passage, tuple[object, ...]]]


class LlmExtractor:
    """
    Extracts the claims of one language by asking a model.

    Words that take sides are still found by the language's own rules, which need no model.

    Args:
        local: The language's extractor.
        settings: The model and where it is.
        dropped: Counts the claims that are not taken.
    """

    def __init__(self, local: "Extractor", *, settings: LlmSettings, dropped: Tally) -> None:
        self._local = local
        self._settings = settings
        self._instructions: Instructions = load_instructions(local.language.tag)
        self._dropped = dropped
        self._checker = Checker(
            events=self._instructions.events,
            numbers=local.language.cues.numbers,
            made_by=f"{NAME}#{self._instructions.version}@{settings.model}",
        )

    def extract(self, pages: Iterable[tuple[Page, Theatre]]) -> "Iterator[tuple[Page, Extraction]]":
        """
        The claims of each page, in the order of the pages; a page that fails says so in its extraction.

        Raises:
            OptionError: The endpoint refuses every request: wrong address, model or key.
            StoreError: The cache of answers cannot be used.
        """
        cache = AnswerCache(self._settings.cache)
        with Background() as background:
            endpoint = background.run(Endpoint.opened(self._settings))
            try:
                waiting: deque[tuple[Page, Extraction, Future[Answers] | None]] = deque()
                for page, found in self._local.extract(pages):
                    sound = found.failure is None
                    asked = background.start(self._ask_page(page, endpoint, cache)) if sound else None
                    waiting.append((page, found, asked))
                    if len(waiting) >= _AHEAD * self._settings.at_once:
                        yield self._finished(*waiting.popleft())
                while waiting:
                    yield self._finished(*waiting.popleft())
            finally:
                background.cancel()
                background.run(endpoint.close())

    def _finished(
        self, page: Page, found: "Extraction", asked: Future[Answers] | None
    ) -> "tuple[Page, Extraction]":
        if asked is None:
            return page, found
        try:
            return page, replace(found, claims=self._claims(asked.result()))
        except (OptionError, StoreError):  # no report's fault: no other could be read either
            raise
        except NoAnswerError as error:
            return page, replace(found, claims=(), framings=(), failure=str(error))
        except Exception as error:  # one bad report never stops a run
            reason = f"{type(error).__name__}: {error}"
            return page, replace(found, claims=(), framings=(), failure=reason)

    def _claims(self, answers: Answers) -> tuple[Claim, ...]:
        claims: dict[str, Claim] = {}
        for passage, answered in answers:
            for one in self._checker.check(answered, passage):
                if isinstance(one, Dropped):
                    self._dropped.add(one)
                elif one.id in claims:
                    self._dropped.add(Dropped(reason="the same claim again", found=one.trigger.text))
                else:
                    claims[one.id] = one
        return tuple(sorted(claims.values(), key=lambda one: (one.trigger.start, one.event, one.id)))

    async def _ask_page(self, page: Page, endpoint: Endpoint, cache: AnswerCache) -> Answers:
        # Every passage is waited for, also where one fails: its answer is in the cache for the next run.
        parts = await asyncio.gather(
            *(self._ask(passage, endpoint, cache) for passage in passages_of(page)), return_exceptions=True
        )
        for part in parts:
            if isinstance(part, BaseException):
                raise part
        return [answer for part in parts if not isinstance(part, BaseException) for answer in part]

    async def _ask(self, passage: Passage, endpoint: Endpoint, cache: AnswerCache) -> Answers:
        """The answers about a passage; in two halves where the model cannot write one long enough."""
        request = self._instructions.request(passage, model=self._settings.model)
        key = request_key(request)
        kept = cache.get(key)
        if (answered := _readable(kept)) is not None:
            return [(passage, answered)]
        if kept != _CUT_OFF:
            try:
                content, answered = await endpoint.ask(request, read=read_answer)
            except CutOffError:
                content, answered = _CUT_OFF, None
            cache.put(key, model=self._settings.model, content=content)
            if answered is not None:
                return [(passage, answered)]
        if not passage.halves():
            raise NoAnswerError(
                f"{self._settings.chat}: the answer about one sentence was longer than allowed"
            )
        return [part for half in passage.halves() for part in await self._ask(half, endpoint, cache)]


def _readable(content: str | None) -> tuple[object, ...] | None:
    """A kept answer; None where it has to be asked for."""
    if content is None:
        return None
    try:
        return read_answer(content)
    except AnswerError:
        return None
