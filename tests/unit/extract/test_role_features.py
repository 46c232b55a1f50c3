"""Features of fillers in blocks: a judge weighs the blocks as it would weigh all their features."""

from itertools import pairwise

import numpy as np

from contested.extract import role_features as names
from contested.extract.blocks import block, names_in
from contested.extract.judge import Judge

BLOCKS = [
    block(names.side, "capture", "own", False, None, None),
    block(names.mention, "obj", "party", True, "in", "capture"),
    block(names.rivals, "away", ("subj", "obj"), True, False),
]


def test_the_features_of_blocks_are_those_of_each_in_their_order() -> None:
    assert names_in(BLOCKS) == [
        "stance=own",
        "stance=own|capture",
        "r=obj|party",
        "k=party",
        "k=party|capture",
        "known=True",
        "under=in|obj",
        "under=in|capture",
        "rival:subj|away",
        "rival:obj|away",
        "rivals:direct=True|away",
        "rivals:here=False|away",
    ]


def test_a_judge_weighs_blocks_as_it_weighs_their_features() -> None:
    known = names_in(BLOCKS)[1:]
    weights = np.array([[0.5 + n] for n in range(len(known))], dtype=np.float32)
    judge = Judge("actor", ("fills",), {name: row for row, name in enumerate(known)}, weights)
    alternatives = [BLOCKS, BLOCKS[:1], [], [BLOCKS[0], *BLOCKS[1:]]]

    rows = [names_in(blocks) for blocks in alternatives]

    first, again = judge.score_blocks(alternatives), judge.score_blocks(alternatives)

    assert first == judge.score_each(rows).tolist()
    assert first == again


def test_equal_blocks_are_one_block() -> None:
    assert block(names.rivals, "away", ("subj", "obj"), True, False) is BLOCKS[2]


def test_blocks_of_other_values_are_other_features() -> None:
    found = [
        names_in([block(names.side, "hold", stance, False, None, None)])
        for stance in ("own", "ally", "enemy")
    ]

    assert all(one != other for one, other in pairwise(found))


def test_what_earlier_claims_told_is_named_by_when_they_were_told() -> None:
    told = block(names.told, "hold", False, ((True, False, "capture"), None, None, (False, None, "")))

    assert names_in([told]) == [
        "told:here=True|False",
        "told:here=True|hold|False",
        "told-other:here=False|False",
        "told-other:here=False|hold|capture",
        "told:last=-|False",
        "told:same=-|False",
        "told:family=False|False",
        "told:family=False|hold|False",
    ]
