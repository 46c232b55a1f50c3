"""Who speaks: the words that name a speaker, what kind of voice it is, and whom "he said" stands for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from contested.extract.parsing import ParsedSentence
from contested.knowledge.lexicon import Cues
from contested.model.claim import VoiceKind
from contested.model.text import Quote, Span

_REACH = 6  # sentences that a pronoun may look back
_SPEAKS_WORTH = 0.5  # sentences that having spoken makes up for, against a mere subject
_PERSONS = frozenset({"he", "she"})
_GROUPS = frozenset({"they", "it"})
_BODIES = frozenset({"ORG", "GPE", "NORP"})
FIRST_PERSON = frozenset({"i", "we"})
_PRONOUNS = _PERSONS | _GROUPS | FIRST_PERSON
RELATIVE = frozenset({"who", "which", "that"})


@dataclass(frozen=True, slots=True)
class Frame:
    """A speaker, the cue that shows the speaking, and the characters that are spoken."""

    source: Quote | None  # whoever speaks, by name; None: the cue has no speaker ("it is said")
    cue: Quote
    content: Span  # empty where the speech stands in other sentences
    kind: VoiceKind
    manner: str  # how the content hangs on the cue: "clause", "nominal", "according", "quotation", ...
    words: Quote | None = None  # the speaker's words beside the cue: "he"; `source` is whom they stand for
    sentence: int = 0

    @property
    def is_pronoun(self) -> bool:
        """Whether the words beside the cue do not name the speaker."""
        return self.words is not None and self.words.text.lower() in _PRONOUNS

    @property
    def is_first_person(self) -> bool:
        """Whether the writer, or whoever is quoted, speaks of themselves."""
        return self.words is not None and self.words.text.lower() in FIRST_PERSON


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a later pronoun may stand for."""

    quote: Quote
    kind: VoiceKind
    is_person: bool
    is_body: bool
    sentence: int
    speaks: bool
    at: int  # where the naming, or the last pronoun for it, stands


def speaker_edges(speaker: Any, cue: Any | None = None) -> tuple[Any, Any]:
    """First and last token of the noun phrase, without article and relative clauses."""
    first = last = speaker
    for child in speaker.children:
        if child.dep_ in ("compound", "amod", "nmod", "poss", "nummod") and child.i < speaker.i:
            first = min(first, child.left_edge, key=lambda t: t.i)
        elif (
            child.dep_ == "prep"
            and child.lemma_ in ("of", "for", "in", "at")
            and child.right_edge.i - speaker.i <= 9
        ) or (child.dep_ == "appos" and child.right_edge.i - speaker.i <= 6):
            last = max(last, child.right_edge, key=lambda t: t.i)
    if cue is not None and speaker.i < cue.i and cue.i - last.i <= 14:
        # "a shopkeeper who gave only her first name, Ma Li, said": up to the name
        named = [t for t in speaker.subtree if last.i < t.i < cue.i and t.ent_type_ == "PERSON"]
        last = named[-1] if named else last
    if cue is not None and last.i < cue.i:
        first, last = _whole_name(first, last, cue)
    while first.i < last.i and first.pos_ in ("DET", "PUNCT"):
        first = first.nbor()
    return first, last


def _whole_name(first: Any, last: Any, cue: Any) -> tuple[Any, Any]:
    """A name that the parser broke: its words up to the verb, and a name that stands right before it."""
    doc = cue.doc
    between = doc[last.i + 1 : cue.i]
    if 0 < len(between) <= 6 and between[-1].pos_ == "PROPN" and not any(t.is_punct for t in between):
        last = between[-1]
    at = first.i - 1 if first.i and doc[first.i - 1].pos_ == "DET" else first.i
    before = doc[at - 1] if at else None
    if (
        before is not None
        and before.pos_ == "PROPN"
        and last.pos_ != "PRON"
        and before.head in (cue, last, first)
    ):
        first = before.left_edge if before.i - before.left_edge.i <= 4 else before
    return first, last


def kind_of(speaker: Any, cues: Cues) -> VoiceKind:
    """The kind of voice, by the first word of the noun phrase that tells one; its head first."""
    inner = (c for c in speaker.subtree if c.dep_ in ("compound", "appos", "pobj", "poss", "amod", "nmod"))
    for word in (speaker, *inner):
        if (kind := cues.speakers.get(word.lemma_.lower())) is not None:
            return kind
    return VoiceKind.UNKNOWN


