"""A parsed sentence as plain Python values: walking it costs a fraction of walking the language model's."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple


class Form(NamedTuple):
    """What all words share that have one form, tag and relation to their head."""

    text: str
    lower: str
    is_punct: bool
    like_num: bool
    pos: str
    lemma: str
    tag: str
    dep: str


class Word:
    """
    A word of a parsed sentence; attributes are named as spaCy names them.

    Made once a sentence, read hundreds of times: a plain attribute is some ten times as fast to read as a
    `spacy.tokens.Token`'s, and no word keeps the language model's memory alive.
    """

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_punct",
        "lemma_",
        "like_num",
        "lower_",
        "pos_",
        "tag_",
        "text",
    )

    doc: "Parse"
    head: "Word"  # itself at the root
    children: list["Word"]  # those before the word, then those behind it

    def __init__(self, i: int, idx: int, form: Form) -> None:
        self.i = i
        self.idx = idx  # offset in the sentence
        (
            self.text,
            self.lower_,
            self.is_punct,
            self.like_num,
            self.pos_,
            self.lemma_,
            self.tag_,
            self.dep_,
        ) = form
        self.ent_type_ = ""
        self.head = self
        self.children = []

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def ancestors(self) -> Iterator["Word"]:
        """The words above, nearest first."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    @property
    def subtree(self) -> list["Word"]:
        """The word and all below it, in reading order."""
        if not self.children:
            return [self]
        found: list[Word] = []
        self._collect(found)
        return found

    def _collect(self, found: list["Word"]) -> None:
        behind = self.i
        own = False
        for child in self.children:
            if not own and child.i > behind:
                own = True
                found.append(self)
            if child.children:
                child._collect(found)
            else:
                found.append(child)
        if not own:
            found.append(self)

    @property
    def left_edge(self) -> "Word":
        """The first word of the subtree."""
        return min(self.subtree, key=_position) if self.children else self

    @property
    def right_edge(self) -> "Word":
        """The last word of the subtree."""
        return max(self.subtree, key=_position) if self.children else self

    @property
    def conjuncts(self) -> tuple["Word", ...]:
        """The words coordinated with it."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for word in found:
            found += [child for child in word.children if child.dep_ == "conj" and child.i > word.i]
        return tuple(word for word in found if word is not self)

    def is_ancestor(self, other: "Word") -> bool:
        """Whether the other word stands below it."""
        while other.head is not other:
            other = other.head
            if other is self:
                return True
        return False

    def nbor(self, steps: int = 1) -> "Word":
        """
        The word so many places further on.

        Raises:
            IndexError: There is none.
        """
        at = self.i + steps
        if at < 0:
            raise IndexError(f"no word {steps} places from {self.text!r}")
        return self.doc[at]


class Phrase:
    """Some words of a sentence that stand together, with a label where they are a name."""

    __slots__ = ("label_", "words")

    def __init__(self, words: Sequence[Word], label: str = "") -> None:
        self.words = words
        self.label_ = label

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words)

    @property
    def start_char(self) -> int:
        """Offset in the sentence where it begins."""
        return self.words[0].idx

    @property
    def end_char(self) -> int:
        """Offset in the sentence where it ends."""
        last = self.words[-1]
        return last.idx + len(last.text)

    @property
    def root(self) -> Word:
        """The word nearest to the root of the sentence, the first of several."""
        if len(self.words) == 1:
            return self.words[0]
        for word in self.words:
            if word.head is word:
                return word
        first, last = self.words[0].i, self.words[-1].i
        outward = [word for word in self.words if not first <= word.head.i <= last]
        return min(outward, key=_depth, default=self.words[0])


class Parse(list[Word]):
    """A parsed sentence: the list of its words, and the names that the language model finds in it."""

    __slots__ = ("_starts", "ents", "text")

    def __init__(self, text: str, words: Iterable[Word]) -> None:
        super().__init__(words)
        self.text = text
        self.ents: tuple[Phrase, ...] = ()
        self._starts = [word.idx for word in self]
        for word in self:
            word.doc = self

    def begun_at(self, offset: int) -> Word | None:
        """The word whose first character stands at an offset."""
        at = bisect_right(self._starts, offset) - 1
        return self[at] if at >= 0 and self._starts[at] == offset else None

    def mark(self, names: Iterable[tuple[int, int, str]]) -> None:
        """Marks names, each given as positions of its first word and of the one behind it, with a label."""
        self.ents = tuple(Phrase(self[first:end], label) for first, end, label in names)
        for name in self.ents:
            for word in name:
                word.ent_type_ = name.label_

    def release(self) -> None:
        """
        Unties its words from one another and from it: nobody may walk them any more.

        Words that lead to one another are freed only by Python's search for unreachable cycles; untied ones
        are as soon as nobody holds them.
        """
        for word in self:
            del word.doc, word.head, word.children

    def char_span(
        self, begin: int, end: int, *, alignment_mode: Literal["expand"] = "expand"
    ) -> Phrase | None:
        """The words that the characters from one offset to another touch; None where there are none."""
        if begin < 0 or not begin < end <= len(self.text):
            return None
        first, last = bisect_right(self._starts, begin) - 1, bisect_right(self._starts, end - 1) - 1
        if begin == self._starts[first] + len(self[first]):
            first += 1  # a blank belongs to no word
        return Phrase(self[first : last + 1]) if first <= last else None


def _depth(word: Word) -> int:
    """Steps to the root; a mark or blank is no head while there is a better one."""
    if not word.children and (word.is_punct or word.text.isspace()):
        return len(word.doc) - 1
    return sum(1 for _ in word.ancestors)


def _position(word: Word) -> int:
    return word.i
