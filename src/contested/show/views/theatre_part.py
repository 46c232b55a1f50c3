"""One picture with all that belongs to it: board, disputes, plans, timeline, omissions, framing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contested.model.framing import Framing
from contested.model.picture import Picture
from contested.model.report import Report
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.show.sides import SideStyles
from contested.show.views.board import Board, board
from contested.show.views.citation import Citation
from contested.show.views.disputes import Dispute, disputes
from contested.show.views.explanation import Explanation, explain_cell
from contested.show.views.framing import FramedParty, framing_by_party
from contested.show.views.grading import Grade
from contested.show.views.omissions import Told, omissions
from contested.show.views.plans import plans
from contested.show.views.timeline import Timeline, timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class TheatrePart:
    """What one picture shows."""

    board: Board
    reasons: Mapping[str, Explanation]  # by cell id
    disputes: tuple[Dispute, ...]
    plans: tuple[Citation, ...]
    timeline: Timeline | None
    omissions: tuple[Told, ...]
    framing: tuple[FramedParty, ...]


def theatre_part(
    picture: Picture,
    *,
    claims: tuple[ResolvedClaim, ...],
    citations: Mapping[ClaimId, Citation],
    framings: Iterable[Framing],
    camps: Mapping[str, str | None],
    names: Mapping[str, str],
    styles: SideStyles,
    grades: Mapping[str, Grade],
) -> TheatrePart:
    """The picture's part, from the claims and framings of its own reports, with both marks of its cells."""
    shown = board(picture, styles, grades)
    rows = {row.cell: row for row in shown.rows}
    return TheatrePart(
        board=shown,
        reasons={cell.id: explain_cell(cell, rows[cell.id], citations) for cell in picture.cells},
        disputes=disputes(shown, citations),
        plans=plans(picture, citations),
        timeline=timeline(claims, styles),
        omissions=omissions(claims),
        framing=framing_by_party(framings, camps=camps, names=names),
    )


def documents_of(
    picture: Picture,
    pictures: tuple[Picture, ...],
    reports: Iterable[Report],
    claims: Iterable[ResolvedClaim],
) -> frozenset[str]:
    """
    The ids of the reports that belong to a picture.

    With one picture all do. Else a report belongs where its own record says so, or else where its
    claims are cited.
    """
    if len(pictures) == 1:
        return frozenset(report.id for report in reports)
    theatres = {one.theatre for one in pictures}
    cited = {claim for cell in picture.cells for claim in (*cell.supports, *cell.opposes)}
    cited.update(picture.planned)
    citing = {claim.claim.document for claim in claims if claim.id in cited}
    return frozenset(
        report.id
        for report in reports
        if (report.conflict == picture.theatre if report.conflict in theatres else report.id in citing)
    )
