"""Mentions that may fill a claim's role, with features for choosing among them."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from contested.extract import role_features as names
from contested.extract.discourse import Discourse
from contested.extract.features import kinds_by_token, word_class
from contested.extract.fillers import Filler
from contested.extract.judge import Scores
from contested.extract.mentions import Mention
from contested.extract.role_features import Block, Blocks
from contested.extract.syntax import arguments, clause_head
from contested.extract.triggers import Candidate
from contested.knowledge.lexicon import Language
from contested.model.actor import NEUTRAL_CAMPS, SideId
from contested.model.page import SegmentKind

_FAMILIES = {
    "fight": ("attack", "strike", "repel", "advance", "casualties", "destroy"),
    "hold": ("capture", "hold", "lose"),
    "siege": ("besiege", "relieve", "route"),
    "agreement": ("agreement",),
}
_FAMILY = {event: family for family, events in _FAMILIES.items() for event in events}
# Who does the one does it against whoever does the other, where one is the other's object or subject.
_AGAINST = {"relieve": ("besiege",), "repel": ("attack", "strike", "advance")}
LOOK_BACK = 4  # sentences before the trigger's from which a role may be filled


@dataclass(frozen=True, slots=True)
class Told:
    """What an earlier claim of the report was about."""

    event: str
    sentence: int
    actor: SideId | None
    target: SideId | None
    place: str | None  # the folded words
    word: int  # its trigger's position in the sentence's parse
    sureness: float  # that of the actor, 0 to 1


class Situation:
    """A trigger with everything that may fill its roles; computed once for all roles."""

    def __init__(
        self,
        candidate: Candidate,
        event: str,
        sentence: int,
        discourse: Discourse,
        *,
        language: Language,
        told: Sequence[Told] = (),
    ) -> None:
        self.candidate = candidate
        self._known_relations: dict[tuple[int, int, str], str] = {}
        self._fields: dict[bool, Field] = {}
        self._where: dict[int, Blocks] = {}
        self._sides: dict[tuple[SideId | None, bool, SideId | None], Blocks] = {}
        self.context: Mapping[str, Scores] = {}  # what the network makes of each role's fillers
        kinds = kinds_by_token(discourse.mentions[sentence])
        self.object_class = next(
            (
                word_class(a.token, kinds, language)
                for a in candidate.arguments
                if a.relation in ("obj", "of", "vobj")
            ),
            "nothing",
        )
        self.event = event
        self.sentence = sentence
        self.discourse = discourse
        token = candidate.token
        self.lemma = token.lemma_.lower()
        self.relations = _relations(candidate.arguments)
        self.clause = clause_head(token).i
        above = clause_head(token.head) if token.pos_ in ("VERB", "AUX") else clause_head(token)
        self.upper = _relations(arguments(above)) if above.i != token.i else {}
        self.line = candidate.fired[0].id if candidate.fired else "none"
        self.start = discourse.sentences[sentence].start + token.idx
        self.recall(told)

    def recall(self, told: Sequence[Told]) -> None:
        """Makes known the earlier claims that this one may go on with."""
        self.told_last = told[-1] if told else None
        self.told_here = next((t for t in reversed(told) if t.sentence == self.sentence), None)
        self.told_same = next((t for t in reversed(told) if t.event == self.event), None)
        family = _FAMILY.get(self.event)
        self.told_family = next((t for t in reversed(told) if _FAMILY.get(t.event) == family), None)
        self.answered = next((t for t in reversed(told) if self._answers(t)), None)
        self._told: dict[tuple[str, object, bool], Blocks] = {}

    def _answers(self, told: Told) -> bool:
        """Whether this is done against whoever did that, or the other way round: "lift the siege"."""
        if told.sentence != self.sentence:
            return False
        if told.event not in _AGAINST.get(self.event, ()) and self.event not in _AGAINST.get(told.event, ()):
            return False
        token = self.candidate.token
        return bool(token.head.i == told.word or token.doc[told.word].head.i == token.i)

    def relation(self, mention: Mention) -> str:
        """How the mention stands to the trigger in the parse."""
        key = (mention.start, mention.end, mention.kind_name)
        if key not in self._known_relations:
            self._known_relations[key] = self._relation(mention)
        return self._known_relations[key]

    def field(self, role: str) -> "Field":
        """All that may fill a role; actor and target are looked for among the same parties."""
        wants_place = role == "place"
        if wants_place not in self._fields:
            found = _place_fillers(self) if wants_place else _party_fillers(self)
            self._fields[wants_place] = Field(found, self)
        return self._fields[wants_place]

    def blocks_where(self, filler: Filler, field: "Field") -> Blocks:
        """Where a filler stands, the same for actor and target."""
        if (known := self._where.get(id(filler))) is None:
            known = self._where[id(filler)] = tuple(_blocks_where(filler, self, field))
        return known

    def blocks_of_side(self, side: SideId | None, implied: bool, actor_side: SideId | None) -> Blocks:
        """The features of a party's side, the same for all its mentions."""
        key = (side, implied, actor_side)
        if (known := self._sides.get(key)) is None:
            known = self._sides[key] = tuple(_side_blocks(side, implied, self, actor_side))
        return known

    def blocks_told(self, role: str, answer: object, away: bool) -> Blocks:
        """What earlier claims say for an answer, the same for all mentions that give it."""
        key = (role, answer, away)
        if (known := self._told.get(key)) is None:
            known = self._told[key] = tuple(_told_blocks(role, answer, self, away))
        return known

    def _relation(self, mention: Mention) -> str:
        if mention.sentence != self.sentence:
            return "away"
        if mention.token is None:
            return "unparsed"
        inside = self._inside(mention)
        for i in inside:
            if (found := self.relations.get(i)) is not None:
                return found
        for i in inside:
            if (found := self.upper.get(i)) is not None:
                return "up:" + found
        token = self.candidate.token
        if token in mention.token.children or mention.token.is_ancestor(token):
            return "above"
        if token.is_ancestor(mention.token):
            return f"below:{mention.token.dep_}"
        return "aside"

    def _inside(self, mention: Mention) -> list[int]:
        """The mention's head, then the other words of it, as positions in the parse."""
        token = mention.token
        assert token is not None
        offset = self.discourse.sentences[mention.sentence].start
        rest = [
            t.i for t in token.subtree if mention.start <= t.idx + offset < mention.end and t.i != token.i
        ]
        return [token.i, *rest]


