"""Mentions that may fill a claim's role, with features for choosing among them."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contested.extract.discourse import Discourse
from contested.extract.features import kinds_by_token, word_class
from contested.extract.judge import Scores
from contested.extract.mentions import Mention, MentionKind
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
class Filler:
    """A mention (or, for a party, a side that the report implies) that may fill a role."""

    mention: Mention
    implied: bool = False  # stands for its side: the words are elsewhere in the report


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
        self._known_relations: dict[tuple[int, int, MentionKind], str] = {}
        self._fields: dict[bool, Field] = {}
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
        key = (mention.start, mention.end, mention.kind)
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
        relations = [situation.relation(mention) for mention in named]
        self.relations = frozenset(relations)
        self.counts = Counter(relation.split(">")[0].split("+")[0] for relation in relations)
        self.any_direct = any(not name.startswith(_INDIRECT) for name in self.counts)
        self.any_here = any(name != "away" for name in self.counts)
        self._starts = sorted(mention.start for mention in named if mention.sentence == situation.sentence)
        before = [(mention.start, mention.name) for mention in named if mention.start < situation.start]
        self._before = sorted(before, reverse=True)

    def between(self, start: int, end: int) -> int:
        """How many names of the trigger's sentence begin between two characters."""
        low, high = (start, end) if start < end else (end, start)
        return max(0, bisect_left(self._starts, high) - bisect_right(self._starts, low))

    def nearer(self, mention: Mention, most: int) -> int:
        """How many other names stand between a mention and the trigger behind it, at most so many."""
        found: set[str] = set()
        for start, name in self._before:
            if start <= mention.start or len(found) == most:
                break
            if name != mention.name:
                found.add(name)
        return len(found)


_INDIRECT = ("up:", "away", "aside", "below", "above")


def _party_fillers(situation: Situation) -> list[Filler]:
    """Parties of the trigger's sentence and of those before it, then sides that the report names anywhere."""
    found = [Filler(m) for m in _near(situation) if m.is_party]
    return found + [Filler(mention, implied=True) for mention in situation.discourse.representatives.values()]


def _place_fillers(situation: Situation) -> list[Filler]:
    """Places of the trigger's sentence and of those before it, and those that the whole report is about."""
    found = [Filler(m) for m in _near(situation) if m.kind is MentionKind.PLACE]
    discourse = situation.discourse
    for place in (discourse.title_place, discourse.scene(situation.sentence), *discourse.main_places):
        if place is not None and all(filler.mention.name != place.name for filler in found):
            found.append(Filler(place, implied=True))
    return found


def _near(situation: Situation) -> Iterator[Mention]:
    mentions = situation.discourse.mentions
    for at in range(max(0, situation.sentence - LOOK_BACK), situation.sentence + 1):
        yield from mentions[at]
    # What follows the trigger's sentence may only name what a pronoun or headline left open.
    if situation.sentence == 0 and len(mentions) > 1:
        yield from mentions[1]


