"""Claims put together: trigger, roles, how it is put, who says so, when, how many."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from contested.extract.attribution import Setting, Speeches
from contested.extract.candidates import Situation, Told
from contested.extract.choosing import Choice, choose
from contested.extract.confidence import confidence, signals_of
from contested.extract.counts import find_count
from contested.extract.detecting import Detected, detect, judged_classes, likeliest
from contested.extract.judge import Judge
from contested.extract.mentions import Mention, MentionKind
from contested.extract.modality import as_modality, certainty_of, modality_features, rule_modality
from contested.extract.reading import Reading
from contested.extract.speech import voices_for
from contested.extract.times import date_claims
from contested.extract.triggers import trigger_tokens
from contested.knowledge.lexicon import Language
from contested.model.actor import SideId
from contested.model.claim import (
    Claim,
    EventId,
    Modality,
    PartyMention,
    PlaceMention,
    Polarity,
    Quantifier,
    Voice,
)
from contested.model.text import Quote


@dataclass(frozen=True, slots=True)
class Made:
    """A trigger with all that was decided about it, and the claims that came of it, not dated yet."""

    detected: Detected
    situation: Situation
    roles: "Roles"
    claims: tuple[Claim, ...]


def make_claims(
    reading: Reading, *, language: Language, judges: Mapping[str, Judge] | None
) -> tuple[Claim, ...]:
    """The claims of a report in reading order; a list of places gives one claim for each."""
    made = assemble(reading, language=language, judges=judges)
    found = in_order([claim for one in made for claim in one.claims])
    return date_claims(found, reading, judges.get("when") if judges else None)


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    """Claims by trigger and event; ids, which take long to make, order only those of one trigger."""
    found: list[Claim] = []
    for _, alike in groupby(sorted(claims, key=_trigger_and_event), _trigger_and_event):
        several = list(alike)
        found += sorted(several, key=lambda claim: claim.id) if len(several) > 1 else several
    return found


def _trigger_and_event(claim: Claim) -> tuple[int, str]:
    return claim.trigger.start, claim.event


def assemble(reading: Reading, *, language: Language, judges: Mapping[str, Judge] | None) -> Iterator[Made]:
    """The triggers of a report with their claims; each may go on with what those before it were about."""
    told: list[Told] = []
    every = list(detect(reading, language=language, judges=judges))
    situations = _situations(every, reading, language)
    tellings = _tellings(every, reading, language, judges)
    for detected, situation, telling in zip(every, situations, tellings, strict=True):
        situation.recall(told)
        roles = choose_roles(situation, judges)
        claims = _claims_of(detected, situation, roles, telling, reading, language, judges)
        yield Made(detected, situation, roles, tuple(claims))
        told.append(told_by(situation, roles))


def _situations(every: Sequence[Detected], reading: Reading, language: Language) -> list[Situation]:
    """The situation of each trigger, with what the context says of all of them together."""
    found = [
        Situation(d.candidate, d.event, d.sentence.index, reading.discourse, language=language) for d in every
    ]
    if reading.context is not None:
        for situation, scores in zip(found, reading.context.role_scores(found), strict=True):
            situation.context = scores
    return found


@dataclass(frozen=True, slots=True)
class Roles:
    """What fills the roles of one trigger."""

    actor: Choice
    target: Choice
    place: Choice


def choose_roles(situation: Situation, judges: Mapping[str, Judge] | None) -> Roles:
    """The roles of a trigger: actor first, for the target is somebody else."""
    actor = choose("actor", situation, judges.get("actor") if judges else None)
    side = side_of(actor, situation)
    return Roles(
        actor,
        choose("target", situation, judges.get("target") if judges else None, actor_side=side),
        choose("place", situation, judges.get("place") if judges else None),
    )


def side_of(choice: Choice, situation: Situation) -> SideId | None:
    """The side of whoever fills a role."""
    if choice.filler is None:
        return None
    return situation.discourse.side_of(choice.stands_for or choice.filler.mention)


def told_by(situation: Situation, roles: Roles) -> Told:
    """What later claims of the report may go on with."""
    place = roles.place.filler.mention.name if roles.place.filler else None
    return Told(
        situation.event,
        situation.sentence,
        side_of(roles.actor, situation),
        side_of(roles.target, situation),
        place,
        situation.candidate.token.i,
        roles.actor.share,
    )


@dataclass(frozen=True, slots=True)
class _Telling:
    """The words of a trigger, how it is put, and who says so."""

    trigger: Quote
    manner: str
    voices: tuple[Voice, ...]


def _tellings(
    every: Sequence[Detected], reading: Reading, language: Language, judges: Mapping[str, Judge] | None
) -> list[_Telling]:
    """How each trigger of a report is told, and by whom."""
    speeches = Speeches(reading.sentences, reading.frames)
    judge = judges.get("attribution") if judges else None
    found = []
    for detected, manner in zip(every, _manners(every, language, judges), strict=True):
        trigger = _trigger_of(detected)
        voices = voices_for(Setting(trigger.span, detected.sentence, speeches), judge)
        found.append(_Telling(trigger, manner, voices))
    return found


def _trigger_of(detected: Detected) -> Quote:
    """The words that state the event."""
    if detected.line is None:
        return detected.sentence.quote(detected.candidate.token)
    return detected.sentence.quote(*trigger_tokens(detected.candidate, detected.line))


def _claims_of(
    detected: Detected,
    situation: Situation,
    roles: Roles,
    telling: _Telling,
    reading: Reading,
    language: Language,
    judges: Mapping[str, Judge] | None,
) -> Iterator[Claim]:
    sentence, candidate = detected.sentence, detected.candidate
    actor, target, place = roles.actor, roles.target, roles.place
    modality, polarity = as_modality(telling.manner)
    if _is_taken_back(detected, reading, language):
        polarity = Polarity.DENIED
    cues = language.cues
    claim = Claim(
        document=reading.page.report.id,
        document_key=reading.page.report.key,
        event=EventId(detected.event),
        trigger=telling.trigger,
        evidence=Quote(sentence.start, sentence.start + len(sentence.raw), sentence.raw),
        actor=_party(actor, reading),
        target=_party(target, reading),
        place=_place(place, situation, reading, language),
        modality=modality,
        polarity=polarity,
        certainty=certainty_of(candidate.token, cues),
        voices=telling.voices,
        count=find_count(candidate, sentence, cues) if detected.event == "casualties" else None,
        confidence=_confidence(detected.event, detected, roles, language, judges),
        made_by=f"{detected.line.id if detected.line else language.tag}@{'judge' if judges else 'rules'}",
    )
    yield claim
    for other in _listed(place, situation):
        yield replace(claim, place=_place_mention(other, reading, language))
    presupposed = _presupposed_hold(claim, target, situation, reading)
    if presupposed is not None:
        sureness = _confidence(presupposed.event, detected, roles, language, judges)
        yield replace(presupposed, confidence=sureness)


def signals_for(event: str, detected: Detected, roles: Roles) -> Mapping[str, float]:
    """What speaks for a claim of a trigger; one of another event than the trigger's is taken for granted."""
    presupposed = event != detected.event
    marks = ["presupposed"] if presupposed else []
    if detected.line not in detected.candidate.fired:
        marks.append("no line fires")
    return signals_of(
        event,
        detected.share,
        sentence=detected.sentence.index,
        actor=roles.target if presupposed else roles.actor,
        place=roles.place,
        marks=marks,
    )


