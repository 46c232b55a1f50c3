"""The places that reports name, resolved: with a theatre its own places first, without one the world's."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from contested.app.discovery import language_names
from contested.app.pipeline import failure
from contested.app.sources import Sources
from contested.app.streaming import stream_pages
from contested.app.theatres import TheatreChooser
from contested.errors import OptionError
from contested.knowledge.actor_names import ActorNames
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.organisations import Organisations
from contested.knowledge.place_names import PlaceNames
from contested.knowledge.place_words import load_place_words
from contested.knowledge.theatre import Theatre
from contested.model.claim import PlaceMention
from contested.model.page import Page
from contested.model.place import PlaceChoice
from contested.model.report import Failure, Report
from contested.model.text import Quote, Span
from contested.resolve.places import PlaceReader
from contested.resolve.toponyms import NamedWords, ToponymResolver

if TYPE_CHECKING:
    from contested.extract.toponyms import Toponym

_CERTAIN = 0.99  # that words are a place which the theatre's file names


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFound:
    """Words that name a place, and the places that they may mean."""

    form: str  # "name", "people", "short" or "facility"
    sure: float  # that the words name a place at all
    choice: PlaceChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One report and the places that it names, in reading order."""

    report: Report
    places: tuple[PlaceFound, ...]


def stream_places(sources: Sources) -> Iterator[Placed | Failure]:
    """
    Each report with the places that it names, or why it could not be used.

    Raises:
        ModelMissingError: The language model is not installed.
    """
    failures: deque[Failure] = deque()  # met while a batch of pages was filled
    known = language_names()

    def pages() -> Iterator[Page]:
        for result in stream_pages(sources):
            if isinstance(result, Failure):
                failures.append(result)
            elif result.report.language not in known:
                what = f"no data for language {result.report.language!r}; known: {', '.join(sorted(known))}"
                failures.append(failure(result.report, "extract", OptionError(what)))
            else:
                yield result

    waiting = pages()
    # The first page is taken before the model is loaded: a folder of broken files needs no model.
    for first in waiting:
        from contested.extract.toponyms import toponyms

        gazetteer = Gazetteer.open()
        placers = _Placers(gazetteer, sources.chooser())
        for page, found in toponyms(chain([first], waiting), gazetteer=gazetteer):
            while failures:
                yield failures.popleft()
            try:
                yield placers.of(page.report).place(page.report, found)
            except Exception as error:  # one bad report never stops a run
                yield failure(page.report, "resolve", error)
    yield from failures


class _Placers:
    """A placer a theatre, made when the first of its reports comes."""

    def __init__(self, gazetteer: Gazetteer, chooser: TheatreChooser) -> None:
        self._gazetteer = gazetteer
        self._chooser = chooser
        self._placers: dict[str, Placer] = {}

    def of(self, report: Report) -> "Placer":
        theatre = self._chooser.theatre_of(report)
        if theatre.checksum not in self._placers:
            self._placers[theatre.checksum] = Placer(theatre, self._gazetteer)
        return self._placers[theatre.checksum]


class Placer:
    """Joins a theatre's own places with the world's."""

    def __init__(self, theatre: Theatre, gazetteer: Gazetteer) -> None:
        self._names = PlaceNames(theatre, gazetteer)
        # The generic theatre's actors are described, not named: "the army".
        self._organisations = Organisations(ActorNames(theatre.actors) if theatre.countries else None)
        self._world = ToponymResolver(gazetteer=gazetteer, countries=theatre.countries)
        self._reader = (
            PlaceReader(names=self._names, gazetteer=gazetteer, words=load_place_words("en"), at_home=True)
            if theatre.countries
            else None
        )

    def place(self, report: Report, found: "tuple[Toponym, ...]") -> Placed:
        """The places of a report."""
        text = report.text
        named = [
            (_CERTAIN, NamedWords(quote=Quote(start, end, text[start:end]), form="name"))
            for start, end in (self._names.find_in(text) if self._reader else ())
        ]
        own = [words.quote.span for _, words in named]
        named += [
            (one.sure, NamedWords(quote=one.quote, form=one.form))
            for one in found
            if not any(one.quote.span.overlaps(span) for span in own)
        ]
        bodies = self._organisations.find_in(text)
        named = [pair for pair in named if not _is_inside(pair[1], bodies)]
        named.sort(key=lambda pair: pair[1].quote.start)
        words = [one for _, one in named]
        choices = self._world.resolve(words, text)
        at_home = self._at_home(words, text)
        return Placed(
            report=report,
            places=tuple(
                PlaceFound(form=one.form, sure=sure, choice=at_home.get(one.quote, choice))
                for (sure, one), choice in zip(named, choices, strict=True)
            ),
        )

    def _at_home(self, words: Sequence[NamedWords], text: str) -> dict[Quote, PlaceChoice]:
        """The choices among the theatre's places and those of its countries; none for what is elsewhere."""
        if self._reader is None:
            return {}
        mentions = [PlaceMention(quote=one.quote) for one in words if one.form in ("name", "facility")]
        return {
            quote: replace(choice, candidates=choice.candidates[:5])
            for quote, choice in self._reader.choose_all(mentions, text=text).items()
            if choice.place is not None
            and (self._names.is_of_theatre(choice.place) or self._names.in_countries(choice.place))
        }


def _is_inside(words: NamedWords, bodies: Sequence[Span]) -> bool:
    """Whether a place is named only as a part of an organisation's name."""
    span = words.quote.span
    return words.form in ("name", "short") and any(body.contains(span) and body != span for body in bodies)