def filler_features(
    role: str,
    filler: Filler,
    situation: Situation,
    *,
    actor_side: SideId | None = None,
) -> list[str]:
    """Features of one mention for one role."""
    field = situation.field(role)
    mention, event, discourse = filler.mention, situation.event, situation.discourse
    relation = "implied" if filler.implied else situation.relation(mention)
    kind = mention.kind.value
    out = [
        f"r={relation}",
        f"r={relation}|{event}",
        f"r={relation}|{kind}",
        f"r={relation}|{situation.candidate.token.pos_}",
        f"r={relation}|{situation.line}",
        f"r={relation}|{situation.lemma}",
        f"k={kind}",
        f"k={kind}|{event}",
        f"known={mention.known}",
    ]
    away = situation.sentence - mention.sentence
    out.append(f"away={min(away, 5) if away >= 0 else 'after'}|{'implied' if filler.implied else ''}")
    if away == 0 and not filler.implied:
        out += _distance_features(mention, situation, field)
    elif away and not filler.implied:
        order = _order_in_sentence(mention, situation.discourse)
        out.append(f"order={order}|{min(away, 3)}")
        if mention.token is not None:
            out.append(f"dep={mention.token.dep_}|away")
    if mention.token is not None and mention.token.dep_ == "pobj":
        out.append(f"under={mention.token.head.lemma_.lower()}|{relation}")
        out.append(f"under={mention.token.head.lemma_.lower()}|{event}")
    out.append(f"object={situation.object_class}|{relation}")
    out.append(f"object={situation.object_class}|{relation}|{event}")
    out.append(f"rank={_recency_rank(mention, situation, field)}|{away == 0}")
    here = discourse.sentences[mention.sentence]
    out.append(f"paragraph={here.segment == discourse.sentences[situation.sentence].segment}|{min(away, 3)}")
    out.append(f"headline={here.kind is SegmentKind.HEADLINE}|{away == 0}")
    if mention.is_party:
        out += _side_features(filler, situation, actor_side)
        out += _told_features(role, discourse.side_of(mention), situation, filler.implied)
    else:
        out += _place_features(filler, situation)
        out += _told_features(role, mention.name, situation, away != 0)
    out += _rival_features(relation, field)
    return out


def none_features(role: str, situation: Situation) -> list[str]:
    """Features of leaving the role open."""
    field = situation.field(role)
    out = [
        "none",
        f"none|{situation.event}",
        f"none|{situation.line}",
        f"none|{situation.lemma}",
        f"none|pos={situation.candidate.token.pos_}",
        f"none|dep={situation.candidate.token.dep_}|{situation.event}",
        f"none|any={bool(field.fillers)}",
    ]
    out += [
        f"none|has:{name}={name in field.relations}|{situation.event}"
        for name in ("subj", "obj", "poss", "compound", "of", "by")
    ]
    out.append(f"none|object={situation.object_class}")
    out.append(f"none|object={situation.object_class}|{situation.event}")
    for name, told in _memories(situation):
        out.append(f"none|told:{name}={'-' if told is None else getattr(told, role) is None}")
        out.append(
            f"none|told:{name}={'-' if told is None else getattr(told, role) is None}|{situation.event}"
        )
    out.append(f"none|direct={field.any_direct}|{situation.event}")
    return out


def _relations(found: Sequence[Any]) -> Mapping[int, str]:
    relations: dict[int, str] = {}
    for relation, token in found:
        relations.setdefault(token.i, relation)
    return relations


def _distance_features(mention: Mention, situation: Situation, field: Field) -> Iterator[str]:
    gap = mention.start - situation.start
    side = "before" if gap < 0 else "after"
    between = field.between(situation.start, mention.start)
    words = abs(gap) // 6
    bucket = 0 if words <= 2 else 1 if words <= 5 else 2 if words <= 10 else 3 if words <= 20 else 4
    yield f"side={side}"
    yield f"side={side}|{situation.event}"
    yield f"gap={side}{bucket}"
    yield f"gap={side}{bucket}|{situation.candidate.token.pos_}"
    yield f"between={side}{min(between, 3)}"
    yield f"between={side}{min(between, 3)}|{situation.event}"
    if mention.token is not None:
        yield f"dep={mention.token.dep_}"
        yield f"dep={mention.token.dep_}|{side}|{situation.candidate.token.pos_}"
        yield f"head={mention.token.head.lemma_.lower()}"
        same = clause_head(mention.token).i == clause_head(situation.candidate.token).i
        yield f"clause={same}|{side}"


def _order_in_sentence(mention: Mention, discourse: Discourse) -> str:
    same = [m for m in discourse.mentions[mention.sentence] if m.is_party == mention.is_party]
    if len(same) == 1:
        return "only"
    return "first" if same[0] is mention else "last" if same[-1] is mention else "middle"


