"""
What one more report costs in a store of some thousand claims: only what it touches is made anew.

    python benchmarks/store_revision.py --make war.db --reports 1500     # read made-up reports, once
    python benchmarks/store_revision.py war.db                           # copy it, add one report, ask again

The second prints one line of JSON: seconds of processor time for the picture with nothing kept, for the same
picture again from what was kept, for the picture after one more report, and for that one worked out anew with
nothing of what was kept; and whether the last two are the same (if not, it fails). `parts_s` takes the second
apart: reading reports, claims and meanings; finding copies; making cells.
"""

import argparse
import json
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from contested.app.sources import Sources
from contested.app.workspace import Workspace
from contested.knowledge.theatre import load_theatre

FIRST = date(2015, 6, 1)
OUTLETS = (
    ("Orchard Post", "gov"),
    ("Harbour Wire", "wire"),
    ("Ridge Bulletin", "opposition"),
    ("Delta Monitor", "monitor"),
    ("Quarry News", "sdf"),
    ("Lowland Courier", "russia"),
)
PARTIES = ("Government forces", "ISIS", "Rebel fighters", "The Syrian Democratic Forces", "The army")
SENTENCES = (
    "{a} captured {p} from {b} on {d}.",
    "{a} have held {p} since {d}.",
    "{a} attacked {b} near {p} on {d}.",
    "{a} were driven out of {p} on {d}, residents said.",
    "Fighting went on in {p} on {d} between {a} and {b}.",
    "{a} do not control {p}, an official said on {d}.",
    "{a} plan to retake {p} from {b}.",
    "Warplanes struck positions of {b} in {p} on {d}.",
    "{a} laid siege to {p} on {d}, according to activists.",
)
WORDS = (
    "bakery", "bridge", "flour", "market", "teacher", "family", "road", "light", "water", "lorry", "track",
    "olive", "grove", "winter", "farmer", "pump", "engineer", "valley", "school", "roof", "garden", "well",
    "tractor", "shepherd", "letter", "radio", "window", "kettle", "blanket", "rope", "candle", "ladder",
    "orchard", "harvest", "pipe", "wire", "hill", "stone", "fence", "barrel", "sack", "dust", "rain",
    "cloud", "evening", "neighbour", "cousin",
)  # fmt: skip


def reports(number: int, *, seed: int = 7) -> Iterator[dict[str, object]]:
    """Made-up reports as records; no two tell the same in the same words."""
    chance = random.Random(seed)
    kinds = ("city", "town", "village")
    places = [one.place.name for one in load_theatre("syria").places if one.place.kind in kinds]
    for one in range(number):
        outlet, camp = chance.choice(OUTLETS)
        day = FIRST + timedelta(days=one * 600 // number)
        told = [_sentence(chance, places, day) for _ in range(chance.randint(2, 5))]
        told += [" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(2)]
        yield {
            "id": f"r{one:05}",
            "text": " ".join(told),
            "outlet": outlet,
            "camp": camp,
            "published": day.isoformat() if chance.random() < 0.97 else None,
            "conflict": "syria",
        }


def _sentence(chance: random.Random, places: list[str], published: date) -> str:
    one, other = chance.sample(PARTIES, 2)
    day = published - timedelta(days=chance.randint(1, 6))
    words = f"{day.day} {day:%B} {day.year}"
    return chance.choice(SENTENCES).format(a=one, b=other, p=chance.choice(places), d=words)


def make(store: Path, number: int) -> None:
    """A store of made-up reports."""
    with tempfile.TemporaryDirectory() as folder:
        records = Path(folder) / "made-up.jsonl"
        records.write_text("".join(json.dumps(one) + "\n" for one in reports(number)), encoding="utf-8")
        with Workspace.open(store, create=True) as workspace:
            intake = workspace.read_into(Sources(paths=(str(records),)))
    print(json.dumps({"reports": number, "claims": intake.claims, "put_aside": len(intake.quarantined)}))


def measure(store: Path) -> int:
    """One more report, in a copy of the store; the exit code says whether what is kept changes an answer."""
    with tempfile.TemporaryDirectory() as folder:
        war, record = Path(folder) / "war.db", Path(folder) / "one.jsonl"
        shutil.copy(store, war)
        one = next(iter(reports(1, seed=99))) | {"id": "one-more", "published": "2017-01-20"}
        record.write_text(json.dumps(one) + "\n", encoding="utf-8")
        _forget_kept(war)
        found: dict[str, object] = {}
        found["first_s"], _ = _asked(war)
        found["again_s"], _ = _asked(war)
        found["parts_s"] = _parts(war)
        with Workspace.open(war) as workspace:
            workspace.read_into(Sources(paths=(str(record),)))
        found["one_more_s"], after = _asked(war)
        found["anew_s"], anew = _asked(war, trusting=False)
        print(json.dumps(found | {"same": after == anew}))
        return 0 if after == anew else 1


def _forget_kept(war: Path) -> None:
    """Whoever made the store may have asked it before."""
    with closing(sqlite3.connect(war)) as database:
        database.execute("DELETE FROM kept")
        database.commit()


def _asked(war: Path, *, trusting: bool = True) -> tuple[float, str]:
    """Seconds of processor time until the picture is there, and the picture."""
    began = time.process_time()
    with Workspace.open(war, trusting=trusting) as workspace:
        shown = repr(workspace.pictures())
    return round(time.process_time() - began, 3), shown


def _parts(war: Path) -> dict[str, float]:
    """Seconds of processor time that the parts of the same answer take."""
    found: dict[str, float] = {}
    with Workspace.open(war) as workspace:
        for part, step in (
            ("reading", lambda: workspace.fronts),
            ("copies", lambda: [front.repeats() for front in workspace.fronts]),
            ("cells", workspace.pictures),
        ):
            began = time.process_time()
            step()
            found[part] = round(time.process_time() - began, 3)
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("store", type=Path)
    parser.add_argument("--make", action="store_true", help="read made-up reports into it")
    parser.add_argument("--reports", type=int, default=1500)
    given = parser.parse_args()
    if given.make:
        make(given.store, given.reports)
    else:
        sys.exit(measure(given.store))
