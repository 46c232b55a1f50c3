"""A trigger with everything that may fill its roles, and with what earlier claims were about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from contested.extract.discourse import Discourse
from contested.extract.features import word_class
from contested.extract.fields import Field
from contested.extract.mentions import Mention
from contested.extract.role_blocks import Shared
from contested.extract.syntax import Argument, arguments, clause_head
from contested.extract.triggers import Candidate
from contested.knowledge.lexicon import Language
from contested.model.actor import SideId

_FAMILIES = {
    "fight": ("attack", "strike", "repel", "advance", "casualties", "destroy"),
    "hold": ("capture", "hold", "lose"),
    "siege": ("besiege", "relieve", "route"),
    "agreement": ("agreement",),
}
_FAMILY = {event: family for family, events in _FAMILIES.items() for event in events}
# Who does the one does it against whoever does the other, where one is the other's object or subject.
_AGAINST = {"relieve": ("besiege",), "repel": ("attack", "strike", "advance")}


@dataclass(frozen=True, slots=True)
class Told:
    """What an earlier claim of the report was about."""

    event: str
    sentence: int
    actor: SideId | None
    target: SideId | None
    place: str | None  # the folded words
    word: int  # its trigger's position in the sentence's parse
    sureness: float  # that of the actor, 0 to 1


class Situation:
    """A trigger with everything that may fill its roles; computed once for all roles."""

    def __init__(
        self,
        candidate: Candidate,
        event: str,
        sentence: int,
        discourse: Discourse,
        *,
        language: Language,
        told: Sequence[Told] = (),
    ) -> None:
        self.candidate = candidate
        self.event = event
        self.sentence = sentence
        self.discourse = discourse
        self.context: Mapping[str, Sequence[float]] = {}  # what the network makes of each role's fillers
        self._known_relations: dict[int, str] = {}
        self._fields: dict[bool, Field] = {}
        token = candidate.token
        self.lemma = token.lemma_.lower()
        kinds = discourse.kinds[sentence]
        self.object_class = next(
            (
                word_class(a.token, kinds, language)
                for a in candidate.arguments
                if a.relation in ("obj", "of", "vobj")
            ),
            "nothing",
        )
        self.relations = _relations(candidate.arguments)
        self.clause = clause_head(token).i
        self.line = candidate.fired[0].id if candidate.fired else "none"
        self.start = discourse.sentences[sentence].start + token.idx
        self.recall(told)

    @cached_property
    def upper(self) -> Mapping[int, str]:
        """How words stand to the clause that the trigger hangs on."""
        token = self.candidate.token
        above = clause_head(token.head) if token.pos_ in ("VERB", "AUX") else clause_head(token)
        return _relations(arguments(above)) if above.i != token.i else {}

    def recall(self, told: Sequence[Told]) -> None:
        """Makes known the earlier claims that this one may go on with."""
        last = told[-1] if told else None
        family = _FAMILY.get(self.event)
        back = told[::-1]
        here = next((t for t in back if t.sentence == self.sentence), None)
        same = next((t for t in back if t.event == self.event), None)
        akin = next((t for t in back if _FAMILY.get(t.event) == family), None)
        self.memories = (here, last, same, akin)  # in the order of role_features.MEMORIES
        self.answered = next((t for t in back if self._answers(t)), None)
        self.shared = Shared()

    def _answers(self, told: Told) -> bool:
        """Whether this is done against whoever did that, or the other way round: "lift the siege"."""
        if told.sentence != self.sentence:
            return False
        if told.event not in _AGAINST.get(self.event, ()) and self.event not in _AGAINST.get(told.event, ()):
            return False
        token = self.candidate.token
        return bool(token.head.i == told.word or token.doc[told.word].head.i == token.i)

    def relation(self, mention: Mention) -> str:
        """How the mention stands to the trigger in the parse."""
        if mention.sentence != self.sentence:
            return "away"
        if (known := self._known_relations.get(id(mention))) is None:
            known = self._known_relations[id(mention)] = self._relation(mention)
        return known

    def field(self, role: str) -> Field:
        """All that may fill a role; actor and target are looked for among the same parties."""
        of_places = role == "place"
        if (known := self._fields.get(of_places)) is None:
            reach = self.discourse.reach(self.sentence, of_places=of_places)
            known = self._fields[of_places] = Field(reach, self)
        return known

    def _relation(self, mention: Mention) -> str:
        if mention.token is None:
            return "unparsed"
        inside = self.discourse.inside(mention)
        for i in inside:
            if (found := self.relations.get(i)) is not None:
                return found
        for i in inside:
            if (found := self.upper.get(i)) is not None:
                return "up:" + found
        token = self.candidate.token
        if token in mention.token.children or mention.token.is_ancestor(token):
            return "above"
        if token.is_ancestor(mention.token):
            return f"below:{mention.token.dep_}"
        return "aside"


def _relations(found: Sequence[Argument]) -> Mapping[int, str]:
    relations: dict[int, str] = {}
    for relation, token in found:
        relations.setdefault(token.i, relation)
    return relations