def _side_features(filler: Filler, situation: Situation, actor_side: SideId | None) -> Iterator[str]:
    discourse = situation.discourse
    side = discourse.side_of(filler.mention)
    stance = discourse.stance(side)
    yield f"stance={stance}"
    yield f"stance={stance}|{situation.event}"
    if filler.implied:
        yield f"stance={stance}|{situation.event}|implied"
        rank = discourse.side_rank(side)
        yield f"rank={min(rank, 3)}|implied"
        yield f"rank={min(rank, 3)}|{situation.event}|implied"
        here = {discourse.side_of(m) for m in discourse.mentions[situation.sentence] if m.is_party}
        yield f"here={side in here}|implied"
        yield f"recent={discourse.side_recency(side, situation.sentence)}|implied"
    if side is None:
        yield "side=open"
        yield f"side=open|{situation.event}"
    if actor_side is not None:
        same = "same" if side == actor_side else "open" if side is None else "other"
        yield f"actor={same}"
        yield f"actor={same}|{situation.event}"
        yield f"actor={same}|implied={filler.implied}"
        if side in NEUTRAL_CAMPS:
            yield f"neutral|{situation.event}"


def _place_features(filler: Filler, situation: Situation) -> Iterator[str]:
    discourse, mention = situation.discourse, filler.mention
    count = discourse.place_counts[mention.name]
    yield f"count={min(count, 4)}"
    yield f"is_title={discourse.title_place is not None and discourse.title_place.name == mention.name}"
    scene = discourse.scene(situation.sentence)
    is_scene = scene is not None and scene.name == mention.name
    yield f"is_scene={is_scene}"
    yield f"is_scene={is_scene}|away={mention.sentence != situation.sentence}"
    kind = discourse.place_kind(mention)
    yield f"place={kind}"
    yield f"place={kind}|{situation.event}"
    yield f"place={kind}|away={mention.sentence != situation.sentence}"
    yield f"object={situation.object_class}|place={kind}"
    if mention.token is not None:
        for child in mention.token.children:
            if child.dep_ == "compound" or child.dep_ == "amod":
                yield f"mod={child.lemma_.lower()}"
        if mention.token.dep_ in ("compound", "nmod", "amod", "poss"):
            yield f"modifies={mention.token.head.lemma_.lower()}"


def _memories(situation: Situation) -> tuple[tuple[str, Told | None], ...]:
    return (
        ("here", situation.told_here),
        ("last", situation.told_last),
        ("same", situation.told_same),
        ("family", situation.told_family),
    )


def _told_features(role: str, answer: object, situation: Situation, away: bool) -> Iterator[str]:
    """Whether earlier claims of the report had the same answer, in this role or in the other."""
    for name, told in _memories(situation):
        if told is None:
            yield f"told:{name}=-|{away}"
            continue
        same = getattr(told, role) == answer
        yield f"told:{name}={same}|{away}"
        yield f"told:{name}={same}|{situation.event}|{away}"
        if role != "place":
            other = getattr(told, "target" if role == "actor" else "actor") == answer
            yield f"told-other:{name}={other}|{away}"
            yield f"told-other:{name}={other}|{situation.event}|{told.event}"


def _recency_rank(mention: Mention, situation: Situation, field: Field) -> int:
    """How many other names stand between the mention and the trigger, at most 4; -1 behind the trigger."""
    return -1 if mention.start >= situation.start else field.nearer(mention, 4)


_RIVALS = ("subj", "obj", "prep:in", "of", "compound", "poss", "by", "prep:to", "prep:from")


def _rival_features(relation: str, field: Field) -> Iterator[str]:
    own = relation.split(">")[0]
    for name in _RIVALS:
        if field.counts[name] > (own == name):
            yield f"rival:{name}|{relation}"
    if relation in ("away", "implied", "aside"):
        yield f"rivals:direct={field.any_direct}|{relation}"
        yield f"rivals:here={field.any_here}|{relation}"
