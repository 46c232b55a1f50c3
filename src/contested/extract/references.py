"""Whom pronouns and descriptions mean: "they", "its troops", "the group", "militants"."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from contested.extract import reference_features as names
from contested.extract.blocks import Block, block, names_in
from contested.extract.judge import Judge
from contested.extract.mentions import Mention, MentionKind
from contested.extract.parsing import ParsedSentence
from contested.extract.speakers import Frame
from contested.extract.syntax import arguments, clause_head
from contested.knowledge.theatre import Theatre
from contested.model.actor import CIVILIANS, NEUTRAL_CAMPS, ActorId, SideId
from contested.model.page import SegmentKind

_OURS = frozenset({"we", "us", "our", "i", "my"})
_DEFINITE = frozenset({"the", "these", "those", "this", "that"})
_OF_A_STATE = frozenset({"army", "government", "air_force", "navy", "police", "ministry"})
_PASSED_UP = frozenset({"conj", "appos", "compound", "amod", "nmod"})
_OPPOSED = frozenset(
    f"{other}>{own}"
    for own, others in {
        "subj": ("obj", "prep:from", "prep:against"),
        "obj": ("subj",),
        "prep:from": ("subj",),
        "prep:against": ("subj",),
    }.items()
    for other in others
)
_LONG_AGO = 8  # sentences
_STEPS = 4
_MOST_SINCE = 3  # sides named since a side was


@dataclass(frozen=True, slots=True)
class Named:
    """A mention whose side is known, and how it stands to its clause."""

    mention: Mention
    relation: str


@dataclass(slots=True)
class Memory:
    """Who has been named up to a point of the report; grows as the report is read."""

    last: dict[SideId, Named] = field(default_factory=dict)  # the latest mention of each, the latest last
    in_words: dict[SideId, Mention] = field(default_factory=dict)  # the latest whose own words tell the side
    heads: dict[tuple[str, SideId], int] = field(default_factory=dict)  # the sentence of the last such words
    sides: dict[tuple[int, int], SideId] = field(default_factory=dict)
    actors: dict[SideId, set[ActorId]] = field(default_factory=dict)

    def add(self, mention: Mention, side: SideId) -> None:
        """Remember that the mention is of that side."""
        self.sides[mention.start, mention.end] = side
        self.last.pop(side, None)
        self.last[side] = Named(mention, relation_of(mention.token))
        if mention.side is not None:
            self.in_words[mention.side] = mention
        if mention.actor is not None:
            self.actors.setdefault(side, set()).add(mention.actor)
        if mention.token is not None:
            self.heads[mention.token.lemma_.lower(), side] = mention.sentence

    def side_of(self, mention: Mention) -> SideId | None:
        """The side of a mention, by the words themselves where it was not added."""
        return self.sides.get((mention.start, mention.end), mention.side)


class References:
    """
    Chooses the side that words without a name mean, among those that the report names.

    Args:
        judge: Weighs what speaks for a side; without it descriptions keep the side of their own words.
        theatre: For allies, and for what kind of actors a side has.
        day: The day of the report; alliances change.
        camp: The outlet's camp.
        sentences: The report's sentences.
        frames: Who speaks where.
        mentions: The mentions of each sentence; those of a name tell the side of a speaker.
    """

    def __init__(
        self,
        judge: Judge | None,
        *,
        theatre: Theatre,
        day: date | None,
        camp: SideId | None,
        sentences: Sequence[ParsedSentence],
        frames: Sequence[Frame],
        mentions: Sequence[Sequence[Mention]],
    ) -> None:
        self._judge = judge
        self._camp = camp
        self._sentences = sentences
        self._allies: Mapping[SideId, frozenset[SideId]] = {
            side.id: frozenset(side.allies_on(day)) for side in theatre.sides
        }
        self._of_states = frozenset(actor.id for actor in theatre.actors if actor.kind in _OF_A_STATE)
        self._stances: dict[SideId, str] = {}
        self._roles: dict[tuple[int, int], Mapping[int, str]] = {}  # by sentence and clause
        self._neighbours: dict[int, Sequence[tuple[Mention, str]]] = {}  # by identity of the mention
        self._speeches = [(frame, _side_of_speaker(frame, mentions)) for frame in frames]

    def choose(
        self, mention: Mention, row: Sequence[Mention], memory: Memory, of_report: Counter[SideId]
    ) -> SideId | None:
        """
        The likeliest side.

        Args:
            mention: The words.
            row: The mentions of its sentence.
            memory: Who was named before.
            of_report: How often the whole report names each side by name.
        """
        if (ahead := self._ahead(mention, row, memory)) is not None:
            return ahead
        against = self._opponents(mention, row, memory)
        options = [side for side in options_of(mention, memory, of_report) if side not in against]
        if mention.side not in (None, self._camp):
            # What the tables give to another side never means the outlet's own.
            options = [side for side in options if side != self._camp]
        if not options or self._judge is None:
            return mention.side
        scores = self._judge.score_blocks(self._blocks(mention, row, memory, of_report, options))
        return options[max(range(len(options)), key=scores.__getitem__)]

    def features(
        self,
        mention: Mention,
        row: Sequence[Mention],
        memory: Memory,
        of_report: Counter[SideId],
        options: Sequence[SideId],
    ) -> list[list[str]]:
        """What speaks for each option, in their order: by itself, and with the form of the words."""
        return [names_in(blocks) for blocks in self._blocks(mention, row, memory, of_report, options)]

    def _blocks(
        self,
        mention: Mention,
        row: Sequence[Mention],
        memory: Memory,
        of_report: Counter[SideId],
        options: Sequence[SideId],
    ) -> list[list[Block]]:
        form, relation = _form(mention), relation_of(mention.token)
        lemma = mention.token.lemma_.lower() if mention.token is not None else mention.name
        is_pronoun = mention.kind is MentionKind.PRONOUN
        beside = [(memory.side_of(other), how) for other, how in self._beside(mention, row)]
        voice, quoted = self._spoken(mention)
        total, most = sum(of_report.values()) or 1, max(of_report.values(), default=None)
        recent = [side for side in reversed(memory.last) if side not in NEUTRAL_CAMPS]
        found = []
        for side in options:
            stance = self._stance(side)
            table = mention.side == side if mention.side else None
            head = None if is_pronoun else "new"
            if not is_pronoun and (at := memory.heads.get((lemma, side))) is not None:
                head = _age(mention.sentence - at)
            rank = min(recent.index(side), _MOST_SINCE) if side in recent else _MOST_SINCE
            share = round(of_report[side] / total * 4)
            blocks = [
                block(names.words, form, lemma, stance, self._kind_of(side, memory), table, head),
                block(names.frequency, form, rank, share, of_report[side] == most),
                block(names.spoken, form, stance, self._voice(voice, side), quoted),
                *self._of_last(memory.last.get(side), mention, form, relation),
            ]
            allies = self._allies.get(side, ())
            for other, how in beside:
                if other is not None:
                    blocks.append(block(names.beside, form, other == side, other in allies, how))
            found.append(blocks)
        return found

    def _of_last(self, last: Named | None, mention: Mention, form: str, relation: str) -> list[Block]:
        """How the side was named last."""
        if last is None:
            return [block(names.never_named, form)]
        here, there = self._sentences[mention.sentence], self._sentences[last.mention.sentence]
        age = _age(here.index - there.index)
        same_clause = None
        if here is there and mention.token is not None and last.mention.token is not None:
            same_clause = clause_head(mention.token) is clause_head(last.mention.token)
        paragraph, headline = here.segment == there.segment, there.kind is SegmentKind.HEADLINE
        return [
            block(names.last_named, form, age, paragraph, headline),
            block(names.last_related, form, age, last.relation, relation, same_clause),
        ]

    def _beside(self, mention: Mention, row: Sequence[Mention]) -> Sequence[tuple[Mention, str]]:
        """The parties of the same clause, and how they and the mention stand to its verb."""
        if (known := self._neighbours.get(id(mention))) is None:
            known = self._neighbours[id(mention)] = self._found_beside(mention, row)
        return known

    def _found_beside(self, mention: Mention, row: Sequence[Mention]) -> list[tuple[Mention, str]]:
        token = mention.token
        if token is None:
            return []
        clause = clause_head(token)
        roles = self._roles_in(mention.sentence, clause)
        own = roles.get(token.i, relation_of(token))
        found = []
        for other in row:
            if other is mention or not other.is_party or other.token is None:
                continue
            if other.token is token or token.is_ancestor(other.token) or other.token.is_ancestor(token):
                found.append((other, f"inside,{relation_of(other.token)}"))
            elif (role := roles.get(other.token.i)) is not None:
                found.append((other, f"{role}>{own}"))
                found.append((other, f"{role}>{own},{clause.lemma_.lower()}"))
            elif clause_head(other.token) is clause:
                found.append((other, f"{relation_of(other.token)},{own}"))
        return found

    def _roles_in(self, sentence: int, clause: Any) -> Mapping[int, str]:
        """The logical relation of each word to the head of a clause, the nearest of several."""
        if (known := self._roles.get((sentence, clause.i))) is None:
            found = reversed(arguments(clause))
            known = self._roles[sentence, clause.i] = {one.token.i: one.relation for one in found}
        return known

    def _ahead(self, mention: Mention, row: Sequence[Mention], memory: Memory) -> SideId | None:
        """The side of the subject that follows: "With the town under its control, the army moved on"."""
        token = mention.token
        if mention.kind is not MentionKind.PRONOUN or token is None or token.dep_ != "poss":
            return None
        return next(
            (
                side
                for other, how in self._beside(mention, row)
                if how.startswith("subj>") and other.start > mention.end
                if (side := memory.side_of(other)) is not None
            ),
            None,
        )

    def _opponents(self, mention: Mention, row: Sequence[Mention], memory: Memory) -> frozenset[SideId]:
        """
        Sides that a verb sets against the words: in "they took it from ISIS" they are not ISIS.

        The same pronoun elsewhere in the sentence mostly is the same party: what sets one apart, sets both.
        """
        alike = [mention]
        if mention.kind is MentionKind.PRONOUN:
            alike = [m for m in row if m.kind is MentionKind.PRONOUN and _form(m) == _form(mention)]
        return frozenset(
            side
            for same in alike
            for other, how in self._beside(same, row)
            if how in _OPPOSED and (side := memory.side_of(other)) is not None and side not in NEUTRAL_CAMPS
        )

    def _spoken(self, mention: Mention) -> tuple[SideId | None, str]:
        """Whose speech the words stand in, where names tell, and whether it is a quotation."""
        for frame, side in reversed(self._speeches):
            if side is not None and frame.content.start <= mention.start < frame.content.end:
                text = self._sentences[mention.sentence]
                inside = text.raw[: mention.start - text.start].count('"') % 2 == 1
                return side, f"{inside},{frame.cue.start < mention.start}"
        return None, ""

    def _voice(self, voice: SideId | None, side: SideId) -> str | None:
        """Who a speaker is to a side."""
        if voice is None:
            return None
        return "same" if voice == side else "ally" if voice in self._allies.get(side, ()) else "other"

    def _stance(self, side: SideId) -> str:
        if (known := self._stances.get(side)) is None:
            known = self._stances[side] = self._stance_of(side)
        return known

    def _stance_of(self, side: SideId) -> str:
        if side in NEUTRAL_CAMPS:
            return "civilians" if side == CIVILIANS else "neutral"
        if self._camp is None or self._camp in NEUTRAL_CAMPS:
            return "party"
        return "own" if side == self._camp else "ally" if side in self._allies.get(self._camp, ()) else "foe"

    def _kind_of(self, side: SideId, memory: Memory) -> str:
        """Whether the report's names of a side are those of a state."""
        if side in NEUTRAL_CAMPS:
            return "civilians" if side == CIVILIANS else "neutral"
        named = memory.actors.get(side)
        if not named:
            return "mixed"
        return (
            "state" if named <= self._of_states else "group" if named.isdisjoint(self._of_states) else "mixed"
        )


