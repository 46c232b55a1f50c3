"""What speaks for each of those that may fill a role, in blocks of features that they share."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contested.extract import role_features as names
from contested.extract.blocks import Block, block
from contested.extract.fields import Field
from contested.extract.fillers import Filler
from contested.extract.mentions import Mention
from contested.model.actor import NEUTRAL_CAMPS, SideId

if TYPE_CHECKING:
    from contested.extract.candidates import Situation, Told

_GAPS = (2, 5, 10, 20)  # words, of six characters


class _PartiesTold:
    """Who filled a role and the other party's in the earlier claims that count, and their events."""

    def __init__(self, role: str, memories: Iterable["Told | None"]) -> None:
        swaps = role == "target"
        self._told = [
            None if t is None else (*((t.target, t.actor) if swaps else (t.actor, t.target)), t.event)
            for t in memories
        ]
        self._sides = {side for told in self._told if told is not None for side in told[:2]}
        self._strange = tuple([None if told is None else (False, False, told[2]) for told in self._told])

    def of(self, side: SideId | None) -> tuple[tuple[bool, bool, str] | None, ...]:
        """For each claim whether it had a side in the role, whether in the other one, and its event."""
        if side not in self._sides:
            return self._strange
        return tuple([None if t is None else (t[0] == side, t[1] == side, t[2]) for t in self._told])


@dataclass(slots=True)
class Shared:
    """What several fillers of one trigger share, for all its roles."""

    told: dict[str, _PartiesTold] = field(default_factory=dict)
    standing: dict[int, list[Block]] = field(default_factory=dict)
    related: dict[tuple[bool, str], list[Block]] = field(default_factory=dict)


class RoleBlocks:
    """The blocks of one trigger's fillers; what several of them share is made once."""

    def __init__(self, situation: "Situation") -> None:
        self._situation = situation
        # The situation holds them, not these blocks: what leads back to itself is freed late.
        shared = situation.shared
        self._told, self._standing, self._related = shared.told, shared.standing, shared.related

    def of_fillers(
        self, role: str, fillers: Iterable[Filler], actor_side: SideId | None = None
    ) -> list[list[Block]]:
        """
        The features of each filler for one role.

        Args:
            role: The role.
            fillers: Who or what may fill it.
            actor_side: For a target, the side that does it.
        """
        situation, standing = self._situation, self._standing
        field, here, is_place = situation.field(role), situation.sentence, role == "place"
        answers: tuple[dict[object, list[Block]], ...] = ({}, {})
        found = []
        for filler in fillers:
            mention = filler.mention
            if (stands := standing.get(id(filler))) is None:
                stands = standing[id(filler)] = self._stands(filler, field)
            away = mention.sentence != here if is_place else filler.implied
            known, said = answers[away], mention.name if is_place else filler.side
            if (answer := known.get(said)) is None:
                answer = known[said] = (
                    self._of_place(mention, away)
                    if is_place
                    else self._of_side(role, filler.side, away, actor_side)
                )
            found.append(stands + answer)
        return found

    def of_nobody(self, role: str) -> list[Block]:
        """The features of leaving the role open."""
        situation, field = self._situation, self._situation.field(role)
        token, event = situation.candidate.token, situation.event
        related = tuple([name in field.relations for name in names.CLOSE])
        told = tuple([None if t is None else getattr(t, role) is None for t in situation.memories])
        some = bool(field.fillers)
        return [
            block(names.nobody, situation.line, situation.lemma, token.pos_, token.dep_, some, event),
            block(names.nobody_related, related, field.any_direct, event),
            block(names.nobody_beside_object, situation.object_class, event),
            block(names.nobody_told, told, event),
        ]

    def _stands(self, filler: Filler, field: Field) -> list[Block]:
        """Where a filler stands, the same for actor and target."""
        situation, mention = self._situation, filler.mention
        row = field.reach.rows[mention.sentence]
        rank = -1 if mention.start >= situation.start else field.nearer(mention)
        relation = "implied" if filler.implied else "away" if row.away else situation.relation(mention)
        key = (mention.is_party, relation)
        if (related := self._related.get(key)) is None:
            related = self._related[key] = self._relates(relation, field)
        if relation == "away":
            return [
                *related,
                filler.words_away(situation.event),
                filler.place_away(row, rank),
                *filler.modifiers,
            ]
        place = block(names.page_place, row.away, filler.implied, rank, row.together, row.headline)
        blocks = [*related, filler.words_for(relation, situation.event), place, *filler.modifiers]
        return blocks if filler.implied else blocks + self._apart(filler, field)

    def _relates(self, relation: str, field: Field) -> list[Block]:
        """How the mentions of one relation stand to the trigger, and which others do."""
        situation = self._situation
        event, pos = situation.event, situation.candidate.token.pos_
        line, lemma, done_to = situation.line, situation.lemma, situation.object_class
        return [
            block(names.relation, relation, event, pos, line, lemma, done_to),
            block(names.rivals, relation, field.rivals(relation), field.any_direct, field.any_here),
        ]

    def _apart(self, filler: Filler, field: Field) -> list[Block]:
        """How far a filler of the trigger's sentence stands from it."""
        situation = self._situation
        start, pos = filler.mention.start, situation.candidate.token.pos_
        gap = start - situation.start
        side = "before" if gap < 0 else "after"
        between = min(field.reach.between(situation.start, start), 3)
        words = abs(gap) // 6
        bucket = sum([words > most for most in _GAPS])
        blocks = [block(names.distance, side, bucket, between, situation.event, pos)]
        if filler.clause is not None:
            same = filler.clause == situation.clause
            blocks += block(names.clause, filler.dep, side, pos, same), block(names.head, filler.head)
        return blocks

    def _of_side(
        self, role: str, side: SideId | None, implied: bool, actor_side: SideId | None
    ) -> list[Block]:
        """What speaks for a party's side."""
        situation, discourse = self._situation, self._situation.discourse
        unnamed = situation.field(role).reach.unnamed[side] if implied else None
        beside = None
        if actor_side is not None:
            same = "same" if side == actor_side else "open" if side is None else "other"
            beside = same, implied, side in NEUTRAL_CAMPS
        if (told := self._told.get(role)) is None:
            told = self._told[role] = _PartiesTold(role, situation.memories)
        return [
            block(names.side, situation.event, discourse.stance(side), side is None, unnamed, beside),
            block(names.told, situation.event, implied, told.of(side)),
        ]

    def _of_place(self, mention: Mention, away: bool) -> list[Block]:
        """What speaks for a place, whichever mention names it."""
        situation, discourse = self._situation, self._situation.discourse
        title, scene, name = discourse.title_place, discourse.scene(situation.sentence), mention.name
        count = min(discourse.place_counts[name], 4)
        is_title = title is not None and title.name == name
        is_scene = scene is not None and scene.name == name
        kind = discourse.place_kind(mention)
        event, done_to = situation.event, situation.object_class
        told = tuple([None if t is None else (t.place == name, None, "") for t in situation.memories])
        return [
            block(names.place, count, is_title, is_scene, away),
            block(names.place_kind, kind, away, event, done_to),
            block(names.told, event, away, told),
        ]
