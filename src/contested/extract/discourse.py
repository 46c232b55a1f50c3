"""What runs through a report: who "they" are, where the scene is, who is against whom."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from contested.extract.features import kinds_by_token
from contested.extract.fillers import Filler, parties_in, places_in
from contested.extract.mentions import Mention, MentionKind
from contested.extract.parsing import ParsedSentence
from contested.extract.reach import Reach, reach_of_parties, reach_of_places
from contested.extract.references import Memory, References, is_loose
from contested.knowledge.theatre import Theatre
from contested.model.actor import NEUTRAL_CAMPS, SideId
from contested.model.page import SegmentKind

_LOCATIVE = frozenset(
    {"in", "at", "near", "inside", "around", "outside", "on", "across", "into", "of", "from", "to"}
)

_MAIN_PLACES = 3


class Discourse:
    """The mentions of one report with what they refer to; built once, asked for every claim."""

    def __init__(
        self,
        sentences: Sequence[ParsedSentence],
        mentions: Sequence[Sequence[Mention]],
        *,
        theatre: Theatre,
        camp: SideId | None,
        day: date | None,
        place_kind: Callable[[str], str],
        references: References,
    ) -> None:
        self.sentences = sentences
        self.mentions = mentions
        self.camp = camp
        self._place_kind = place_kind
        self._sides: dict[tuple[int, int], tuple[SideId | None, Mention | None]] = {}
        self._resolve_parties(references)
        counts = Counter(
            side for row in mentions for m in row if (side := self.side_of(m)) is not None and m.is_party
        )
        self._rank = {side: rank for rank, (side, _) in enumerate(counts.most_common())}
        self.representatives = self._representatives(counts)
        # What may fill a role, by sentence, and the sides that need not be named:
        self.parties = [parties_in(row, self.side_of) for row in mentions]
        self.places = [places_in(row) for row in mentions]
        self.implied = [Filler(m, implied=True, side=side) for side, m in self.representatives.items()]
        self._implied_places: dict[int, Filler] = {}
        self._reaches: dict[tuple[int, bool], Reach] = {}
        self._inside: dict[int, list[int]] = {}
        self.kinds = [kinds_by_token(row) for row in mentions]
        self.segments = [sentence.segment for sentence in sentences]
        self.in_headline = [sentence.kind is SegmentKind.HEADLINE for sentence in sentences]
        self._named = [frozenset(filler.side for filler in row) for row in self.parties]
        self.place_counts = Counter(m.name for row in mentions for m in row if m.kind is MentionKind.PLACE)
        self.main_places = self._main_places()
        self.title_place = self._title_place()
        self._scenes = self._track_scenes()
        self._allies = {side.id: frozenset(side.allies_on(day)) for side in theatre.sides}

    def side_of(self, mention: Mention) -> SideId | None:
        """The side of a party mention, pronouns and descriptions resolved; None where it stays open."""
        return self._sides.get((mention.start, mention.end), (mention.side, None))[0]

    def antecedent(self, mention: Mention) -> Mention | None:
        """The mention that a pronoun or description points back to."""
        return self._sides.get((mention.start, mention.end), (None, None))[1]

    def stance(self, side: SideId | None) -> str:
        """How a side stands to the outlet's camp."""
        if side is None:
            return "open"
        if side in NEUTRAL_CAMPS:
            return str(side)
        if self.camp is None or self.camp in NEUTRAL_CAMPS:
            return "party"
        return "own" if side == self.camp else "ally" if self.stand_together(side, self.camp) else "enemy"

    def stand_together(self, one: SideId | None, other: SideId) -> bool:
        """Whether two sides are the same or allied on the report's day."""
        return one == other or one in self._allies.get(other, ())

    def side_rank(self, side: SideId | None) -> int:
        """0 for the side that the report names most."""
        return self._rank.get(side, 9) if side is not None else 9

    def side_recency(self, side: SideId | None, sentence: int) -> str:
        """How many sentences ago the side was last named."""
        for back in range(4):
            at = sentence - back
            if at >= 0 and self.names_side(side, at):
                return str(back)
        return "long"

    def names_side(self, side: SideId | None, sentence: int) -> bool:
        """Whether a party of that side is named in a sentence."""
        return side in self._named[sentence]

    def scene(self, sentence: int) -> Mention | None:
        """The place that the report is at when the sentence begins."""
        return self._scenes[sentence]

    def place_kind(self, mention: Mention) -> str:
        """The gazetteer's kind of the likeliest place of that name; "unknown" where there is none."""
        return self._place_kind(mention.name)

    def reach(self, sentence: int, *, of_places: bool) -> Reach:
        """All that may fill a role of a sentence's triggers: places, or else parties."""
        if (known := self._reaches.get((sentence, of_places))) is None:
            gather = reach_of_places if of_places else reach_of_parties
            known = self._reaches[sentence, of_places] = gather(self, sentence)
        return known

    def implied_place(self, place: Mention) -> Filler:
        """A place that the whole report is about, as it may fill a role far from where it is named."""
        if (known := self._implied_places.get(id(place))) is None:
            known = self._implied_places[id(place)] = Filler(place, implied=True)
        return known

    def inside(self, mention: Mention) -> list[int]:
        """The head of a mention whose sentence is parsed, then its other words, as positions in the parse."""
        if (known := self._inside.get(id(mention))) is None:
            token, offset = mention.token, self.sentences[mention.sentence].start
            assert token is not None
            rest = [
                t.i for t in token.subtree if mention.start <= t.idx + offset < mention.end and t is not token
            ]
            known = self._inside[id(mention)] = [token.i, *rest]
        return known

    def is_country(self, mention: Mention) -> bool:
        """Whether the words name a country as a whole."""
        return self.place_kind(mention) == "country"

    def _resolve_parties(self, references: References) -> None:
        memory = Memory()
        parties = [
            (mention, row, is_loose(mention, sentence))
            for sentence, row in zip(self.sentences, self.mentions, strict=True)
            for mention in row
            if mention.is_party
        ]
        naming = Counter(m.side for m, _, loose in parties if m.side is not None and not loose)
        for mention, row, loose in parties:
            side = mention.side
            if loose:
                side = references.choose(mention, row, memory, naming)
                if side is not None and side != mention.side:
                    named = memory.in_words.get(side) or next(
                        (m for m, *_ in parties if m.side == side), None
                    )
                    self._sides[mention.start, mention.end] = side, named
            if side is not None:
                memory.add(mention, side)

    def _representatives(self, counts: Counter[SideId]) -> dict[SideId, Mention]:
        """For each side of the report the mention that stands for it where it is only implied."""
        found: dict[SideId, Mention] = {}
        for row in self.mentions:
            for mention in row:
                side = self.side_of(mention)
                if mention.kind is MentionKind.PARTY and side is not None and side not in NEUTRAL_CAMPS:
                    found.setdefault(side, mention)
        return {side: found[side] for side in sorted(found, key=lambda side: (-counts[side], side))}

    def _main_places(self) -> list[Mention]:
        """The places that the report names most, each where it is named first: it may be named late."""
        first: dict[str, Mention] = {}
        for row in self.mentions:
            for mention in row:
                if mention.kind is MentionKind.PLACE and not self.is_country(mention):
                    first.setdefault(mention.name, mention)
        ranked = sorted(first.values(), key=lambda m: (-self.place_counts[m.name], m.start))
        return ranked[:_MAIN_PLACES]

    def _title_place(self) -> Mention | None:
        for sentence, row in zip(self.sentences, self.mentions, strict=True):
            if sentence.kind is SegmentKind.HEADLINE or sentence.index == 0:
                for mention in row:
                    if mention.kind is MentionKind.PLACE and not self.is_country(mention):
                        return mention
        return None

    def _track_scenes(self) -> list[Mention | None]:
        scenes: list[Mention | None] = []
        current = self.title_place
        for row in self.mentions:
            scenes.append(current)
            located = [
                m
                for m in row
                if m.kind is MentionKind.PLACE
                and not self.is_country(m)
                and (m.token is None or m.token.dep_ in ("pobj", "dobj", "nsubj", "nsubjpass", "conj"))
            ]
            if located:
                current = located[0]
        return scenes
