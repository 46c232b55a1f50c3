"""Which actor words mean, in the mouth of whoever uses them, on the day they speak of."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from contested.knowledge.actor_names import ActorNames, NameUse, UseHit
from contested.knowledge.theatre import Theatre
from contested.model.actor import UNKNOWN, Actor, ActorId, PartyChoice, SideId
from contested.model.claim import PartyMention
from contested.model.page import Page
from contested.model.text import Quote

_AGAINST = re.compile(r"\b(?:anti|counter)[-‐‑ ]\s?$", re.IGNORECASE)
_BACKED = re.compile(
    r"(?:[-‐‑]|\s)(?:backed|supported|allied|aligned|linked|affiliated|trained|funded|armed|sponsored)\b",
    re.IGNORECASE,
)
_AFTER_HEAD = re.compile(r"\s(?:of|from|in|at|near|with|by|on|who|that|which|under|inside)\s", re.IGNORECASE)


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
        for quote in (mention.quote, mention.refers_to):
            if quote is None:
                continue
            chosen = self.choose(quote, day=day, voice_camp=voice_camp)
            if chosen.side != UNKNOWN or chosen.actor is not None:
                reason = chosen.reason if quote is mention.quote else f"refers to: {chosen.reason}"
                return PartyChoice(quote=mention.quote, actor=chosen.actor, side=chosen.side, reason=reason)
        return PartyChoice(
            quote=mention.quote, actor=None, side=UNKNOWN, reason="no name of the theatre in these words"
        )

    def choose(
        self, quote: Quote, *, day: date | None = None, voice_camp: SideId | None = None
    ) -> PartyChoice:
        """The actor that words name; its side is `unknown` where no name is found or several fit."""
        for hit in _by_weight(self._names.uses_in(quote.text), quote.text):
            candidates = allowed_actors(hit.uses, camps=self._camps(voice_camp))
            if candidates:
                return self._among(candidates, quote, quote.text[hit.start : hit.end], day or self._day)
        return PartyChoice(
            quote=quote, actor=None, side=UNKNOWN, reason="no name of the theatre in these words"
        )

    def _camps(self, voice_camp: SideId | None) -> tuple[tuple[SideId, ...], ...]:
        return camp_circles(self._theatre, (voice_camp, self._camp))

    def _among(
        self, candidates: Sequence[ActorId], quote: Quote, words: str, day: date | None
    ) -> PartyChoice:
        def side(actor: ActorId) -> SideId:
            return self._actors[actor].side_on(day)

        if len(candidates) == 1:
            return PartyChoice(
                quote=quote, actor=candidates[0], side=side(candidates[0]), reason=f"name {words!r}"
            )
        ranked = sorted(candidates, key=lambda actor: (-self._weight(actor), actor))
        if self._weight(ranked[0]) > self._weight(ranked[1]):
            reason = f"name {words!r}: the one of {len(ranked)} that the report names most"
            return PartyChoice(quote=quote, actor=ranked[0], side=side(ranked[0]), reason=reason)
        sides = {side(actor) for actor in ranked}
        reason = f"name {words!r} fits {', '.join(sorted(candidates))}"
        return PartyChoice(
            quote=quote, actor=None, side=sides.pop() if len(sides) == 1 else UNKNOWN, reason=reason
        )

    def _weight(self, actor: ActorId) -> int:
        """How often the report names the actor or anybody of its side."""
        side = self._actors[actor].side_on(self._day)
        of_side = sum(
            count for other, count in self._mentions.items() if self._actors[other].side_on(self._day) == side
        )
        return 1000 * of_side + self._mentions.get(actor, 0)


def camp_circles(theatre: Theatre, camps: Iterable[SideId | None]) -> tuple[tuple[SideId, ...], ...]:
    """The camps whose partisan names count, nearest first: each speaker's own, then its allies'."""
    known = {side.id: side for side in theatre.sides}
    circles: list[tuple[SideId, ...]] = []
    for camp in camps:
        if camp is not None:
            circles.append((camp,))
            if camp in known and known[camp].allies:
                circles.append(known[camp].allies)
    return tuple(circles)


def allowed_actors(uses: Iterable[NameUse], *, camps: Sequence[Sequence[SideId]]) -> tuple[ActorId, ...]:
    """The actors that a name may mean to these camps: by their own usage first, else by anybody's."""
    uses = tuple(uses)
    for circle in camps:
        own = tuple(dict.fromkeys(use.actor for use in uses if any(camp in use.used_by for camp in circle)))
        if own:
            return own
    return tuple(dict.fromkeys(use.actor for use in uses if not use.used_by))


def count_mentions(
    page: Page, *, names: ActorNames, theatre: Theatre, camp: SideId | None
) -> Mapping[ActorId, int]:
    """How often the article (not its comments or furniture) names each actor beyond doubt."""
    circles = camp_circles(theatre, (camp,))
    counts: Counter[ActorId] = Counter()
    for segment in page.segments:
        if segment.kind.is_evidence:
            for hit in names.uses_in(page.report.text[segment.span.start : segment.span.end]):
                actors = allowed_actors(hit.uses, camps=circles)
                if len(actors) == 1:
                    counts[actors[0]] += 1
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
            bool(_BACKED.match(text, hit.end)),
            hit.start >= head_end,
            hit.end < head_end,  # the head noun ends the phrase
            -hit.words,
            -hit.end,
        )

    return sorted((hit for hit in hits if not _AGAINST.search(text[: hit.start])), key=rank)
