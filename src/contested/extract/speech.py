"""Who says so: the frames of a report, and the chain of voices behind a trigger."""

from collections.abc import Sequence

from contested.extract.parsing import ParsedSentence
from contested.extract.quotations import colon_frames, quotation_frames
from contested.extract.speakers import Frame, name_pronouns
from contested.extract.speech_frames import frames_in
from contested.knowledge.lexicon import Cues
from contested.model.claim import Voice
from contested.model.text import Span

__all__ = ["Frame", "find_frames", "voices_for"]


def find_frames(sentences: Sequence[ParsedSentence], cues: Cues) -> list[Frame]:
    """All frames of a report in reading order, pronoun speakers replaced by whom they stand for."""
    within = [f for sentence in sentences if sentence.doc is not None for f in frames_in(sentence, cues)]
    named = name_pronouns(within, sentences, cues)
    quoted = name_pronouns(list(quotation_frames(sentences, named, cues)), sentences, cues)
    every = [*named, *quoted, *colon_frames(sentences, named)]
    return sorted((f for f in every if len(f.content)), key=lambda f: (f.cue.start, f.content))


def voices_for(trigger: Span, sentence: int, frames: Sequence[Frame]) -> tuple[Voice, ...]:
    """The chain of voices behind a trigger, outermost first; empty where the outlet itself speaks."""
    covering = [
        frame
        for frame in frames
        if frame.source is not None
        and not frame.is_first_person
        and frame.content.contains(trigger)
        and not frame.cue.span.overlaps(trigger)
        and not frame.source.span.contains(trigger)
    ]
    covering.sort(key=lambda frame: (-len(frame.content), frame.cue.start))
    chain: list[Voice] = []
    for frame in covering:
        assert frame.source is not None
        if all(voice.quote.text != frame.source.text for voice in chain):
            chain.append(Voice(quote=frame.source, kind=frame.kind, cue=frame.cue))
    return tuple(chain)
