"""Why a claim has its day."""

from collections.abc import Sequence

import numpy as np

from contested.extract.asked import Asked, likeliest
from contested.extract.blocks import names_in
from contested.extract.contrast import between_rows, log_odds
from contested.extract.cue_lines import day_lines
from contested.extract.dating import Calendar, Dated, Deed, Option, nearest_words
from contested.extract.day_blocks import day_blocks
from contested.extract.judge import Judge, softmax
from contested.extract.times import deed_of, weigh_options
from contested.model.reasons import DataLine, Decision, Reason, Rival
from contested.model.text import Quote

_LEAN_TO_A_DAY = "any day is preferred to none"


def explain_time(asked: Asked) -> Decision:
    """Why a claim has its day; the claims before it are dated again, for what they were given counts."""
    judge, calendar = asked.judges.get("when"), Calendar(asked.reading)
    wanted = deed_of(asked.claim, asked.reading)
    stated = {(claim.trigger, claim.event): claim for claim in reversed(asked.claims)}
    deeds = {deed: None for claim in stated.values() if (deed := deed_of(claim, asked.reading)) is not None}
    before: list[Dated] = []
    for deed in calendar.deeds_in_order(list(deeds)):
        options = calendar.options(deed)
        is_wanted = wanted is not None and (deed.token, deed.event) == (wanted.token, wanted.event)
        if judge is None:
            if is_wanted:
                return _ruled(deed, calendar, asked)
            continue
        blocks = day_blocks(deed, before, calendar)
        scores = weigh_options(judge, blocks)
        at = int(np.argmax(scores))
        if is_wanted:
            rows = [names_in(of_option) for of_option in blocks]
            return _judged(deed, options, rows, scores, judge, asked)
        before.append(Dated(deed, options[at]))
    return Decision(asks="time", says="no day", decided_by="rule: its sentence has no parse")


def _judged(
    deed: Deed,
    options: Sequence[Option],
    rows: Sequence[Sequence[str]],
    scores: Sequence[float],
    judge: Judge,
    asked: Asked,
) -> Decision:
    shares = softmax(np.array(scores, dtype=np.float32)).tolist()
    at, *ranked = sorted(range(len(options)), key=lambda i: -shares[i])
    reasons: tuple[Reason, ...] = ()
    if ranked:
        odds = log_odds(shares[at], shares[ranked[0]])
        reasons = between_rows(judge, rows[at], rows[ranked[0]], odds=odds, beyond=_LEAN_TO_A_DAY)
    quote = options[at].quote(deed)
    return Decision(
        asks="time",
        says=_option_words(options[at]),
        decided_by="judge",
        quote=quote,
        share=round(shares[at], 3),
        lines=_lines(options[at], quote, asked),
        reasons=reasons,
        rivals=likeliest(Rival(says=_option_words(options[i]), share=round(shares[i], 3)) for i in ranked),
    )


def _ruled(deed: Deed, calendar: Calendar, asked: Asked) -> Decision:
    words = nearest_words(deed, calendar)
    chosen = next(
        (o for o in calendar.options(deed) for s in o.supports if words and s.mention.quote == words[0]), None
    )
    return Decision(
        asks="time",
        says=_option_words(chosen) if chosen else "no day",
        decided_by="rule: the nearest words of the sentence",
        quote=words[0] if words else None,
        lines=_lines(chosen, words[0], asked) if chosen else (),
    )


def _option_words(option: Option) -> str:
    if option.days is None:
        return "no day"
    first, last = option.days.first, option.days.last
    return str(first) if first == last else f"{first or '..'} to {last or '..'}"


def _lines(option: Option, quote: Quote | None, asked: Asked) -> tuple[DataLine, ...]:
    support = next((s for s in option.supports if s.mention.quote == quote), None)
    return day_lines(support, asked.language) if support is not None else ()
