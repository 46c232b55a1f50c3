"""Training examples of attribution: every annotated trigger with the speakers in reach, and who it is."""

from collections.abc import Iterator

from examples import Annotated, Choices

from contested.extract.attribution import Setting, Speeches, alternatives, speaker_features
from contested.extract.reading import Reading
from contested.model.text import Span


def voice_examples(item: Annotated, reading: Reading) -> Iterator[Choices]:
    """The alternatives of each annotated trigger; those out of reach teach nothing about choosing."""
    speeches = Speeches(reading.sentences, reading.frames)
    for claim in item.claims:
        trigger, gold = Span(*claim["trigger"]), claim["attribution"]
        sentence = next((s for s in reading.sentences if s.span.contains(trigger)), None)
        if sentence is None:
            continue
        around = Setting(trigger, sentence, speeches)
        found = alternatives(around)
        if gold is None:
            right = [False] * len(found) + [True]
        else:
            named = Span(*gold["span"])
            right = [a.source.span.overlaps(named) for a in found] + [False]
        if any(right):
            yield Choices(speaker_features(around, found), right, item.cluster)
