"""Where the packaged places are from and under which licence: said in every output that shows them."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from contested.knowledge.loading import DataModel, load_toml
from contested.model.place import Place

GAZETTEER_CREDIT = "Places: GeoNames (geonames.org, CC BY 4.0), Natural Earth, airportsdata (MIT)."

# By how the id of a place begins.
_PLACE_CREDITS = {
    "geonames": "GeoNames (https://www.geonames.org), CC BY 4.0",
    "naturalearth": "Natural Earth, public domain",
    "airports": "airportsdata, MIT",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCredit:
    """One origin of the gazetteer."""

    name: str
    gives: str
    origin: str
    licence: str
    credit: str  # what its licence asks to be said; empty where nothing


class _Source(DataModel):
    name: str
    gives: str
    origin: str
    licence: str
    date: object = None
    credit: str = ""
    sha256: str = ""
    script: str = ""
    note: str = ""


class _File(DataModel):
    source: list[_Source]


def place_credit(place: Place) -> str:
    """Whom to name for a place's name and point, as licences ask: in each line of an export."""
    known = "geonames" if place.geonames_id is not None else place.id.partition(":")[0]
    return _PLACE_CREDITS.get(known, "the theatre, or contested")


@cache
def gazetteer_sources() -> tuple[SourceCredit, ...]:
    """The origins of the packaged gazetteer, as `data/gazetteer/SOURCE.toml` has them."""
    file = files("contested").joinpath("data", "gazetteer", "SOURCE.toml")
    data = load_toml(file.read_bytes(), _File, shown_as="gazetteer/SOURCE.toml")
    return tuple(
        SourceCredit(name=s.name, gives=s.gives, origin=s.origin, licence=s.licence, credit=s.credit)
        for s in data.source
    )
