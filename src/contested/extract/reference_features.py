"""The names of the features that speak for a side that words without a name may mean; each also by form."""

from collections.abc import Callable, Iterator
from typing import Concatenate, ParamSpec

_Values = ParamSpec("_Values")
_Names = Iterator[str]


def _also_by_form(names: Callable[_Values, _Names]) -> Callable[Concatenate[str, _Values], _Names]:
    """The names, each by itself and together with the form of the words, which is given first."""

    def both(form: str, /, *args: _Values.args, **kwargs: _Values.kwargs) -> _Names:
        for name in names(*args, **kwargs):
            yield name
            yield f"{form}|{name}"

    return both


@_also_by_form
def words(lemma: str, stance: str, kind: str, table: bool | None, head: str | None) -> _Names:
    """
    What the words themselves say.

    Args:
        lemma: Of their head.
        stance: How the side stands to the outlet.
        kind: What its actors are.
        table: Whether the tables give the words to the side; None where to none.
        head: How long ago the same head was used of the side; None for a pronoun.
    """
    yield f"stance={stance}"
    yield f"is={lemma},{kind}"
    yield f"table={table}"
    yield f"table={table},{lemma}"
    if head is not None:
        yield f"head={head}"
        yield f"is={lemma},{stance}"


@_also_by_form
def never_named() -> _Names:
    """A side that was not named yet."""
    yield "last=never"


@_also_by_form
def last_named(age: str, paragraph: bool, headline: bool) -> _Names:
    """How long ago a side was named, whether in the same paragraph, and whether in a headline."""
    yield f"last={age}"
    yield f"paragraph={paragraph},{age}"
    yield f"headline={headline}"


@_also_by_form
def last_related(age: str, then: str, now: str, same_clause: bool | None) -> _Names:
    """How the side's last words and these stand to their clauses; None if not in one sentence."""
    yield f"last={age},{then}"
    yield f"last={age},{then},{now}"
    if same_clause is not None:
        yield f"clause={same_clause},{then},{now}"


@_also_by_form
def frequency(rank: int, share: int, most: bool) -> _Names:
    """How many sides were named since, and how much the whole report names this one."""
    yield f"recent={rank}"
    yield f"share={share}"
    yield f"most={most}"


@_also_by_form
def beside(same: bool, are_allies: bool, how: str) -> _Names:
    """A party of the same clause, and how it and the words stand to the verb."""
    yield f"beside={same},{how}"
    if not same:
        yield f"foe={are_allies},{how}"


@_also_by_form
def spoken(stance: str, voice: str | None, quoted: str) -> _Names:
    """Who speaks the words, as far as names tell: the side, an ally, another; and how they are quoted."""
    if voice is not None:
        yield f"spoken={voice},{quoted}"
    yield f"spoken={voice is not None},{stance}"
