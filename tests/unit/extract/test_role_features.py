"""Features of fillers in blocks: a judge weighs the blocks as it would weigh all their features."""

from itertools import chain, pairwise

import numpy as np

from contested.extract import role_features as names
from contested.extract.judge import Judge
from contested.extract.role_features import names_in

BLOCKS = [
    (names.stance, "own", "capture"),
    (names.order, "first", 2, None),
    (names.rivals, "away", ("subj", "obj"), True, False),
]


def test_the_features_of_blocks_are_those_of_each_in_their_order() -> None:
    assert names_in(BLOCKS) == [
        "stance=own",
        "stance=own|capture",
        "order=first|2",
        "rival:subj|away",
        "rival:obj|away",
        "rivals:direct=True|away",
        "rivals:here=False|away",
    ]


def test_a_judge_weighs_blocks_as_it_weighs_their_features() -> None:
    known = names_in(BLOCKS)[1:]
    weights = np.array([[0.5 + n] for n in range(len(known))], dtype=np.float32)
    judge = Judge("actor", ("fills",), {name: row for row, name in enumerate(known)}, weights)
    shared = (BLOCKS[0],)
    alternatives = [[tuple(BLOCKS)], [shared], [], [shared, tuple(BLOCKS[1:])]]

    rows = [names_in(list(chain.from_iterable(blocks))) for blocks in alternatives]

    first, again = judge.score_blocks(alternatives), judge.score_blocks(alternatives)

    assert first.tolist() == judge.score_each(rows).tolist()
    assert first.tolist() == again.tolist()


def test_blocks_of_other_values_are_other_features() -> None:
    found = [names_in([(names.stance, stance, "hold")]) for stance in ("own", "ally", "enemy")]

    assert all(one != other for one, other in pairwise(found))
