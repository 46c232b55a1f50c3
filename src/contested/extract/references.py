"""Whom pronouns and descriptions mean: "they", "its troops", "the group", "militants"."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Named:
    """A mention whose side is known."""

    mention: Mention
    side: SideId
    relation: str


@dataclass(slots=True)
class Memory:
    """Who has been named up to a point of the report; grows as the report is read."""

    named: list[Named] = field(default_factory=list)
    counts: Counter[SideId] = field(default_factory=Counter)
    heads: dict[tuple[str, SideId], int] = field(default_factory=dict)  # the sentence of the last such words
    at: dict[tuple[int, int], Named] = field(default_factory=dict)
    actors: dict[SideId, set[ActorId]] = field(default_factory=dict)

    def add(self, mention: Mention, side: SideId) -> None:
        """Remember that the mention is of that side."""
        named = self.at[mention.start, mention.end] = Named(mention, side, relation_of(mention.token))
        self.named.append(named)
        self.counts[side] += 1
        if mention.actor is not None:
            self.actors.setdefault(side, set()).add(mention.actor)
        if mention.token is not None:
            self.heads[mention.token.lemma_.lower(), side] = mention.sentence

    def last_of(self, side: SideId) -> Named | None:
        """The latest mention of a side."""
        return next((one for one in reversed(self.named) if one.side == side), None)


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
        self._kinds: Mapping[ActorId, str] = {actor.id: actor.kind for actor in theatre.actors}
        self._roles: dict[tuple[int, int], Mapping[int, str]] = {}  # by sentence and clause
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
        weigh = self._judge.together_with(_form(mention)).__getitem__
        scores = [sum(map(weigh, plain)) for plain in self._plain(mention, row, memory, of_report, options)]
        return options[scores.index(max(scores))]

    def features(
        self,
        mention: Mention,
        row: Sequence[Mention],
        memory: Memory,
        of_report: Counter[SideId],
        options: Sequence[SideId],
    ) -> list[list[str]]:
        """What speaks for each option, in their order: by itself, and with the form of the words."""
        form = _form(mention)
        plain = self._plain(mention, row, memory, of_report, options)
        return [[*out, *(f"{form}|{one}" for one in out)] for out in plain]

    def _plain(
        self,
        mention: Mention,
        row: Sequence[Mention],
        memory: Memory,
        of_report: Counter[SideId],
        options: Sequence[SideId],
    ) -> list[list[str]]:
        relation = relation_of(mention.token)
        lemma = mention.token.lemma_.lower() if mention.token is not None else mention.name
        beside = list(self._beside(mention, row, memory))
        spoken = self._spoken(mention)
        total = sum(of_report.values()) or 1
        recent = list(
            dict.fromkeys(one.side for one in reversed(memory.named) if one.side not in NEUTRAL_CAMPS)
        )
        found = []
        for side in options:
            out = [f"stance={self._stance(side)}", f"is={lemma},{self._kind_of(side, memory)}"]
            out.append(f"table={mention.side == side if mention.side else None}")
            out.append(f"table={mention.side == side if mention.side else None},{lemma}")
            last = memory.last_of(side)
            out += self._of_last(last, mention, relation)
            rank = recent.index(side) if side in recent else 9
            out.append(f"recent={min(rank, 3)}")
            share = of_report[side] / total
            out.append(f"share={round(share * 4)}")
            out.append(f"most={bool(of_report) and of_report[side] == max(of_report.values())}")
            for other, how in beside:
                out.append(f"beside={other.side == side},{how}")
                if other.side != side:
                    out.append(f"foe={other.side in self._allies.get(side, ())},{how}")
            at = memory.heads.get((lemma, side))
            if mention.kind is not MentionKind.PRONOUN:
                out.append(f"head={_age(mention.sentence - at) if at is not None else 'new'}")
                out.append(f"is={lemma},{self._stance(side)}")
            for voice, quoted in spoken:
                same = "same" if voice == side else "ally" if voice in self._allies.get(side, ()) else "other"
                out.append(f"spoken={same},{quoted}")
            out.append(f"spoken={bool(spoken)},{self._stance(side)}")
            found.append(out)
        return found

    def _of_last(self, last: Named | None, mention: Mention, relation: str) -> Iterator[str]:
        if last is None:
            yield "last=never"
            return
        apart = mention.sentence - last.mention.sentence
        yield f"last={_age(apart)}"
        yield f"last={_age(apart)},{last.relation}"
        yield f"last={_age(apart)},{last.relation},{relation}"
        if apart == 0 and mention.token is not None and last.mention.token is not None:
            same = clause_head(mention.token).i == clause_head(last.mention.token).i
            yield f"clause={same},{last.relation},{relation}"
        paragraph = (
            self._sentences[mention.sentence].segment == self._sentences[last.mention.sentence].segment
        )
        yield f"paragraph={paragraph},{_age(apart)}"
        headline = self._sentences[last.mention.sentence].kind is SegmentKind.HEADLINE
        yield f"headline={headline}"

    def _beside(
        self, mention: Mention, row: Sequence[Mention], memory: Memory
    ) -> Iterator[tuple[Named, str]]:
        """The parties of the same clause, and how they and the mention stand to its verb."""
        token = mention.token
        if token is None:
            return
        clause = clause_head(token)
        key = (mention.sentence, clause.i)
        if (roles := self._roles.get(key)) is None:
            found = reversed(arguments(clause))
            roles = self._roles[key] = {argument.token.i: argument.relation for argument in found}
        own = roles.get(token.i, relation_of(token))
        for other in row:
            if other is mention or not other.is_party or other.token is None:
                continue
            one = memory.at.get((other.start, other.end))
            if one is None and other.side is not None:
                one = Named(other, other.side, relation_of(other.token))
            if one is None:
                continue
            if other.token in token.subtree or token in other.token.subtree:
                yield one, f"inside,{one.relation}"
            elif other.token.i in roles:
                yield one, f"{roles[other.token.i]}>{own}"
                yield one, f"{roles[other.token.i]}>{own},{clause.lemma_.lower()}"
            elif clause_head(other.token).i == clause.i:
                yield one, f"{one.relation},{own}"

    def _ahead(self, mention: Mention, row: Sequence[Mention], memory: Memory) -> SideId | None:
        """The side of the subject that follows: "With the town under its control, the army moved on"."""
        token = mention.token
        if mention.kind is not MentionKind.PRONOUN or token is None or token.dep_ != "poss":
            return None
        return next(
            (
                one.side
                for one, how in self._beside(mention, row, memory)
                if how.startswith("subj>") and one.mention.start > mention.end
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
            one.side
            for same in alike
            for one, how in self._beside(same, row, memory)
            if how in _OPPOSED and one.side not in NEUTRAL_CAMPS
        )

    def _spoken(self, mention: Mention) -> list[tuple[SideId, str]]:
        """Whose speech the words stand in, where names tell, and whether it is a quotation."""
        found = []
        for frame, side in self._speeches:
            if side is not None and frame.content.start <= mention.start < frame.content.end:
                text = self._sentences[mention.sentence]
                inside = text.raw[: mention.start - text.start].count('"') % 2 == 1
                found.append((side, f"{inside},{frame.cue.start < mention.start}"))
        return found[-1:]

    def _stance(self, side: SideId) -> str:
        if side in NEUTRAL_CAMPS:
            return "civilians" if side == CIVILIANS else "neutral"
        if self._camp is None or self._camp in NEUTRAL_CAMPS:
            return "party"
        return "own" if side == self._camp else "ally" if side in self._allies.get(self._camp, ()) else "foe"

    def _kind_of(self, side: SideId, memory: Memory) -> str:
        """Whether the report's names of a side are those of a state."""
        if side in NEUTRAL_CAMPS:
            return "civilians" if side == CIVILIANS else "neutral"
        kinds = {self._kinds.get(actor, "") in _OF_A_STATE for actor in memory.actors.get(side, ())}
        return "state" if kinds == {True} else "group" if kinds == {False} else "mixed"


def _side_of_speaker(frame: Frame, mentions: Sequence[Sequence[Mention]]) -> SideId | None:
    if frame.source is None:
        return None
    start, end = frame.source.start, frame.source.end
    found = (m.side for row in mentions for m in row if m.is_party and m.start < end and start < m.end)
    return next((side for side in found if side is not None and side not in NEUTRAL_CAMPS), None)


def options_of(mention: Mention, memory: Memory, of_report: Iterable[SideId]) -> list[SideId]:
    """The sides that words may mean: those that the report names, and the one that their own table gives."""
    own = [mention.side] if mention.side is not None else []
    return list(dict.fromkeys([*of_report, *memory.counts, *own]))


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
