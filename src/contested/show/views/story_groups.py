"""Which claims tell of one happening: by place and day, and then as analysts decided."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from contested.model.decision import SAME, Decision
from contested.model.place import Place
from contested.model.resolved import ResolvedClaim

GAP = timedelta(days=3)  # days of silence that end a story: captures are often dated two or three days apart
LONGEST = timedelta(days=14)  # beyond that a place that is fought over for months would be one story

Dated = tuple[date, ResolvedClaim]
Group = list[Dated]


def groups_by_day(dated: Iterable[Dated]) -> list[Group]:
    """The claims of one place, cut where days of silence lie between, or where it goes on for too long."""
    groups: list[Group] = []
    for day, one in sorted(dated, key=_by_day):
        if groups and day - groups[-1][-1][0] <= GAP and day - groups[-1][0][0] <= LONGEST:
            groups[-1].append((day, one))
        else:
            groups.append([(day, one)])
    return groups


def groups_as_decided(groups: Sequence[Group], decisions: Sequence[Decision]) -> list[Group]:
    """
    The groups with those joined and cut that analysts decided on.

    Two claims that are the same happening join their groups. Where two claims of one group are not, it is
    cut. Claims that were decided on go, one after the other, with the nearest from whose part nobody parts
    them, else into a part of their own; all others with the nearest of those. Near is first what its own
    report makes, then what is nearer in days.

    Args:
        groups: As place and day make them.
        decisions: That two claims of these groups tell of the same happening, or do not.
    """
    if not decisions:
        return list(groups)
    where: dict[str, int] = {one.id: number for number, group in enumerate(groups) for _, one in group}
    joined = _united(where, decisions)
    together: defaultdict[int, Group] = defaultdict(list)
    for group in groups:
        together[joined[group[0][1].id]] += group
    whole = (sorted(together[number], key=_by_day) for number in sorted(together))
    return [part for group in whole for part in _cut(group, decisions)]


def _by_day(item: Dated) -> tuple[date, str]:
    return item[0], item[1].id


def _united(numbers: Mapping[str, int], decisions: Iterable[Decision]) -> Mapping[str, int]:
    """The numbers of claims; those that are the same happening have the least of theirs."""
    found = dict(numbers)
    for one in decisions:
        if one.answer == SAME:
            keep, lose = sorted(found[claim] for claim in one.about)
            found = {claim: keep if number == lose else number for claim, number in found.items()}
    return found


def _cut(group: Group, decisions: Sequence[Decision]) -> list[Group]:
    numbers: dict[str, int] = {one.id: number for number, (_, one) in enumerate(group)}
    pairs = [one for one in decisions if numbers.keys() >= set(one.about)]
    if all(one.answer == SAME for one in pairs):
        return [group]
    # What is the same stays together: a unit has the number of its first claim.
    unit_of = _united(numbers, pairs)
    units: defaultdict[int, Group] = defaultdict(list)
    for item in group:
        units[unit_of[item[1].id]].append(item)
    differing: defaultdict[int, set[int]] = defaultdict(set)
    for one in pairs:
        if one.answer != SAME:
            first, second = (unit_of[claim] for claim in one.about)
            differing[first].add(second)
            differing[second].add(first)
    part_of: dict[int, int] = {}  # a part has the number of the unit that opened it
    for unit in sorted(differing):
        barred = {part_of[other] for other in differing[unit] if other in part_of}
        allowed = {other: units[other] for other, part in part_of.items() if part not in barred}
        part_of[unit] = part_of[_nearest(units[unit], allowed)] if allowed else unit
    decided = {unit: units[unit] for unit in part_of}
    parts: defaultdict[int, Group] = defaultdict(list)
    for unit, items in units.items():
        parts[part_of[unit if unit in decided else _nearest(items, decided)]] += items
    return [sorted(parts[part], key=_by_day) for part in sorted(parts)]


def _nearest(items: Group, units: Mapping[int, Group]) -> int:
    """The unit with the claim that is nearest to any of some claims."""
    return min(
        units,
        key=lambda unit: min(
            (
                other.claim.document_key != one.claim.document_key,
                abs(there - day),
                other.claim.event != one.claim.event,
                other.id,
            )
            for day, one in items
            for there, other in units[unit]
        ),
    )


def place_of(group: Group, places: Mapping[str, Place]) -> Place:
    """The place that most claims of a group name."""
    told = Counter(str(one.place.place.id) for _, one in group if one.place and one.place.place)
    return places[min(told, key=lambda id: (-told[id], id))]


def rulings_on(group: Group, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that shaped a group."""
    ids = {one.id for _, one in group}
    return tuple(one for one in decisions if not ids.isdisjoint(one.about))
