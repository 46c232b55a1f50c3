"""
Documents a second that places cost beyond the language pipeline, and microseconds a look-up: one process.

    python benchmarks/places_speed.py DOCS.jsonl

Processor time, so that what else the machine does counts little. The first pass fills the caches of names, as
the first minute of a run does; both passes are printed.
"""

import argparse
import json
import random
import time
from pathlib import Path

from contested.extract.language_model import load_language_model
from contested.extract.parsing import plain
from contested.extract.toponyms import ToponymFinder
from contested.knowledge.gazetteer import Gazetteer
from contested.resolve.toponyms import NamedWords, ToponymResolver

LOOKUPS = 5000


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("docs", type=Path)
    options = parser.parse_args()
    texts = [json.loads(line)["text"] for line in options.docs.read_text("utf-8").splitlines()]
    gazetteer = Gazetteer.open()
    begun = time.process_time()
    docs = list(load_language_model().pipe(map(plain, texts), batch_size=8, disable=["parser", "lemmatizer"]))
    print(f"language pipeline   {len(docs) / (time.process_time() - begun):8.0f} documents/s")
    finder, resolver = ToponymFinder(gazetteer=gazetteer), ToponymResolver(gazetteer=gazetteer)
    for name in ("first pass", "second pass"):
        begun = time.process_time()
        found = 0
        for doc, text in zip(docs, texts, strict=True):
            named = [NamedWords(quote=one.quote, form=one.form) for one in finder.find(doc, text)]
            found += len(resolver.resolve(named, text))
        spent = time.process_time() - begun
        print(f"places, {name:11s} {len(docs) / spent:8.0f} documents/s, {found} places")
    rows = gazetteer._query(
        "select text, folded from name where folded not like '%/%' limit 400000"
    ).fetchall()
    names = [text or folded for text, folded in random.Random(1).sample(rows, LOOKUPS)]
    for name in ("first look-up", "look-up again"):
        begun = time.process_time()
        for one in names:
            gazetteer.find(one)
        print(f"{name:19s} {1e6 * (time.process_time() - begun) / LOOKUPS:8.1f} microseconds")


if __name__ == "__main__":
    main()
