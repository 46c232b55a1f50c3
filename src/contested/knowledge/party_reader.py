"""Which actor words mean, in the mouth of whoever uses them, on the day they speak of."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from contested.knowledge.actor_names import ActorNames, NameUse, UseHit
from contested.knowledge.theatre import Theatre
from contested.model.actor import CIVILIANS, UNKNOWN, Actor, ActorId, PartyChoice, SideId
from contested.model.claim import PartyMention
from contested.model.page import Page
from contested.model.text import Quote

ANTI = re.compile(r"\b(?:anti|counter)[-‐‑ ]\s?$", re.IGNORECASE)
BACKED = re.compile(
    r"(?:[-‐‑]|\s)(?:backed|supported|allied|aligned|linked|affiliated|trained|funded|armed|sponsored)\b",
    re.IGNORECASE,
)
_AFTER_HEAD = re.compile(r"\s(?:of|from|in|at|near|with|by|on|who|that|which|under|inside)\s", re.IGNORECASE)


class Meant(NamedTuple):
    """The actors that a name may mean, and those of them that the speaker's own camp calls so."""

    actors: tuple[ActorId, ...]
    own: frozenset[ActorId] = frozenset()


class Chosen(NamedTuple):
    """The actor of some words, and why."""

    actor: ActorId | None
    side: SideId
    reason: str


_NOBODY = Chosen(None, UNKNOWN, "no name of the theatre in these words")


class ActorReader:
    """
    Reads the party words of one report.

    Args:
        names: The theatre's index of names.
        actors: The theatre's actors by id.
        theatre: For the allies of a camp.
        camp: The outlet's camp, which decides what a partisan name means.
        day: The day of the report; alliances change.
        mentions: How often the report names each actor beyond doubt.
    """

    def __init__(
        self,
        *,
        names: ActorNames,
        actors: Mapping[ActorId, Actor],
        theatre: Theatre,
        camp: SideId | None,
        day: date | None,
        mentions: Mapping[ActorId, int],
    ) -> None:
        self._names = names
        self._actors = actors
        self._theatre = theatre
        self._camp = camp
        self._day = day
        self._mentions = mentions
        self._of_side: Counter[SideId] = Counter()  # how often the report names each side
        for actor, count in mentions.items():
            self._of_side[actors[actor].side_on(day)] += count
        # What the same words meant before, in the same mouth and of the same day.
        self._chosen: dict[tuple[str, date | None, SideId | None], Chosen] = {}

    def choose_party(
        self, mention: PartyMention, *, day: date | None = None, voice_camp: SideId | None = None
    ) -> PartyChoice:
        """
        The actor of a mention: by its own words, else by those that it refers to.

        Args:
            mention: The words, and what a pronoun or description points back to.
            day: The day of the deed, where the words date it.
            voice_camp: The camp of the last quoted speaker; partisan words are then theirs.
        """
        quotes = [quote for quote in (mention.quote, mention.refers_to) if quote is not None]
        if len(quotes) == 2 and _is_plain(quotes[0].text):
            quotes.reverse()  # what "militants" point back to was told by the report as a whole
        for quote in quotes:
            chosen = self.choose(quote, day=day, voice_camp=voice_camp)
            if chosen.side != UNKNOWN or chosen.actor is not None:
                reason = chosen.reason if quote is mention.quote else f"refers to: {chosen.reason}"
                return PartyChoice(quote=mention.quote, actor=chosen.actor, side=chosen.side, reason=reason)
        if mention.unarmed:
            return PartyChoice(quote=mention.quote, actor=None, side=CIVILIANS, reason="words for civilians")
        return PartyChoice(quote=mention.quote, actor=None, side=UNKNOWN, reason=_NOBODY.reason)

    def choose(
        self, quote: Quote, *, day: date | None = None, voice_camp: SideId | None = None
    ) -> PartyChoice:
        """The actor that words name; its side is `unknown` where no name is found or several fit."""
        found = self.choose_words(quote.text, day=day, voice_camp=voice_camp)
        return PartyChoice(quote=quote, actor=found.actor, side=found.side, reason=found.reason)

    def choose_words(
        self, words: str, *, day: date | None = None, voice_camp: SideId | None = None
    ) -> Chosen:
        """The same of words wherever they stand."""
        key = (words, day, voice_camp)
        if (known := self._chosen.get(key)) is None:
            known = self._chosen[key] = self._choose(words, day, voice_camp)
        return known

    def _choose(self, words: str, day: date | None, voice_camp: SideId | None) -> Chosen:
        for hit in _by_weight(self._names.uses_in(words), words):
            meant = meant_by(hit.uses, camps=(voice_camp, self._camp), theatre=self._theatre, day=self._day)
            if meant.actors:
                return self._among(meant, words[hit.start : hit.end], day or self._day)
        return _NOBODY

    def _among(self, meant: Meant, words: str, day: date | None) -> Chosen:
        reason = f"name {words!r}"
        if len(meant.actors) == 1:
            return Chosen(meant.actors[0], self._actors[meant.actors[0]].side_on(day), reason)
        ranked = sorted(meant.actors, key=lambda actor: (*self._rank(actor, meant), actor))
        if self._rank(ranked[0], meant) == self._rank(ranked[1], meant):
            sides = {self._actors[tied].side_on(day) for tied in ranked}
            side = sides.pop() if len(sides) == 1 else UNKNOWN
            return Chosen(None, side, f"{reason} fits {', '.join(ranked)}")
        reason += f": of {', '.join(sorted(ranked))} the one that fits the report best"
        return Chosen(ranked[0], self._actors[ranked[0]].side_on(day), reason)

    def _rank(self, actor: ActorId, meant: Meant) -> tuple[int, bool]:
        """Lowest for the actor whom the report names most, then for whom the speaker's camp calls so."""
        return -self._weight(actor), actor not in meant.own

    def _weight(self, actor: ActorId) -> int:
        """How often the report names the actor or anybody of its side."""
        return 1000 * self._of_side[self._actors[actor].side_on(self._day)] + self._mentions.get(actor, 0)


