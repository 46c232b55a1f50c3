"""Reads data files through pydantic and reports every fault with file, field, finding and what is allowed."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from contested.errors import KnowledgeError

_LONGEST_FOUND = 60  # characters of a wrong value that a message repeats


class DataModel(BaseModel):
    """Base of all data-file shapes: no unknown keys, no silent conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


M = TypeVar("M", bound=DataModel)


def parse_toml(raw: bytes, *, shown_as: str) -> dict[str, Any]:
    """
    The table that a TOML file holds.

    Raises:
        KnowledgeError: Not UTF-8, or not TOML.
    """
    try:
        return tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{shown_as}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{shown_as}: not valid TOML: {error}") from error


def check_table(table: Mapping[str, Any], model: type[M], *, shown_as: str) -> M:
    """
    The table as a checked value.

    Raises:
        KnowledgeError: One line for each fault of the table.
    """
    try:
        return model.model_validate(table)
    except ValidationError as error:
        raise KnowledgeError("\n".join(_lines(error, table, shown_as))) from error


def load_toml(raw: bytes, model: type[M], *, shown_as: str) -> M:
    """
    A TOML file as a checked value.

    Args:
        raw: The file's bytes.
        model: What the file must look like.
        shown_as: How messages name the file: "syria/actors.toml".

    Raises:
        KnowledgeError: One line for each fault of the file.
    """
    return check_table(parse_toml(raw, shown_as=shown_as), model, shown_as=shown_as)


def raise_together(faults: Iterable[str]) -> None:
    """
    Raise all faults as one error; return if there are none.

    Raises:
        KnowledgeError: One line for each fault.
    """
    if lines := "\n".join(faults):
        raise KnowledgeError(lines)


def _lines(error: ValidationError, table: Mapping[str, Any], shown_as: str) -> Iterable[str]:
    for fault in error.errors(include_url=False):
        where = _path(fault["loc"])
        said = f"{shown_as}: {where}: {_allowed(fault['msg'])}"
        if fault["type"] != "missing":
            said += f"; found {_short(fault['input'])}"
        entry = _entry(fault["loc"], table)
        yield said + (f" (entry {entry!r})" if entry else "")


def _path(location: tuple[int | str, ...]) -> str:
    """`actor[3].kind` from ("actor", 3, "kind")."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location).lstrip(".")


def _allowed(message: str) -> str:
    return re.sub(r"^Value error, ", "", message)


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= _LONGEST_FOUND else shown[:_LONGEST_FOUND] + "..."


def _entry(location: tuple[int | str, ...], table: Mapping[str, Any]) -> str | None:
    """The id or name of the list entry at fault: people search for that, not for a number."""
    if len(location) < 2 or not isinstance(location[1], int):
        return None
    entry = table[str(location[0])][location[1]]
    found = (entry.get("id") or entry.get("name")) if isinstance(entry, dict) else None
    return found if isinstance(found, str) else None
