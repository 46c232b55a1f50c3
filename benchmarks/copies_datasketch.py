"""
Candidates for copies: our sorted bands beside datasketch's MinHashLSH on the same signatures.

    pip install datasketch==2.0.0 && python benchmarks/copies_datasketch.py [COUNT] [ours|datasketch]

Signatures are made up at random, one in ten a copy of an earlier one with a tenth of its values changed, so
that only the index is measured. Each side should run in a process of its own: memory is what that process
grew by while it searched.
"""

import argparse
import random
import resource
import time

import numpy as np

from contested.reconcile.fingerprints import candidates

BAND_ROWS, VALUES = 3, 252  # as in contested.reconcile.fingerprints
CHANGED = 0.1


def signatures(count: int) -> list[np.ndarray]:
    """Made-up signatures; each tenth repeats most of an earlier one."""
    chance, numbers = random.Random(1), np.random.default_rng(1)
    made: list[np.ndarray] = []
    for at in range(count):
        fresh = numbers.integers(0, 2**32, VALUES, dtype=np.uint32)
        if at % 10 == 9:
            fresh = np.where(numbers.random(VALUES) < CHANGED, fresh, made[chance.randrange(at)])
        made.append(fresh)
    return made


def by_datasketch(made: list[np.ndarray]) -> set[tuple[int, int]]:
    """The pairs that share a band in datasketch's index."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(num_perm=VALUES, params=(VALUES // BAND_ROWS, BAND_ROWS))
    found = set()
    for number, values in enumerate(made):
        one = MinHash(num_perm=VALUES, hashvalues=values.astype(np.uint64), scheme="legacy")
        found |= {(other, number) for other in index.query(one)}
        index.insert(number, one, check_duplication=False)
    return found


def main() -> None:
    """Prints seconds, memory and how many pairs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", type=int, nargs="?", default=20_000)
    parser.add_argument("which", choices=("ours", "datasketch"), nargs="?", default="ours")
    given = parser.parse_args()
    made = signatures(given.count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    pairs = by_datasketch(made) if given.which == "datasketch" else set(map(tuple, candidates(made)))
    spent = time.process_time() - began
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(
        f"{given.which:10} {given.count:,} reports: {spent:.1f} s, {grown:.0f} MB more, {len(pairs):,} pairs"
    )


if __name__ == "__main__":
    main()