class Field:
    """All that may fill one role of a trigger, with what each of them is compared with; counted once."""

    def __init__(self, fillers: Sequence[Filler], situation: Situation) -> None:
        self.fillers = fillers
        named = [filler.mention for filler in fillers if not filler.implied]
        here = [mention for mention in named if mention.sentence == situation.sentence]
        relations = Counter(situation.relation(mention) for mention in here)
        if len(named) > len(here):
            relations["away"] = len(named) - len(here)
        self.relations = frozenset(relations)
        self.counts: Counter[str] = Counter()
        for relation, count in relations.items():
            self.counts[relation.split(">")[0].split("+")[0]] += count
        self.any_direct = any(not name.startswith(_INDIRECT) for name in self.counts)
        self.any_here = any(name != "away" for name in self.counts)
        self._starts = sorted(mention.start for mention in here)
        self._before = _nearest_names(named, situation.start, _MOST_NEARER + 1)
        self._rivals: dict[str, Blocks] = {}

    def between(self, start: int, end: int) -> int:
        """How many names of the trigger's sentence begin between two characters."""
        low, high = (start, end) if start < end else (end, start)
        return max(0, bisect_left(self._starts, high) - bisect_right(self._starts, low))

    def nearer(self, mention: Mention) -> int:
        """How many other names stand between a mention and the trigger behind it, at most four."""
        nearer = [name for start, name in self._before if start > mention.start and name != mention.name]
        return min(len(nearer), _MOST_NEARER)

    def rivals(self, relation: str) -> Blocks:
        """Which relations others than a mention of this relation stand in."""
        if (known := self._rivals.get(relation)) is None:
            own = relation.split(">")[0]
            others = tuple(name for name in _RIVALS if self.counts[name] > (own == name))
            known = ((names.rivals, relation, others, self.any_direct, self.any_here),)
            self._rivals[relation] = known
        return known


