"""
Simulated wars with known truth, told by partisan outlets; made apart from the model that is measured.

Unlike the model's chain of days: battles and sieges last for uniformly drawn times, a place is besieged where
its neighbours are hostile or somebody chooses to starve it, denials fade, captures are told apart from
holding, outlets speak of whole regions, rewrite each other's news in their own words, and fall silent about
their losses.
"""

from dataclasses import dataclass

import numpy as np

SIDES = ("g", "j", "r")
NEUTRAL = -1
QUIET, BATTLE, SIEGE = 0, 1, 2
FRESH = 12  # days for which a change of hands is news


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One claim as an outlet makes it; `true` is what no method gets to see."""

    number: int
    outlet: int
    camp: int  # of the outlet: a side's number, or NEUTRAL
    origin: int  # the camp whose word it is, as far as the report tells
    place: int  # regions are numbered after the places
    kind: str  # hold, capture, fight, siege, relief, plan
    side: int  # who holds, captures, is besieged or plans
    denied: bool = False
    most: bool = False  # of a region: only most of it
    against: int | None = None  # of a plan: who holds the place now, as it takes for granted
    day: int  # that it speaks of
    dated: bool
    published: int
    words: int  # equal for copies that show
    true: bool | None = None  # None: says nothing of a holder


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """How a war is fought and told."""

    width: int = 8
    days: int = 180
    regions: int = 4
    outlets: tuple[tuple[int, float], ...] = (
        (0, 1.0), (0, 1.0), (0, 0.8), (1, 0.8), (2, 1.0), (2, 0.8), (NEUTRAL, 0.6), (NEUTRAL, 0.5),
    )  # fmt: skip
    battles: float = 0.009  # a day and hostile neighbour
    sieges: float = 0.25  # of attacks that starve rather than storm
    premature: float = 0.25
    denies: float = 0.55
    omits: float = 0.65
    errs: float = 0.04
    copies: float = 0.35
    shown: float = 0.75  # of copies: the words betray it
    undated: float = 0.4
    busy: float = 0.30  # reports a day of an outlet on a place in the news
    steady: float = 0.05  # the same of a siege that goes on
    calm: float = 0.006
    regional: float = 0.02  # reports a day of an outlet on a whole region


SCENARIOS = {
    "own": Scenario(),
    "own_sparse": Scenario(busy=0.09, steady=0.015, calm=0.003),
    "own_sieges": Scenario(sieges=0.8, battles=0.006),
    "own_regions": Scenario(busy=0.06, calm=0.002, steady=0.02, regional=0.12),
    "own_rewritten": Scenario(
        outlets=((0, 1.2),) * 5 + ((1, 0.6), (2, 0.6), (NEUTRAL, 0.3)),
        copies=0.6, shown=0.25, denies=0.7, premature=0.4,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class War:
    """What was so, and what was told."""

    holder: np.ndarray  # (days, places)
    state: np.ndarray  # (days, places): QUIET, BATTLE, SIEGE
    told: tuple[Told, ...]
    region: tuple[int, ...]  # of each place


class _Ground:
    """The war itself, day by day."""

    def __init__(self, plan: Scenario, rng: np.random.Generator) -> None:
        self.plan, self.rng = plan, rng
        width, places = plan.width, plan.width**2
        at = np.array([(number // width, number % width) for number in range(places)], float)
        capitals = at[rng.choice(places, len(SIDES), replace=False)]
        far = ((at[:, None] - capitals[None]) ** 2).sum(-1) + rng.normal(0, 1.5, (places, len(SIDES)))
        self.holder = far.argmin(1)
        self.near = [np.flatnonzero(np.abs(at - spot).sum(1) == 1) for spot in at]
        half = width / 2
        self.region = tuple(int(2 * (x >= half) + (y >= half)) % plan.regions for x, y in at)
        self.state = np.zeros(places, int)
        self.foe = np.full(places, -1)
        self.until = np.zeros(places, int)
        self.before = self.holder.copy()
        self.fell = np.full(places, -99)  # day of the last change of hands
        self.freed = np.full(places, -99)  # day that the last siege was lifted

    def enemies(self, place: int) -> list[int]:
        return [int(self.holder[q]) for q in self.near[place] if self.holder[q] != self.holder[place]]

    def falls(self, place: int, to: int, day: int) -> None:
        self.before[place], self.holder[place] = self.holder[place], to
        self.fell[place], self.state[place] = day, QUIET

    def attack(self, place: int, day: int, *, siege: bool) -> None:
        rng = self.rng
        self.foe[place] = rng.choice(self.enemies(place))
        self.state[place] = SIEGE if siege else BATTLE
        self.until[place] = day + (rng.integers(25, 121) if siege else rng.integers(4, 21))

    def dawn(self, day: int) -> None:
        rng, plan = self.rng, self.plan
        for place in range(len(self.holder)):
            hostile = self.enemies(place)
            state = self.state[place]
            if state == QUIET:
                cut_off = len(hostile) == len(self.near[place])
                if hostile and cut_off and rng.random() < 0.05:
                    self.attack(place, day, siege=True)
                elif hostile and rng.random() < plan.battles * len(hostile):
                    self.attack(place, day, siege=bool(rng.random() < plan.sieges))
                elif hostile and rng.random() < 0.0006:
                    self.falls(place, int(rng.choice(hostile)), day)
            elif day >= self.until[place]:
                ends = rng.random()
                if state == BATTLE:
                    if ends < 0.5:
                        self.falls(place, int(self.foe[place]), day)
                    self.state[place] = QUIET
                elif ends < 0.4:
                    self.falls(place, int(self.foe[place]), day)
                elif ends < 0.75:
                    self.state[place], self.freed[place] = QUIET, day
                else:
                    self.state[place], self.until[place] = BATTLE, day + rng.integers(4, 15)


def simulate(plan: Scenario, seed: int) -> War:
    """One war of the scenario."""
    rng = np.random.default_rng([seed, 77])
    ground = _Ground(plan, rng)
    holders, states, told = [], [], []
    for day in range(plan.days):
        ground.dawn(day)
        holders.append(ground.holder.copy())
        states.append(ground.state.copy())
        for outlet, (camp, rate) in enumerate(plan.outlets):
            _speak(told, ground, outlet, camp, rate, day)
    return War(
        holder=np.array(holders),
        state=np.array(states),
        told=tuple(one for one in told if one.published < plan.days),
        region=ground.region,
    )


def _speak(told: list[Told], ground: _Ground, outlet: int, camp: int, rate: float, day: int) -> None:
    plan, rng = ground.plan, ground.rng
    news = (ground.state == BATTLE) | (day - ground.fell <= FRESH) | (day - ground.freed <= FRESH)
    chance = np.where(news, plan.busy, np.where(ground.state == SIEGE, plan.steady, plan.calm))
    for place in np.flatnonzero(rng.random(len(chance)) < chance * rate).tolist():
        said = _say(ground, place, camp, day)
        if said is not None:
            _print(told, ground, outlet, camp, place, day, said)
    if rng.random() < plan.regional * rate:
        region = int(rng.integers(plan.regions))
        inside = ground.holder[np.array(ground.region) == region]
        share = np.bincount(inside, minlength=len(SIDES)) / len(inside)
        side = int(share.argmax())
        if camp >= 0 and share[camp] > 0.4:
            side = camp  # makes the most of it
        if share[side] > 0.4:
            whole = {"most": True, "true": None}
            _print(told, ground, outlet, camp, len(ground.holder) + region, day, ("hold", side, whole))


_Said = tuple[str, int, dict[str, object]]


def _say(ground: _Ground, place: int, camp: int, day: int) -> _Said | None:
    """What an outlet of the camp has to say of the place, or nothing."""
    plan, rng = ground.plan, ground.rng
    holder, foe, state = int(ground.holder[place]), int(ground.foe[place]), int(ground.state[place])
    since = day - ground.fell[place]
    dice = rng.random()
    if state == BATTLE:
        if camp == foe:
            return ("capture", foe, {}) if dice < plan.premature else ("fight", foe, {})
        if camp == holder:
            return ("hold", holder, {}) if dice < 0.45 else ("fight", foe, {})
        if dice < 0.08:
            return "capture", foe, {}
        if dice < 0.12:
            return "siege", holder, {}  # a battle taken for a siege
        return ("fight", foe, {}) if dice < 0.75 else ("hold", holder, {})
    if state == SIEGE:
        if camp == foe and dice < plan.premature / 3:
            return "capture", foe, {}
        if camp == holder and dice < 0.08:
            return "relief", holder, {}
        if dice < 0.6:
            return "siege", holder, {}
        return ("fight", foe, {}) if dice < 0.75 else ("hold", holder, {})
    if since <= FRESH:
        if camp == ground.before[place]:
            if dice < plan.denies * np.exp(-since / 10):
                own = rng.random() < 0.6
                return ("hold", camp, {}) if own else ("hold", holder, {"denied": True})
            if rng.random() < plan.omits:
                return None
        return ("capture" if dice < 0.65 else "hold"), holder, {}
    if day - ground.freed[place] <= FRESH:
        if camp == foe:
            return ("siege", holder, {}) if dice < 0.3 else None
        return ("relief", holder, {}) if dice < 0.7 else ("hold", holder, {})
    if camp >= 0 and camp != holder:
        if dice < 0.35:
            return "plan", camp, {"against": holder}
        if rng.random() < plan.omits:
            return None
    return "hold", holder, {}


def _print(
    told: list[Told], ground: _Ground, outlet: int, camp: int, place: int, day: int, said: _Said
) -> None:
    """The report, and whoever repeats it."""
    plan, rng = ground.plan, ground.rng
    kind, side, more = said
    is_region = place >= len(ground.holder)
    if kind in ("hold", "capture") and rng.random() < plan.errs:
        side = int(rng.choice([other for other in range(len(SIDES)) if other != side]))
    happened = int(ground.fell[place]) if kind == "capture" and ground.holder[place] == side else day
    if kind == "capture" and rng.random() < 0.25:
        happened = max(happened + int(rng.integers(-1, 2)), 0)
    if kind in ("hold", "capture") and not is_region:
        more = {**more, "true": (side == int(ground.holder[place])) != bool(more.get("denied"))}
    first = Told(
        number=len(told),
        outlet=outlet,
        camp=camp,
        origin=camp,
        place=place,
        kind=kind,
        side=side,
        day=min(happened, day),
        dated=bool(rng.random() > plan.undated),
        published=day + int(rng.geometric(0.45) - 1),
        words=len(told),
        **more,
    )
    told.append(first)
    for other, (its_camp, _) in enumerate(plan.outlets):
        chance = plan.copies if its_camp == camp else 0.08 if its_camp == NEUTRAL else 0.0
        if other != outlet and rng.random() < chance:
            shown = rng.random() < plan.shown
            named = its_camp == camp or rng.random() < 0.8
            told.append(
                _again(first, len(told), other, its_camp, camp if named else its_camp, shown=shown, rng=rng)
            )


def _again(
    first: Told, number: int, outlet: int, camp: int, origin: int, *, shown: bool, rng: np.random.Generator
) -> Told:
    return Told(
        number=number,
        outlet=outlet,
        camp=camp,
        origin=origin,
        place=first.place,
        kind=first.kind,
        side=first.side,
        denied=first.denied,
        most=first.most,
        against=first.against,
        day=first.day,
        dated=first.dated and bool(rng.random() < 0.5),
        published=first.published + 1 + int(rng.random() < 0.3),
        words=first.words if shown else number,
        true=first.true,
    )
