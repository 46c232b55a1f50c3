"""The names of the features that speak for a day of a deed, in blocks that hang on a few plain values."""

from collections.abc import Iterable, Iterator

ALIKE = ("event", "lemma", "place", "deed")  # in what an earlier deed may be like this one

# What follows tells of the deed itself; each feature begins with where the words of the day stand.


def deed(where: str, event: str, modality: str) -> Iterator[str]:
    """What is dated, and how it is put."""
    yield f"{where}:event={event}"
    yield f"{where}:modality={modality}"
    yield f"{where}:event={event},{modality == 'asserted'}"


def trigger(where: str, lemma: str) -> Iterator[str]:
    """The word that states the deed."""
    yield f"{where}:lemma={lemma}"


def form(where: str, tag: str, dep: str, verb: str, beside: Iterable[str]) -> Iterator[str]:
    """How that word stands in its clause: its verb with helpers, and words such as "the" and "new" on it."""
    yield f"{where}:tag={tag}"
    yield f"{where}:verb={verb}"
    yield f"{where}:dep={dep}"
    for word in beside:
        yield f"{where}:with={word}"


def turns(where: str, words: Iterable[tuple[str, bool]]) -> Iterator[str]:
    """Words of the sentence such as "later", and whether they stand in the deed's clause."""
    for word, same in words:
        yield f"{where}:turn={word},{same}"


def page(
    where: str, own: int, own_dates: int, at: int, headline: bool, dated: bool, gives: str, spoken: bool
) -> Iterator[str]:
    """
    The deed's sentence on the page.

    Args:
        where: Where the words of the day stand.
        own: How many days the sentence names.
        own_dates: How many of them are not those of a saying.
        at: How many sentences stand before it.
        headline: Whether it is the headline.
        dated: Whether there is a day to count from.
        gives: The calculations of its time expressions.
        spoken: Whether somebody says it.
    """
    yield where
    yield f"{where}:own={min(own, 2)}"
    yield f"{where}:own dates={own_dates}"
    yield f"{where}:at={min(at, 4)}"
    if headline:
        yield f"{where}:headline"
    yield f"{where}:dated={dated}"
    yield f"{where}:own={gives}"
    yield f"{where}:spoken={spoken}"


def last(where: str, kind: str, apart: int, of_event: str | None) -> Iterator[str]:
    """Whether the deed before it got a day, and whether the last one of its event did."""
    yield f"{where}:last={kind},{apart}"
    if of_event is not None:
        yield f"{where}:last of event={of_event}"


# What follows tells of the words of a day.


def words(
    where: str, gives: str, is_core: bool, lead: str, said: bool, times: int, event: str
) -> Iterator[str]:
    """The nearest words that give the day, and how often the report gives it."""
    yield f"{where}:gives={gives},{is_core}"
    yield f"{where}:lead={lead}"
    yield f"{where}:said={said}"
    yield f"times={min(times, 4)}"
    yield f"{where}:gives={gives},{event}"


def own(features: Iterable[str], said: bool, gives: str) -> Iterator[str]:
    """Features of words in the deed's sentence, by themselves, and with what the words are."""
    for feature in features:
        yield f"own:{feature}"
        yield f"own:{feature},{said}"
        yield f"own:{feature},{gives}"


def own_way(
    before: bool, steps: int, clause: str, deps: tuple[str, str], inside: bool, said: bool, gives: str
) -> Iterator[str]:
    """How the words stand to the deed in the parse; `deps` are those of the deed's clause and of theirs."""
    steps = min(steps, 7)
    way = [f"order={before}", f"steps={steps}", f"steps={steps},{before}", f"clause={clause}"]
    way += [f"clause={clause},{before}", *(f"clause={clause},{dep}" for dep in deps), f"inside={inside}"]
    return own(way, said, gives)


def own_between(before: bool, verbs: int, broken: bool, said: bool, gives: str) -> Iterator[str]:
    """What stands between the words and the deed."""
    return own((f"verbs={min(verbs, 3)},{before}", f"broken={broken},{before}"), said, gives)


