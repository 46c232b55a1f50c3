"""Which words take sides, told word by word without a parse: for changes between two wordings of a report."""

from collections.abc import Iterator
from dataclasses import dataclass

from contested.knowledge.actor_names import ActorNames
from contested.knowledge.lexicon import load_language
from contested.knowledge.theatre import Theatre
from contested.model.copy import Edit, Marked


@dataclass(frozen=True, slots=True)
class FramingWords:
    """Loaded words and judging nouns of a language, and the names that camps give to parties."""

    reasons: dict[str, str]  # for each form of a word the line of data that lists it
    names: ActorNames | None

    @classmethod
    def load(cls, theatre: Theatre | None = None, language: str = "en") -> "FramingWords":
        """The words of a language, with the names of a theatre's parties where there is one."""
        known = load_language(language)
        reasons: dict[str, str] = {}
        for word in known.loaded:
            for lemma in word.lemmas:
                reasons |= dict.fromkeys(_forms(lemma), word.id)
        for noun in known.naming_hurts | known.naming_helps:
            reasons |= dict.fromkeys(_forms(noun), f"{known.tag}/framing.toml#naming:{noun}")
        return cls(reasons, ActorNames(theatre.actors) if theatre else None)

    def changed(self, edit: Edit) -> tuple[Marked, ...]:
        """The words of a change that take sides, where its two wordings do so differently."""
        before = list(self._marked(edit.before.text)) if edit.before else []
        after = list(self._marked(edit.after.text)) if edit.after else []
        if {mark.reason for mark in before} == {mark.reason for mark in after}:
            return ()
        return tuple(dict.fromkeys((*before, *after)))

    def _marked(self, words: str) -> Iterator[Marked]:
        for word in words.split():
            bare = word.strip(".,;:!?\"'“”‘’()[]").casefold().removesuffix("'s").removesuffix("’s")
            if reason := self.reasons.get(bare):
                yield Marked(words=word, reason=reason)
        if self.names is None:
            return
        for hit in self.names.uses_in(words):
            for use in hit.uses:
                if use.partisan or use.used_by:
                    name = words[hit.start : hit.end]
                    yield Marked(words=name, reason=f"name of {use.actor} in one camp: {name.casefold()}")


def _forms(lemma: str) -> Iterator[str]:
    """
    The forms that an English word takes, as far as endings go.

    Example:
        >>> sorted(_forms("seize"))
        ['seize', 'seized', 'seizes', 'seizing']
    """
    yield lemma
    if lemma.endswith("e"):
        yield from (f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing")
    elif lemma.endswith("y"):
        yield from (f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing")
    elif lemma.endswith(("s", "sh", "ch", "x")):
        yield from (f"{lemma}es", f"{lemma}ed", f"{lemma}ing")
    else:
        yield from (f"{lemma}s", f"{lemma}ed", f"{lemma}ing")
