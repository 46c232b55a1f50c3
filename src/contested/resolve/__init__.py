"""
Claims with words become claims with places, actors, days, origin, interest and effects.

Pure: no database, network, clock or environment. A claim never changes here; what is found stands beside it.
"""

from collections.abc import Sequence

from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.theatre import Theatre
from contested.model.claim import Claim
from contested.model.page import Page
from contested.model.resolved import ResolvedClaim
from contested.resolve.resolver import Resolver

__all__ = ["Resolver", "resolve"]


def resolve(
    claims: Sequence[Claim], *, page: Page, theatre: Theatre, gazetteer: Gazetteer
) -> tuple[ResolvedClaim, ...]:
    """
    The claims of one report, resolved, in their order.

    For many reports of one theatre make one `Resolver`: its indexes of names are then made once.

    Args:
        claims: Claims of one report.
        page: That report taken apart; the whole of it decides what ambiguous words mean.
        theatre: Sides, actors, outlets and places of the war.
        gazetteer: The world's places.
    """
    return Resolver(theatre, gazetteer).resolve(claims, page=page)
