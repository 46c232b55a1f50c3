"""A theatre as tables for the terminal."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from contested.knowledge.theatre import Theatre
from contested.model.actor import Actor, Side

if TYPE_CHECKING:
    from rich.console import RenderableType

_NAMES_SHOWN = 8  # of an actor, each way; all of them are in the JSON


def theatre_tables(theatre: Theatre) -> "Iterator[RenderableType]":
    """Heading, sides, actors, outlets and places."""
    days = f", {_days(theatre.first, theatre.last)}" if theatre.first or theatre.last else ""
    yield Text(f"{theatre.id}: {theatre.label}{days}; source: {theatre.source}")
    yield _sides(theatre)
    yield _actors(theatre)
    yield _outlets(theatre)
    yield _places(theatre)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="dim")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _row(table: Table, *cells: str) -> None:
    table.add_row(*(Text(cell) for cell in cells))  # as text: a name in brackets is no markup


def _sides(theatre: Theatre) -> Table:
    table = _table("Sides", "id", "name", "allies")
    for side in theatre.sides:
        _row(table, side.id, side.label, "; ".join(_alliances(side)))
    return table


def _alliances(side: Side) -> Iterator[str]:
    for ally in side.allies:
        days = [_days(one.first, one.last) for one in side.alliances if one.ally == ally]
        yield f"{ally} ({', '.join(days)})" if days else ally


def _actors(theatre: Theatre) -> Table:
    table = _table("Actors", "id", "name", "side", "part of", "called")
    for actor in theatre.actors:
        sides = ", ".join(
            f"{one.side} ({_days(one.first, one.last)})" if one.first or one.last else one.side
            for one in actor.allegiances
        )
        _row(table, actor.id, actor.name, sides, actor.parent or "", "\n".join(_called(actor)))
    return table


def _called(actor: Actor) -> Iterator[str]:
    """What anybody calls an actor, then what only some camps do."""
    by_users: dict[tuple[str, ...], list[str]] = {}
    for name in actor.names:
        if name.words != actor.name:
            by_users.setdefault(tuple(name.used_by), []).append(name.words)
    for users, words in sorted(by_users.items()):
        more = f", and {len(words) - _NAMES_SHOWN} more" if len(words) > _NAMES_SHOWN else ""
        yield f"{', '.join(users) + ': ' if users else ''}{', '.join(words[:_NAMES_SHOWN])}{more}"


def _outlets(theatre: Theatre) -> Table:
    table = _table("Outlets", "id", "name", "camp", "source of the label")
    for outlet in theatre.outlets:
        _row(table, outlet.id, outlet.name, outlet.camp or "none set", outlet.source)
    return table


def _places(theatre: Theatre) -> Table:
    table = _table("Places", "id", "name", "kind", "at", "source")
    for entry in theatre.places:
        place = entry.place
        _row(table, place.id, place.name, place.kind, f"{place.lat:.3f},{place.lon:.3f}", entry.source)
    return table


def _days(first: date | None, last: date | None) -> str:
    return f"{first.isoformat() if first else 'the start'} to {last.isoformat() if last else 'the end'}"
