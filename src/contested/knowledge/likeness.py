"""How alike two spellings of place names are, and which of many may be one name transliterated otherwise."""

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

from contested.knowledge.transliteration import LEAST, skeleton, sound

AS_GOOD = 12.0  # likeness that a proposal may stay behind the best one


def likeness(one: str, other: str, family: str) -> float:
    """How alike two folded spellings sound, from 0 to 100; equal sounds are told apart by their letters."""
    alike = 100.0 * Levenshtein.normalized_similarity(sound(one, family), sound(other, family))
    return alike - (100.0 - ratio(one, other)) / 1000


class SpellingIndex:
    """Folded spellings of one family, to find those that another transliteration of a name may be."""

    def __init__(self, spellings: Iterable[str], *, family: str) -> None:
        self._family = family
        self._by_skeleton: dict[str, list[str]] = defaultdict(list)
        for spelling in spellings:
            self._by_skeleton[skeleton(spelling, family)].append(spelling)

    def alike(self, folded: str) -> list[tuple[float, str]]:
        """The spellings that may mean the same, most alike first, with how alike they are."""
        others = self._by_skeleton.get(skeleton(folded, self._family), ())
        near = ((likeness(folded, other, self._family), other) for other in others)
        return sorted((pair for pair in near if pair[0] >= LEAST[self._family]), reverse=True)
