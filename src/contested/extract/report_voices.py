"""Attribution as a step of its own: who says what in a report on anything, not only on war."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from contested.extract.language_model import load_language_model
from contested.extract.parsing import parse_pages, unparsed
from contested.extract.quotations import quotations
from contested.extract.speakers import Frame
from contested.extract.speech import find_frames, may_hold_speech
from contested.knowledge.lexicon import load_language
from contested.model.claim import VoiceKind
from contested.model.page import Page
from contested.model.text import Quote, quote

_UNUSED = ("ner",)  # names come from the parse: without it twice as fast, scores within .002 (2026-11)
_PAGES_AT_ONCE = 32  # enough sentences to fill the model's batches, little memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Words that a report gives as somebody's."""

    source: Quote | None  # the speaker's words beside the cue, a pronoun perhaps; None where nobody is named
    speaker: Quote | None  # whom those words stand for, the same words where they name somebody
    cue: Quote
    content: Quote
    kind: VoiceKind
    chain: tuple[Quote, ...]  # all who speak, outermost first, the speaker last


def voices(pages: Iterable[Page], *, language: str = "en") -> Iterator[tuple[Page, tuple[Attribution, ...]]]:
    """
    Who says what on each page, in the order of the pages, and within a page of the cues.

    Only sentences that may hold speech are parsed: those with a verb of saying, somebody's statement, a
    quotation mark or a colon; and not those that stand within a quotation.

    Args:
        pages: Pages of one language.
        language: BCP 47 tag of a folder in `data/languages/`.

    Raises:
        OptionError: The language is not known.
        ModelMissingError: The language model is not installed.
    """
    cues = load_language(language).cues
    nlp = load_language_model(language)
    test = may_hold_speech(cues)
    rest = iter(pages)
    while batch := list(islice(rest, _PAGES_AT_ONCE)):
        quoted = [_within_quotations(page) for page in batch]
        for page, sentences in parse_pages(
            batch, nlp=nlp, worth_parsing=test, but_not=quoted, without=_UNUSED
        ):
            yield page, _attributions(find_frames(sentences, cues), page.report.text)


def _within_quotations(page: Page) -> frozenset[int]:
    """The sentences of which every character is quoted; who says them stands elsewhere."""
    return frozenset(
        sentence.index
        for quotation in quotations(unparsed(page))
        for sentence in quotation.sentences
        if quotation.span.contains(sentence.inner)
    )


def _attributions(frames: Sequence[Frame], text: str) -> tuple[Attribution, ...]:
    return tuple(
        Attribution(
            source=frame.words,
            speaker=frame.source,
            cue=frame.cue,
            content=quote(text, frame.content),
            kind=frame.kind,
            chain=_chain(frame, frames),
        )
        for frame in frames
    )


def _chain(frame: Frame, frames: Sequence[Frame]) -> tuple[Quote, ...]:
    """The speakers in whose speech a frame stands, outermost first, and its own."""
    begin, end = frame.cue.start, frame.cue.end
    outer = [f for f in frames if f.content.start <= begin and end <= f.content.end and f is not frame]
    outer.sort(key=lambda f: (-len(f.content), f.cue.start))
    found: list[Quote] = []
    for one in [*outer, frame]:
        if one.source is not None and all(one.source.text != held.text for held in found):
            found.append(one.source)
    return tuple(found)
