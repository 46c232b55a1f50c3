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
    cut: every other claim goes with the one that its own report makes, else with the one nearer in days.

    Args:
        groups: As place and day make them.
        decisions: That two claims of these groups tell of the same happening, or do not.
    """
    if not decisions:
        return list(groups)
    where: dict[str, int] = {one.id: number for number, group in enumerate(groups) for _, one in group}
    joined = {number: number for number in range(len(groups))}
    for one in decisions:
        if one.answer == SAME:
            keep, lose = sorted(joined[where[claim]] for claim in one.about)
            joined = {number: keep if at == lose else at for number, at in joined.items()}
    together: defaultdict[int, Group] = defaultdict(list)
    for number, group in enumerate(groups):
        together[joined[number]] += group
    whole = (sorted(together[number], key=_by_day) for number in sorted(together))
    return [part for group in whole for part in _cut(group, decisions)]


def _by_day(item: Dated) -> tuple[date, str]:
    return item[0], item[1].id


def _cut(group: Group, decisions: Sequence[Decision]) -> list[Group]:
    dated: dict[str, Dated] = {one.id: (day, one) for day, one in group}
    pairs = [one for one in decisions if all(claim in dated for claim in one.about)]
    seeds = sorted({claim for one in pairs if one.answer != SAME for claim in one.about})
    if not seeds:
        return [group]
    part = {claim: claim for claim in seeds}
    same = [one.about for one in pairs if one.answer == SAME]
    while True:  # what is the same as a claim goes with it
        more = {b: part[a] for pair in same for a, b in (pair, pair[::-1]) if a in part and b not in part}
        keep = {tuple(sorted((part[a], part[b]))) for a, b in same if a in part and b in part}
        united = {lose: keep_ for keep_, lose in sorted(keep) if keep_ != lose}
        if not more and not united:
            break
        part = {claim: united.get(of, of) for claim, of in (part | more).items()}
    parts: defaultdict[str, Group] = defaultdict(list)
    for item in group:
        parts[part.get(item[1].id) or part[_nearest(item, [dated[claim] for claim in part])]].append(item)
    return [parts[seed] for seed in sorted(parts, key=lambda seed: (parts[seed][0][0], seed))]


def _nearest(item: Dated, seeds: Sequence[Dated]) -> str:
    day, one = item
    report = one.claim.document_key
    return min(
        seeds,
        key=lambda seed: (
            seed[1].claim.document_key != report,
            abs(seed[0] - day),
            seed[1].claim.event != one.claim.event,
            seed[1].id,
        ),
    )[1].id


def place_of(group: Group, places: Mapping[str, Place]) -> Place:
    """The place that most claims of a group name."""
    told = Counter(str(one.place.place.id) for _, one in group if one.place and one.place.place)
    return places[min(told, key=lambda id: (-told[id], id))]


def rulings_on(group: Group, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that shaped a group."""
    ids = {one.id for _, one in group}
    return tuple(one for one in decisions if not ids.isdisjoint(one.about))
