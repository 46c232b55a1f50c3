"""How the report puts it: as fact, denied, planned, possible or conditional."""

from collections.abc import Iterator, Sequence
from typing import Any

from contested.extract.syntax import is_passive
from contested.knowledge.lexicon import Cues
from contested.model.claim import Certainty, Modality, Polarity

DENIED = "denied"
_UP = 6  # steps from the trigger towards the root
_PASSES_DOWN = frozenset(
    {"xcomp", "ccomp", "dobj", "pobj", "prep", "pcomp", "acl", "nsubjpass", "attr", "conj"}
    | {"auxpass", "advcl", "agent"}
)


def modality_features(token: Any, cues: Cues, event: str) -> Iterator[str]:
    """Features of a trigger for the way it is put: its own auxiliaries, and what governs it."""
    yield "bias"
    yield f"tag={token.tag_}"
    yield f"event={event}"
    yield f"tag={token.tag_}|dep={token.dep_}"
    for feature in _own(token, cues):
        yield f"own:{feature}"
        yield f"own:{feature}|{token.pos_}"
    below, above = token, token.head
    steps: list[str] = []
    for step in range(_UP):
        if above == below:
            break
        steps.append(below.dep_)
        lemma = above.lemma_.lower()
        side = "near" if step < 2 else "far"
        yield f"up:{below.dep_}:{lemma}"
        yield f"up{side}:{lemma}/{above.pos_}"
        for cue in _cue_sets(lemma, cues):
            yield f"upcue:{cue}"
            yield f"upcue{side}:{cue}|{below.dep_}"
        for feature in _own(above, cues, through=below):
            yield f"above{side}:{feature}"
            if steps[-1] in (
                "xcomp",
                "ccomp",
                "pcomp",
                "acl",
                "relcl",
                "advcl",
                "dobj",
                "pobj",
                "nsubj",
                "nsubjpass",
                "conj",
            ):
                yield f"above:{feature}|{steps[-1]}"
        below, above = above, above.head
    yield f"path={'>'.join(steps[:3])}"
    text = token.doc.text.lower()
    for phrase in cues.modality["conditional"]["phrases"] | cues.modality["planned"]["markers"]:
        if phrase in text:
            yield f"phrase:{phrase}"
    if text.endswith("?"):
        yield "question"


def rule_modality(token: Any, cues: Cues) -> tuple[str, str]:
    """
    The way it is put by rules alone.

    Returns:
        One of asserted, denied, planned, possible, conditional; and the cue that decided.
    """
    chain = [token]
    while chain[-1].head != chain[-1] and len(chain) <= _UP:
        chain.append(chain[-1].head)
    for step, word in enumerate(chain):
        below = chain[step - 1] if step else None
        if step and below is not None and not _passes_down(below):
            break
        for child in word.children:
            if child == below:
                continue
            if child.dep_ == "neg" and not (step and word.lemma_.lower() in cues.speech_verbs):
                return DENIED, child.lower_
            if child.dep_ == "det" and child.lower_ == "no" and not step:
                return DENIED, "no"
            if child.dep_ == "mark" and child.lower_ in cues.modality["conditional"]["strong_markers"]:
                return "conditional", child.lower_
            if (marker := _condition(child, cues)) is not None:
                return "conditional", marker
        if step and word.lemma_.lower() in cues.denying:
            return DENIED, word.lemma_
    for step, word in enumerate(chain):
        below = chain[step - 1] if step else None
        if step and below is not None and not _passes_down(below):
            break
        lemma = word.lemma_.lower()
        if (
            step
            and below is not None
            and below.dep_ in ("xcomp", "acl", "dobj", "pobj", "pcomp", "ccomp", "advcl")
        ):
            planned = cues.modality["planned"]
            if lemma in planned["verbs"] and word.pos_ == "VERB" and below.tag_ in ("VB", "VBG", "NN", "NNS"):
                return "planned", lemma
            if lemma in planned["nouns"] and word.pos_ == "NOUN" and below.tag_ in ("VB", "IN", "TO"):
                return "planned", lemma
            if below.dep_ == "advcl" and below.tag_ == "VB":
                return "planned", "to"
        for child in word.children:
            if child.dep_ == "aux" and child.lower_ in cues.modality["planned"]["auxiliaries"]:
                return "planned", child.lower_
            if child.dep_ == "aux" and child.lower_ in cues.modality["possible"]["auxiliaries"]:
                return "possible", child.lower_
            if child.dep_ == "advmod" and child.lower_ in cues.modality["possible"]["adverbs"]:
                return "possible", child.lower_
    return "asserted", ""


def as_modality(label: str) -> tuple[Modality, Polarity]:
    """The scored label as modality and polarity."""
    if label == DENIED:
        return Modality.ASSERTED, Polarity.DENIED
    return Modality(label), Polarity.AFFIRMED


def certainty_of(token: Any, cues: Cues) -> Certainty:
    """How sure the last speaker is, from the words above and around the trigger."""
    near = [token, *token.ancestors]
    lemmas = {word.lemma_.lower() for word in near[:4]}
    lemmas |= {
        child.lemma_.lower()
        for word in near[:3]
        for child in word.children
        if child.dep_ in ("aux", "advmod", "acomp")
    }
    if lemmas & cues.certainty["possible"]:
        return Certainty.POSSIBLE
    if lemmas & cues.certainty["probable"]:
        return Certainty.PROBABLE
    return Certainty.CERTAIN


def _passes_down(below: Any) -> bool:
    """Whether what is said of the head reaches this dependent."""
    return below.dep_ in _PASSES_DOWN


def _condition(clause: Any, cues: Cues) -> str | None:
    """The word that makes a clause the condition of its head: "if the airport falls, the city falls"."""
    if clause.dep_ != "advcl":
        return None
    strong = cues.modality["conditional"]["strong_markers"]
    return next(
        (child.lower_ for child in clause.children if child.dep_ == "mark" and child.lower_ in strong), None
    )


def _own(token: Any, cues: Cues, through: Any | None = None) -> Iterator[str]:
    for child in token.children:
        if through is not None and child.i == through.i:
            continue
        word = child.lower_
        if child.dep_ == "aux":
            yield f"aux:{child.lemma_.lower()}"
        elif child.dep_ == "neg":
            yield "neg"
        elif child.dep_ == "mark" or (child.dep_ == "advmod" and word in ("when", "where", "until", "once")):
            yield f"mark:{word}"
        elif child.dep_ in ("advmod", "amod", "acomp", "attr"):
            for cue in _cue_sets(child.lemma_.lower(), cues):
                yield f"mod:{cue}"
            yield f"mod:{word}"
        elif child.dep_ == "det" and word in ("no", "any", "neither"):
            yield f"det:{word}"
        elif child.dep_ == "prep" and word in ("without", "before", "until", "despite", "against"):
            yield f"prep:{word}"
        elif child.dep_ in ("nsubj", "nsubjpass") and child.lemma_.lower() in cues.negations:
            yield "neg-subject"
        elif (marker := _condition(child, cues)) is not None:
            yield f"consequence:{marker}"
    if token.pos_ == "VERB":
        yield f"tag:{token.tag_}"
        if is_passive(token):
            yield "passive"


def _cue_sets(lemma: str, cues: Cues) -> Sequence[str]:
    found = [
        f"{name}.{kind}"
        for name, kinds in cues.modality.items()
        for kind, words in kinds.items()
        if lemma in words
    ]
    if lemma in cues.denying:
        found.append("denying")
    if lemma in cues.implicative:
        found.append("implicative")
    if lemma in cues.speech_verbs:
        found.append("speech")
    return found