def _side_of_speaker(frame: Frame, mentions: Sequence[Sequence[Mention]]) -> SideId | None:
    if frame.source is None:
        return None
    start, end = frame.source.start, frame.source.end
    found = (m.side for row in mentions for m in row if m.is_party and m.start < end and start < m.end)
    return next((side for side in found if side is not None and side not in NEUTRAL_CAMPS), None)


def options_of(mention: Mention, memory: Memory, of_report: Iterable[SideId]) -> list[SideId]:
    """The sides that words may mean: those that the report names, and the one that their own table gives."""
    own = [mention.side] if mention.side is not None else []
    return list(dict.fromkeys([*of_report, *memory.sides.values(), *own]))


def is_loose(mention: Mention, sentence: ParsedSentence) -> bool:
    """Whether the words name nobody by themselves: a pronoun, or a description in plain words."""
    if mention.kind is MentionKind.PRONOUN:
        return True
    if mention.kind is MentionKind.GROUP:
        return mention.side is None
    words = sentence.text[mention.start - sentence.start : mention.end - sentence.start]
    if mention.kind is not MentionKind.PARTY or mention.token is None or " " in words:
        return False
    return words[1:].islower() and mention.token.pos_ == "NOUN"


def relation_of(token: Any | None) -> str:
    """How a word stands to its clause: "nsubj", "dobj", "prep:against", "poss"."""
    if token is None:
        return "unparsed"
    for _ in range(_STEPS):
        if token.dep_ not in _PASSED_UP or token.head is token:
            break
        token = token.head
    if token.dep_ == "pobj":
        return f"prep:{token.head.lower_}"
    return str(token.dep_)


def _form(mention: Mention) -> str:
    """The kind of words: which pronoun, or how a description is determined."""
    if mention.kind is MentionKind.PRONOUN:
        word = mention.name
        if word in _OURS:
            return "we"
        if word in ("it", "its", "he", "him", "his", "she", "her"):
            return "it" if word in ("it", "its") else "he"
        return "who" if word in ("who", "which", "that") else "they"
    token = mention.token
    if token is None:
        return "bare"
    for child in token.children:
        if child.dep_ == "poss" and child.pos_ == "PRON":
            return f"own:{'we' if child.lower_ in _OURS else 'it' if child.lower_ == 'its' else 'they'}"
        if child.dep_ == "det":
            return "the" if child.lower_ in _DEFINITE else "a"
    return "bare"


def _age(sentences: int) -> str:
    if sentences <= 2:
        return str(max(sentences, -1))
    return "few" if sentences <= _LONG_AGO else "long"
