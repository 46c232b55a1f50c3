"""Choosing what fills a claim's roles: by the judge where there is one, else by the order of relations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from contested.extract.blocks import Block, names_in
from contested.extract.candidates import Situation
from contested.extract.fillers import Filler
from contested.extract.judge import Judge
from contested.extract.mentions import Mention
from contested.extract.reach import Reach
from contested.extract.role_blocks import RoleBlocks
from contested.model.actor import SideId

ROLES = ("actor", "target", "place")
# By rules alone: the first relation of the list that some mention stands in.
_RULES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "actor": {
        "VERB": ("subj", "subj>of", "subj>poss", "subj>compound", "up:subj"),
        "NOUN": ("poss", "compound", "by", "amod", "vsubj", "of", "prep:between", "up:subj"),
    },
    "target": {
        "VERB": (
            "obj",
            "prep:against",
            "prep:from",
            "prep:with",
            "obj>of",
            "obj>poss",
            "obj>compound",
            "obj>amod",
        ),
        "NOUN": ("prep:against", "prep:on", "prep:with", "prep:from", "of", "nof"),
    },
    "place": {
        "VERB": (
            "obj",
            "obj>of",
            "prep:in",
            "prep:into",
            "prep:at",
            "prep:from",
            "prep:to",
            "obj>compound",
            "up:prep:in",
        ),
        "NOUN": (
            "of",
            "prep:in",
            "prep:on",
            "prep:for",
            "prep:at",
            "compound",
            "poss",
            "vprep:in",
            "vobj",
            "up:prep:in",
        ),
    },
}
# What the network's log shares weigh against those of a judge: the judge sees the parse and the report's
# memory, the network the words; together they beat either alone (docs/decisions/0010-context-network.md).
TRUST_IN_CONTEXT = 0.5
# The judge need not look at what the network gives e^-6 of its best: of 6,397 unseen claims (two folds of
# three) one is scored otherwise than with e^-8, for a fifth less to look at.
_RULED_OUT = 6.0
_NO_TARGET = frozenset({"advance", "route", "agreement", "lose"})


@dataclass(frozen=True, slots=True)
class Choice:
    """What fills a role, how sure the chooser is (0 to 1), and why."""

    filler: Filler | None
    share: float
    reason: str
    stands_for: Mention | None = None  # whom words of no side mean


@dataclass(frozen=True, slots=True)
class Weighed:
    """All that may fill a role, with features and shares; the last of these stand for leaving it open."""

    fillers: Sequence[Filler]
    blocks: Sequence[Sequence[Block]]
    shares: Sequence[float]

    @property
    def rows(self) -> list[list[str]]:
        """The features of each filler, last those of leaving the role open."""
        return [names_in(blocks) for blocks in self.blocks]


def choose(
    role: str, situation: Situation, judge: Judge | None, *, actor_side: SideId | None = None
) -> Choice:
    """What fills one role of a trigger: a mention, an implied side, or nothing."""
    if judge is None:
        return _by_rules(role, situation, situation.field(role).fillers)
    weighed = weigh(role, situation, judge, actor_side=actor_side)
    return _most_supported(role, situation, weighed.fillers, weighed.shares)


def weigh(role: str, situation: Situation, judge: Judge, *, actor_side: SideId | None = None) -> Weighed:
    """How much judge and network together give to each filler that is not ruled out."""
    reach = situation.field(role).reach
    heard = situation.context.get(role) or [0.0] * (len(reach.fillers) + 1)
    least = max(heard) - _RULED_OUT
    kept = [at for at, share in enumerate(heard[: reach.named]) if share >= least]
    kept += _implied(reach, situation, actor_side)
    fillers = [reach.fillers[at] for at in kept]
    made = RoleBlocks(situation)
    blocks = [*made.of_fillers(role, fillers, actor_side), made.of_nobody(role)]
    scores = judge.score_blocks(blocks)
    shares = _shares(
        [score + TRUST_IN_CONTEXT * heard[at] for score, at in zip(scores, [*kept, -1], strict=True)]
    )
    if role == "actor":
        shares = _without_foes(shares, fillers, situation)
    return Weighed(fillers, blocks, shares)


def _implied(reach: Reach, situation: Situation, actor_side: SideId | None) -> Sequence[int]:
    """Which fillers are implied; as the target a report does not imply the actor's own side or an ally."""
    implied = range(reach.named, len(reach.fillers))
    if actor_side is None:
        return implied
    friends = situation.discourse.stand_together
    return [at for at in implied if not friends(reach.fillers[at].side, actor_side)]


