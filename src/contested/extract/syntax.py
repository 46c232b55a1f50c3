"""Walks over the parse: who does what to whom, through passives, relatives, control and nominalisations."""

from collections.abc import Iterator
from typing import Any, NamedTuple

Token = Any  # spacy.tokens.Token; spaCy is imported late, behind one door

_OBJECTS = frozenset({"dobj", "nsubjpass", "csubjpass", "dative", "obj"})
_PASSIVE = frozenset({"nsubjpass", "auxpass", "csubjpass"})
_RELATIVE = frozenset({"which", "who", "that", "whom", "where", "whose"})
_CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "conj", "pcomp", "acl", "relcl"})
_VERBS = frozenset({"VERB", "AUX"})
_NAMES = frozenset({"NOUN", "PROPN", "PRON"})
_NOT_SPREAD = frozenset({"head", "governor", "particle"})  # relations whose words bring none of their own
_LEADS_ON = frozenset({"of", "in", "near", "between", "from", "around"})
_ON_NOUNS = frozenset({"compound", "poss", "nmod", "amod", "appos"})
_STEPS = 4  # clauses that a missing subject may be looked for above


class Argument(NamedTuple):
    """A word in a relation to a predicate: "subj", "obj", "of", "prep:in", "particle", ..."""

    relation: str
    token: Token


def arguments(predicate: Token) -> list[Argument]:
    """
    The words that stand in a logical relation to a predicate, nearest relation first.

    A passive's subject is its object, its agent the subject; a missing subject is looked for in the clauses
    above; a relative pronoun gives way to what it stands for; "A and B" gives both.
    """
    found: list[Argument] = []
    for argument in _verbal(predicate) if predicate.pos_ in _VERBS else _nominal(predicate):
        found.append(argument)
        if argument.token.pos_ in _NAMES and argument.relation not in _NOT_SPREAD:
            found += _spread(argument)
    return found


