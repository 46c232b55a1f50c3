"""The picture as points for any map: a feature a cell, and one for each claim that a cell cites."""

from typing import TextIO

from contested.model.picture import Cell, Picture
from contested.model.place import Place
from contested.model.resolved import ResolvedClaim
from contested.show.exchange import DEGREE_DECIMALS, claim_record, in_reading_order, json_text
from contested.show.exports.contract import DATA_SOURCES, ExportInput

NAME = "geojson"
SUFFIX = ".geojson"

Feature = dict[str, object]


def write(out: TextIO, content: ExportInput) -> None:
    """Write one FeatureCollection (RFC 7946), a feature a line; positions are [lon, lat]."""
    cited: set[str] = set()
    features: list[Feature] = []
    for picture in sorted(content.pictures, key=lambda one: (one.on, one.theatre or "")):
        for cell in sorted(picture.cells, key=lambda one: one.id):
            features.append(_cell_feature(cell, picture))
            cited.update(cell.supports + cell.opposes)
        cited.update(picture.planned)
    features += [_claim_feature(claim) for claim in in_reading_order(content.claims) if claim.id in cited]
    lines = ",\n".join(json_text(feature) for feature in features)
    head = f'{{"type": "FeatureCollection", "attribution": {json_text(list(DATA_SOURCES))}, "features": ['
    out.write(f"{head}\n{lines}\n]}}\n")


def _cell_feature(cell: Cell, picture: Picture) -> Feature:
    return {
        "type": "Feature",
        "id": cell.id,
        "geometry": _point(cell.place),
        "properties": {
            "feature": "cell",
            "theatre": picture.theatre,
            "on": cell.on.isoformat(),
            "known": picture.known.isoformat() if picture.known else None,
            "place": cell.place.name,
            "place_id": cell.place.id,
            "kind": cell.place.kind,
            "geonames_id": cell.place.geonames_id,
            "holder": cell.holder,
            "phase": cell.phase.value,
            "verdict": cell.verdict.value,
            "probability": round(cell.probability, 4),
            "since": cell.since.isoformat() if cell.since else None,
            "last_report": cell.last_report.isoformat() if cell.last_report else None,
            "origins": cell.origins,
            "for": sorted(cell.supports),
            "against": sorted(cell.opposes),
        },
    }


def _claim_feature(resolved: ResolvedClaim) -> Feature:
    place = resolved.place.place if resolved.place else None
    return {
        "type": "Feature",
        "id": resolved.id,
        "geometry": _point(place) if place else None,
        "properties": {
            "feature": "claim",
            **claim_record(resolved),
            "words": resolved.claim.evidence.text,
        },
    }


def _point(place: Place) -> Feature:
    return {
        "type": "Point",
        "coordinates": [round(place.lon, DEGREE_DECIMALS), round(place.lat, DEGREE_DECIMALS)],
    }
