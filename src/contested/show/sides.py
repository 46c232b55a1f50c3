"""How each side looks: a colour and a shape that depend on its id alone, never on order or rank."""

from collections.abc import Iterable
from dataclasses import dataclass

from contested.model.actor import NEUTRAL_CAMPS, Side, SideId
from contested.model.picture import Picture
from contested.model.resolved import ResolvedClaim

# Okabe and Ito's eight colours, told apart by colour-blind readers; yellow last (weak on white) and black
# left to outlines. Names are those that a terminal knows. https://jfly.uni-koeln.de/color/
COLOURS = (
    "dark_orange",
    "sky_blue3",
    "dark_cyan",
    "deep_sky_blue4",
    "orange_red1",
    "pale_violet_red1",
    "gold1",
)
SHAPES = ("circle", "square", "triangle", "diamond", "cross", "kite", "hexagon", "wedge")
SYMBOLS = ("●", "■", "▲", "◆", "✚", "♦", "⬢", "▼")
NO_SYMBOL = "○"

_NEUTRAL_LABELS = {
    "civilians": "civilians",
    "un": "United Nations",
    "unknown": "unknown",
    "monitor": "monitors",
    "wire": "news agencies",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SideStyle:
    """The look of one side."""

    id: str
    label: str  # neutral name
    number: int | None  # colour and shape; None: grey ring (no side, or not a belligerent)

    @property
    def colour(self) -> str:
        """The terminal's name of the colour."""
        return "grey62" if self.number is None else COLOURS[self.number % len(COLOURS)]

    @property
    def shape(self) -> str:
        """The marker's shape on the map."""
        return "ring" if self.number is None else SHAPES[self.number % len(SHAPES)]

    @property
    def symbol(self) -> str:
        """The shape as one character."""
        return NO_SYMBOL if self.number is None else SYMBOLS[self.number % len(SYMBOLS)]

    @property
    def css(self) -> str:
        """The class that colours it on a page."""
        return "side-none" if self.number is None else f"side-{self.number % len(COLOURS)}"


@dataclass(frozen=True, slots=True)
class SideStyles:
    """The looks of all sides of a run."""

    by_id: tuple[tuple[str, SideStyle], ...]

    def of(self, side: str | None) -> SideStyle:
        """The side's look; a side that nobody listed is shown by its id."""
        if side is None:
            return SideStyle(id="", label="undecided", number=None)
        for known, style in self.by_id:
            if known == side:
                return style
        return SideStyle(id=side, label=_NEUTRAL_LABELS.get(side, side.replace("_", " ")), number=None)

    def camp(self, camp: str | None) -> str:
        """The name of an outlet's camp."""
        return "camp not stated" if camp is None else self.of(camp).label


def side_styles(sides: Iterable[Side], *, also: Iterable[SideId | None] = ()) -> SideStyles:
    """
    A look for each side, the same whichever order they come in.

    Args:
        sides: The theatre's belligerents, with neutral labels.
        also: Further side ids that claims or cells name; shown by their id.

    Example:
        >>> looks = side_styles([], also=[SideId("north"), SideId("south")])
        >>> looks == side_styles([], also=[SideId("south"), SideId("north")])
        True
        >>> looks.of("north").shape, looks.of("south").shape
        ('circle', 'square')
    """
    labels = {side.id: side.label for side in sides}
    ids = {*labels, *(side for side in also if side is not None)} - NEUTRAL_CAMPS
    return SideStyles(
        tuple(
            (side, SideStyle(id=side, label=labels.get(side, side.replace("_", " ")), number=number))
            for number, side in enumerate(sorted(ids))
        )
    )


def styles_for(
    sides: Iterable[Side], *, pictures: Iterable[Picture] = (), claims: Iterable[ResolvedClaim] = ()
) -> SideStyles:
    """The looks of the theatre's sides and of every other side that a picture or a claim names."""
    named: set[SideId | None] = set()
    for picture in pictures:
        for cell in picture.cells:
            named.update(side for side, _ in cell.shares)
            named.add(cell.holder)
    for claim in claims:
        named.update(effect.holder for effect in claim.effects)
        named.update(party.side for party in (claim.actor, claim.target) if party)
    return side_styles(sides, also=named)
