"""Why a claim reads as it does: its report is read again, and each decision tells what spoke for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from contested.extract.asked import Asked, likeliest
from contested.extract.assembly import assemble, in_order, signals_for
from contested.extract.attribution import Setting, Speeches, alternatives, speaker_features
from contested.extract.contrast import LEAN, NETWORK, between_classes, between_rows, log_odds
from contested.extract.cue_lines import (
    count_lines,
    modality_lines,
    retraction_line,
    speech_lines,
    trigger_lines,
)
from contested.extract.day_reasons import explain_time
from contested.extract.detecting import context_scores, judged_classes
from contested.extract.features import trigger_features
from contested.extract.judge import Judge, softmax
from contested.extract.modality import DENIED, modality_features, rule_modality
from contested.extract.reading import Reading
from contested.extract.role_reasons import explain_party, explain_place
from contested.knowledge.calibration import Maker
from contested.knowledge.data_lines import find_line
from contested.knowledge.lexicon import Language
from contested.model.claim import Claim, Polarity
from contested.model.reasons import ClaimReasons, DataLine, Decision, Reason, Rival
from contested.model.text import Quote

_LEAN_TO_CLAIM = "a claim is preferred to none"
_ANYWAY = "presupposed: what one party must take from another, the other holds"


def explain_claim(
    wanted: Claim, reading: Reading, *, language: Language, judges: Mapping[str, Judge] | None
) -> ClaimReasons | None:
    """
    The decisions behind a claim of a report, made again.

    Returns:
        Those of the claim with the same id, else of one with the same event and trigger; None where the
        report makes no such claim any more.
    """
    every = [
        (claim, made) for made in assemble(reading, language=language, judges=judges) for claim in made.claims
    ]
    alike = [(c, m) for c, m in every if (c.trigger, c.event) == (wanted.trigger, wanted.event)]
    if not alike:
        return None
    claim, made = next((pair for pair in alike if pair[0].id == wanted.id), alike[0])
    claims = tuple(in_order(c for c, _ in every))
    asked = Asked(claim, made, claims, reading, language, judges or {})
    return ClaimReasons(
        claim=claim.id,
        confidence=claim.confidence,
        made_by=claim.made_by,
        decisions=tuple(_decisions(asked)),
    )


def _decisions(asked: Asked) -> Iterator[Decision]:
    claim = asked.claim
    yield _event(asked)
    if asked.is_presupposed:
        yield explain_party("target", "actor", claim.actor, asked)
    else:
        yield explain_party("actor", "actor", claim.actor, asked)
        yield explain_party("target", "target", claim.target, asked)
    yield explain_place(asked)
    yield explain_time(asked)
    yield _modality(asked)
    yield _attribution(asked)
    if (count := claim.count) is not None:
        lines = count_lines(count.quote.text, asked.language)
        rule = "rule: the figure nearest in the parse"
        yield Decision(asks="count", says=str(count.best), decided_by=rule, quote=count.quote, lines=lines)
    yield _confidence(asked)


def _event(asked: Asked) -> Decision:
    detected, claim = asked.made.detected, asked.claim
    lines = trigger_lines(detected.candidate, detected.line, asked.language) if detected.line else ()
    if asked.is_presupposed:
        return Decision(
            asks="event", says=claim.event, decided_by=f"rule: {_ANYWAY}", quote=claim.trigger, lines=lines
        )
    fired = detected.line in detected.candidate.fired
    judge = asked.judges.get("trigger")
    if judge is None:
        rule = "rule: the line with most conditions"
        return Decision(asks="event", says=claim.event, decided_by=rule, quote=claim.trigger, lines=lines)
    found = next(
        one
        for one in asked.reading.candidates(asked.language)
        if one.sentence is detected.sentence and one.candidate.token == asked.token
    )
    features = trigger_features(found.candidate, found.words, found.surroundings)
    state = "a line of the data fires" if fired else "no line fires as a whole"
    decision = Decision(
        asks="event", says=claim.event, decided_by=f"judge: {state}", quote=claim.trigger, lines=lines
    )
    (context,) = context_scores([(detected.candidate, detected.sentence)], asked.reading)
    shares = _shares(judge, features, context)
    beyond = f"{NETWORK}, and {_LEAN_TO_CLAIM}" if context else _LEAN_TO_CLAIM
    return _compared(decision, judge, features, detected.event, shares, beyond=beyond)


def _shares(judge: Judge, features: Sequence[str], context: Mapping[str, float]) -> Mapping[str, float]:
    """How much the judge gives to each class, by name."""
    return dict(zip(judge.classes, judged_classes(judge, [features], [context])[0].tolist(), strict=True))


def _compared(
    decision: Decision,
    judge: Judge,
    features: Sequence[str],
    answer: str,
    shares: Mapping[str, float],
    *,
    beyond: str = LEAN,
) -> Decision:
    """The decision with reasons and rivals of a choice among classes."""
    ranked = sorted((name for name in shares if name != answer), key=lambda name: -shares[name])
    odds = log_odds(shares[answer], shares[ranked[0]])
    return replace(
        decision,
        share=round(shares[answer], 3),
        reasons=between_classes(judge, features, answer, ranked[0], odds=odds, beyond=beyond),
        rivals=likeliest(Rival(says=name, share=round(shares[name], 3)) for name in ranked),
    )


def _modality(asked: Asked) -> Decision:
    claim, detected, language = asked.claim, asked.made.detected, asked.language
    answer = DENIED if claim.polarity is Polarity.DENIED else claim.modality.value
    if asked.is_presupposed:
        return Decision(asks="modality", says=answer, decided_by=f"rule: {_ANYWAY}")
    judge = asked.judges.get("modality")
    lines = modality_lines(asked.token, answer, language)
    features = list(modality_features(asked.token, language.cues, detected.event))
    if judge is None:
        label, cue = rule_modality(asked.token, language.cues)
        rule = f"rule: “{cue}”" if cue else "rule: nothing says otherwise"
        decision = Decision(asks="modality", says=answer, decided_by=rule, lines=lines)
    else:
        shares = _shares(judge, features, {})
        label = max(shares, key=lambda name: shares[name])
        decision = Decision(asks="modality", says=answer, decided_by="judge", lines=lines)
        decision = _compared(decision, judge, features, label, shares)
    if answer == label:
        return decision
    after = asked.reading.sentences[detected.sentence.index + 1].raw
    return Decision(
        asks="modality",
        says=answer,
        decided_by="rule: the outlet takes it back in the next sentence",
        lines=retraction_line(after, language),
    )


def _attribution(asked: Asked) -> Decision:
    claim, reading = asked.claim, asked.reading
    voice = claim.voices[-1] if claim.voices else None
    says = voice.quote.text if voice else "the outlet itself"
    quote = voice.quote if voice else None
    lines: tuple[DataLine, ...] = ()
    if voice is not None:
        lines = speech_lines(_token_at(voice.cue, asked), voice.quote.text, voice.kind, asked.language)
    judge = asked.judges.get("attribution")
    sentence = asked.made.detected.sentence
    speeches = Speeches(reading.sentences, reading.frames)
    around = Setting(asked.made.claims[0].trigger.span, sentence, speeches)
    found = alternatives(around)
    if judge is None or not found:
        rule = "rule: whose words cover the trigger most closely" if found else "rule: nobody else speaks"
        return Decision(asks="attribution", says=says, decided_by=rule, quote=quote, lines=lines)
    rows = speaker_features(around, found)
    shares = softmax(judge.score_each(rows)).tolist()
    names = [*(one.source.text for one in found), "the outlet itself"]
    at, *ranked = sorted(range(len(rows)), key=lambda i: -shares[i])
    odds = log_odds(shares[at], shares[ranked[0]])
    return Decision(
        asks="attribution",
        says=says,
        decided_by="judge",
        quote=quote,
        share=round(shares[at], 3),
        lines=lines,
        reasons=between_rows(judge, rows[at], rows[ranked[0]], odds=odds),
        rivals=likeliest(Rival(says=names[i], share=round(shares[i], 3)) for i in ranked),
    )


def _confidence(asked: Asked) -> Decision:
    calibration = asked.language.calibration
    says = f"{asked.claim.confidence:.2f}"
    if calibration is None:
        return Decision(asks="confidence", says=says, decided_by="rule: the product of the judges' shares")
    maker: Maker = "judges" if asked.judges else "rules"
    signals = signals_for(asked.claim.event, asked.made.detected, asked.made.roles)
    added = {name: calibration.weights[maker].get(name, 0.0) * value for name, value in signals.items()}
    ranked = sorted(added, key=lambda name: (-abs(added[name]), name))
    lines = (find_line(asked.language.tag, "confidence.toml", f"{maker}.{name}") for name in ranked)
    return Decision(
        asks="confidence",
        says=says,
        decided_by="calibration: how often such claims were right where the judges had not seen the report",
        lines=tuple(line for line in lines if line is not None),
        reasons=tuple(
            Reason(says=name, weight=round(added[name], 2), features=(f"{name}={signals[name]:.2f}",))
            for name in ranked
        ),
    )


def _token_at(quote: Quote | None, asked: Asked) -> Any | None:
    if quote is None:
        return None
    sentence = next((s for s in asked.reading.sentences if s.span.contains(quote.span)), None)
    if sentence is None or sentence.doc is None:
        return None
    return next((t for t in sentence.doc if t.idx == quote.start - sentence.start), None)