def _shares(scores: Sequence[float]) -> list[float]:
    """Scores as shares that add up to 1; of a dozen numbers, which arrays would only slow down."""
    most = max(scores)
    grown = [exp(score - most) for score in scores]
    total = sum(grown)
    return [one / total for one in grown]


def _without_foes(shares: list[float], fillers: Sequence[Filler], situation: Situation) -> list[float]:
    """Shares without the side that this is done against, where that is surer: who lifts a siege laid none."""
    answered, discourse = situation.answered, situation.discourse
    if answered is None or answered.actor is None:
        return shares
    foes = [discourse.stand_together(filler.side, answered.actor) for filler in fillers]
    theirs = sum(share for share, is_foe in zip(shares, foes, strict=False) if is_foe)
    if theirs >= min(answered.sureness, 1 - _LEAST_IMPLIED):
        return shares
    left = [0.0 if is_foe else share for share, is_foe in zip(shares, [*foes, False], strict=True)]
    total = sum(left)
    return [share / total for share in left]


def _most_supported(
    role: str, situation: Situation, fillers: Sequence[Filler], shares: Sequence[float]
) -> Choice:
    """
    The best filler of the best-supported answer.

    Several mentions may name the same side or place; their shares add up, since any of them is right.
    """
    answers: dict[object, float] = {}
    for filler, share in zip(fillers, shares, strict=False):
        answers[filler.answer] = answers.get(filler.answer, 0.0) + share
    if not answers:
        return Choice(None, 1.0, "no candidate")
    best = max(answers, key=answers.__getitem__)
    if shares[-1] >= answers[best]:
        return _implied_side(role, fillers, shares) or Choice(None, shares[-1], "judge: none")
    of_best = [at for at, filler in enumerate(fillers) if filler.answer == best]
    if role != "place":
        named = sum([shares[at] for at in of_best if not fillers[at].implied])
        if named < _LEAST_NAMED:
            of_best = [at for at in of_best if fillers[at].implied] or of_best
    filler = fillers[max(of_best, key=shares.__getitem__)]  # of equal ones the first: a named one
    relation = "implied" if filler.implied else situation.relation(filler.mention)
    stands_for = None
    if role != "place" and filler.side is None:
        # "The column", "its units": words of no side stand for the side that fits best, if any fits at all.
        sides = {
            key: share for key, share in answers.items() if isinstance(key, str) and share >= _LEAST_IMPLIED
        }
        stands_for = situation.discourse.representatives.get(
            SideId(max(sides, key=lambda side: (sides[side], side), default=""))
        )
    return Choice(filler, answers[best], f"judge: {relation}", stands_for)


def _implied_side(role: str, fillers: Sequence[Filler], shares: Sequence[float]) -> Choice | None:
    """The side that the report implies where no words fill the role, if it is likely enough."""
    if role == "place":
        return None
    found = [(share, filler) for filler, share in zip(fillers, shares, strict=False) if filler.implied]
    share, filler = max(found, key=lambda pair: pair[0], default=(0.0, None))
    if filler is None or share < _LEAST_IMPLIED:
        return None
    return Choice(filler, share, "judge: implied rather than none")


# An annotator often leaves a party out that the report makes clear; so may the judge.
_LEAST_IMPLIED = 0.002
# Words are said to name a party where that is clear; below this the report only implies its side: there the
# annotators gave these words in less than one case of four (docs/decisions/0007-extract.md).
_LEAST_NAMED = 0.85


def _by_rules(role: str, situation: Situation, fillers: Sequence[Filler]) -> Choice:
    if role == "target" and situation.event in _NO_TARGET:
        return Choice(None, 1.0, "rule: the event has no target")
    token = situation.candidate.token
    table = _RULES[role]["VERB" if token.pos_ in ("VERB", "AUX", "ADJ") else "NOUN"]
    by_relation: dict[str, Filler] = {}
    for filler in fillers:
        if not filler.implied:
            by_relation.setdefault(situation.relation(filler.mention).rstrip("&"), filler)
    for relation in table:
        if (found := by_relation.get(relation)) is not None:
            return Choice(found, 0.5, f"rule: {relation}")
    if role == "place":
        here = [f for f in fillers if f.mention.sentence == situation.sentence and not f.implied]
        near = min(here, key=lambda f: abs(f.mention.start - situation.start), default=None)
        scene = next((f for f in fillers if f.implied), None)
        return Choice(near or scene, 0.3, "rule: nearest" if near else "rule: scene")
    return Choice(None, 0.5, "rule: none")
