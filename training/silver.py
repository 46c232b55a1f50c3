"""
Puts the silver corpus together: our annotations of other people's reports, which stay where they are.

    python training/silver.py DATA OUT

DATA holds the collections: reports/fa_kes.csv (FA-KES, Zenodo 2607278), entities/re3d/*/documents.json
(Dstl, github.com/dstl/re3d), framing/ukraine_news_bias/*.json (Zenodo 3885351),
locations/event_location.jsonl.gz (Halterman's event locations, a JSON object a line) and
reports/wikipedia_battles.jsonl.gz (articles as `{"id", "text"}` a line). OUT becomes a folder with
docs.jsonl and gold.jsonl, as the other scripts of this folder take it.

`training/silver.jsonl` has for each report where its text is found, the text's checksum, and the claims as
offsets; it holds no text of others (docs/decisions/0015-silver-reports.md).
"""

import argparse
import csv
import gzip
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

ANNOTATIONS = Path(__file__).parent / "silver.jsonl"


class Published(NamedTuple):
    """A report as a collection holds it."""

    text: str
    title: str | None = None


def texts(data: Path) -> dict[tuple[str, str], Published]:
    """The reports by collection and the collection's own key; `key#2` where it gives one key twice."""
    found: dict[tuple[str, str], Published] = {}
    for collection, key, report in _texts(data):
        again = sum((collection, other) in found for other in (key, f"{key}#2"))
        found[collection, f"{key}#{again + 1}" if again else key] = report
    return found


def _texts(data: Path) -> Iterator[tuple[str, str, Published]]:
    with (data / "reports/fa_kes.csv").open(encoding="utf-8", errors="replace") as file:
        for row in csv.DictReader(file):
            yield "fa_kes", row["unit_id"], Published(row["article_content"])
    with gzip.open(data / "reports/wikipedia_battles.jsonl.gz", "rt", encoding="utf-8") as file:
        for record in map(json.loads, file):
            yield "wikipedia_battles", record["id"], Published(record["text"])
    for path in sorted((data / "entities/re3d").glob("*/documents.json")):
        for line in path.read_text("utf-8-sig").split("\n"):
            if line.strip():
                record = json.loads(line)
                yield "re3d", record["_id"], Published(record["text"], record.get("title"))
    for path in sorted((data / "framing/ukraine_news_bias").glob("article_*.json")):
        record = json.loads(path.read_text("utf-8"))
        sentences = sorted(record["sentences"], key=lambda one: one["position_in_article"])
        yield (
            "ukraine_news_bias",
            record["id"],
            Published("\n".join(one["content"].strip() for one in sentences)),
        )
    with gzip.open(data / "locations/event_location.jsonl.gz", "rt", encoding="utf-8") as file:
        for record in map(json.loads, file):
            yield "event_location", str(record["_id"]), Published(record["text"])


def assembled(annotation: Mapping[str, Any], found: Mapping[tuple[str, str], Published]) -> dict[str, Any]:
    """
    The record of one report with its text.

    Raises:
        ValueError: The collection lacks the report, or has another text of it.
    """
    where = annotation["collection"], annotation["key"]
    if where not in found:
        raise ValueError(f"{annotation['id']}: {where[0]} has no report {where[1]}")
    whole = found[where].text
    text = "\n\n".join(whole[begin:end] for begin, end in annotation["pieces"])
    if hashlib.sha256(text.encode()).hexdigest() != annotation["sha256"]:
        raise ValueError(f"{annotation['id']}: {where[0]} has another text of {where[1]} than was annotated")
    kept = ("id", "cluster", "conflict", "camp", "outlet", "published", "silver")
    return {name: annotation[name] for name in kept} | {
        "title": found[where].title,
        "language": "en",
        "text": text,
    }


def annotations() -> list[dict[str, Any]]:
    """All annotations, in the order of the file; what a claim leaves out there is null."""
    found = [json.loads(line) for line in ANNOTATIONS.read_text("utf-8").splitlines()]
    for one in found:
        one["claims"] = [dict.fromkeys(_MAY_BE_NULL) | claim for claim in one["claims"]]
    return found


_MAY_BE_NULL = ("actor", "target", "place", "when", "attribution", "count")


def main() -> None:
    """Writes the folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    found, known = texts(options.data), annotations()
    try:
        docs = [assembled(one, found) for one in known]
    except ValueError as error:
        sys.exit(f"{ANNOTATIONS.name}: {error}")
    options.out.mkdir(parents=True, exist_ok=True)
    gold = [{"id": one["id"], "segments": [], "claims": one["claims"]} for one in known]
    for name, records in (("docs.jsonl", docs), ("gold.jsonl", gold)):
        lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in records]
        (options.out / name).write_text("".join(lines), "utf-8")
    print(f"{options.out}: {len(docs)} reports, {sum(len(one['claims']) for one in known)} claims")


if __name__ == "__main__":
    main()
