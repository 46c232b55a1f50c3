"""Why these words fill a claim's role, and not others."""

from dataclasses import replace
from itertools import pairwise

from contested.extract.asked import Asked, likeliest
from contested.extract.assembly import side_of
from contested.extract.candidates import Situation
from contested.extract.choosing import Choice, weigh
from contested.extract.contrast import NETWORK, between_rows, log_odds
from contested.extract.feature_words import relation_words
from contested.extract.fillers import Filler
from contested.model.actor import SideId
from contested.model.claim import PartyMention
from contested.model.reasons import Decision, Reason, Rival
from contested.model.text import Quote

_NOBODY = {"actor": "nobody", "target": "nobody", "place": "no place"}


def explain_party(role: str, asks: str, party: PartyMention | None, asked: Asked) -> Decision:
    """
    Why a party fills a role.

    Args:
        role: The trigger's role that was filled.
        asks: The claim's role that this became: who holds what another is to take was that deed's target.
        party: What the claim keeps of it.
        asked: The claim.
    """
    choice = asked.made.roles.target if role == "target" else asked.made.roles.actor
    filler = choice.filler
    if filler is None:
        return _weighed(role, choice, Decision(asks=asks, says=_NOBODY[role], decided_by=""), asked)
    decision = Decision(
        asks=asks,
        says=_quote(filler, asked).text,
        decided_by="",
        quote=party.quote if party else None,
        stands_for=party.refers_to if party else None,
        side=asked.reading.discourse.side_of(choice.stands_for or filler.mention),
        parse=_parse_path(asked.made.situation, filler),
    )
    return _weighed(role, choice, decision, asked)


def explain_place(asked: Asked) -> Decision:
    """Why a claim has its place; of a list, the judge chose one and the others came along."""
    choice, place = asked.made.roles.place, asked.claim.place
    if choice.filler is None or place is None:
        return _weighed("place", choice, Decision(asks="place", says=_NOBODY["place"], decided_by=""), asked)
    decision = Decision(asks="place", says=place.quote.text, decided_by="", quote=place.quote)
    if place.quote != _quote(choice.filler, asked):
        chosen = _quote(choice.filler, asked).text
        return replace(decision, decided_by=f"rule: in one list with “{chosen}”, which the judge chose")
    parse = _parse_path(asked.made.situation, choice.filler)
    return _weighed("place", choice, replace(decision, parse=parse), asked)


def _weighed(role: str, choice: Choice, decision: Decision, asked: Asked) -> Decision:
    """The decision with what was given to each answer, and why the best one is."""
    judge, situation = asked.judges.get(role), asked.made.situation
    if judge is None:
        return replace(decision, decided_by=f"rule{_manner(choice)}")
    weighed = weigh(role, situation, judge, actor_side=_actor_side(role, asked))
    answers: dict[object, list[int]] = {None: [len(weighed.fillers)]}  # the last row leaves the role open
    for at, filler in enumerate(weighed.fillers):
        answers.setdefault(filler.answer, []).append(at)
    shares = {answer: sum(weighed.shares[at] for at in rows) for answer, rows in answers.items()}
    best = {answer: max(rows, key=lambda at: (weighed.shares[at], -at)) for answer, rows in answers.items()}
    chosen = choice.filler.answer if choice.filler else None
    mine = weighed.fillers.index(choice.filler) if choice.filler else best[None]
    ranked = sorted((one for one in shares if one != chosen), key=lambda one: (-shares[one], best[one]))
    reasons: tuple[Reason, ...] = ()
    if ranked:
        other = best[ranked[0]]
        odds = log_odds(weighed.shares[mine], weighed.shares[other])
        reasons = between_rows(judge, weighed.rows[mine], weighed.rows[other], odds=odds, beyond=NETWORK)
    fillers = [*weighed.fillers, None]
    return replace(
        decision,
        decided_by=f"judge{_manner(choice)}",
        share=round(shares[chosen], 3),
        reasons=reasons,
        rivals=likeliest(_rival(role, fillers[best[one]], shares[one], asked) for one in ranked),
    )


def _rival(role: str, filler: Filler | None, share: float, asked: Asked) -> Rival:
    if filler is None:
        return Rival(says=_NOBODY[role], share=round(share, 3))
    side = None if role == "place" else asked.reading.discourse.side_of(filler.mention)
    return Rival(says=_quote(filler, asked).text, share=round(share, 3), side=side)


def _actor_side(role: str, asked: Asked) -> SideId | None:
    """The side that the target is compared with."""
    return side_of(asked.made.roles.actor, asked.made.situation) if role == "target" else None


def _manner(choice: Choice) -> str:
    """How the answer stands to the trigger."""
    relation = choice.reason.partition(":")[2].strip()
    if choice.filler is None and choice.reason.startswith("judge"):
        return ""
    return f": {relation_words(relation or choice.reason)}"


def _quote(filler: Filler, asked: Asked) -> Quote:
    mention = filler.mention
    return asked.reading.sentences[mention.sentence].quote_span(mention.start, mention.end)


def _parse_path(situation: Situation, filler: Filler) -> str | None:
    """The way through the parse from the trigger to a mention: "retaken <-xcomp- managed -nsubj-> army"."""
    mention, trigger = filler.mention, situation.candidate.token
    if filler.implied or mention.token is None or mention.sentence != situation.sentence:
        return None
    up = [trigger, *trigger.ancestors]
    down = [mention.token]
    while down[-1] not in up and down[-1].head != down[-1]:
        down.append(down[-1].head)
    if down[-1] not in up:
        return None
    rising = up[: up.index(down[-1]) + 1]
    steps = [trigger.text]
    steps += [f"<-{below.dep_}- {above.text}" for below, above in pairwise(rising)]
    steps += [f"-{token.dep_}-> {token.text}" for token in reversed(down[:-1])]
    return " ".join(steps)