_MOST_NEARER = 4


def _nearest_names(named: Sequence[Mention], end: int, most: int) -> list[tuple[int, str]]:
    """So many different names before a character, nearest first, each where it stands last."""
    last: dict[str, int] = {}
    for mention in named:
        if mention.start < end:
            last[mention.name] = max(mention.start, last.get(mention.name, -1))
    return sorted(((start, name) for name, start in last.items()), reverse=True)[:most]


_RIVALS = ("subj", "obj", "prep:in", "of", "compound", "poss", "by", "prep:to", "prep:from")
_INDIRECT = ("up:", "away", "aside", "below", "above")


def _party_fillers(situation: Situation) -> list[Filler]:
    """Parties of the trigger's sentence and of those before it, then sides that the report names anywhere."""
    return [*_near(situation, situation.discourse.parties), *situation.discourse.implied]


def _place_fillers(situation: Situation) -> list[Filler]:
    """Places of the trigger's sentence and of those before it, and those that the whole report is about."""
    discourse = situation.discourse
    found = list(_near(situation, discourse.places))
    for place in (discourse.title_place, discourse.scene(situation.sentence), *discourse.main_places):
        if place is not None and all(filler.mention.name != place.name for filler in found):
            found.append(Filler(place, implied=True))
    return found


def _near(situation: Situation, rows: Sequence[Sequence[Filler]]) -> Iterator[Filler]:
    yield from chain.from_iterable(rows[max(0, situation.sentence - LOOK_BACK) : situation.sentence + 1])
    # What follows the trigger's sentence may only name what a pronoun or headline left open.
    if situation.sentence == 0 and len(rows) > 1:
        yield from rows[1]


def filler_blocks(
    role: str,
    filler: Filler,
    situation: Situation,
    *,
    actor_side: SideId | None = None,
) -> list[Blocks]:
    """The features of one mention for one role, in blocks; fillers that have some in common share these."""
    field, mention = situation.field(role), filler.mention
    rivals = field.rivals("implied" if filler.implied else situation.relation(mention))
    where = situation.blocks_where(filler, field)
    if mention.is_party:
        of_side = situation.blocks_of_side(filler.side, filler.implied, actor_side)
        return [where, of_side, situation.blocks_told(role, filler.side, filler.implied), rivals]
    told = situation.blocks_told(role, mention.name, mention.sentence != situation.sentence)
    return [where, tuple(_place_blocks(mention, situation)), told, rivals]


def _blocks_where(filler: Filler, situation: Situation, field: Field) -> list[Block]:
    mention, event, discourse = filler.mention, situation.event, situation.discourse
    pos = situation.candidate.token.pos_
    found = "implied" if filler.implied else situation.relation(mention)
    away = situation.sentence - mention.sentence
    blocks: list[Block] = [
        (
            names.relation,
            found,
            event,
            mention.kind_name,
            pos,
            situation.line,
            situation.lemma,
            mention.known,
        ),
        (names.sentences_away, away, filler.implied),
    ]
    if away == 0 and not filler.implied:
        blocks += _distance_blocks(mention, situation, field)
    elif away and not filler.implied:
        blocks.append((names.order, filler.order, min(away, 3), filler.dep))
    if filler.under is not None:
        blocks.append((names.preposition, filler.under, found, event))
    blocks.append((names.triggers_object, situation.object_class, found, event))
    here = discourse.sentences[mention.sentence]
    together = here.segment == discourse.sentences[situation.sentence].segment
    rank = _recency_rank(mention, situation, field)
    blocks.append((names.page_place, rank, away, together, here.kind is SegmentKind.HEADLINE))
    return blocks


