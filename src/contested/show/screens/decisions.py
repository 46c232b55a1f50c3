"""Decisions on the terminal."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from contested.show.views.decisions import DecisionLine
from contested.show.visible import one_line


def render_decisions(
    lines: Sequence[DecisionLine], conflicts: Iterable[Sequence[DecisionLine]] = (), *, title: str
) -> RenderableType:
    """Each entry with author, day and reason; below them those that contradict each other."""
    parts: list[RenderableType] = []
    if lines:
        parts += [_head(f"{title} ({len(lines)})"), *map(_entry, lines)]
    for clash in conflicts:
        parts += [_head("In conflict: none is followed until one is undone"), *map(_entry, clash)]
    return Group(*parts)


def _head(title: str) -> RenderableType:
    return Padding(Rule(Text(title, style="bold"), align="left"), (1, 0, 0, 0))


def _entry(line: DecisionLine) -> RenderableType:
    text = Text(one_line(line.says), style="bold")
    if line.remark:
        text.append(f"  ! {line.remark}", style="bold red")
    text.append(f"\n“{one_line(line.reason)}”", style="italic")
    when = line.at.strftime("%Y-%m-%d %H:%M")
    text.append(f"\n{one_line(line.author)}, {when} UTC, {line.state}, {line.id}", style="dim")
    return Padding(text, (0, 0, 0, 2))
