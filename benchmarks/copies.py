"""
Copies of reports: how many edited copies are found, how many strangers taken for one, and what 100,000 cost.

    python benchmarks/copies.py eval/open/docs.jsonl            recall and precision on edited reports
    python benchmarks/copies.py eval/open/docs.jsonl --scale 100000
"""

import argparse
import json
import random
import resource
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from contested.reconcile.report_copies import Fingerprint, find_copies

Edit = Callable[[str, random.Random, list[str]], str]


def changed(share: float) -> Edit:
    """Each word replaced by one of the corpus with that chance."""

    def edit(text: str, chance: random.Random, words: list[str]) -> str:
        return "\n\n".join(
            " ".join(chance.choice(words) if chance.random() < share else word for word in part.split())
            for part in text.split("\n\n")
        )

    return edit


def trimmed(text: str, chance: random.Random, words: list[str]) -> str:
    """The first half of the words."""
    kept = text.split()
    return " ".join(kept[: len(kept) // 2])


def reordered(text: str, chance: random.Random, words: list[str]) -> str:
    """Paragraphs in another order; of a single one, its sentences."""
    parts = text.split("\n\n") if "\n\n" in text else text.split(". ")
    chance.shuffle(parts)
    return "\n\n".join(parts)


def all_of_it(text: str, chance: random.Random, words: list[str]) -> str:
    """Trimmed, reordered, and a tenth of the words changed."""
    return changed(0.1)(reordered(trimmed(text, chance, words), chance, words), chance, words)


EDITS: dict[str, Edit] = {
    "5 % of words changed": changed(0.05),
    "10 % of words changed": changed(0.10),
    "20 % of words changed": changed(0.20),
    "trimmed to half": trimmed,
    "reordered": reordered,
    "trimmed, reordered, 10 %": all_of_it,
}


def measure(texts: list[str], *, seed: int) -> None:
    """Print recall for each edit, copies and originals in one heap, and the precision of what is found."""
    chance = random.Random(seed)
    words = sorted({word for text in texts for word in text.split()})
    day = date(2020, 1, 1)
    prints, truth = [], {}
    for number, text in enumerate(texts):
        prints.append(Fingerprint.of(text, key=f"o{number}", document=f"o{number}", published=day))
        for place, (name, edit) in enumerate(EDITS.items()):
            key = f"c{number}-{place}"
            truth[key] = (f"o{number}", name)
            made = edit(text, chance, words)
            later = day + timedelta(days=1 + place)
            prints.append(Fingerprint.of(made, key=key, document=key, published=later))
    found = {one.key: one.origin for one in find_copies(prints)}
    right = dict.fromkeys(EDITS, 0)
    for key, (origin, name) in truth.items():
        right[name] += found.get(key) == origin
    wrong = [key for key, origin in found.items() if key not in truth or truth[key][0] != origin]
    precision = 1 - len(wrong) / len(found)
    for name, count in right.items():
        print(f"{name:28} recall {count / len(texts):.3f}")
    print(f"{'all':28} recall {sum(right.values()) / len(truth):.3f}  precision {precision:.3f}")


def invented(texts: list[str], count: int, chance: random.Random) -> Iterator[tuple[str, bool]]:
    """Reports made of the corpus's half sentences, one in ten a copy with a tenth of its words changed."""
    halves = [half for text in texts for half in text.replace(". ", ", ").split(", ") if len(half) > 15]
    words = sorted({word for text in texts for word in text.split()})
    kept: list[str] = []
    for number in range(count):
        if number % 10 == 9:
            yield changed(0.1)(chance.choice(kept), chance, words), True
            continue
        made = " ".join(
            changed(0.3)(half, chance, words) for half in chance.choices(halves, k=chance.randint(12, 40))
        )
        if len(kept) < 1_000:
            kept.append(made)
        yield made, False


def scale(texts: list[str], count: int, *, seed: int) -> None:
    """Print time and memory for many reports."""
    chance = random.Random(seed)
    began = time.perf_counter()
    spent = 0.0
    prints, copies = [], set()
    for number, (text, is_copy) in enumerate(invented(texts, count, chance)):
        if is_copy:
            copies.add(str(number))
        start = time.perf_counter()
        prints.append(
            Fingerprint.of(text, key=str(number), document=f"{number:09}", published=date(2020, 1, 1))
        )
        spent += time.perf_counter() - start
    start = time.perf_counter()
    found = {one.key for one in find_copies(prints)}
    searched = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:,} reports: {spent / count * 1000:.2f} ms a fingerprint, {searched:.0f} s to find copies, "
        f"{memory:.0f} MB in all ({time.perf_counter() - began:.0f} s with making them up)"
    )
    print(f"found {len(found & copies):,} of {len(copies):,} copies, {len(found - copies):,} others")


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("reports", type=Path, help="JSON lines with a text each")
    parser.add_argument("--scale", type=int, metavar="COUNT", help="make up so many reports instead")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    texts = [json.loads(line)["text"] for line in given.reports.open(encoding="utf-8")]
    if given.scale:
        scale(texts, given.scale, seed=given.seed)
    else:
        measure(texts, seed=given.seed)


if __name__ == "__main__":
    main()
