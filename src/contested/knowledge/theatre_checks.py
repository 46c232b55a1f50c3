"""What must hold between the entries of a theatre: references exist, ids and names are unambiguous."""

from collections.abc import Iterator, Mapping

from contested.knowledge.theatre_files import ActorEntry, TheatreHead, TheatrePart, place_id, place_ref
from contested.model.actor import NEUTRAL_CAMPS

Parts = Mapping[str, TheatrePart]  # by the file's name as messages show it


def faults_of(head: TheatreHead, parts: Parts, *, shown_as: str) -> Iterator[str]:
    """One line for each fault; nothing where the theatre is sound."""
    yield from _side_faults(head, shown_as)
    yield from _id_faults(parts)
    yield from _camp_faults(head, parts)
    yield from _parent_faults(parts)
    yield from _name_faults(parts)
    yield from _outlet_name_faults(parts)
    yield from _container_faults(head, parts)


def _side_faults(head: TheatreHead, shown_as: str) -> Iterator[str]:
    allies = {side.id: {one.side: (one.first, one.last) for one in side.allies} for side in head.side}
    if len(allies) < len(head.side):
        yield f"{shown_as}: side: ids must be unique; found {', '.join(side.id for side in head.side)}"
    for number, side in enumerate(head.side):
        if side.id in NEUTRAL_CAMPS:
            yield f"{shown_as}: side[{number}].id: {side.id!r} exists in every theatre; leave it out"
        for ally, days in allies[side.id].items():
            if ally not in allies:
                yield f"{shown_as}: side[{number}].allies: {_unknown_side(ally, allies)}"
            elif side.id not in allies[ally]:
                yield f"{shown_as}: side[{number}].allies: {ally!r} must list {side.id!r} as its ally too"
            elif allies[ally][side.id] != days:
                yield f"{shown_as}: side[{number}].allies: {ally!r} must give this alliance the same days"
    for alias, camp in head.camp_aliases.items():
        if camp not in allies and camp not in NEUTRAL_CAMPS:
            yield f"{shown_as}: camp_aliases.{alias}: {_unknown_side(camp, allies)}"
        if alias.casefold() in allies and alias.casefold() != camp:
            yield f"{shown_as}: camp_aliases.{alias}: is a side's own id and cannot mean {camp!r}"


def _id_faults(parts: Parts) -> Iterator[str]:
    seen: dict[tuple[str, str], str] = {}
    for where, kind, id in _ids(parts):
        if first := seen.get((kind, id)):
            yield f"{where}: ids must be unique; {id!r} already stands at {first}"
        seen.setdefault((kind, id), where)


def _ids(parts: Parts) -> Iterator[tuple[str, str, str]]:
    for file, part in parts.items():
        yield from ((f"{file}: actor[{n}].id", "actor", entry.id) for n, entry in enumerate(part.actor))
        yield from ((f"{file}: outlet[{n}].id", "outlet", entry.id) for n, entry in enumerate(part.outlet))
        for n, entry in enumerate(part.place):
            if entry.id:
                yield f"{file}: place[{n}].id", "place", entry.id
            if entry.geonames:
                yield f"{file}: place[{n}].geonames", "geonames", str(entry.geonames)


def _camp_faults(head: TheatreHead, parts: Parts) -> Iterator[str]:
    sides = {side.id for side in head.side}
    known = sides | NEUTRAL_CAMPS
    for file, part in parts.items():
        for where, camp in _camps(part):
            if camp not in known:
                yield f"{file}: {where}: {_unknown_side(camp, sides)}"


def _camps(part: TheatrePart) -> Iterator[tuple[str, str]]:
    for n, actor in enumerate(part.actor):
        if actor.side:
            yield f"actor[{n}].side", actor.side
        yield from ((f"actor[{n}].allegiance[{m}].side", a.side) for m, a in enumerate(actor.allegiance))
        for m, naming in enumerate(actor.naming):
            yield from ((f"actor[{n}].naming[{m}].used_by", camp) for camp in naming.used_by)
    yield from ((f"outlet[{n}].camp", outlet.camp) for n, outlet in enumerate(part.outlet) if outlet.camp)


def _parent_faults(parts: Parts) -> Iterator[str]:
    parents = {actor.id: actor.parent for part in parts.values() for actor in part.actor}
    for file, part in parts.items():
        for n, actor in enumerate(part.actor):
            if actor.parent and actor.parent not in parents:
                yield f"{file}: actor[{n}].parent: no actor has the id {actor.parent!r}"
            elif _returns(actor.id, parents):
                yield f"{file}: actor[{n}].parent: {actor.id!r} would be among its own parents"


def _returns(id: str, parents: Mapping[str, str | None]) -> bool:
    seen: set[str] = set()
    above = parents.get(id)
    while above and above not in seen:
        if above == id:
            return True
        seen.add(above)
        above = parents.get(above)
    return False


def _name_faults(parts: Parts) -> Iterator[str]:
    """Within the outlets of one camp, words may mean one actor only."""
    meant: dict[tuple[str, str | None], str] = {}
    for file, part in parts.items():
        for n, actor in enumerate(part.actor):
            for words, camp in dict.fromkeys(_readings(actor)):
                other = meant.setdefault((words, camp), actor.id)
                if other != actor.id:
                    reader = f"in outlets of camp {camp!r}" if camp else "to anybody"
                    yield f"{file}: actor[{n}]: {words!r} means {other!r} {reader}; found {actor.id!r} too"


def _readings(actor: ActorEntry) -> Iterator[tuple[str, str | None]]:
    yield from ((words.casefold(), None) for words in (actor.name, *actor.names))
    for naming in actor.naming:
        for words in naming.words:
            yield from ((words.casefold(), camp) for camp in naming.used_by)
            if not naming.only:
                yield words.casefold(), None


def _outlet_name_faults(parts: Parts) -> Iterator[str]:
    meant: dict[str, str] = {}
    for file, part in parts.items():
        for n, outlet in enumerate(part.outlet):
            for name in (outlet.name, *outlet.names):
                other = meant.setdefault(name.casefold(), outlet.id)
                if other != outlet.id:
                    yield f"{file}: outlet[{n}].names: {name!r} already names {other!r}"


def _container_faults(head: TheatreHead, parts: Parts) -> Iterator[str]:
    """The theatre's own containers must exist; the gazetteer's are not looked up here."""
    known = {place_id(entry, head.id) for part in parts.values() for entry in part.place}
    for file, part in parts.items():
        for n, entry in enumerate(part.place):
            for written in entry.within:
                ref = place_ref(written, head.id)
                if ref == place_id(entry, head.id):
                    yield f"{file}: place[{n}].within: {written!r} cannot lie within itself"
                elif ref.split(":")[0] in {head.id, head.extends} and ref not in known:
                    yield f"{file}: place[{n}].within: no place of this theatre has the id {written!r}"


def _unknown_side(found: str, sides: Mapping[str, object] | set[str]) -> str:
    return f"no such side; found {found!r}, allowed are {', '.join(sorted({*sides, *NEUTRAL_CAMPS}))}"
