"""The page of a whole store."""

from pathlib import Path

from contested.app.decision_lines import decided_on
from contested.app.workspace import Workspace
from contested.knowledge.borders import borders_within
from contested.show.page import write_report


def write_page(workspace: Workspace, out: Path, *, title: str, notice: str | None = None) -> None:
    """
    Write everything as one self-contained page.

    Raises:
        OptionError: The file cannot be written there.
    """
    documents = [document for front in workspace.fronts for document in front.documents]
    pictures = workspace.pictures(weighed=True)
    write_report(
        out,
        title=title,
        reports=workspace.reports,
        pages=[document.page for document in documents],
        claims=workspace.claims,
        pictures=pictures,
        framings=[framing for document in documents for framing in document.framings],
        failures=workspace.failures,
        borders=borders_within,
        sides=workspace.sides,
        actors=[actor for front in workspace.fronts for actor in front.theatre.actors],
        notice=notice,
        grades=workspace.grades(pictures),
        sources=workspace.source_marks,
        decided=decided_on(workspace, pictures),
    )
