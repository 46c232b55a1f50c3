"""Shares of right answers, whole and by group, as the scorers beside this file print them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

import run  # beside this script


class Answer(Protocol):
    """Something that is right or wrong; its other attributes are what it may be grouped by."""

    @property
    def right(self) -> bool: ...


A = TypeVar("A", bound=Answer)


def score(
    read: Callable[[Sequence[Any], Sequence[Any]], Iterable[A]],
    *,
    by: Sequence[str],
    wrong: Callable[[A], str] | None,
) -> dict[str, list[A]]:
    """
    Scores all corpora within reach and prints the shares; gives the answers by corpus.

    Args:
        read: Gives the answers for the reports of a corpus and their annotation.
        by: Attributes of an answer to group by.
        wrong: What to print of each wrong answer.
    """
    found: dict[str, list[A]] = {}
    for name, (reports, _, gold) in run.corpora().items():
        found[name] = list(read(reports, gold))
        show(name, found[name], by)
        if wrong is not None:
            for one in found[name]:
                if not one.right:
                    print(f"    {wrong(one)}")
    return found


def share(answers: Sequence[Answer]) -> float:
    """The share of right answers; 0 of none."""
    return sum(one.right for one in answers) / max(1, len(answers))


def show(name: str, answers: Sequence[Answer], by: Sequence[str]) -> None:
    """Prints the share of right answers, and a line for each way to group them."""
    print(f"{name}: {_told(answers)}")
    for attribute in by:
        groups: defaultdict[str, list[Answer]] = defaultdict(list)
        for one in answers:
            groups[getattr(one, attribute)].append(one)
        print("  " + "  ".join(f"{key} {_told(group)}" for key, group in sorted(groups.items())))


def _told(answers: Sequence[Answer]) -> str:
    return f"{sum(one.right for one in answers)}/{len(answers)} {share(answers):.3f}"
