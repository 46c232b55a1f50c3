"""
Scores the places that `contested places` finds against annotated corpora.

    python eval/places.py [--pin] [--allow-regression]
    python eval/places.py convert CORPUS.xml DOCS.jsonl GOLD.jsonl
    python eval/places.py score GOLD.jsonl PREDICTED.jsonl [--km 161]

Alone it runs the installed program on the corpora in the sibling folder `shared`, if that is there, and
compares the figures with the floors under "geoparsing" in `floors.json`. The shipped weights learned from
these corpora: the figures show that nothing broke, not how well the program reads what it has never seen.

`convert` reads GeoVirus and GeoWebNews (Gritta and others 2018, 2020) and corpora of the same shape.

end to end: a prediction is right if its span overlaps an annotated toponym and lies within --km of it, one to
one; a toponym annotated without a point counts by its span. resolution: of the toponyms that were found and
placed, the share within --km.
"""

import argparse
import json
import math
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import floors  # beside this script

from contested.model.place import Place, PlaceChoice
from contested.model.text import Quote

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "eval" / "data" / "places"
KM = 161.0  # 100 miles, the field's habit


def km(gold: Mapping[str, Any], place: Place | Mapping[str, Any]) -> float:
    """Great-circle distance of an annotated point from a place."""
    lat, lon = (place.lat, place.lon) if isinstance(place, Place) else (place["lat"], place["lon"])
    one, other = math.radians(gold["lat"]), math.radians(lat)
    half = math.sin((other - one) / 2) ** 2
    half += math.cos(one) * math.cos(other) * math.sin(math.radians(lon - gold["lon"]) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


def quote_of(text: str, place: Mapping[str, Any]) -> Quote:
    """The words of an annotated place."""
    return Quote(place["start"], place["end"], text[place["start"] : place["end"]])


def by_document(file: Path) -> dict[str, list[dict[str, Any]]]:
    """The places of each document of an exchange file."""
    lines = filter(str.strip, file.read_text("utf-8").splitlines())
    return {str(record["document"]): record["places"] for record in map(json.loads, lines)}


def records(toponyms: Sequence[Any], choices: Sequence[PlaceChoice]) -> list[dict[str, Any]]:
    """Toponyms and their places as far as the score needs them."""
    return [
        {
            "start": toponym.quote.start,
            "end": toponym.quote.end,
            "lat": choice.place.lat if choice.place else None,
            "lon": choice.place.lon if choice.place else None,
        }
        for toponym, choice in zip(toponyms, choices, strict=True)
    ]


def score(
    gold: Mapping[str, Sequence[Mapping[str, Any]]],
    predicted: Mapping[str, Sequence[Mapping[str, Any]]],
    limit: float = KM,
) -> dict[str, float]:
    """Precision, recall and F1 of finding and of finding with the place, and the share of right places."""
    annotated = found = right = guessed = near = placed = 0
    for document, toponyms in gold.items():
        guesses = predicted.get(document, ())
        guessed += len(guesses)
        annotated += len(toponyms)
        used: set[int] = set()
        for one in toponyms:
            best = _overlapping(one, guesses, used)
            if best is None:
                continue
            used.add(best)
            found += 1
            if one["lat"] is None:
                right += 1
                continue
            is_near = guesses[best]["lat"] is not None and km(one, guesses[best]) <= limit
            right += is_near
            placed += guesses[best]["lat"] is not None
            near += is_near
    values = {"resolution": near / max(placed, 1)}
    for name, hits in (("found", found), ("end to end", right)):
        precision, recall = hits / max(guessed, 1), hits / max(annotated, 1)
        values[f"{name} P"], values[f"{name} R"] = precision, recall
        values[f"{name} F1"] = 2 * precision * recall / max(precision + recall, 1e-9)
    return values


def _overlapping(one: Mapping[str, Any], guesses: Sequence[Mapping[str, Any]], used: set[int]) -> int | None:
    shared = {
        at: min(guess["end"], one["end"]) - max(guess["start"], one["start"])
        for at, guess in enumerate(guesses)
        if at not in used and guess["start"] < one["end"] and one["start"] < guess["end"]
    }
    return max(shared, key=lambda at: (shared[at], -at)) if shared else None


def convert(corpus: Path, docs: Path, gold: Path) -> int:
    """Writes the reports and the annotation of a corpus in XML; gives the number of toponyms."""
    total = 0
    with docs.open("w", encoding="utf-8") as texts, gold.open("w", encoding="utf-8") as places:
        for number, article in enumerate(ET.parse(corpus).getroot().iter("article")):
            text = article.findtext("text") or ""
            found = [_toponym(one, text) for tag in ("toponym", "location") for one in article.iter(tag)]
            kept = [one for one in found if one is not None]
            total += len(kept)
            texts.write(json.dumps({"id": f"p{number}", "text": text}) + "\n")
            places.write(json.dumps({"document": f"p{number}", "places": kept}) + "\n")
    return total


def _toponym(one: ET.Element, text: str) -> dict[str, Any] | None:
    """An annotated toponym whose words stand in the text; None for what the annotation calls no place."""
    if (one.findtext("nonLocational") or "").lower() == "yes":
        return None
    if (one.findtext("type") or "").lower() == "non_toponym":
        return None
    words = one.findtext("phrase") or one.findtext("name") or one.findtext("extractedName") or ""
    start, end = int(one.findtext("start") or -1), int(one.findtext("end") or -1)
    if start < 0:
        return None
    if words and text[start:end] != words:
        near = [at for at in range(max(0, start - 40), start + 41) if text.startswith(words, at)]
        if not near:
            return None
        start = min(near, key=lambda at: abs(at - start))
        end = start + len(words)
    lat = one.findtext("lat") or one.findtext("latitude")
    lon = one.findtext("lon") or one.findtext("longitude")
    point = (float(lat), float(lon)) if lat and lon else (None, None)
    return {"start": start, "end": end, "text": text[start:end], "lat": point[0], "lon": point[1]}


def reached(folder: Path, limit: float = KM) -> dict[str, float]:
    """What the installed program reaches on the corpora in a folder, by corpus and measure."""
    from contested.app.places import Placed, stream_places
    from contested.app.sources import Sources

    found: dict[str, float] = {}
    for corpus in sorted(folder.glob("*.xml")):
        with tempfile.TemporaryDirectory() as scratch:
            docs, gold = Path(scratch, "docs.jsonl"), Path(scratch, "gold.jsonl")
            convert(corpus, docs, gold)
            predicted = {
                str(placed.report.id): records(choices := [one.choice for one in placed.places], choices)
                for placed in stream_places(Sources(paths=(docs,)))
                if isinstance(placed, Placed)
            }
            figures = score(by_document(gold), predicted, limit)
        for name in ("end to end F1", "resolution"):
            found[f"{corpus.stem} {name}"] = figures[name]
            print(f"{corpus.stem:12s} {name:14s} {figures[name]:.3f}")
    return found


def main() -> int:
    """Runs, converts or scores; 1 where a figure fell below its floor."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", nargs="?", choices=("run", "convert", "score"), default="run")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--km", type=float, default=KM)
    floors.add_options(parser)
    options = parser.parse_args()
    if len(options.files) != {"run": 0, "convert": 3, "score": 2}[options.what]:
        parser.error("convert needs CORPUS.xml DOCS.jsonl GOLD.jsonl, score needs GOLD.jsonl PREDICTED.jsonl")
    if options.what == "run":
        if not CORPORA.is_dir():
            print("geoparsing is not measured: its corpora are not on this machine")
            return 0
        return floors.keep("geoparsing", reached(CORPORA), options)
    if options.what == "convert":
        print(f"{convert(*options.files)} toponyms")
        return 0
    gold, predicted = map(by_document, options.files)
    for name, value in score(gold, predicted, options.km).items():
        print(f"{name:14s} {value:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
