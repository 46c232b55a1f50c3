"""From the language model's documents to plain words; part of speech and lemma are looked up once a form."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from contested.extract.words import Form, Parse, Word

# Parts of the pipeline whose answer hangs on the form, tag and relation of one word: asked once for each
# instead of once a document, which took a fifth of `nlp.pipe`'s time.
LOOKED_UP = ("attribute_ruler", "lemmatizer")
_MOST = 20_000  # forms remembered before all are forgotten: a second of work a thousand reports


class _Kind(NamedTuple):
    """What the rules say of all words of one tag, or of one form."""

    pos: int
    pos_: str
    morph: Any
    lemma: str  # empty where the lemmatizer is to say


class _Use(NamedTuple):
    """A word as the lemmatizer looks at it, without a document around it."""

    orth: int
    text: str
    pos: int
    pos_: str
    morph: Any


class WordReader:
    """Makes parses of the documents of one language pipeline; remembers what it learned of word forms."""

    def __init__(self, nlp: Any) -> None:
        from spacy import attrs  # late: heavy

        self._vocab = nlp.vocab
        self._ruler = nlp.get_pipe("attribute_ruler")
        self._lemmatizer = nlp.get_pipe("lemmatizer")
        patterns = [pattern for entry in self._ruler.patterns for pattern in entry["patterns"]]
        self._openers = _openers(patterns)
        self._reach = max(map(len, patterns)) - 1  # words that a rule may look on from the one it opens at
        self._is_singled_out = _matcher(patterns, "LOWER")
        self._is_told_apart = _matcher(patterns, "DEP")
        self._columns = [attrs.ORTH, attrs.TAG, attrs.DEP, attrs.SPACY, attrs.HEAD]
        self._kinds: dict[tuple[int, int, int], _Kind] = {}
        self._forms: dict[tuple[int, int, int], Form] = {}

    def read(self, doc: Any) -> Parse:
        """The parse of a document that was tagged and parsed."""
        table = doc.to_array(self._columns)
        heads = table[:, 4].view(np.int64).tolist()
        words: list[Word] = []
        text: list[str] = []
        at = 0
        for orth, tag, dep, space, _ in table.tolist():
            form = self._forms.get((orth, tag, dep)) or self._form(orth, tag, dep)
            words.append(Word(len(words), at, form))
            spelled = form.text + " " if space else form.text
            text.append(spelled)
            at += len(spelled)
        for word, steps in zip(words, heads, strict=True):
            if steps:
                head = word.head = words[word.i + steps]
                head.children.append(word)
        for word in words:
            if word.lower_ in self._openers or word.dep_ in self._openers:
                self._read_in_context(words, word.i)
        return Parse("".join(text), words)

    def _form(self, orth: int, tag: int, dep: int) -> Form:
        if len(self._forms) >= _MOST:
            for held in (self._kinds, self._forms, self._lemmatizer.cache):
                held.clear()
        strings, lexeme = self._vocab.strings, self._vocab[orth]
        text, lower = lexeme.orth_, lexeme.lower_
        single = text.isspace() or self._is_singled_out(lower)
        key = (orth if single else 0, tag, dep if self._is_told_apart(strings[dep]) else 0)
        kind = self._kinds.get(key)
        if kind is None:
            kind = self._kinds[key] = self._kind(text, strings[tag], strings[dep])
        lemma = kind.lemma or self._lemmatizer.lemmatize(_Use(orth, text, *kind[:3]))[0]
        found = self._forms[orth, tag, dep] = Form(
            text, lower, lexeme.is_punct, lexeme.like_num, kind.pos_, lemma, strings[tag], strings[dep]
        )
        return found

    def _kind(self, text: str, tag: str, dep: str) -> _Kind:
        """As the rules read a sentence of this one word."""
        from spacy.tokens import Doc

        (word,) = self._ruler(Doc(self._vocab, words=[text], tags=[tag], deps=[dep], heads=[0]))
        return _Kind(word.pos, word.pos_, word.morph, word.lemma_)

    def _read_in_context(self, words: Sequence[Word], at: int) -> None:
        """What rules on several words say where one may open: "there is", "gonna"; of those it may change."""
        from spacy.tokens import Doc

        first = max(at - 2 * self._reach, 0)  # other rules that touch the same words may begin so far off
        near = words[first : at + 2 * self._reach + 1]
        texts, tags, deps = zip(*((word.text, word.tag_, word.dep_) for word in near), strict=True)
        doc = Doc(self._vocab, words=texts, tags=tags, deps=deps, heads=range(len(near)))
        for word, token in zip(near, self._ruler(doc), strict=True):
            if abs(word.i - at) <= self._reach:
                word.pos_ = token.pos_
                word.lemma_ = token.lemma_ or self._lemmatizer.lemmatize(token)[0]


@cache
def word_reader(nlp: Any) -> WordReader:
    """The reader of a language pipeline, one a process."""
    return WordReader(nlp)


def _openers(patterns: Sequence[Any]) -> frozenset[str]:
    """For each rule on several words a form or relation without which it cannot hold."""
    found: set[str] = set()
    for pattern in patterns:
        if len(pattern) > 1:
            plain = [word.get(key) for word in pattern for key in ("LOWER", "DEP")]
            found.add(next(value for value in plain if isinstance(value, str)))
    return frozenset(found)


def _matcher(patterns: Sequence[Any], key: str) -> Callable[[str], bool]:
    """Whether some rule on one word asks for this form (or relation)."""
    named: set[str] = set()
    expressions: list[str] = []
    for wanted in (pattern[0][key] for pattern in patterns if len(pattern) == 1 and key in pattern[0]):
        if isinstance(wanted, str):
            named.add(wanted)
        else:
            named.update(wanted.get("IN", ()), wanted.get("NOT_IN", ()))
            expressions += [wanted["REGEX"]] if "REGEX" in wanted else []
    matches = re.compile("|".join(expressions) or r"(?!)").search
    return lambda value: value in named or matches(value) is not None