def _confidence(
    event: str, detected: Detected, roles: Roles, language: Language, judges: Mapping[str, Judge] | None
) -> float:
    signals = signals_for(event, detected, roles)
    return confidence(signals, language.calibration, maker="judges" if judges else "rules")


def _is_taken_back(detected: Detected, reading: Reading, language: Language) -> bool:
    """Whether the outlet tells what it reported itself, and says in the next sentence that this was wrong."""
    sentence = detected.sentence
    after = reading.sentences[sentence.index + 1 : sentence.index + 2]
    if not after or after[0].segment != sentence.segment:
        return False
    if not any(phrase in after[0].text.lower() for phrase in language.cues.retractions):
        return False
    outlet = (reading.page.report.outlet or "").casefold()
    at = sentence.quote(detected.candidate.token).span
    return any(
        frame.content.contains(at)
        and (frame.is_first_person or (frame.source is not None and frame.source.text.casefold() == outlet))
        for frame in reading.frames
        if frame.sentence == sentence.index
    )


def _manners(every: Sequence[Detected], language: Language, judges: Mapping[str, Judge] | None) -> list[str]:
    """How each trigger is put: by the judge, else by rules."""
    judge = judges.get("modality") if judges else None
    if judge is None:
        return [rule_modality(one.candidate.token, language.cues)[0] for one in every]
    rows = [list(modality_features(one.candidate.token, language.cues, one.event)) for one in every]
    return [name for name, _ in likeliest(judge, judged_classes(judge, rows))]


