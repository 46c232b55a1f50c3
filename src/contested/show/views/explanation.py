"""Why a cell says what it says: its witness groups with their weight, and the words of each claim."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from contested.errors import OptionError
from contested.model.control import Interest
from contested.model.picture import Cell, Picture, Speaker
from contested.model.reasons import ClaimReasons
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.show.sides import SideStyles
from contested.show.views.board import Row, board
from contested.show.views.citation import Citation, cite_all, cited
from contested.show.views.grading import Grade
from contested.show.views.meaning import Meaning, meanings

MOST_SPEAKERS = 2  # named in the words of a witness; the claims below name them all
MOST_REMARKS = 2
_STAKES = {Interest.FAVOURS: "in its favour", Interest.AGAINST: "against its interest"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Claims that count as one voice, and what they add."""

    note: str
    decibans: float | None  # None: outside the model's sum
    claims: tuple[Citation, ...]
    speakers: tuple[Speaker, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What stands behind a cell, or a single claim."""

    row: Row | None  # None: the subject is a claim
    witnesses: tuple[Witness, ...]  # heaviest first
    places: tuple[Row, ...] = ()  # the cells that a claim feeds
    reasons: ClaimReasons | None = None  # of a claim: what decided each part of it
    meanings: tuple[Meaning, ...] = ()  # of a claim: what its words were taken for


def explain_cell(cell: Cell, row: Row, citations: Mapping[ClaimId, Citation]) -> Explanation:
    """The cell's witness groups, heaviest first, then the claims that no group weighs."""
    weighed = sorted(cell.weights, key=lambda one: (-abs(one.decibans), one.claims))
    witnesses = [
        Witness(
            note=one.note,
            decibans=one.decibans,
            claims=cited(one.claims, citations),
            speakers=one.speakers,
            remarks=one.remarks,
        )
        for one in weighed
    ]
    seen = {claim for one in weighed for claim in one.claims}
    rest = [claim for claim in (*cell.supports, *cell.opposes) if claim not in seen]
    if rest:
        witnesses.append(Witness(note="not weighed on its own", decibans=None, claims=cited(rest, citations)))
    return Explanation(row=row, witnesses=tuple(witnesses))


def witness_words(witness: Witness, styles: SideStyles) -> str:
    """Who speaks and whether it serves them, in few words; the whole note is in `explain --json`."""
    if not witness.speakers:
        return witness.note
    named = [_speaker_words(one, styles) for one in witness.speakers]
    return "; ".join((*_first(named, MOST_SPEAKERS), *_first(witness.remarks, MOST_REMARKS)))


def _first(words: Sequence[str], most: int) -> list[str]:
    left = len(words) - most
    return [*words[:most], *([f"and {left} more"] if left > 0 else [])]


def _speaker_words(speaker: Speaker, styles: SideStyles) -> str:
    camp = styles.camp(speaker.camp)
    who = speaker.name if camp == speaker.name else f"{speaker.name} ({camp})"
    stakes = [words for interest, words in _STAKES.items() if interest in speaker.interests]
    return f"{who}, {' and '.join(stakes) or 'no stake'}"


def is_meant(cell: Cell, subject: str) -> bool:
    """Whether a cell is what somebody asks for: by its id, or by its place's id or name."""
    return subject in (cell.id, cell.place.id) or subject.casefold() == cell.place.name.casefold()


def explain(
    subject: str,
    *,
    claims: Iterable[ResolvedClaim],
    pictures: Iterable[Picture],
    styles: SideStyles,
    grades: Sequence[Mapping[str, Grade]] = (),
) -> Explanation:
    """
    What stands behind a cell or a claim.

    Args:
        subject: `place-id@day`, or the place's id or name; or a claim's id, or how it begins.
        claims: The claims at hand, for their words.
        pictures: The cells at hand.
        styles: How the sides look.
        grades: Both marks of the cells of each picture, by id.

    Raises:
        OptionError: Nothing has that id, or more than one claim begins so.
    """
    resolved = tuple(claims)
    citations = cite_all(resolved, styles)
    shown = tuple(pictures)
    marks = grades or [{}] * len(shown)
    for picture, graded in zip(shown, marks, strict=True):
        for cell in picture.cells:
            if is_meant(cell, subject):
                row = next(row for row in board(picture, styles, graded).rows if row.cell == cell.id)
                return explain_cell(cell, row, citations)
    found = [claim for claim in citations if len(subject) >= 4 and claim.startswith(subject)]
    if len(found) > 1:
        raise OptionError(
            f"{subject!r} begins {len(found)} claim ids; give more of it: {', '.join(found[:5])}"
        )
    if not found:
        raise OptionError(
            f"{subject!r} is neither a claim nor a cell here; a claim id has 16 digits, a cell is written "
            "place-id@day, as `picture --json` and `export` print them"
        )
    claim = citations[found[0]]
    fed = [
        row
        for picture, graded in zip(shown, marks, strict=True)
        for row in board(picture, styles, graded).rows
        if claim.claim in row.supports or claim.claim in row.opposes
    ]
    witness = Witness(note=claim.interest, decibans=None, claims=(claim,))
    words = next(one for one in resolved if one.id == claim.claim)
    return Explanation(row=None, witnesses=(witness,), places=tuple(fed), meanings=meanings(words))
