"""The names of the features that speak for a filler of a role, each function those of one block."""

from collections.abc import Iterable, Iterator


def relation(found: str, event: str, pos: str, line: str, lemma: str, object_class: str) -> Iterator[str]:
    """How a mention stands to the trigger in the parse, and what the trigger is done to."""
    yield f"r={found}"
    yield f"r={found}|{event}"
    yield f"r={found}|{pos}"
    yield f"r={found}|{line}"
    yield f"r={found}|{lemma}"
    yield f"object={object_class}|{found}"
    yield f"object={object_class}|{found}|{event}"


def mention(found: str, kind: str, known: bool, under: str | None, event: str) -> Iterator[str]:
    """What the mention is, and the preposition that it is the object of."""
    yield f"r={found}|{kind}"
    yield f"k={kind}"
    yield f"k={kind}|{event}"
    yield f"known={known}"
    if under is not None:
        yield f"under={under}|{found}"
        yield f"under={under}|{event}"


def distance(side: str, bucket: int, between: int, event: str, pos: str) -> Iterator[str]:
    """How far it stands from the trigger in their sentence."""
    yield f"side={side}"
    yield f"side={side}|{event}"
    yield f"gap={side}{bucket}"
    yield f"gap={side}{bucket}|{pos}"
    yield f"between={side}{between}"
    yield f"between={side}{between}|{event}"


def clause(dep: str, side: str, pos: str, same: bool) -> Iterator[str]:
    """Where its head word stands in the parse of their sentence."""
    yield f"dep={dep}"
    yield f"dep={dep}|{side}|{pos}"
    yield f"clause={same}|{side}"


def head(lemma: str) -> Iterator[str]:
    """The word that its head word hangs on."""
    yield f"head={lemma}"


def page_place(away: int, implied: bool, rank: int, paragraph: bool, headline: bool) -> Iterator[str]:
    """Where it stands on the page, and how many sentences before the trigger's."""
    yield f"away={min(away, 5) if away >= 0 else 'after'}|{'implied' if implied else ''}"
    yield f"rank={rank}|{away == 0}"
    yield f"paragraph={paragraph}|{min(away, 3)}"
    yield f"headline={headline}|{away == 0}"


def elsewhere(
    place: str, dep: str | None, away: int, rank: int, paragraph: bool, headline: bool
) -> Iterator[str]:
    """Where it stands on the page and among the others of its sentence, which is not the trigger's."""
    yield from page_place(away, False, rank, paragraph, headline)
    yield f"order={place}|{min(away, 3)}"
    if dep is not None:
        yield f"dep={dep}|away"


def side(
    event: str,
    stance: str,
    is_open: bool,
    unnamed: tuple[int, bool, str] | None,
    beside: tuple[str, bool, bool] | None,
) -> Iterator[str]:
    """
    How a party's side stands to the outlet and to the actor.

    Args:
        event: The event type of the trigger.
        stance: How the side stands to the outlet.
        is_open: Whether the words tell no side.
        unnamed: Of a side that no words of the sentence need name: its rank among the report's sides, whether
            the sentence names it, and how long ago it was named.
        beside: For a target whether the actor is of the same side, whether the report only implies the party,
            and whether its side is neutral.
    """
    yield f"stance={stance}"
    yield f"stance={stance}|{event}"
    if unnamed is not None:
        rank, here, recency = unnamed
        yield f"stance={stance}|{event}|implied"
        yield f"rank={rank}|implied"
        yield f"rank={rank}|{event}|implied"
        yield f"here={here}|implied"
        yield f"recent={recency}|implied"
    if is_open:
        yield "side=open"
        yield f"side=open|{event}"
    if beside is not None:
        same, implied, neutral = beside
        yield f"actor={same}"
        yield f"actor={same}|{event}"
        yield f"actor={same}|implied={implied}"
        if neutral:
            yield f"neutral|{event}"


def place(count: int, is_title: bool, is_scene: bool, away: bool) -> Iterator[str]:
    """What the report says of a place."""
    yield f"count={count}"
    yield f"is_title={is_title}"
    yield f"is_scene={is_scene}"
    yield f"is_scene={is_scene}|away={away}"


def place_kind(kind: str, away: bool, event: str, object_class: str) -> Iterator[str]:
    """What the gazetteer says of a place."""
    yield f"place={kind}"
    yield f"place={kind}|{event}"
    yield f"place={kind}|away={away}"
    yield f"object={object_class}|place={kind}"


def modifiers(lemmas: Iterable[str], modified: str | None) -> Iterator[str]:
    """The words before a place's name, and the one that the name stands before."""
    for lemma in lemmas:
        yield f"mod={lemma}"
    if modified is not None:
        yield f"modifies={modified}"


MEMORIES = ("here", "last", "same", "family")


def told(event: str, away: bool, memories: Iterable[tuple[bool, bool | None, str] | None]) -> Iterator[str]:
    """
    Whether earlier claims of the report had the same answer.

    Args:
        event: The event type of the trigger.
        away: Whether the answer stands elsewhere.
        memories: For each of `MEMORIES` whether it had the answer in this role, whether in the other party's
            (None for a place), and its event type; None where there is no such claim.
    """
    for name, memory in zip(MEMORIES, memories, strict=True):
        if memory is None:
            yield f"told:{name}=-|{away}"
            continue
        same, other, told_event = memory
        yield f"told:{name}={same}|{away}"
        yield f"told:{name}={same}|{event}|{away}"
        if other is not None:
            yield f"told-other:{name}={other}|{away}"
            yield f"told-other:{name}={other}|{event}|{told_event}"


def rivals(found: str, names: Iterable[str], direct: bool, here: bool) -> Iterator[str]:
    """Which relations other mentions stand in."""
    for name in names:
        yield f"rival:{name}|{found}"
    if found in ("away", "implied", "aside"):
        yield f"rivals:direct={direct}|{found}"
        yield f"rivals:here={here}|{found}"


CLOSE = ("subj", "obj", "poss", "compound", "of", "by")


def nobody(line: str, lemma: str, pos: str, dep: str, some: bool, event: str) -> Iterator[str]:
    """The trigger of a role that stays open."""
    yield "none"
    yield f"none|{event}"
    yield f"none|{line}"
    yield f"none|{lemma}"
    yield f"none|pos={pos}"
    yield f"none|dep={dep}|{event}"
    yield f"none|any={some}"


def nobody_related(related: Iterable[bool], direct: bool, event: str) -> Iterator[str]:
    """In which of the close relations some mention stands, and whether any is close in the parse."""
    for name, is_there in zip(CLOSE, related, strict=True):
        yield f"none|has:{name}={is_there}|{event}"
    yield f"none|direct={direct}|{event}"


def nobody_beside_object(object_class: str, event: str) -> Iterator[str]:
    """What the trigger is done to."""
    yield f"none|object={object_class}"
    yield f"none|object={object_class}|{event}"


def nobody_told(were_open: Iterable[bool | None], event: str) -> Iterator[str]:
    """Whether earlier claims left the role open too; None where there was no such claim."""
    for name, was_open in zip(MEMORIES, were_open, strict=True):
        said = "-" if was_open is None else was_open
        yield f"none|told:{name}={said}"
        yield f"none|told:{name}={said}|{event}"
