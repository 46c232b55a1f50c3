"""
contested reads a war's opposing reports and builds one traceable picture of what is claimed.

    read  ->  segment  ->  extract  ->  resolve  ->  reconcile  ->  show

`Workspace` does all of it with one file. The stages can be used one by one: each is the one function of the
folder with its name (`from contested.read import read`). Names are imported when they are first used, so that
`import contested` costs nothing.

Example:
    >>> from contested import SqliteStore, Workspace
    >>> Workspace.open.__name__
    'open'
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contested.app.workspace import Workspace
    from contested.errors import ContestedError
    from contested.extract import Extractor
    from contested.knowledge.gazetteer import Gazetteer
    from contested.knowledge.theatre import Theatre, load_theatre
    from contested.model.claim import Claim
    from contested.model.page import Page
    from contested.model.picture import Cell, Picture
    from contested.model.report import Failure, Report
    from contested.model.resolved import ResolvedClaim
    from contested.read import ReportDefaults
    from contested.store import MemoryStore, SqliteStore

__version__ = "0.1.0"

__all__ = [
    "Cell",
    "Claim",
    "ContestedError",
    "Extractor",
    "Failure",
    "Gazetteer",
    "MemoryStore",
    "Page",
    "Picture",
    "Report",
    "ReportDefaults",
    "ResolvedClaim",
    "SqliteStore",
    "Theatre",
    "Workspace",
    "load_theatre",
]

_HOMES = {
    "Cell": "contested.model.picture",
    "Claim": "contested.model.claim",
    "ContestedError": "contested.errors",
    "Extractor": "contested.extract",
    "Failure": "contested.model.report",
    "Gazetteer": "contested.knowledge.gazetteer",
    "MemoryStore": "contested.store",
    "Page": "contested.model.page",
    "Picture": "contested.model.picture",
    "Report": "contested.model.report",
    "ReportDefaults": "contested.read",
    "ResolvedClaim": "contested.model.resolved",
    "SqliteStore": "contested.store",
    "Theatre": "contested.knowledge.theatre",
    "Workspace": "contested.app.workspace",
    "load_theatre": "contested.knowledge.theatre",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'contested' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