def is_passive(verb: Token) -> bool:
    """Whether the verb's subject undergoes the deed."""
    if not _PASSIVE.isdisjoint([child.dep_ for child in verb.children]):
        return True
    return bool(verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod", "nmod") and not _has(verb, "aux"))


def clause_head(token: Token) -> Token:
    """The verb (or root) of the clause that a token stands in."""
    while token.head != token and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token


def _has(token: Token, dep: str) -> bool:
    return dep in [child.dep_ for child in token.children]


def _verbal(verb: Token) -> Iterator[Argument]:
    passive = is_passive(verb)
    has_subject = False
    for child in verb.children:
        dep = child.dep_
        if dep in ("nsubj", "csubj"):
            has_subject = True
            yield Argument("obj" if passive else "subj", _referent(child, verb))
        elif dep in _OBJECTS:
            has_subject = has_subject or dep in ("nsubjpass", "csubjpass")
            yield Argument("obj", _referent(child, verb))
        elif dep == "agent":
            yield from (Argument("subj", noun) for noun in child.children if noun.dep_ == "pobj")
        elif dep == "prep":
            yield from _prepositional(child, "prep")
        elif dep == "prt":
            yield Argument("particle", child)
        elif dep in ("attr", "oprd", "acomp"):
            yield Argument("attr", child)
        elif dep == "advmod":
            yield Argument(
                "particle"
                if child.pos_ in ("ADP", "PART") or child.lemma_ in _ADVERB_PARTICLES
                else "advmod",
                child,
            )
        elif dep == "npadvmod":
            yield Argument("npadvmod", child)
        elif dep in ("xcomp", "ccomp"):
            yield Argument("comp", child)
    if verb.dep_ in ("acl", "amod", "nmod") and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
        yield Argument("obj" if passive or verb.tag_ == "VBN" else "subj", verb.head)
        for child in verb.children:
            if child.dep_ in ("npadvmod", "compound", "nmod", "amod") or (
                child.i < verb.i and child.dep_ == "nsubj"
            ):
                yield Argument("subj", child)  # "rebel-held"
    elif not has_subject:
        yield from _borrowed_subject(verb, passive)
    yield from _shared_modifiers(verb)


_ADVERB_PARTICLES = frozenset(
    {"out", "back", "off", "away", "in", "up", "down", "over", "forward", "through", "ablaze"}
)


def _shared_modifiers(verb: Token) -> Iterator[Argument]:
    """Prepositions that a coordinated verb leaves to its first conjunct, and objects to its last."""
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        for child in verb.head.children:
            if child.dep_ == "prep" and child.i < verb.i:
                yield from _prepositional(child, "cprep")
    if _OBJECTS.isdisjoint([child.dep_ for child in verb.children]):
        for other in verb.children:
            if other.dep_ == "conj" and other.pos_ == "VERB":
                yield from (Argument("obj", child) for child in other.children if child.dep_ == "dobj")


def _borrowed_subject(verb: Token, passive: bool) -> Iterator[Argument]:
    role = "obj" if passive else "subj"
    below, above = verb, verb.head
    for _ in range(_STEPS):
        if above == below:
            return
        dep = below.dep_
        if dep not in _CLAUSES and not (dep == "pobj" or above.pos_ in ("NOUN", "ADP", "ADJ")):
            return
        if dep in ("acl", "relcl") and above.pos_ in ("NOUN", "PROPN", "PRON"):
            # "forces trying to ...", "a bid to retake": the noun, or whoever makes the bid
            yield Argument(role, above)
            yield from (Argument(role, child) for child in above.children if child.dep_ == "poss")
            below, above = above, above.head
            continue
        if above.pos_ in ("VERB", "AUX"):
            upper_passive = is_passive(above)
            if dep == "xcomp" or (dep == "ccomp" and not any(c.dep_ == "nsubj" for c in below.children)):
                objects = [child for child in above.children if child.dep_ == "dobj"]
                if objects and below.i > objects[0].i:
                    yield Argument(role, _referent(objects[0], above))
                    return
            subjects = [child for child in above.children if child.dep_ in ("nsubj", "nsubjpass")]
            if subjects:
                if not (dep == "conj" and upper_passive and not passive):
                    yield Argument(role, _referent(subjects[0], above))
                return
            if upper_passive:
                yield from (
                    Argument(role, noun)
                    for child in above.children
                    if child.dep_ == "agent"
                    for noun in child.children
                )
        below, above = above, above.head


def _nominal(noun: Token) -> Iterator[Argument]:
    for child in noun.children:
        dep = child.dep_
        if dep == "poss":
            yield Argument("poss", child)
        elif dep in ("compound", "nmod"):
            yield Argument("compound", child)
        elif dep == "amod":
            yield Argument("amod", child)
        elif dep == "prep":
            if child.lemma_ == "of":
                yield from (Argument("of", token) for token in child.children if token.dep_ == "pobj")
            elif child.lemma_ == "by":
                yield from (
                    Argument("by", token) for token in child.children if token.dep_ in ("pobj", "pcomp")
                )
            else:
                yield from _prepositional(child, "prep")
        elif dep in ("acl", "relcl"):
            yield Argument("clause", child)
        elif dep == "agent":
            yield from (Argument("by", token) for token in child.children)
    head = noun.head
    if head == noun:
        return
    if noun.dep_ in ("compound", "amod", "nmod") and head.pos_ in ("NOUN", "PROPN"):
        yield Argument("head", head)
    if noun.dep_ == "pobj" and head.dep_ == "prep":
        yield Argument("governor", head)
        above = head.head
        if above.pos_ in ("VERB", "AUX"):
            yield from (Argument("v" + role, token) for role, token in _verbal(above) if token.i != noun.i)
        elif above.pos_ in ("NOUN", "PROPN"):
            yield Argument("n" + head.lemma_, above)
    elif head.pos_ in ("VERB", "AUX"):
        yield from (Argument("v" + role, token) for role, token in _verbal(head) if token.i != noun.i)


def _prepositional(prep: Token, relation: str) -> Iterator[Argument]:
    for child in prep.children:
        if child.dep_ in ("pobj", "pcomp"):
            yield Argument(f"{relation}:{prep.lemma_.lower()}", child)
            # "to the outskirts of Homs", "in the town of Palmyra": the place behind the word
            for of in child.children:
                if of.dep_ == "prep" and of.lemma_ == "of":
                    yield from (
                        Argument(f"{relation}:{prep.lemma_.lower()}+of", token)
                        for token in of.children
                        if token.dep_ == "pobj"
                    )
        elif child.dep_ == "prep":
            yield from _prepositional(child, relation)


def _referent(token: Token, verb: Token) -> Token:
    """What a relative pronoun stands for."""
    if token.lower_ in _RELATIVE and token.pos_ in ("PRON", "DET", "SCONJ"):
        clause = verb
        for _ in range(_STEPS):
            if clause.dep_ == "relcl":
                return clause.head
            if clause.head == clause:
                break
            clause = clause.head
    return token


def _spread(argument: Argument) -> Iterator[Argument]:
    """What belongs to a noun: those coordinated with it, and those on it."""
    relation, token = argument
    children = token.children
    if token.dep_ == "conj" or _has(token, "conj"):
        yield from [Argument(relation + "&", other) for other in token.conjuncts if other.i > token.i]
    if "+of" not in relation:
        for child in children:
            dep = child.dep_
            if dep == "prep":
                if child.lemma_ in _LEADS_ON:
                    for inner in child.children:
                        if inner.dep_ == "pobj":
                            yield Argument(f"{relation}>{child.lemma_}", inner)
            elif dep in _ON_NOUNS:
                yield Argument(f"{relation}>{dep}", child)