def none_blocks(role: str, situation: Situation) -> list[Block]:
    """The features of leaving the role open, in blocks."""
    field, event = situation.field(role), situation.event
    token = situation.candidate.token
    told = tuple((name, None if t is None else getattr(t, role) is None) for name, t in _memories(situation))
    return [
        (names.nobody, situation.line, situation.lemma, token.pos_, token.dep_, bool(field.fillers), event),
        (names.nobody_related, tuple(name in field.relations for name in names.CLOSE), event),
        (names.nobody_beside_object, situation.object_class, event),
        (names.nobody_told, told, event),
        (names.nobody_direct, field.any_direct, event),
    ]


def _relations(found: Sequence[Any]) -> Mapping[int, str]:
    relations: dict[int, str] = {}
    for relation, token in found:
        relations.setdefault(token.i, relation)
    return relations


def _distance_blocks(mention: Mention, situation: Situation, field: Field) -> Iterator[Block]:
    gap = mention.start - situation.start
    side = "before" if gap < 0 else "after"
    between = field.between(situation.start, mention.start)
    words = abs(gap) // 6
    bucket = 0 if words <= 2 else 1 if words <= 5 else 2 if words <= 10 else 3 if words <= 20 else 4
    pos, token = situation.candidate.token.pos_, mention.token
    yield names.distance, side, bucket, min(between, 3), situation.event, pos
    if token is not None:
        same = clause_head(token).i == situation.clause
        yield names.clause, token.dep_, side, pos, token.head.lemma_.lower(), same


def _side_blocks(
    side: SideId | None, implied: bool, situation: Situation, actor_side: SideId | None
) -> Iterator[Block]:
    discourse, event = situation.discourse, situation.event
    stance = discourse.stance(side)
    yield names.stance, stance, event
    if implied:
        here = discourse.names_side(side, situation.sentence)
        recency = discourse.side_recency(side, situation.sentence)
        yield names.implied_side, stance, min(discourse.side_rank(side), 3), here, recency, event
    if side is None:
        yield names.open_side, event
    if actor_side is not None:
        same = "same" if side == actor_side else "open" if side is None else "other"
        yield names.beside_actor, same, implied, side in NEUTRAL_CAMPS, event


def _place_blocks(mention: Mention, situation: Situation) -> Iterator[Block]:
    discourse, title = situation.discourse, situation.discourse.title_place
    scene = discourse.scene(situation.sentence)
    yield (
        names.place,
        min(discourse.place_counts[mention.name], 4),
        title is not None and title.name == mention.name,
        scene is not None and scene.name == mention.name,
        mention.sentence != situation.sentence,
        discourse.place_kind(mention),
        situation.event,
        situation.object_class,
    )
    if (token := mention.token) is not None:
        before = tuple(c.lemma_.lower() for c in token.children if c.dep_ in ("compound", "amod"))
        stands_before = token.dep_ in ("compound", "nmod", "amod", "poss")
        yield names.modifiers, before, token.head.lemma_.lower() if stands_before else None


def _memories(situation: Situation) -> tuple[tuple[str, Told | None], ...]:
    return (
        ("here", situation.told_here),
        ("last", situation.told_last),
        ("same", situation.told_same),
        ("family", situation.told_family),
    )


def _told_blocks(role: str, answer: object, situation: Situation, away: bool) -> Iterator[Block]:
    """Whether earlier claims of the report had the same answer, in this role or in the other."""
    for name, told in _memories(situation):
        if told is None:
            yield names.nothing_told, name, away
            continue
        yield names.told, name, getattr(told, role) == answer, situation.event, away
        if role != "place":
            other = getattr(told, "target" if role == "actor" else "actor") == answer
            yield names.told_other, name, other, situation.event, told.event, away


def _recency_rank(mention: Mention, situation: Situation, field: Field) -> int:
    """How many other names stand between the mention and the trigger; -1 behind the trigger."""
    return -1 if mention.start >= situation.start else field.nearer(mention)
