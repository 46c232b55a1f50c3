"""A claim that somebody asks about, with all that its decisions are made from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from contested.extract.assembly import Made
from contested.extract.judge import Judge
from contested.extract.reading import Reading
from contested.knowledge.lexicon import Language
from contested.model.claim import Claim
from contested.model.reasons import Rival

MOST_RIVALS = 3
_LEAST_SHARE = 0.005  # less is shown as 0 %


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim, made again from its report."""

    claim: Claim
    made: Made
    claims: tuple[Claim, ...]  # all of the report
    reading: Reading
    language: Language
    judges: Mapping[str, Judge]  # none where rules decide alone

    @property
    def is_presupposed(self) -> bool:
        """Whether the claim is what its trigger's own claim takes for granted."""
        return self.claim.event != self.made.detected.event

    @property
    def token(self) -> Any:
        """The trigger's head."""
        return self.made.detected.candidate.token


def likeliest(rivals: Iterable[Rival]) -> tuple[Rival, ...]:
    """The first few rivals that have any chance."""
    return tuple(one for one in rivals if one.share >= _LEAST_SHARE)[:MOST_RIVALS]
