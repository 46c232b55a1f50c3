"""
Finding the names of places in running text: names that a gazetteer or the language model proposes, weighed.

Every run of capitalised words that the gazetteer knows, every place, building or organisation of the language
model and every word for a people is a candidate; learned weights over what stands in and around it decide.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from contested.extract.language_model import load_language_model, passing_words
from contested.extract.parsing import plain
from contested.knowledge.gazetteer import Gazetteer, fold
from contested.knowledge.place_words import load_place_words
from contested.knowledge.weights import Weights, load_weights
from contested.model.page import Page
from contested.model.text import Quote

WEIGHTS = "toponyms"
SURE = 0.5  # share from which a candidate counts as a place
_LONGEST = 6  # tokens of a name: "Democratic Republic of the Congo"
_UNUSED = ("parser", "lemmatizer")
_PAGES_AT_ONCE = 32
_PIECE = 20_000  # characters; the language model needs memory by length
_INNER = frozenset(
    [
        *(
            "of",
            "the",
            "de",
            "la",
            "le",
            "les",
            "du",
            "des",
            "al",
            "el",
            "ez",
            "es",
            "as",
            "ar",
            "ash",
            "an",
            "ad",
        ),
        *("ed", "et", "and", "upon", "on", "in", "i", "y", "e", "do", "da", "dos", "das", "der", "den"),
        *("am", "-", "'", "&", "."),
    ]
)  # what may stand inside a name
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """Words that name a place."""

    quote: Quote
    form: str  # "name", "people" ("Syrian"), "short" ("Calif."), "facility" (a building or street)
    sure: float  # in (0, 1)


class Candidate(NamedTuple):
    """Tokens that may name a place, as far as features go."""

    first: int
    last: int
    form: str
    features: tuple[str, ...]


def toponyms(
    pages: Iterable[Page], *, gazetteer: Gazetteer, language: str = "en", sure: float = SURE
) -> Iterator[tuple[Page, tuple[Toponym, ...]]]:
    """
    The names of places on each page in reading order, whatever segment they stand in.

    Args:
        pages: Pages of one language.
        gazetteer: The world's places.
        language: BCP 47 tag of a folder in `data/languages/`.
        sure: Share from which words count as a place.

    Raises:
        ModelMissingError: The language model is not installed.
        KnowledgeError: There are no weights for the language.
    """
    nlp = load_language_model(language)
    finder = ToponymFinder(gazetteer=gazetteer, language=language, sure=sure)
    rest = iter(pages)
    while batch := list(islice(rest, _PAGES_AT_ONCE)):
        cut = [list(pieces(page.report.text)) for page in batch]
        texts = (plain(text) for own in cut for _, text in own)
        with passing_words(nlp):
            docs = nlp.pipe(texts, batch_size=8, disable=list(_UNUSED))
            found = [
                tuple(_moved(one, offset) for offset, text in own for one in finder.find(next(docs), text))
                for own in cut
            ]
        yield from zip(batch, found, strict=True)


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """A text cut at line ends or blanks where it is long, each piece with its offset; nothing is left out."""
    start = 0
    while start < len(text):
        end = start + _PIECE
        if end < len(text):
            cut = max(text.rfind("\n", start, end), text.rfind(". ", start, end) + 1)
            end = cut + 1 if cut > start else end
        yield start, text[start:end]
        start = end


def _moved(toponym: Toponym, by: int) -> Toponym:
    quote = toponym.quote
    return replace(toponym, quote=Quote(quote.start + by, quote.end + by, quote.text)) if by else toponym


class ToponymFinder:
    """Finds toponyms in texts that the language model has read; made once and asked for every text."""

    def __init__(
        self,
        *,
        gazetteer: Gazetteer,
        language: str = "en",
        weights: Weights | None = None,
        sure: float = SURE,
    ) -> None:
        self._gazetteer = gazetteer
        self._facilities = load_place_words(language).facilities
        self._weights = weights
        self._least = math.log(sure / (1 - sure))

    def find(self, doc: Any, raw: str) -> tuple[Toponym, ...]:
        """The toponyms of a text in reading order, never overlapping: the surest wins."""
        weights = self._weights or load_weights("en", WEIGHTS)
        candidates = self.candidates(doc, raw)
        totals = [weights.total(candidate.features) for candidate in candidates]
        order = sorted(range(len(candidates)), key=lambda at: (-totals[at], candidates[at].first))
        taken: set[int] = set()
        found = []
        for at in order:
            if totals[at] < self._least:
                break
            one = candidates[at]
            tokens = range(one.first, one.last + 1)
            if taken.isdisjoint(tokens):
                taken.update(tokens)
                start, end = span_of(doc, one)
                sure = 1 / (1 + math.exp(-totals[at]))
                found.append(
                    Toponym(quote=Quote(start, end, raw[start:end]), form=one.form, sure=round(sure, 3))
                )
        return tuple(sorted(found, key=lambda toponym: toponym.quote.start))

    def candidates(self, doc: Any, raw: str) -> list[Candidate]:
        """All that may name a place in a text, overlapping, with features."""
        return _Reading(doc, raw, self._gazetteer, self._facilities).candidates()


def span_of(doc: Any, candidate: Candidate) -> tuple[int, int]:
    """Where a candidate stands in its text."""
    last = doc[candidate.last]
    return doc[candidate.first].idx, last.idx + len(last.text)


class _Reading:
    """One text: its tokens taken out once, and what the whole of it says of a word."""

    def __init__(self, doc: Any, raw: str, gazetteer: Gazetteer, facilities: frozenset[str]) -> None:
        self._text = raw
        self._gazetteer = gazetteer
        self._facilities = facilities
        self._words = [token.text for token in doc]
        self._lower = [word.lower() for word in self._words]
        self._starts = [token.idx for token in doc]
        self._tags = [token.tag_ for token in doc]
        self._capital = [_is_capital(word) for word in self._words]
        self._entities = [(ent.start, ent.end - 1, ent.label_) for ent in doc.ents]
        self._entity_at: dict[int, int] = {}
        for number, (first, last, _) in enumerate(self._entities):
            for at in range(first, last + 1):
                self._entity_at[at] = number
        self._common = {word for word in self._words if word.islower()}
        self._labels: dict[str, set[str]] = {}
        self._surnames: set[str] = set()
        for first, last, label in self._entities:
            self._labels.setdefault(" ".join(self._lower[first : last + 1]), set()).add(label)
            if label == "PERSON" and last > first:
                self._surnames.add(self._lower[last])

    def candidates(self) -> list[Candidate]:
        found: dict[tuple[int, int], str] = {}
        for first in range(len(self._words)):
            if self._capital[first]:
                for last, form in self._known_from(first):
                    found.setdefault((first, last), form)
        for first, last, label in self._entities:
            first, last = self._trimmed(first, last)
            if first > last or not self._capital[first]:
                continue
            is_facility = self._lower[last].rstrip(".") in self._facilities
            if label in _PLACE_LABELS or (is_facility and last > first):
                found.setdefault((first, last), "facility" if is_facility or label == "FAC" else "name")
        return [
            Candidate(first, last, form, tuple(self._features(first, last, form)))
            for (first, last), form in sorted(found.items())
        ]

    def _known_from(self, first: int) -> Iterator[tuple[int, str]]:
        """The names that begin at a token, as the gazetteer knows them."""
        for last in range(first, min(first + _LONGEST, len(self._words))):
            if last > first and not (self._capital[last] or self._lower[last] in _INNER):
                return
            if not self._capital[last]:
                continue
            words = self._span(first, last)
            if self._gazetteer.people(words):
                yield last, "people"
            elif self._gazetteer.short_for(words):
                yield last, "short"
            elif len(words) > 1 and self._gazetteer.has(fold(words)):
                yield last, "name"

    def _span(self, first: int, last: int) -> str:
        return self._text[self._starts[first] : self._starts[last] + len(self._words[last])]

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        """An entity without the article before it and the possessive ending behind it."""
        while first <= last and (
            self._lower[first] in ("the", "a", "an") or not self._words[first][0].isalnum()
        ):
            first += 1
        while last >= first and (self._lower[last] in ("'s", "'") or not self._words[last][-1].isalnum()):
            if self._words[last][-1] == "." and len(self._words[last]) > 1:
                break
            last -= 1
        return first, last

    def _features(self, first: int, last: int, form: str) -> Iterator[str]:
        words, size = self._span(first, last), last - first + 1
        yield "bias"
        kind = f"form={form}"
        yield kind
        yield f"size={min(size, 4)}"
        case = "upper" if words.isupper() and len(words) > 3 else "capital"
        yield f"case={case}"
        known, exact = self._known(words) if form in ("name", "facility") else (form, True)
        yield f"known={known}"
        yield f"exact={exact}"
        if size == 1 and form == "name":
            yield f"letters={min(len(words), 8)}"
        relation, label = self._relation(first, last)
        yield f"ner={label}:{relation}"
        yield f"ner={label}:{relation}|{kind}"
        yield f"ner={label}|{known}"
        tags = self._tags[first : last + 1]
        proper = "all" if all(t.startswith("NNP") for t in tags) else tags[-1]
        yield f"tags={proper}|{form}"
        yield f"end={self._end_word(last)}" if size > 1 else f"single|{label}"
        yield from self._before(first, kind)
        yield from self._behind(last, kind)
        lower = " ".join(self._lower[first : last + 1])
        if size == 1 and lower in self._common:
            yield f"common|{form}"
        if size == 1 and lower in self._surnames:
            yield "surname"
        for elsewhere in self._labels.get(lower, ()):
            yield f"elsewhere={elsewhere}"

    def _known(self, words: str) -> tuple[str, bool]:
        """Kind and fame of the likeliest place of that name, and whether the name is just the same."""
        hits = self._gazetteer.named(words)
        if not hits:
            return "none", False
        return f"{_CLASS.get(hits[0].place.kind, hits[0].place.kind)}{_fame(hits[0].rank)}", hits[0].exact

    def _relation(self, first: int, last: int) -> tuple[str, str]:
        """How the candidate lies to the language model's entities, and the label of the one it meets."""
        met = {self._entity_at[at] for at in range(first, last + 1) if at in self._entity_at}
        if not met:
            return "none", "O"
        begin, end, label = self._entities[min(met)]
        begin, end = self._trimmed(begin, end)
        if len(met) > 1:
            return "several", label
        if (begin, end) == (first, last):
            return "same", label
        if begin <= first and last <= end:
            at = "start" if begin == first else "end" if end == last else "middle"
            return f"inside-{at}", label
        return ("covers" if first <= begin and end <= last else "crosses"), label

    def _end_word(self, last: int) -> str:
        word = self._lower[last].rstrip(".")
        return word if word in self._facilities else "other"

    def _before(self, first: int, kind: str) -> Iterator[str]:
        if first == 0 or "\n" in self._text[self._starts[first - 1] : self._starts[first]]:
            yield "before=start"
            return
        at = first - 1
        if self._lower[at] == "the" and at:
            yield "the"
            at -= 1
        word, tag = self._lower[at], self._tags[at]
        yield f"before={word}" if not self._capital[at] else "before=CAPITAL"
        yield f"before:{tag}|{kind}"
        if self._capital[at]:
            yield f"title={word}"
        if word == "," and at and self._capital[at - 1]:
            yield "before=NAME,"

    def _behind(self, last: int, kind: str) -> Iterator[str]:
        at = last + 1
        if at >= len(self._words) or "\n" in self._text[self._starts[last] : self._starts[at]]:
            yield "behind=end"
            return
        word, tag = self._lower[at], self._tags[at]
        yield f"behind={word}" if not self._capital[at] else "behind=CAPITAL"
        yield f"behind:{tag}|{kind}"
        if self._capital[at] and word in self._facilities:
            yield f"behind-facility={word}"
        if word == "," and at + 1 < len(self._words) and self._capital[at + 1]:
            name = self._words[at + 1]
            known = self._gazetteer.short_for(name) or self._gazetteer.find(name)
            yield "behind=,PLACE" if known else "behind=,NAME"


_CLASS = {"city": "town", "village": "town", "airbase": "airport", "district": "region"}


@cache
def _fame(rank: int) -> int:
    return int(math.log10(rank + 1))


def _is_capital(word: str) -> bool:
    return word[0].isupper() or (len(word) > 3 and word[0].isalpha() and any(c.isupper() for c in word))
