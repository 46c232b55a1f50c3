"""Exports: one file a format, found by folder."""

import importlib
import pkgutil

from contested.errors import OptionError
from contested.show.exports.contract import DATA_SOURCES, Export, ExportInput

__all__ = ["DATA_SOURCES", "Export", "ExportInput", "export_named", "export_names"]

_NOT_A_FORMAT = frozenset({"contract"})


def export_names() -> tuple[str, ...]:
    """The formats that can be written, sorted."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name not in _NOT_A_FORMAT))


def export_named(name: str) -> Export:
    """
    The export with that name.

    Raises:
        OptionError: There is none.
    """
    if name not in export_names():
        raise OptionError(f"export format {name!r} is not known; choose one of: {', '.join(export_names())}")
    export: Export = importlib.import_module(f"{__name__}.{name}")
    return export
