"""A report cut into passages that a model reads at a time: only its evidence, sentence by sentence."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from contested.model.page import Page

LONGEST = 4_000  # characters: about 1,000 tokens, so that a context of 8,192 holds instructions and answer
CONTEXT = 3  # sentences before the passage, for pronouns and "the town"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Sentences `[first, end)` of a page, counted from 0."""

    page: Page
    first: int
    end: int

    @property
    def context(self) -> int:
        """The first sentence that is shown before the passage."""
        return max(0, self.first - CONTEXT)

    def halves(self) -> tuple["Passage", ...]:
        """The passage in two; nothing where it is a single sentence."""
        if self.end - self.first < 2:
            return ()
        middle = (self.first + self.end) // 2
        return replace(self, end=middle), replace(self, first=middle)

    def record(self) -> dict[str, object]:
        """The passage as data: sentences with their numbers. Comments and furniture are never among them."""
        return {
            "outlet": self.page.report.outlet,
            "context": [self._sentence(at) for at in range(self.context, self.first)],
            "sentences": [self._sentence(at) for at in range(self.first, self.end)],
        }

    def _sentence(self, at: int) -> dict[str, object]:
        span = self.page.sentences[at].span
        return {"sentence": at + 1, "text": self.page.report.text[span.start : span.end]}


def passages_of(page: Page) -> Iterator[Passage]:
    """The passages of a page: together all its sentences, each once."""
    first, length = 0, 0
    for at, sentence in enumerate(page.sentences):
        if at > first and length + len(sentence.span) > LONGEST:
            yield Passage(page=page, first=first, end=at)
            first, length = at, 0
        length += len(sentence.span)
    if page.sentences:
        yield Passage(page=page, first=first, end=len(page.sentences))
