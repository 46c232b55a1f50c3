"""Swap the two camps in every input, and every output swaps with them."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st
from theatre_of_two import BLUE, RED, WORLD, claim, report, theatre

from contested.knowledge.event_effects import load_event_meanings
from contested.model.actor import SideId
from contested.model.claim import Modality, Polarity
from contested.model.resolved import ResolvedClaim
from contested.resolve import resolve

SWAP = {RED: BLUE, BLUE: RED}
TEXT = (
    "War Watch and the Redland army and the Blueland army say that our forces and bandits did it at Milltown."
)
SPEAKERS = ("War Watch", "the Redland army", "the Blueland army")
PARTIES = ("Redland army", "Blueland army", "bandits", "our forces", "it")


def told(camp: str | None, *, swapped: bool, **parts: object) -> ResolvedClaim:
    page = report(TEXT, camp=camp)
    event = str(parts.pop("event"))
    (resolved,) = resolve(
        (claim(page, event, "did", place="Milltown", **parts),),
        page=page,
        theatre=theatre(swapped=swapped),
        gazetteer=WORLD,  # type: ignore[arg-type]
    )
    return resolved


def seen(resolved: ResolvedClaim, swap: Mapping[SideId, SideId]) -> tuple[object, ...]:
    return (
        swap.get(resolved.actor.side, resolved.actor.side) if resolved.actor else None,
        swap.get(resolved.target.side, resolved.target.side) if resolved.target else None,
        swap.get(resolved.origin.camp, resolved.origin.camp) if resolved.origin.camp else None,
        resolved.interest,
        [(swap.get(e.holder, e.holder), e.state, e.negated, e.strength, e.place) for e in resolved.effects],
    )


@given(
    event=st.sampled_from(sorted(load_event_meanings())),
    camp=st.sampled_from([None, "red", "blue", "monitor", "wire"]),
    actor=st.sampled_from(PARTIES),
    target=st.sampled_from(PARTIES),
    voice=st.sampled_from(SPEAKERS),
    quoted=st.booleans(),
    polarity=st.sampled_from(Polarity),
    modality=st.sampled_from(Modality),
)
def test_swapping_the_camps_swaps_the_results(
    event: str,
    camp: str | None,
    actor: str,
    target: str,
    voice: str,
    quoted: bool,
    polarity: Polarity,
    modality: Modality,
):
    parts = {"event": event, "actor": actor, "target": target, "polarity": polarity, "modality": modality}
    if quoted:
        parts["voice"] = voice
    other = {"red": "blue", "blue": "red"}.get(camp or "", camp)

    as_is = told(camp, swapped=False, **parts)
    swapped = told(other, swapped=True, **parts)

    assert seen(as_is, {}) == seen(swapped, SWAP)