def name_pronouns(frames: Sequence[Frame], sentences: Sequence[ParsedSentence], cues: Cues) -> list[Frame]:
    """The frames with whom their pronouns stand for: the last one named that agrees, speaker or subject."""
    ordered = sorted(frames, key=lambda f: (f.words or f.cue).start)
    pronouns = [frame for frame in ordered if frame.is_pronoun and not frame.is_first_person]
    if not pronouns:
        return ordered
    named = [
        *_speakers(frames, sentences, cues),
        *_outside(_subjects(_in_reach(pronouns, sentences), cues), frames),
    ]
    found: list[Frame] = []
    for frame in ordered:
        if frame.is_pronoun and not frame.is_first_person:
            frame, antecedent = _resolved(frame, named)
            if antecedent is not None and frame.words is not None:
                # who has been spoken of as "he" is who was named last
                named.append(replace(antecedent, at=frame.words.start, sentence=frame.sentence, speaks=True))
        found.append(frame)
    return found


def _in_reach(pronouns: Sequence[Frame], sentences: Sequence[ParsedSentence]) -> Iterator[ParsedSentence]:
    """The sentences in which somebody may be named whom one of the pronouns stands for."""
    reached: set[int] = set()
    for frame in pronouns:
        words = frame.words or frame.cue
        for sentence in sentences[max(frame.sentence - _REACH, 0) :]:
            if sentence.start >= words.start:
                break
            reached.add(sentence.index)
    return (sentence for sentence in sentences if sentence.index in reached)


def _outside(named: Iterator[Named], frames: Sequence[Frame]) -> Iterator[Named]:
    """Those who are named by the report itself, not within what somebody says."""
    said = [frame.content for frame in frames if len(frame.content)]
    for one in named:
        begin, end = one.quote.start, one.quote.end
        if not any(content.start <= begin and end <= content.end for content in said):
            yield one


def _resolved(frame: Frame, named: Sequence[Named]) -> tuple[Frame, Named | None]:
    assert frame.words is not None
    words, pronoun = frame.words, frame.words.text.lower()
    before = [
        one
        for one in named
        if one.at < words.start
        and frame.sentence - one.sentence <= _REACH
        and _agrees(pronoun, one)
        and not frame.content.contains(one.quote.span)
    ]
    if not before:
        return frame, None

    def nearness(one: Named) -> tuple[float, int]:
        doubt = 1.0 if pronoun in _PERSONS and one.is_body else 0.0
        return (frame.sentence - one.sentence - (_SPEAKS_WORTH if one.speaks else 0.0) + doubt, -one.at)

    best = min(before, key=nearness)
    return replace(frame, source=best.quote, kind=best.kind), best


def _agrees(pronoun: str, one: Named) -> bool:
    if pronoun in _PERSONS:
        return one.is_person
    if pronoun == "it":
        return one.is_body or not one.is_person
    return True


def _speakers(frames: Sequence[Frame], sentences: Sequence[ParsedSentence], cues: Cues) -> Iterator[Named]:
    for frame in frames:
        if frame.source is None or frame.words is None or frame.is_pronoun:
            continue
        sentence = sentences[frame.sentence]
        head = _head_at(sentence, frame.source)
        if head is not None:
            yield _named(head, frame.source, frame.sentence, cues, speaks=True)


def _subjects(sentences: Iterable[ParsedSentence], cues: Cues) -> Iterator[Named]:
    for sentence in sentences:
        for token in sentence.doc if sentence.doc is not None else ():
            if token.dep_ not in ("nsubj", "nsubjpass") or token.pos_ not in ("NOUN", "PROPN"):
                continue
            if token.head.dep_ not in ("ROOT", "conj", "ccomp"):
                continue
            named = _named(token, sentence.quote(*speaker_edges(token)), sentence.index, cues, speaks=False)
            if named.is_person or named.is_body:
                yield named


def _named(head: Any, words: Quote, sentence: int, cues: Cues, *, speaks: bool) -> Named:
    lemma = head.lemma_.lower()
    unknown = head.pos_ == "PROPN" and not head.doc.ents and lemma not in cues.speakers
    person = lemma in cues.persons or (head.ent_type_ == "PERSON" and lemma not in cues.speakers)
    body = not person and (head.ent_type_ in _BODIES or lemma in cues.speakers or unknown)
    unknown = unknown or (speaks and not person and not body and head.pos_ == "NOUN")
    person, body = person or unknown, body or unknown  # of whom nothing is known may be either
    kind = kind_of(head, cues)
    return Named(words, kind, person, body, sentence, speaks, words.start)


def _head_at(sentence: ParsedSentence, words: Quote) -> Any | None:
    """The token of the words that the others hang on."""
    if sentence.doc is None:
        return None
    begin, end = words.start - sentence.start, words.end - sentence.start
    inside = [token for token in sentence.doc if begin <= token.idx < end]
    heads = [token for token in inside if not begin <= token.head.idx < end or token.head == token]
    return heads[-1] if heads else None
