"""Reads reports through the command line, as a user would, and asks for the picture."""

import io
import json
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from contested.app.workspace import Workspace
from contested.cli import main
from contested.model.framing import Framing
from contested.model.page import Page
from contested.model.resolved import ResolvedClaim

Cell = dict[str, Any]


def contested(*args: object) -> str:
    """What the command prints; it must succeed."""
    out = io.StringIO()
    with redirect_stdout(out), pytest.raises(SystemExit) as left:
        main([str(arg) for arg in args])
    assert not left.value.code, args
    return out.getvalue()


@dataclass(frozen=True)
class War:
    """A store of reports that were read once."""

    database: Path

    def read(self, *paths: Path, theatre: str, manifest: Path | None = None) -> dict[str, Any]:
        """What `contested read --json` says."""
        also = ("--manifest", manifest) if manifest else ()
        return json.loads(
            contested("read", *paths, "--into", self.database, "--theatre", theatre, *also, "--json")
        )

    def picture(self, on: str | None = None, *, known: str | None = None) -> dict[str, Any]:
        """What `contested picture --json` says."""
        return json.loads(self.picture_json(on, known=known))

    def picture_json(self, on: str | None = None, *, known: str | None = None) -> str:
        days = [word for name, day in (("--on", on), ("--known", known)) if day for word in (name, day)]
        return contested("picture", self.database, *days, "--json")

    def cell(self, place: str, on: str | None = None, *, known: str | None = None) -> Cell:
        """The cell of a place by its neutral name."""
        cells = [cell for cell in self.picture(on, known=known)["cells"] if cell["place"] == place]
        assert len(cells) == 1, f"{place} on {on}: {len(cells)} cells"
        return cells[0]

    def words(self, cell: Cell, part: str = "for") -> str:
        """The sentences that a cell cites, as one text; all blanks are plain."""
        return " ".join(" ".join(self.claims[claim].claim.evidence.text for claim in cell[part]).split())

    @cached_property
    def claims(self) -> dict[str, ResolvedClaim]:
        with Workspace.open(self.database) as workspace:
            return {claim.id: claim for claim in workspace.claims}

    @cached_property
    def pages(self) -> dict[str, Page]:
        """By the id of the report."""
        with Workspace.open(self.database) as workspace:
            return {document.page.report.id: document.page for document in workspace.store.documents()}

    @cached_property
    def framings(self) -> list[Framing]:
        with Workspace.open(self.database) as workspace:
            return [one for document in workspace.store.documents() for one in document.framings]
