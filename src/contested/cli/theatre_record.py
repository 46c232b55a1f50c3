"""A theatre as JSON: what `contested theatre show --json` prints."""

from typing import Any

from contested.knowledge.theatre import Theatre


def theatre_record(theatre: Theatre) -> dict[str, Any]:
    """The whole theatre in plain values; days as ISO 8601."""
    return {
        "id": theatre.id,
        "label": theatre.label,
        "countries": theatre.countries,
        "first": theatre.first,
        "last": theatre.last,
        "source": theatre.source,
        "checksum": theatre.checksum,
        "sides": theatre.sides,
        "camp_aliases": dict(sorted(theatre.camp_aliases.items())),
        "actors": theatre.actors,
        "outlets": theatre.outlets,
        "places": theatre.places,
    }