def _party(choice: Choice, reading: Reading) -> PartyMention | None:
    if choice.filler is None:
        return None
    mention = choice.filler.mention
    if choice.filler.implied:
        return PartyMention(quote=None, refers_to=_quote(mention, reading))
    antecedent = reading.discourse.antecedent(mention) or choice.stands_for
    return PartyMention(
        quote=_quote(mention, reading),
        refers_to=_quote(antecedent, reading) if antecedent is not None else None,
        unarmed=mention.kind is MentionKind.PEOPLE,
    )


def _place(choice: Choice, situation: Situation, reading: Reading, language: Language) -> PlaceMention | None:
    if choice.filler is None:
        return None
    mention = choice.filler.mention
    found = _place_mention(mention, reading, language)
    if situation.relation(mention) in _NOT_BESIDE and _is_about_a_part(situation, language):
        return replace(found, quantifier=Quantifier.SOME)
    return found


_NOT_BESIDE = frozenset({"away", "aside", "implied"})


def _is_about_a_part(situation: Situation, language: Language) -> bool:
    """Whether the deed is done to "the hotel district" or "the airport" of a place named elsewhere."""
    return any(
        word.lemma_.lower() in language.classes["part"]
        for argument in situation.candidate.arguments
        if argument.relation in ("obj", "of", "vobj") or argument.relation.startswith(("prep:", "vprep:"))
        for word in _with_its_place(argument.token)
    )


def _with_its_place(noun: Any) -> list[Any]:
    """A noun and what its prepositions lead to: "the assault on the hotel district"."""
    return [noun, *(word for prep in noun.children if prep.dep_ == "prep" for word in prep.children)]


def _place_mention(mention: Mention, reading: Reading, language: Language) -> PlaceMention:
    return PlaceMention(
        quote=_quote(mention, reading),
        quantifier=_quantifier(mention, language),
        kind_words=_kind_words(mention, language),
    )


def _quote(mention: Mention, reading: Reading) -> Quote:
    return reading.sentences[mention.sentence].quote_span(mention.start, mention.end)


def _quantifier(mention: Mention, language: Language) -> Quantifier:
    """How much of the place is meant: "most of southeastern Homs", "parts of Aleppo"."""
    token = mention.token
    if token is None or token.dep_ != "pobj" or token.head.lemma_ != "of":
        return Quantifier.ALL
    lemma = token.head.head.lemma_.lower()
    if lemma in language.cues.quantifier["most"]:
        return Quantifier.MOST
    return Quantifier.SOME if lemma in language.cues.quantifier["some"] else Quantifier.ALL


def _kind_words(mention: Mention, language: Language) -> str | None:
    """The word that says what the place is: "province", "border-crossing"; inside or beside the name."""
    token = mention.token
    if token is None:
        return None
    near = [token, *(c for c in token.children if c.dep_ in ("compound", "amod", "nmod"))]
    if token.dep_ in ("compound", "nmod", "poss"):
        near.append(token.head)
    elif token.dep_ == "pobj" and token.head.lemma_ == "of":
        near.append(token.head.head)
    named = language.classes["place"] | language.classes["route"]
    return next((str(word.lower_) for word in near if word.lemma_.lower() in named), None)


def _listed(choice: Choice, situation: Situation) -> list[Mention]:
    """Further places of one list: "captured A, B and C"."""
    if choice.filler is None or choice.filler.implied:
        return []
    chosen = choice.filler.mention
    if chosen.token is None or chosen.sentence != situation.sentence:
        return []
    heads = {token.i for token in chosen.token.conjuncts}
    return [
        mention
        for mention in situation.discourse.mentions[chosen.sentence]
        if mention.kind is MentionKind.PLACE and mention.token is not None and mention.token.i in heads
    ]


def _presupposed_hold(claim: Claim, target: Choice, situation: Situation, reading: Reading) -> Claim | None:
    """The hold that "they must retake X from Y" takes for granted: Y holds X."""
    if claim.event != "capture" or target.filler is None or target.filler.implied or claim.place is None:
        return None
    if claim.polarity is Polarity.AFFIRMED and claim.modality.is_actual:
        return None
    mention = target.filler.mention
    token = mention.token
    if (
        token is None
        or token.dep_ != "pobj"
        or token.head.lower_ != "from"
        or mention.sentence != situation.sentence
    ):
        return None
    sentence = reading.sentences[mention.sentence]
    return replace(
        claim,
        event=EventId("hold"),
        trigger=sentence.quote(token.head, token),
        actor=_party(target, reading),
        target=None,
        modality=Modality.PRESUPPOSED,
        polarity=Polarity.AFFIRMED,
        count=None,
        made_by=claim.made_by.split("#")[0] + "#presupposed@rules",
    )
