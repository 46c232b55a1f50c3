"""Sentences as the language model sees them: one character for one, parsed only where it can pay."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contested.extract.language_model import passing_words
from contested.extract.name_finder import name_finder
from contested.extract.word_reader import LOOKED_UP, word_reader
from contested.extract.word_vectors import one_thread
from contested.extract.words import Parse
from contested.model.page import Page, SegmentKind
from contested.model.text import Quote, Span

_BATCH = 64  # sentences; with 16 the model's vectors take half as long again, with 256 a tenth less
_NAMER = "ner"
KnowsNames = Callable[[str, Sequence[tuple[int, int]]], bool]
_PLAIN = str.maketrans(
    {
        "\n": " ", "\r": " ", "\t": " ", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
        "‘": "'", "’": "'", "ʼ": "'", "ʿ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-",
    }
)  # fmt: skip  # one character for one: offsets stay those of the raw text


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """A sentence of the article with its parse, or without one where nothing in it can be a trigger."""

    index: int
    start: int  # offset of the sentence in the raw text
    text: str  # as long as the raw sentence
    raw: str
    segment: int
    kind: SegmentKind
    doc: Parse | None

    def quote(self, first: Any, last: Any | None = None) -> Quote:
        """The raw words from one token to another (or of one)."""
        last = last or first
        begin, end = first.idx, last.idx + len(last.text)
        return Quote(self.start + begin, self.start + end, self.raw[begin:end])

    def quote_span(self, begin: int, end: int) -> Quote:
        """The raw words between two absolute offsets inside the sentence."""
        return Quote(begin, end, self.raw[begin - self.start : end - self.start])

    @property
    def span(self) -> Span:
        """Where the sentence stands."""
        return Span(self.start, self.start + len(self.raw))

    @property
    def inner(self) -> Span:
        """Where the sentence stands, its first and last character and the blanks behind it left out."""
        return Span(self.start + 1, max(self.start + len(self.raw.rstrip()) - 1, self.start + 1))


def plain(text: str) -> str:
    """The text with plain spaces, quotes and hyphens, character for character."""
    return text.translate(_PLAIN)


def parse_pages(
    pages: Sequence[Page],
    *,
    nlp: Any,
    worth_parsing: Any,
    but_not: Sequence[Collection[int]] = (),
    without: Sequence[str] = (),
    knows: Sequence[KnowsNames] = (),
) -> Iterator[tuple[Page, tuple[ParsedSentence, ...]]]:
    """
    The sentences of each page, parsed in batches across pages.

    Args:
        pages: Pages to read.
        nlp: The language pipeline.
        worth_parsing: Function from a plain sentence text to whether it may hold a claim.
        but_not: For each page sentences that are not parsed, whatever they hold.
        without: Parts of the pipeline that the caller does not need.
        knows: For each page whether its tables name all proper nouns of a sentence, given as offsets: the
            model is not asked for names there, which would take it as long as all the rest. On the open
            corpus a fifth of the sentences is left; never asking costs at most .008 of full F1 (2026-11).
    """
    plans: list[list[tuple[ParsedSentence, bool]]] = []
    for number, page in enumerate(pages):
        skipped = but_not[number] if but_not else ()
        plans.append([(s, s.index not in skipped and bool(worth_parsing(s.text))) for s in unparsed(page)])
    asked = [(s.text, number) for number, plan in enumerate(plans) for s, worth in plan if worth]

    def is_named(at: int, parse: Parse) -> bool:
        text, number = asked[at]
        return bool(knows) and knows[number](text, _proper_nouns(parse))

    docs = iter(_parse([text for text, _ in asked], nlp, without, is_named))
    for page, plan in zip(pages, plans, strict=True):
        yield page, tuple(replace(s, doc=next(docs)) if worth else s for s, worth in plan)


def unparsed(page: Page) -> tuple[ParsedSentence, ...]:
    """The sentences of a page without a parse."""
    found = []
    for index, sentence in enumerate(page.sentences):
        raw = page.report.text[sentence.span.start : sentence.span.end]
        kind = page.segments[sentence.segment].kind
        found.append(
            ParsedSentence(index, sentence.span.start, plain(raw), raw, sentence.segment, kind, None)
        )
    return tuple(found)


def _parse(
    texts: Sequence[str], nlp: Any, without: Sequence[str], is_named: Callable[[int, Parse], bool]
) -> list[Parse]:
    with passing_words(nlp), one_thread():
        docs = [nlp.make_doc(text) for text in texts]
        for doc in docs:
            doc.from_array(["SENT_START"], _one_sentence(len(doc)))
        docs = list(nlp.pipe(docs, batch_size=_BATCH, disable=[*LOOKED_UP, *without, _NAMER]))
        reader = word_reader(nlp)
        parses = [reader.read(doc) for doc in docs]
        if _NAMER not in without:
            unnamed = [at for at, parse in enumerate(parses) if not is_named(at, parse)]
            found = name_finder(nlp).find([docs[at] for at in unnamed])
            for at, names in zip(unnamed, found, strict=True):
                parses[at].mark(names)
    return parses


def _one_sentence(words: int) -> NDArray[np.uint64]:
    """That the first word opens a sentence and no other does, as spaCy keeps it."""
    opens = np.full(words, -1, dtype=np.int64)
    opens[:1] = 1
    return opens.view(np.uint64)


def _proper_nouns(parse: Parse) -> list[tuple[int, int]]:
    return [(word.idx, word.idx + len(word)) for word in parse if word.tag_ in ("NNP", "NNPS")]
