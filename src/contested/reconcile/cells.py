"""Makes the cell of each place from what the model finds and what the rules say."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from contested.model.actor import SideId
from contested.model.control import Phase
from contested.model.picture import Cell, Weight
from contested.model.text import ClaimId
from contested.reconcile.evidence import Posterior
from contested.reconcile.hearing import Hearing
from contested.reconcile.testimony import NAMES_HOLDER, Said, Testimony
from contested.reconcile.verdicts import Stand, stand
from contested.reconcile.witnesses import Witness, independent, weigh, witnesses

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

_PHASES = (Phase.QUIET, Phase.CONTESTED, Phase.BESIEGED)
_FIGHTING = (Said.CONTESTED, Said.CALM)
_SIEGE = (Said.BESIEGED, Said.RELIEVED)
_DIGITS = 6  # far below what the priors can bear, far above what the order of additions moves


def make_cells(told: Testimony, found: Posterior, hearing: Hearing) -> tuple[Cell, ...]:
    """One cell for each place that a row speaks of, sorted by place name, then id."""
    shares = found.holders
    now = np.round(shares[found.target], _DIGITS)
    towards = now.argmax(axis=1)
    groups = witnesses(told, hearing)
    exact = shares[found.target, towards]
    weights = weigh(told, hearing, groups, towards=towards, probability=exact)
    heard: dict[int, list[tuple[Witness, Weight]]] = {}
    for group, weight in zip(groups, weights, strict=True):
        heard.setdefault(group.place, []).append((group, weight))
    first = np.searchsorted(found.place, np.arange(len(told.places) + 1))
    cells = []
    for place, of_place in heard.items():
        rows = np.sort(np.concatenate([group.rows for group, _ in of_place]))
        nodes = slice(first[place], first[place + 1])
        mine = told.rows(rows)
        holder = int(towards[place])
        stands = stand(mine, hearing, holder=holder, days=found.day[nodes], shares=shares[nodes])
        support, against = _cited(mine, stands, hearing)
        witnessing = rows[support & stands.supports & (mine.weight > 0)]
        state = found.state[found.target[place]]
        phases = np.round(_phases(state, mine), _DIGITS)
        decided = now[place, holder] > hearing.settings.decided and stands.last is not None
        cells.append(
            Cell(
                place=told.places[place],
                on=date.fromordinal(hearing.on),
                holder=hearing.roster.holders[holder] if decided else None,
                phase=_PHASES[int(phases.argmax())],
                verdict=stands.verdict,
                probability=float(now[place, holder]),
                shares=_shares(now[place], hearing),
                besieged=float(phases[_PHASES.index(Phase.BESIEGED)]),
                contested=float(phases[_PHASES.index(Phase.CONTESTED)]),
                since=_since(mine, support, stands, hearing) if decided else None,
                last_report=date.fromordinal(stands.last) if stands.last is not None else None,
                origins=independent(told, witnessing),
                supports=_ids(mine, support, hearing),
                opposes=_ids(mine, against, hearing),
                weights=tuple(sorted((w for _, w in of_place), key=lambda w: (-abs(w.decibans), w.claims))),
            )
        )
    return tuple(sorted(cells, key=lambda cell: (cell.place.name, cell.place.id)))


def _phases(state: Floats, told: Testimony) -> Floats:
    """How probable each phase is; where no report speaks of a siege there is none, however long the war."""
    phases: Floats = state.sum(axis=0)
    if not (np.isin(told.said, _SIEGE) & (told.weight > 0)).any():
        phases[_PHASES.index(Phase.BESIEGED)] = 0.0
        phases = phases / phases.sum()
    return phases


def _shares(now: Floats, hearing: Hearing) -> tuple[tuple[SideId, float], ...]:
    return tuple(
        sorted(
            ((side, float(share)) for side, share in zip(hearing.roster.holders, now, strict=True)),
            key=lambda item: (-item[1], item[0]),
        )
    )


def _ids(told: Testimony, rows: Flags, hearing: Hearing) -> tuple[ClaimId, ...]:
    return tuple(sorted({hearing.ids[number] for number in told.claim[rows]}))


def _cited(told: Testimony, stands: Stand, hearing: Hearing) -> tuple[Flags, Flags]:
    """The rows to show for and against: of the present holder's time, and what was lately said against it."""
    if stands.last is None:  # only later days are spoken of
        return ~stands.opposes, stands.opposes
    past = told.day <= hearing.on
    against = stands.opposes & (told.day > stands.last - hearing.settings.stale_days)
    fighting = past & np.isin(told.said, _FIGHTING) & (told.day > stands.last - hearing.settings.live_days)
    support = stands.supports & (told.day >= stands.run)
    for chosen in (support | fighting, stands.supports, past & ~stands.opposes):
        if chosen.any():
            return chosen, against
    return np.zeros_like(past), past  # nobody speaks for anybody: all that is said are denials


def _since(told: Testimony, support: Flags, stands: Stand, hearing: Hearing) -> date | None:
    """The first day of the holder's time that some claim gives; earlier if one says "for ten months"."""
    naming = support & np.isin(told.said, NAMES_HOLDER) & (told.weight > 0) & (told.day >= stands.run)
    if (naming & ~told.indirect).any():
        naming &= ~told.indirect
    if not naming.any():
        return None
    first = date.fromordinal(int(told.day[naming].min()))
    lasting: set[date | None] = {
        hearing.days[claim].began for claim in told.claim[naming & (told.said != Said.CAPTURED)]
    }
    gainsaid = [date.fromordinal(int(day)) for day in told.day[stands.opposes & ~told.indirect]]
    for began in sorted(day for day in lasting if day and day < first):
        if not any(began <= day < first for day in gainsaid):
            return began
    return first
