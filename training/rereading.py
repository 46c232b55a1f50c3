"""Reports read anew with a reference judge that has not seen them, as the program will read new ones."""

from collections.abc import Sequence
from dataclasses import replace
from zlib import crc32

from examples import Annotated, Parsed, theatre_of
from train_references import STRENGTH, fit

from contested.extract.context import ContextNetwork
from contested.extract.extractor import Extractor
from contested.extract.judge import Judge
from contested.extract.reading import Reading, read_closely
from contested.knowledge.lexicon import Language

Read = Sequence[tuple[Annotated, Reading]]


def reread(
    parsed: Sequence[Parsed], taught: Sequence[bool], extractor: Extractor
) -> list[tuple[Annotated, Reading]]:
    """
    Each report as the program would read it.

    Args:
        parsed: All reports.
        taught: Which of them may be learned from. These are read with a judge that learned from the other
            half of them, the rest with one that learned from all of them.
        extractor: For the language's data.
    """
    halves = [crc32(item.cluster.encode() + b"reread") % 2 for item, *_ in parsed]
    judges = [
        fit(
            [one for one, may, half in zip(parsed, taught, halves, strict=True) if may and half != but_not],
            extractor,
            STRENGTH,
        )
        for but_not in (0, 1, None)
    ]
    return [
        (one[0], _read(one, judges[half] if may else judges[2], extractor))
        for one, may, half in zip(parsed, taught, halves, strict=True)
    ]


def _read(parsed: Parsed, judge: Judge, extractor: Extractor) -> Reading:
    item, page, sentences = parsed
    recogniser = extractor.recogniser(theatre_of(item.report))
    return read_closely(
        page, sentences, recogniser=recogniser, language=extractor.language, reference_judge=judge
    )


def in_context(reading: Reading, network: ContextNetwork, language: Language) -> Reading:
    """A reading with what the network makes of it."""
    return replace(reading, context=network.read(reading, reading.spans(language)))
