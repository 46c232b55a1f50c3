"""Which packaged theatres have a place of some name: crossings, plants, farms that no list of cities has."""

from contested.knowledge.spelling import fold
from contested.knowledge.theatre import load_theatre, theatre_names
from contested.model.place import Place


def places_of_theatres(name: str) -> tuple[tuple[str, Place], ...]:
    """
    Each theatre's id with the place that it knows by a name, spelled alike but for case, accents and hyphens.

    Example:
        >>> [(theatre, place.kind) for theatre, place in places_of_theatres("azovstal")]
        [('ukraine', 'plant')]
    """
    wanted = fold(name)
    return tuple(
        (theatre, entry.place)
        for theatre in theatre_names()
        for entry in load_theatre(theatre).places
        if wanted in map(fold, entry.names)
    )
