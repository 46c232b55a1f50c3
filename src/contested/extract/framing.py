"""Naming, loaded words and scare quotes, with whom they help or hurt."""

import re
from collections.abc import Iterator, Sequence

from contested.extract.mentions import MentionKind
from contested.extract.parsing import ParsedSentence
from contested.extract.reading import Reading
from contested.knowledge.lexicon import Language, LoadedWord
from contested.model.actor import ActorId
from contested.model.claim import Claim
from contested.model.framing import Framing, FramingKind

_LOADED = frozenset({"VERB", "NOUN", "ADJ", "ADV", "PROPN"})
_SCARE = re.compile(r'"([A-Za-z][\w-]*(?: [\w-]+){0,2})"')


def find_framings(reading: Reading, claims: Sequence[Claim], *, language: Language) -> tuple[Framing, ...]:
    """The words of a report that take sides, in reading order."""
    found = [*_loaded(reading, claims, language), *_naming(reading, language), *_scare_quotes(reading)]
    return tuple(
        sorted(set(found), key=lambda framing: (framing.quote.start, framing.quote.end, framing.kind.value))
    )


def _loaded(reading: Reading, claims: Sequence[Claim], language: Language) -> Iterator[Framing]:
    words: dict[str, list[LoadedWord]] = {}
    for loaded in language.loaded:
        for lemma in loaded.lemmas:
            words.setdefault(lemma, []).append(loaded)
    by_start = {claim.trigger.start: claim for claim in claims}
    actors = {(m.start, m.end): m.actor for row in reading.mentions for m in row if m.actor is not None}
    for sentence in reading.sentences:
        if sentence.doc is None:
            continue
        for token in sentence.doc:
            for word in words.get(token.lemma_.lower(), ()):
                if token.pos_ not in _LOADED:
                    continue
                quote = sentence.quote(token)
                claim = by_start.get(quote.start)
                toward = _role_actor(claim, word.toward, actors) if claim is not None else None
                yield Framing(
                    document=reading.page.report.id,
                    quote=quote,
                    kind=FramingKind.LOADED,
                    toward=toward,
                    helps=word.helps,
                    reason=word.id,
                )


def _role_actor(claim: Claim, role: str, actors: dict[tuple[int, int], ActorId]) -> ActorId | None:
    party = claim.target if role == "target" else claim.actor
    if party is None:
        return None
    for quote in (party.quote, party.refers_to):
        if quote is not None and (found := actors.get((quote.start, quote.end))) is not None:
            return found
    return None


def _naming(reading: Reading, language: Language) -> Iterator[Framing]:
    for row in reading.mentions:
        for mention in row:
            if not mention.is_party or mention.kind is MentionKind.PRONOUN:
                continue
            sentence = reading.sentences[mention.sentence]
            words = {word.removesuffix("'s").rstrip("s") for word in mention.name.split()} | set(
                mention.name.split()
            )
            hurts, helps = words & language.naming_hurts, words & language.naming_helps
            if not hurts and not helps:
                continue
            antecedent = reading.discourse.antecedent(mention)
            yield Framing(
                document=reading.page.report.id,
                quote=sentence.quote_span(mention.start, mention.end),
                kind=FramingKind.NAMING,
                toward=mention.actor or (antecedent.actor if antecedent is not None else None),
                helps=not hurts,
                reason=f"{language.tag}/framing.toml#naming:{sorted(hurts or helps)[0]}",
            )


def _scare_quotes(reading: Reading) -> Iterator[Framing]:
    """One to three words in quotation marks that nobody speaks."""
    for sentence in reading.sentences:
        for match in _SCARE.finditer(sentence.text):
            if _is_spoken(match.start(1), sentence, reading):
                continue
            yield Framing(
                document=reading.page.report.id,
                quote=sentence.quote_span(sentence.start + match.start(), sentence.start + match.end()),
                kind=FramingKind.SCARE_QUOTES,
                toward=None,
                helps=False,
                reason="quotation marks around words that no speaker of the sentence says",
            )


def _is_spoken(at: int, sentence: ParsedSentence, reading: Reading) -> bool:
    absolute = sentence.start + at
    return any(
        frame.content.start <= absolute < frame.content.end and frame.sentence == sentence.index
        for frame in reading.frames
    )