def _is_plain(words: str) -> bool:
    """Whether words describe and name nobody: no capital but the one that opens a sentence."""
    return not any(char.isupper() for char in words[1:])


def meant_by(
    uses: Iterable[NameUse], *, camps: Iterable[SideId | None], theatre: Theatre, day: date | None = None
) -> Meant:
    """
    The actors that a name may mean to whoever speaks; what only other camps call so is never meant.

    A camp's own usage comes first. Yet "terrorists" may also be those whom everybody calls so: partisan words
    leave both open, for the rest of the report to decide. Allies' usage counts where there is no other.

    Args:
        uses: The meanings of the name.
        camps: The camps of those who speak, the nearest first: a quoted voice, then the outlet.
        theatre: For the allies of a camp.
        day: The day of the report; alliances change.
    """
    uses, speaking = tuple(uses), tuple(camp for camp in camps if camp is not None)
    anybodys = [use for use in uses if not use.used_by]
    for camp in speaking:
        own = [use for use in uses if camp in use.used_by]
        if own:
            others = [use for use in anybodys if use.partisan and all(mine.partisan for mine in own)]
            return Meant(_who((*own, *others)), frozenset(_who(own)))
    if anybodys:
        return Meant(_who(anybodys))
    allies = {ally for side in theatre.sides if side.id in speaking for ally in side.allies_on(day)}
    return Meant(_who(use for use in uses if allies.intersection(use.used_by)))


def _who(uses: Iterable[NameUse]) -> tuple[ActorId, ...]:
    return tuple(dict.fromkeys(use.actor for use in uses))


def count_mentions(
    page: Page, *, names: ActorNames, theatre: Theatre, camp: SideId | None
) -> Mapping[ActorId, int]:
    """How often the article (not its comments or furniture) names each actor beyond doubt."""
    text, day = page.report.text, page.report.published
    sentences = (text[one.span.start : one.span.end] for one in page.sentences)
    counts: Counter[ActorId] = Counter()
    for uses, times in Counter(hit.uses for one in sentences for hit in names.uses_in(one)).items():
        actors = meant_by(uses, camps=(camp,), theatre=theatre, day=day).actors
        if len(actors) == 1:
            counts[actors[0]] += times
    return counts


def _by_weight(hits: Sequence[UseHit], text: str) -> list[UseHit]:
    """
    The hits, the likeliest to be the party itself first.

    "US-backed fighters of the Free Syrian Army" are not the US, nor is an "anti-regime" force the regime.
    """
    head = _AFTER_HEAD.search(text)
    head_end = head.start() if head else len(text)

    def rank(hit: UseHit) -> tuple[bool, bool, bool, int, int]:
        return (
            bool(BACKED.match(text, hit.end)),
            hit.start >= head_end,
            hit.end < head_end,  # the head noun ends the phrase
            -hit.words,
            -hit.end,
        )

    return sorted((hit for hit in hits if not ANTI.search(text[: hit.start])), key=rank)
