"""What the words of a claim were taken to mean, with what spoke for it and what else they may mean."""

from dataclasses import dataclass

from contested.model.actor import PartyChoice
from contested.model.place import PlaceCandidate
from contested.model.resolved import ResolvedClaim
from contested.show.views.citation import period_words

MOST_OTHERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One thing that words were taken for."""

    asks: str  # the decision that it belongs to: "actor", "target", "place", "time"
    means: str
    reasons: tuple[str, ...]
    others: tuple[str, ...] = ()  # likeliest first


def meanings(resolved: ResolvedClaim) -> tuple[Meaning, ...]:
    """Who, whom, where and when, as far as the words were given a meaning."""
    found: list[Meaning] = []
    for asks, party in (("actor", resolved.actor), ("target", resolved.target)):
        if party is not None:
            found.append(Meaning(asks=asks, means=_party(party), reasons=(party.reason,)))
    if resolved.place is not None and resolved.place.candidates:
        best, *others = resolved.place.candidates
        found.append(
            Meaning(
                asks="place",
                means=_place(best),
                reasons=best.reasons,
                others=tuple(_place(one) for one in others[:MOST_OTHERS]),
            )
        )
    elif resolved.place is not None:
        found.append(Meaning(asks="place", means="no known place", reasons=("never a guess",)))
    if resolved.period is not None:
        found.append(Meaning(asks="time", means=period_words(resolved.period), reasons=()))
    return tuple(found)


def _party(choice: PartyChoice) -> str:
    return f"{choice.actor or 'no known actor'}, side {choice.side}"


def _place(candidate: PlaceCandidate) -> str:
    place = candidate.place
    country = f", {place.country}" if place.country else ""
    return f"{place.name} ({place.kind}{country}; {place.id}) {candidate.score:.2f}"