def own_rank(rank: int, of: int, in_words: int, opens: bool, said: bool, gives: str) -> Iterator[str]:
    """How many of the sentence's days stand nearer, in the parse and in words."""
    ranks = (f"rank={rank}", f"rank={rank},of={min(of, 3)}", f"rank={rank},{in_words}", f"opens={opens}")
    return own(ranks, said, gives)


def own_lead(lead: str, clause: str, said: bool, gives: str) -> Iterator[str]:
    """The first of the words, by the clause that they stand in."""
    return own((f"lead={lead},{clause}",), said, gives)


def elsewhere(
    where: str, far: str, together: bool, said: bool, some_own: bool, first: bool, between: int
) -> Iterator[str]:
    """Words of another sentence: how far it is, and how many days the report names between."""
    between = min(between, 3)
    yield f"{where}:far={far},{together}"
    yield f"{where}:far={far},{said}"
    yield f"{where}:far={far},own={some_own}"
    yield f"{where}:between={between}"
    yield f"{where}:between={between},{together}"
    yield f"{where}:between={between},said={said}"
    yield f"{where}:first={first},{far}"


def shared(
    where: str, far: str, said: bool, lemma: bool, place: bool, headline: bool | None, alone: bool
) -> Iterator[str]:
    """
    What their sentence shares with the deed's.

    Args:
        where: Where the words of the day stand.
        far: How far away.
        said: Whether they tell when something was said.
        lemma: Whether their sentence has the deed's word.
        place: Whether it names the deed's place.
        headline: Where the head of the report gives the day, whether the deed's sentence is the headline.
        alone: Whether they are the only time expression of their sentence.
    """
    if lemma:
        yield f"{where}:same lemma"
        yield f"{where}:same lemma,{said}"
    if place:
        yield f"{where}:same place"
        yield f"{where}:same place,{lemma}"
        yield f"{where}:same place,{far}"
    if headline is not None:
        yield f"{where}:lead of report"
        yield f"{where}:lead of report,{headline}"
    if alone:
        yield f"{where}:alone"


# What follows tells of the deeds before it.


def first_deed(where: str) -> Iterator[str]:
    """That no deed came before."""
    yield f"{where}:history=False"


def as_last(
    where: str, same: bool, near: str, own: bool, joined: bool | None, events: tuple[str, ...]
) -> Iterator[str]:
    """
    Whether the deed before it has the same day.

    Args:
        where: Where the words of the day stand.
        same: Whether it has.
        near: How many sentences lie between.
        own: Whether the deed's sentence gives the day.
        joined: Within one sentence, whether both stand in one clause; None where it is another.
        events: Within one sentence, the events of both; else that of the deed.
    """
    yield f"{where}:history=True"
    yield f"as last={same},{near}"
    yield f"as last={same},{near},{where}"
    yield f"as last={same},{near},{where},own={own}"
    if joined is not None:
        yield f"as last={same},joined={joined}"
        yield f"as last={same},{'>'.join(events)}"
    else:
        yield f"as last={same},{near},{events[0]}"


def as_alike(
    where: str, memories: Iterable[tuple[bool, bool, bool | None] | None], share: int
) -> Iterator[str]:
    """
    Whether earlier deeds have the same day.

    Args:
        where: Where the words of the day stand.
        memories: For each of `ALIKE` whether the last such deed has, whether any has, and for a headline
            whether the first one has; None where there is no such deed.
        share: How many of all of them have, in quarters.
    """
    for name, memory in zip(ALIKE, memories, strict=True):
        if memory is None:
            continue
        last, some, first = memory
        yield f"as {name}={last}"
        yield f"as {name}={last},{where}"
        yield f"as any {name}={some},{where}"
        if first is not None:
            yield f"headline as first {name}={first}"
    yield f"share={share}"
    yield f"{where}:share={share}"


def days(where: str, width: str, age: str | None, event: str, modality: str) -> Iterator[str]:
    """How long a stretch the days are, and how long before publication."""
    yield f"{where}:width={width}"
    yield f"{where}:width={width},{event}"
    if age is not None:
        yield f"{where}:age={age}"
        yield f"age={age},{modality}"
        yield f"{where}:age={age},{width}"
