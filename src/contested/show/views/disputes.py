"""What is disputed: each place with the words for and against its likeliest holder."""

from collections.abc import Mapping
from dataclasses import dataclass

from contested.model.control import Verdict
from contested.model.text import ClaimId
from contested.show.views.board import Board, Row
from contested.show.views.citation import Citation, cited, latest_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A place about which live claims contradict each other; the latest told first."""

    row: Row
    supports: tuple[Citation, ...]
    opposes: tuple[Citation, ...]


def disputes(board: Board, citations: Mapping[ClaimId, Citation]) -> tuple[Dispute, ...]:
    """The board's disputed places, by name."""
    return tuple(
        Dispute(
            row=row,
            supports=latest_first(cited(row.supports, citations)),
            opposes=latest_first(cited(row.opposes, citations)),
        )
        for row in board.rows
        if row.verdict is Verdict.DISPUTED
    )
