"""Which words each camp uses for whom, side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contested.model.framing import Framing, FramingKind
from contested.model.report import Report
from contested.model.resolved import ResolvedClaim
from contested.show.visible import one_line

KIND_WORDS = {
    FramingKind.NAMING: "name",
    FramingKind.LOADED: "loaded word",
    FramingKind.SCARE_QUOTES: "scare quotes",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FramedWords:
    """The same words in one camp's reports."""

    words: str
    kind: str
    helps: bool
    times: int
    document: str  # where they stand first
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CampWords:
    """What one camp's reports call one party."""

    camp: str | None
    words: tuple[FramedWords, ...]  # most frequent first


@dataclass(frozen=True, slots=True, kw_only=True)
class FramedParty:
    """One party, or "no single party" where the words colour no single party, as the camps speak of it."""

    toward: str
    camps: tuple[CampWords, ...]  # by camp id


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedWords:
    """One camp's words for one party."""

    camp: str | None
    toward: str
    words: FramedWords


def framing_by_party(
    framings: Iterable[Framing], *, camps: Mapping[str, str | None], names: Mapping[str, str]
) -> tuple[FramedParty, ...]:
    """
    The framings by whom they name or colour, then by the camp that uses them.

    Args:
        framings: Words that take sides.
        camps: The camp of each document's outlet.
        names: Neutral names of actors by id.
    """
    grouped: dict[str, dict[str | None, dict[tuple[str, str, bool], list[Framing]]]] = {}
    for one in sorted(framings, key=lambda f: (f.document, f.quote)):
        toward = names.get(one.toward, one.toward.replace("_", " ")) if one.toward else "no single party"
        same = (one_line(one.quote.text).casefold(), KIND_WORDS[one.kind], one.helps)
        by_camp = grouped.setdefault(toward, {}).setdefault(camps.get(one.document), {})
        by_camp.setdefault(same, []).append(one)
    return tuple(
        FramedParty(
            toward=toward,
            camps=tuple(
                CampWords(camp=camp, words=_by_frequency(grouped[toward][camp]))
                for camp in sorted(grouped[toward], key=lambda c: (c is None, c or ""))
            ),
        )
        for toward in sorted(grouped, key=str.casefold)
    )


def camps_of(reports: Iterable[Report], claims: Iterable[ResolvedClaim]) -> dict[str, str | None]:
    """The camp of each document's outlet: as it was resolved, else as the record gives it."""
    camps: dict[str, str | None] = {report.id: report.camp for report in reports}
    camps.update({one.claim.document: one.outlet_camp for one in claims if one.outlet_camp})
    return camps


def most_used(parties: Iterable[FramedParty], *, most: int) -> tuple[UsedWords, ...]:
    """
    At most so many words, by camp.

    Each camp's most frequent ones, taken in turn, so that no camp crowds out another.
    """
    by_camp: dict[str | None, list[UsedWords]] = {}
    for party in parties:
        for camp in party.camps:
            used = (UsedWords(camp=camp.camp, toward=party.toward, words=one) for one in camp.words)
            by_camp.setdefault(camp.camp, []).extend(used)
    ranked = [
        (rank, one)
        for found in by_camp.values()
        for rank, one in enumerate(
            sorted(found, key=lambda one: (-one.words.times, one.words.words.casefold()))
        )
    ]
    taken = sorted(ranked, key=lambda item: (item[0], item[1].camp is None, item[1].camp or ""))[:most]
    shown = sorted(taken, key=lambda item: (item[1].camp is None, item[1].camp or "", item[0]))
    return tuple(one for _, one in shown)


def _by_frequency(found: Mapping[tuple[str, str, bool], list[Framing]]) -> tuple[FramedWords, ...]:
    listed = [
        FramedWords(
            words=uses[0].quote.text,
            kind=kind,
            helps=helps,
            times=len(uses),
            document=uses[0].document,
            start=uses[0].quote.start,
            end=uses[0].quote.end,
        )
        for (_, kind, helps), uses in found.items()
    ]
    return tuple(sorted(listed, key=lambda one: (-one.times, one.words.casefold(), one.kind)))
