"""The names of the features that speak for a speaker behind a trigger, in blocks of plain values."""

from collections.abc import Iterable, Iterator


def told(state: str, facts: Iterable[str], company: str = "") -> Iterator[str]:
    """What a sentence, or the trigger in it, tells of anybody speaking there, in a state of the speaker."""
    for fact in facts:
        yield f"{state}{fact}{company}"


def covering(frames: Iterable[tuple[str, str, Iterable[str], str | None]]) -> Iterable[str]:
    """
    How a speech reaches the trigger.

    Args:
        frames: For each cue of the speaker that covers the trigger its manner, its lemma, the arcs to it, and
            for a quotation how many sentences before it stands.
    """
    return dict.fromkeys(_covering(frames))


def _covering(frames: Iterable[tuple[str, str, Iterable[str], str | None]]) -> Iterator[str]:
    for manner, lemma, steps, quoted in frames:
        yield f"covers:{manner}"
        yield f"covers:{lemma}"
        yield f"covers:{manner}|{lemma}"
        for step in steps:
            yield f"covers:{manner}|{step}"
            yield f"covers|{step}"
        if quoted is not None:
            yield f"quoted|{quoted}"


def covered(voice: str, inner: int, outer: int) -> Iterator[str]:
    """A speaker whose speech covers the trigger; how many others' speeches lie within it or around it."""
    yield "somebody"
    yield f"voice:{voice}"
    yield "covers"
    yield f"covers|inner:{min(inner, 2)}"
    yield f"covers|outer:{min(outer, 2)}"


def beyond(voice: str, kind: str, manner: str, lemma: str, gap: str, rivalled: str) -> Iterator[str]:
    """A speaker whose speech does not reach the trigger by the rules: the nearest cue, and how near it is."""
    yield "somebody"
    yield f"voice:{voice}"
    yield f"beyond:{gap}|{rivalled}"
    yield f"beyond:{gap}|{manner}|{rivalled}"
    yield f"beyond:{manner}"
    yield f"beyond:{lemma}|{gap == '0'}"
    yield f"beyond:{kind}|{gap}"


def apart(
    gap: str,
    rivalled: str,
    same_paragraph: bool,
    others: int,
    goes_on: tuple[bool, bool, str] | None,
    opens: bool,
    leads: bool,
) -> Iterator[str]:
    """
    What lies between the trigger and a speech that does not reach it.

    Args:
        gap: How many sentences lie between.
        rivalled: Whether anybody else's speech covers the trigger, in a word.
        same_paragraph: Whether the cue stands in the trigger's paragraph.
        others: How many others speak between.
        goes_on: Whether the speech lasts to the end of the sentence before the trigger's, whether that is of
            the same paragraph, and the manner of the cue; None at the head of the report.
        opens: Whether the cue's sentence ends with a colon.
        leads: Whether it is the report's first cue.
    """
    yield f"beyond:{gap}|same_paragraph:{same_paragraph}|{rivalled}"
    yield f"beyond:others:{others}|{rivalled}"
    if goes_on is not None:
        lasts, same, manner = goes_on
        yield f"goes_on:{lasts}|{rivalled}|same:{same}"
        if lasts:
            yield f"goes_on|{manner}|{rivalled}"
    if leads:
        yield "lead"
    if opens:
        yield f"colon:{gap}"


def here(
    side: str, manner: str, lemma: str, steps: Iterable[str], semicolon: bool, colon: bool
) -> Iterable[str]:
    """How the trigger stands to the cue of a speech in its sentence, and the marks between them."""
    ways = (manner, lemma, *steps)
    return dict.fromkeys(
        (*(f"here:{side}|{way}" for way in ways), f"here:{side}|semicolon:{semicolon}|colon:{colon}")
    )


def outlet(manners: Iterable[str], state: str, last: str) -> Iterator[str]:
    """The outlet itself, with the manners of the speeches that cover the trigger, and when somebody spoke."""
    held = list(manners)
    yield "outlet"
    yield f"outlet|covered:{min(len(held), 2)}"
    for manner in dict.fromkeys(held):
        yield f"outlet|covered:{manner}"
    yield f"outlet|last:{last}|{state}"
