"""An answer turned into claims: each word is found in the report, or the claim is dropped with the reason."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from contested.app.llm.answer import AnsweredClaim, Figure, Party, PlaceWords, Words
from contested.app.llm.figures import figures_in
from contested.app.llm.passages import Passage
from contested.app.llm.quoting import find_words, sentence_of
from contested.app.llm.tally import Dropped
from contested.model.claim import Claim, Count, EventId, PartyMention, PlaceMention, Voice
from contested.model.text import Quote, quote
from contested.show.visible import shortened

# Nobody has measured how often an unknown model is right, and its own word for it is no measure.
UNMEASURED = 0.5
_LONGEST_FOUND = 60  # characters of what is repeated in messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Checker:
    """What every answer is held against."""

    events: frozenset[str]
    numbers: Mapping[str, int]  # the language's number words
    made_by: str

    def check(self, answered: Iterable[object], passage: Passage) -> Iterator[Claim | Dropped]:
        """Each claim with its words where they stand in the raw text, or why it is not taken."""
        for given in answered:
            try:
                shape = AnsweredClaim.model_validate(given)
                yield self._claim(shape, passage)
            except ValidationError as error:
                yield _misshapen(error)
            except _UnsupportedError as error:
                yield error.dropped

    def _claim(self, given: AnsweredClaim, passage: Passage) -> Claim:
        if given.type not in self.events:
            raise _UnsupportedError("type: not one of the event types", given.type)
        hint = find_words(given.place, passage) if given.place else None
        trigger = _found("trigger", given.trigger, passage, near=hint.start if hint else None)
        at = sentence_of(trigger, passage)
        if at < passage.first:
            raise _UnsupportedError(
                "trigger: stands in the context, not in the sentences asked about", trigger.text
            )
        report = passage.page.report
        return Claim(
            document=report.id,
            document_key=report.key,
            event=EventId(given.type),
            trigger=trigger,
            evidence=quote(report.text, passage.page.sentences[at].span),
            actor=_party("actor", given.actor, passage, trigger),
            target=_party("target", given.target, passage, trigger),
            place=_place(given.place, passage, trigger, at),
            time_words=(_found("time", given.time, passage, near=trigger.start),) if given.time else (),
            modality=given.modality,
            polarity=given.polarity,
            certainty=given.certainty,
            voices=tuple(
                Voice(quote=_found("attribution", one, passage, near=trigger.start), kind=one.kind)
                for one in given.attribution
            ),
            count=self._count(given.count, passage, trigger),
            confidence=UNMEASURED,
            made_by=self.made_by,
        )

    def _count(self, given: Figure | None, passage: Passage, trigger: Quote) -> Count | None:
        if given is None:
            return None
        words = _found("count", given, passage, near=trigger.start)
        written = figures_in(words.text, self.numbers)
        if given.low > given.high or not {given.low, given.high} <= written:
            raise _UnsupportedError(
                "count: a figure that its words do not give", f"{given.low} to {given.high}"
            )
        return Count(low=given.low, best=given.low, high=given.high, quote=words)


class _UnsupportedError(Exception):
    """The report does not bear the claim out."""

    def __init__(self, reason: str, found: str) -> None:
        self.dropped = Dropped(reason=reason, found=shortened(found, to=_LONGEST_FOUND))


def _found(slot: str, words: Words, passage: Passage, *, near: int | None) -> Quote:
    found = find_words(words, passage, near=near)
    if found is None:
        raise _UnsupportedError(f"{slot}: words that do not stand in the report there", words.text)
    return found


def _party(slot: str, given: Party | None, passage: Passage, trigger: Quote) -> PartyMention | None:
    if given is None:
        return None
    words = None
    if given.text is not None:
        own = Words(text=given.text, sentence=given.sentence)
        words = _found(slot, own, passage, near=trigger.start)
    named = _found(slot, given.stands_for, passage, near=trigger.start) if given.stands_for else None
    if words is None and named is None:
        raise _UnsupportedError(f"{slot}: a party without any words", "null")
    return PartyMention(quote=words, refers_to=None if named == words else named, unarmed=given.unarmed)


def _place(given: PlaceWords | None, passage: Passage, trigger: Quote, at: int) -> PlaceMention | None:
    if given is None:
        return None
    words = _found("place", given, passage, near=trigger.start)
    return PlaceMention(quote=words, quantifier=given.quantifier, from_scene=sentence_of(words, passage) < at)


def _misshapen(error: ValidationError) -> Dropped:
    """The first fault of a claim that has not the agreed form."""
    fault = error.errors(include_url=False)[0]
    # The name of a slot that was made up is the model's own word: it belongs to the example, not the reason.
    if fault["type"] == "extra_forbidden":
        return Dropped(
            reason="a slot that claims do not have",
            found=shortened(str(fault["loc"][-1]), to=_LONGEST_FOUND),
        )
    where = ".".join(part for part in fault["loc"] if isinstance(part, str)) or "claim"
    found = "missing" if fault["type"] == "missing" else repr(fault["input"])[:200]
    return Dropped(reason=f"{where}: not in the agreed form", found=shortened(found, to=_LONGEST_FOUND))
