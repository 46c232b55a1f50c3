"""The names of the features that speak for a filler of a role, in blocks that hang on a few plain values."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import chain

# A function of this module with its arguments: equal blocks give the same names, so a judge need add up
# the weights of each only once, and most fillers of a corpus share most of their blocks.
Block = tuple[Callable[..., Iterable[str]], *tuple[Hashable, ...]]
Blocks = tuple[Block, ...]  # which alternatives may share: their weights are added up once for all


def names_in(blocks: Sequence[Block]) -> list[str]:
    """The features of some blocks."""
    return list(chain.from_iterable(names_of(block) for block in blocks))


def names_of(block: Block) -> Iterable[str]:
    """The features of one block."""
    function, *values = block
    return function(*values)


def relation(
    found: str, event: str, kind: str, pos: str, line: str, lemma: str, known: bool
) -> Iterator[str]:
    """How the mention stands to the trigger in the parse."""
    yield f"r={found}"
    yield f"r={found}|{event}"
    yield f"r={found}|{kind}"
    yield f"r={found}|{pos}"
    yield f"r={found}|{line}"
    yield f"r={found}|{lemma}"
    yield f"k={kind}"
    yield f"k={kind}|{event}"
    yield f"known={known}"


def sentences_away(away: int, implied: bool) -> Iterator[str]:
    """How many sentences before the trigger's the mention stands."""
    yield f"away={min(away, 5) if away >= 0 else 'after'}|{'implied' if implied else ''}"


def distance(side: str, bucket: int, between: int, event: str, pos: str) -> Iterator[str]:
    """How far it stands from the trigger in their sentence."""
    yield f"side={side}"
    yield f"side={side}|{event}"
    yield f"gap={side}{bucket}"
    yield f"gap={side}{bucket}|{pos}"
    yield f"between={side}{between}"
    yield f"between={side}{between}|{event}"


def clause(dep: str, side: str, pos: str, head: str, same: bool) -> Iterator[str]:
    """Where its head word stands in the parse of their sentence."""
    yield f"dep={dep}"
    yield f"dep={dep}|{side}|{pos}"
    yield f"head={head}"
    yield f"clause={same}|{side}"


def order(place: str, away: int, dep: str | None) -> Iterator[str]:
    """Where it stands among the others of its sentence, which is not the trigger's."""
    yield f"order={place}|{away}"
    if dep is not None:
        yield f"dep={dep}|away"


def preposition(lemma: str, found: str, event: str) -> Iterator[str]:
    """The preposition that it is the object of."""
    yield f"under={lemma}|{found}"
    yield f"under={lemma}|{event}"


def triggers_object(object_class: str, found: str, event: str) -> Iterator[str]:
    """What the trigger is done to."""
    yield f"object={object_class}|{found}"
    yield f"object={object_class}|{found}|{event}"


def page_place(rank: int, away: int, paragraph: bool, headline: bool) -> Iterator[str]:
    """Where it stands on the page."""
    yield f"rank={rank}|{away == 0}"
    yield f"paragraph={paragraph}|{min(away, 3)}"
    yield f"headline={headline}|{away == 0}"


def stance(found: str, event: str) -> Iterator[str]:
    """How its side stands to the outlet."""
    yield f"stance={found}"
    yield f"stance={found}|{event}"


def implied_side(found: str, rank: int, here: bool, recency: str, event: str) -> Iterator[str]:
    """What is known of a side that no words of the sentence need name."""
    yield f"stance={found}|{event}|implied"
    yield f"rank={rank}|implied"
    yield f"rank={rank}|{event}|implied"
    yield f"here={here}|implied"
    yield f"recent={recency}|implied"


def open_side(event: str) -> Iterator[str]:
    """Words that tell no side."""
    yield "side=open"
    yield f"side=open|{event}"


def beside_actor(same: str, implied: bool, neutral: bool, event: str) -> Iterator[str]:
    """Whether the actor is of the same side."""
    yield f"actor={same}"
    yield f"actor={same}|{event}"
    yield f"actor={same}|implied={implied}"
    if neutral:
        yield f"neutral|{event}"


def place(
    count: int, is_title: bool, is_scene: bool, away: bool, kind: str, event: str, object_class: str
) -> Iterator[str]:
    """What the report and the gazetteer say of a place."""
    yield f"count={count}"
    yield f"is_title={is_title}"
    yield f"is_scene={is_scene}"
    yield f"is_scene={is_scene}|away={away}"
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


def nothing_told(name: str, away: bool) -> Iterator[str]:
    """No earlier claim of that sort."""
    yield f"told:{name}=-|{away}"


def told(name: str, same: bool, event: str, away: bool) -> Iterator[str]:
    """Whether an earlier claim had the same answer in this role."""
    yield f"told:{name}={same}|{away}"
    yield f"told:{name}={same}|{event}|{away}"


def told_other(name: str, same: bool, event: str, told_event: str, away: bool) -> Iterator[str]:
    """Whether an earlier claim had the same answer in the other party's role."""
    yield f"told-other:{name}={same}|{away}"
    yield f"told-other:{name}={same}|{event}|{told_event}"


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


def nobody_related(related: Iterable[bool], event: str) -> Iterator[str]:
    """In which of the close relations some mention stands."""
    for name, is_there in zip(CLOSE, related, strict=True):
        yield f"none|has:{name}={is_there}|{event}"


def nobody_beside_object(object_class: str, event: str) -> Iterator[str]:
    """What the trigger is done to."""
    yield f"none|object={object_class}"
    yield f"none|object={object_class}|{event}"


def nobody_told(told: Iterable[tuple[str, bool | None]], event: str) -> Iterator[str]:
    """Whether earlier claims left the role open too; None where there was no such claim."""
    for name, was_open in told:
        said = "-" if was_open is None else was_open
        yield f"none|told:{name}={said}"
        yield f"none|told:{name}={said}|{event}"


def nobody_direct(direct: bool, event: str) -> Iterator[str]:
    """Whether some mention is close in the parse."""
    yield f"none|direct={direct}|{event}"
