"""The files of a theatre put together: with those of the theatre that it extends, and with further names."""

from collections.abc import Iterator, Mapping

from contested.knowledge.theatre_files import (
    ActorEntry,
    FurtherNamesEntry,
    PlaceEntry,
    TheatreHead,
    TheatrePart,
    place_id,
    place_ref,
)

Parts = Mapping[str, TheatrePart]  # by the file's name as messages show it


def extended(head: TheatreHead, base: TheatreHead) -> TheatreHead:
    """A head with what it leaves to the theatre that it extends; a side of the same id replaces its own."""
    own = {side.id for side in head.side}
    return head.model_copy(
        update={
            "countries": head.countries or base.countries,
            "first": head.first or base.first,
            "last": head.last or base.last,
            "side": (*(side for side in base.side if side.id not in own), *head.side),
            "camp_aliases": {**base.camp_aliases, **head.camp_aliases},
        }
    )


def inherited(base: Parts, own: Parts, *, base_id: str, own_id: str) -> dict[str, TheatrePart]:
    """The files of the extended theatre without the entries that the extending one writes anew."""
    actors = {entry.id for part in own.values() for entry in part.actor}
    outlets = {entry.id for part in own.values() for entry in part.outlet}
    places = {place_id(entry, own_id) for part in own.values() for entry in part.place}
    return {
        file: part.model_copy(
            update={
                "actor": tuple(entry for entry in part.actor if entry.id not in actors),
                "outlet": tuple(entry for entry in part.outlet if entry.id not in outlets),
                "place": tuple(
                    _with_full_ids(entry, base_id)
                    for entry in part.place
                    if place_id(entry, base_id) not in places
                ),
            }
        )
        for file, part in base.items()
    }


def _with_full_ids(entry: PlaceEntry, theatre_id: str) -> PlaceEntry:
    """The entry as it must be written in another theatre's file: `syria:tanf` instead of `tanf`."""
    return entry.model_copy(
        update={
            "id": place_id(entry, theatre_id) if entry.id else None,
            "within": tuple(place_ref(written, theatre_id) for written in entry.within),
        }
    )


def unknown_actors(parts: Parts) -> Iterator[str]:
    """A line for each `further_names` whose actor nobody has."""
    known = {entry.id for part in parts.values() for entry in part.actor}
    for file, part in parts.items():
        for number, entry in enumerate(part.further_names):
            if entry.actor not in known:
                yield f"{file}: further_names[{number}].actor: no actor has the id {entry.actor!r}"


def with_further_names(parts: Parts) -> dict[str, TheatrePart]:
    """The files with every actor's further names among its own."""
    further: dict[str, list[FurtherNamesEntry]] = {}
    for part in parts.values():
        for entry in part.further_names:
            further.setdefault(entry.actor, []).append(entry)
    return {
        file: part.model_copy(
            update={
                "actor": tuple(_named_further(actor, further.get(actor.id, [])) for actor in part.actor),
                "further_names": (),
            }
        )
        for file, part in parts.items()
    }


def _named_further(actor: ActorEntry, further: list[FurtherNamesEntry]) -> ActorEntry:
    if not further:
        return actor
    return actor.model_copy(
        update={
            "names": tuple(dict.fromkeys([*actor.names, *(name for one in further for name in one.names)])),
            "naming": (*actor.naming, *(naming for one in further for naming in one.naming)),
        }
    )
