"""The arcs that the language model finds between words, a move at a time in all sentences at once."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

_MOST = 128  # sentences at a time; with 512 their features no longer fit the processor's cache


class ArcFinder:
    """
    Takes the moves of spaCy's `parser` for many sentences in one product a step, and stands in its place.

    spaCy takes a sixteenth of a batch at a time and asks for Python's lock at each of the 64 maxima of each
    move, half of what parsing takes. Here its own steps are walked as its training walks them, the lock held.
    """

    def __init__(self, parser: Any) -> None:
        self._parser = parser
        upper = parser.model.get_ref("upper")  # of features to moves; in a trained parser no move is masked
        self._weights, self._lean = upper.get_param("W").T, upper.get_param("b")

    def __call__(self, doc: Any) -> Any:
        """The document, parsed."""
        self._parse([doc])
        return doc

    def __getattr__(self, name: str) -> Any:
        """Whatever else the pipeline asks of its parser."""
        return getattr(self._parser, name)

    def pipe(self, docs: Iterable[Any], **_: Any) -> Iterator[Any]:
        """The documents, parsed, in their order."""
        rest = iter(docs)
        while batch := list(islice(rest, _MOST)):
            self._parse(batch)
            yield from batch

    def _parse(self, docs: Sequence[Any]) -> None:
        states = self._parser.moves.init_batch(docs)
        if going := [state for state in states if not state.is_final()]:
            steps = self._parser.model.predict(docs)
            while going:
                features = steps.state2vec.predict(steps.get_token_ids(going))
                scores = features @ self._weights + self._lean
                going = self._parser.transition_states(going, scores)
            steps.clear_memory()
        self._parser.set_annotations(docs, states)
