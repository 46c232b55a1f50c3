"""What timeline, disputes, stories, routes and changes share: a store asked over time, printed."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypedDict, TypeVar

from contested.app.chronicle import Chronicle, chronicles, places_at
from contested.app.workspace import Workspace
from contested.cli.terminal import console, print_json
from contested.cli.traced import traced
from contested.model.place import Place
from contested.model.text import ClaimId
from contested.show.sides import SideStyles
from contested.show.views.citation import Citation, cite_all
from contested.show.views.grading import SourceMarks

if TYPE_CHECKING:
    from rich.console import RenderableType

T = TypeVar("T")


class Looks(TypedDict):
    """What every screen needs besides what it shows."""

    citations: dict[ClaimId, Citation]
    styles: SideStyles
    sources: SourceMarks


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[T]):
    """What was found in one theatre, or what of it makes one screen."""

    chronicle: Chronicle
    found: tuple[T, ...]

    @property
    def theatre(self) -> str:
        """The theatre's id."""
        return self.chronicle.front.theatre.id


class Told:
    """A store's chronicles, and the way in which what they tell is printed."""

    def __init__(self, workspace: Workspace, *, known: date | None) -> None:
        self._workspace = workspace
        self.chronicles = chronicles(workspace, known=known)

    def places(self, words: str) -> tuple[tuple[Chronicle, Place], ...]:
        """
        The places of that name or id, those of most claims first.

        Raises:
            OptionError: Neither a report nor the gazetteer knows the place.
        """
        return places_at(self._workspace, self.chronicles, words)

    def parts(self, ask: Callable[[Chronicle], Sequence[T]]) -> list[Part[T]]:
        """What each theatre answers."""
        return [Part(chronicle=one, found=tuple(ask(one))) for one in self.chronicles]

    @cached_property
    def looks(self) -> Looks:
        """The claims, sides and letters at hand."""
        workspace = self._workspace
        return Looks(
            citations=cite_all(workspace.claims, workspace.styles),
            styles=workspace.styles,
            sources=workspace.source_marks,
        )

    def show(
        self, parts: Sequence[Part[T]], screen: "Callable[[Part[T]], RenderableType]", *, as_json: bool
    ) -> None:
        """Print all parts as one JSON object, or each as a screen."""
        if as_json:
            found = [one for part in parts for one in part.found]
            print_json(traced(found, self.looks["citations"], self.looks["sources"]))
            return
        for number, part in enumerate(parts):
            if number:
                console().print()
            console().print(screen(part))


@contextmanager
def told(database: Path, *, known: date | None) -> Iterator[Told]:
    """
    The store in a file, as far as known on a day.

    Raises:
        StoreError: The file is no store, or cannot be read.
        InputError: The store holds no report.
    """
    with Workspace.open(database) as workspace:
        yield Told(workspace, known=known)
