"""What runs through a report: who "they" are, where the scene is, who is against whom."""

from collections import Counter
from collections.abc import Callable, Sequence

from contested.extract.mentions import Mention, MentionKind
from contested.extract.parsing import ParsedSentence
from contested.knowledge.theatre import Theatre
from contested.model.actor import NEUTRAL_CAMPS, SideId
from contested.model.page import SegmentKind

_OURS = frozenset({"we", "us", "our", "i", "my"})
_THING = frozenset({"it", "its"})
_DEFINITE = frozenset({"the", "these", "those", "this"})
_SINGULAR_PERSON = frozenset({"he", "him", "his", "she", "her"})
_LOCATIVE = frozenset(
    {"in", "at", "near", "inside", "around", "outside", "on", "across", "into", "of", "from", "to"}
)


class Discourse:
    """The mentions of one report with what they refer to; built once, asked for every claim."""

    def __init__(
        self,
        sentences: Sequence[ParsedSentence],
        mentions: Sequence[Sequence[Mention]],
        *,
        theatre: Theatre,
        camp: SideId | None,
        place_kind: Callable[[str], str],
    ) -> None:
        self.sentences = sentences
        self.mentions = mentions
        self.camp = camp
        self._place_kind = place_kind
        self._sides: dict[tuple[int, int], tuple[SideId | None, Mention | None]] = {}
        self._resolve_parties()
        counts = Counter(
            side for row in mentions for m in row if (side := self.side_of(m)) is not None and m.is_party
        )
        self._rank = {side: rank for rank, (side, _) in enumerate(counts.most_common())}
        self.representatives = self._representatives(counts)
        self.place_counts = Counter(m.name for row in mentions for m in row if m.kind is MentionKind.PLACE)
        self.title_place = self._title_place()
        self._scenes = self._track_scenes()
        allies = {side.id: frozenset(side.allies) for side in theatre.sides}
        self._allies = allies.get(camp, frozenset()) if camp is not None else frozenset()

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
        return "own" if side == self.camp else "ally" if side in self._allies else "enemy"

    def side_rank(self, side: SideId | None) -> int:
        """0 for the side that the report names most."""
        return self._rank.get(side, 9) if side is not None else 9

    def side_recency(self, side: SideId | None, sentence: int) -> str:
        """How many sentences ago the side was last named."""
        for back in range(4):
            at = sentence - back
            if at >= 0 and any(self.side_of(m) == side for m in self.mentions[at] if m.is_party):
                return str(back)
        return "long"

    def scene(self, sentence: int) -> Mention | None:
        """The place that the report is at when the sentence begins."""
        return self._scenes[sentence]

    def place_kind(self, mention: Mention) -> str:
        """The gazetteer's kind of the likeliest place of that name; "unknown" where there is none."""
        return self._place_kind(mention.name)

    def is_country(self, mention: Mention) -> bool:
        """Whether the words name a country as a whole."""
        return self.place_kind(mention) == "country"

    def _resolve_parties(self) -> None:
        last: list[Mention] = []  # party mentions with a side, latest last
        self._place_told_of = -1  # the last sentence whose subject was a place
        for row in self.mentions:
            for mention in row:
                if not mention.is_party:
                    if mention.token is not None and mention.token.dep_ in ("nsubj", "nsubjpass"):
                        self._place_told_of = mention.sentence
                    continue
                if mention.kind is MentionKind.PRONOUN:
                    self._sides[mention.start, mention.end] = self._pronoun(mention.name, mention, last)
                elif mention.side is None and mention.kind is MentionKind.GROUP:
                    self._sides[mention.start, mention.end] = self._description(mention, last)
                elif mention.side is not None:
                    last.append(mention)

    def _pronoun(
        self, word: str, mention: Mention, last: Sequence[Mention]
    ) -> tuple[SideId | None, Mention | None]:
        if word in _OURS:
            return self._ourselves()
        near = [m for m in last if mention.sentence - m.sentence <= 2]
        here = [m for m in near if m.side not in NEUTRAL_CAMPS] or near  # who watches seldom fights
        if word in _SINGULAR_PERSON:
            return None, None
        if word in _THING and here and self._place_told_of >= here[-1].sentence:
            return None, None  # "its garrison": the town's
        # In its own sentence the subject is the likelier antecedent, else the subject of the one before.
        ranked = sorted(
            enumerate(here),
            key=lambda pair: (
                pair[1].sentence,
                pair[1].token is not None and pair[1].token.dep_ in ("nsubj", "nsubjpass"),
                pair[0],
            ),
        )
        if not ranked:
            return None, None
        chosen = ranked[-1][1]
        return chosen.side, chosen

    def _ourselves(self) -> tuple[SideId | None, Mention | None]:
        """Whom "we" means in an outlet of a camp: whoever first stands for that camp in the report."""
        if self.camp is None or self.camp in NEUTRAL_CAMPS:
            return None, None
        for row in self.mentions:
            for mention in row:
                if mention.kind is MentionKind.PARTY and mention.side == self.camp:
                    return self.camp, mention
        return None, None

    def _description(self, mention: Mention, last: Sequence[Mention]) -> tuple[SideId | None, Mention | None]:
        """Whom "the group" and "their forces" mean: the last armed party, or whoever "their" stands for."""
        token = mention.token
        if token is None:
            return None, None
        for child in token.children:
            if child.dep_ == "poss" and child.pos_ == "PRON":
                return self._pronoun(child.lower_, mention, last)
        if not any(c.dep_ == "det" and c.lower_ in _DEFINITE for c in token.children):
            return None, None
        for earlier in reversed(last):
            if mention.sentence - earlier.sentence > 3:
                break
            if earlier.kind is not MentionKind.PEOPLE:
                return earlier.side, earlier
        return None, None

    def _representatives(self, counts: Counter[SideId]) -> dict[SideId, Mention]:
        """For each side of the report the mention that stands for it where it is only implied."""
        found: dict[SideId, Mention] = {}
        for row in self.mentions:
            for mention in row:
                side = self.side_of(mention)
                if mention.kind is MentionKind.PARTY and side is not None and side not in NEUTRAL_CAMPS:
                    found.setdefault(side, mention)
        return {side: found[side] for side in sorted(found, key=lambda side: (-counts[side], side))}

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
