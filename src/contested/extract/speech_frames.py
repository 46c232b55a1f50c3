"""Speech within one sentence: verbs, "according to", nouns and labels, each with what it covers."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from contested.extract.parsing import ParsedSentence
from contested.extract.speakers import RELATIVE, Frame, kind_of, speaker_edges
from contested.extract.syntax import arguments, is_passive
from contested.knowledge.lexicon import Cues
from contested.model.claim import VoiceKind
from contested.model.page import SegmentKind
from contested.model.text import Span

_CLAUSES = frozenset({"ccomp", "xcomp", "parataxis", "advcl"})
_NAMES = frozenset({"NOUN", "PROPN", "PRON"})
_PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "ADP", "PART"})
_LONGEST_LABEL = 9  # tokens before the colon of "Russian Defence Ministry: ..."
_LEAST_SAID = 3  # tokens; fewer before "X said" are an adverbial


def frames_in(sentence: ParsedSentence, cues: Cues) -> Iterator[Frame]:
    """The frames of a sentence in reading order; those of which nothing is said in it have empty content."""
    doc = sentence.doc
    assert doc is not None
    for token in doc:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and lemma in cues.speech_verbs:
            yield from _verb_frame(token, lemma, sentence, cues)
        elif lemma in cues.according or token.lower_ == "according":
            yield from _according_frame(token, sentence, cues)
        elif token.pos_ == "NOUN" and lemma in cues.speech_nouns:
            yield from _noun_frame(token, sentence, cues)
    yield from _label_frame(sentence, cues)


def _verb_frame(verb: Any, lemma: str, sentence: ParsedSentence, cues: Cues) -> Iterator[Frame]:
    weak = lemma in cues.weak_speech_verbs
    manner = "clause"
    speaker, edges = _who_speaks(verb, weak=weak)
    pieces = [piece for piece in _clauses(verb) if speaker is None or speaker.head != piece]
    if speaker is None:
        if pieces and is_passive(verb) and not weak:
            yield _frame(None, verb, _over(pieces, sentence), sentence, cues, "passive")
        return
    if above := _clause_above(verb):
        around = _around(speaker, verb, sentence)
        yield _frame(speaker, verb, around, sentence, cues, "as" if above == "as" else "clause", edges)
        return
    if not pieces and not weak:
        pieces, manner = _that_follows(verb), "clause"
    first = edges[0] if edges else speaker_edges(speaker, verb)[0]
    if not pieces and not weak and (before := _said_before(first, speaker, verb, sentence)):
        yield _frame(speaker, verb, before, sentence, cues, "before", edges)
        return
    if not pieces:
        pieces, manner = _nominals(verb, lemma, cues), "weak" if weak else "nominal"
    content = _on_behind_colon(_over(pieces, sentence), sentence) if pieces else _nothing(verb, sentence)
    yield _frame(speaker, verb, content, sentence, cues, manner, edges)


def _who_speaks(verb: Any, *, weak: bool) -> tuple[Any | None, tuple[Any, Any] | None]:
    """The speaker of a verb, with first and last token where the parse does not tell them."""
    own = [c for c in verb.children if c.dep_ == "nsubj"]
    reduced = _reduced_subject(verb)
    if not own and reduced is not None:
        return reduced, None
    if not own and (quoted := _quoted_as_saying(verb)) is not None:
        return quoted, None
    if not own and not weak and verb.tag_ in ("VBD", "VBZ", "VBP"):
        phrase = _phrase_before(verb) or _phrase_behind(verb)
        if phrase is not None:
            return phrase
    found = [a.token for a in arguments(verb) if a.relation == "subj" and a.token.dep_ != "amod"]
    found = [t for t in found if t.pos_ in _NAMES and not (t == verb.head and verb.tag_ == "VBN")]
    if not found and verb.dep_ == "pcomp" and verb.head.head.pos_ == "VERB":
        found = [c for c in verb.head.head.children if c.dep_ == "nsubj"]  # "went on by saying"
    return (found[0], None) if found else (None, None)


def _reduced_subject(verb: Any) -> Any | None:
    """The subject that the parser gave to a participle: "Two soldiers, reached by phone, told us"."""
    for child in verb.children:
        if child.i < verb.i and child.tag_ == "VBN" and verb.nbor(-1).text == ",":
            for inner in child.children:
                if inner.dep_ == "nsubj" and inner.i < child.i:
                    return inner
    return None


def _quoted_as_saying(verb: Any) -> Any | None:
    """Whose words they are in "the agency quoted X as saying", "X was quoted as saying"."""
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as":
        return None
    quoting = verb.head.head
    return next((c for c in quoting.children if c.dep_ in ("dobj", "nsubjpass")), None)


def _phrase_before(verb: Any) -> tuple[Any, tuple[Any, Any]] | None:
    """The noun phrase that ends at a verb of saying, where the parser did not make it the subject."""
    doc = verb.doc
    at = verb.i - 1
    if at > 2 and doc[at].text == ")" and doc[at - 2].text == "(":
        at -= 3  # "the Live Network (LN) reported"
    while at >= 0 and doc[at].pos_ in ("ADV", "AUX") and doc[at].text.islower():
        at -= 1
    last = at
    while at >= 0 and (doc[at].pos_ in _PHRASE or doc[at].text.isupper()) and doc[at].tag_ != "EX":
        at -= 1
    while at < last and doc[at + 1].pos_ in ("DET", "ADP", "PART"):
        at += 1
    if at == last:
        return None
    first = doc[at + 1]
    stop = next((t.i for t in doc[first.i + 1 : last + 1] if t.pos_ == "ADP"), last + 1)
    head = next((t for t in reversed(doc[first.i : stop]) if t.pos_ in _NAMES or t.text.isupper()), None)
    return (head, (first, doc[last])) if head is not None else None


def _phrase_behind(verb: Any) -> tuple[Any, tuple[Any, Any]] | None:
    """The noun phrase between a verb of saying and the next mark: "..., said the governor of Homs."."""
    doc = verb.doc
    at = verb.i + 1
    while at < len(doc) and doc[at].pos_ in _PHRASE:
        at += 1
    inside = [t for t in doc[verb.i + 1 : at] if t.pos_ != "DET"]
    if not inside or verb.i == 0 or not (at == len(doc) or doc[at].is_punct):
        return None
    head = next((t for t in inside if t.pos_ in ("NOUN", "PROPN") and t.dep_ not in ("compound",)), None)
    return (head, (inside[0], inside[-1])) if head is not None else None


def _on_behind_colon(content: Span, sentence: ParsedSentence) -> Span:
    """What is said, on to the end of the sentence where a colon goes on with it."""
    rest = sentence.text[content.end - sentence.start :]
    return (
        Span(content.start, sentence.start + len(sentence.text.rstrip())) if rest.startswith(":") else content
    )


def _clauses(verb: Any) -> list[Any]:
    """Clauses that hang on the verb as what is said."""
    return [
        child
        for child in verb.children
        if child.dep_ in _CLAUSES
        and child.pos_ in ("VERB", "AUX", "NOUN", "ADJ", "PROPN")
        and (child.dep_ != "advcl" or (child.i < verb.i and not _has_mark(child) and _follows_comma(verb)))
    ]


def _clause_above(verb: Any) -> str | None:
    """Whether the clause above is what is said: "..., as X said" or "..., X said, ..."."""
    if verb.dep_ not in ("advcl", "parataxis", "ccomp") or any(c.dep_ == "ccomp" for c in verb.children):
        return None
    if any(c.lower_ == "as" and c.dep_ in ("mark", "advmod") for c in verb.children):
        return "as"
    return "aside" if verb.dep_ == "parataxis" else None


def _that_follows(verb: Any) -> list[Any]:
    """A clause that the parser hung elsewhere below the verb: "confirmed for the first time that ..."."""
    for token in verb.subtree:
        if token.i > verb.i and token.lower_ == "that" and token.head.pos_ in ("VERB", "AUX"):
            return [token.head]
    return []


def _said_before(first_of: Any, speaker: Any, verb: Any, sentence: ParsedSentence) -> Span | None:
    """All that stands before "X said", where nothing that could be said stands behind it."""
    doc = verb.doc
    first = min(first_of.i, verb.i)
    if first > 0 and doc[first - 1].pos_ == "DET":
        first -= 1
    begin = next((i + 1 for i in range(first - 2, -1, -1) if doc[i].text == ";"), 0)
    if abs(speaker.i - verb.i) > 12 or first - begin < _LEAST_SAID:
        return None
    verbless = not any(token.pos_ in ("VERB", "AUX") for token in doc[begin:first])
    if verbless and sentence.kind is not SegmentKind.HEADLINE:
        return None
    last = max(verb.i, speaker.right_edge.i if speaker.i > verb.i else 0)
    if any(token.dep_ in ("nsubj", "nsubjpass", "dobj") for token in doc[last + 1 :]):
        return None
    return Span(sentence.start + doc[begin].idx, sentence.start + doc[first].idx)


def _nominals(verb: Any, lemma: str, cues: Cues) -> list[Any]:
    """Things said without a clause: "denied the attack", "accused X of shelling", "speaks of 12 dead"."""
    found = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass", "oprd", "attr")]
    found += [
        c
        for c in verb.children
        if c.dep_ == "prep"
        and c.i > verb.i
        and c.lemma_ in ("of", "for", "about", "on", "as", "at", "to", "behind", "with")
        and (lemma in cues.naming_verbs or c.lemma_ in ("of", "about", "as"))
    ]
    return found if lemma in cues.naming_verbs or lemma not in cues.weak_speech_verbs else []


def _according_frame(token: Any, sentence: ParsedSentence, cues: Cues) -> Iterator[Frame]:
    nouns = [n for c in token.children if c.dep_ == "prep" for n in c.children if n.dep_ == "pobj"]
    nouns += [n for n in token.children if n.dep_ == "pobj"]
    if token.lower_ != "according" and not (
        nouns
        and nouns[0].pos_ in ("NOUN", "PROPN")
        and (token.text.istitle() or (token.i and token.nbor(-1).lower_ == "as"))
    ):
        return
    if not nouns:
        return
    yield _frame(nouns[0], token, _beside(token, nouns[0], sentence), sentence, cues, "according")


def _beside(first: Any, last: Any, sentence: ParsedSentence) -> Span:
    """The sentence, or its part between semicolons, before or behind a phrase of attribution."""
    doc = first.doc
    end = last.right_edge.i
    begin = next((i + 1 for i in range(first.i, -1, -1) if doc[i].text == ";"), 0)
    stop = next((i for i in range(end, len(doc)) if doc[i].text == ";"), len(doc))
    head = first.head
    if head.pos_ in ("VERB", "AUX") and head.dep_ == "conj" and head.left_edge.i > begin and head.i < first.i:
        begin = head.left_edge.i  # in a coordinated sentence only its own half is covered
    while stop > begin and doc[stop - 1].is_punct:
        stop -= 1
    if first.i - begin <= 1 and end + 1 < stop:
        begin = end + 1
    elif end + 1 >= stop and first.i > begin:
        stop = first.i
    while begin < stop - 1 and doc[begin].is_punct and doc[begin].text != '"':
        begin += 1
    return Span(sentence.start + doc[begin].idx, sentence.start + doc[stop - 1].idx + len(doc[stop - 1]))


def _noun_frame(noun: Any, sentence: ParsedSentence, cues: Cues) -> Iterator[Frame]:
    lemma = noun.lemma_.lower()
    speakers = [a.token for a in arguments(noun) if a.relation in ("poss", "by")]
    if lemma in cues.account_nouns and noun.dep_ == "pobj" and noun.head.lower_ in ("by", "in", "on"):
        # "by the ministry's count, ...", "in the words of the governor"
        speakers += [a.token for a in arguments(noun) if a.relation == "of"]
        if speakers and _is_person_or_body(speakers[0]):
            yield _frame(speakers[0], noun, _beside(noun.head, noun, sentence), sentence, cues, "account")
        return
    content = [
        c
        for c in noun.children
        if c.dep_ in ("acl", "ccomp", "relcl") and any(g.lower_ == "that" for g in c.children)
    ]
    content += [
        inner
        for c in noun.children
        if c.dep_ == "prep" and c.lemma_ == "of" and lemma in cues.claiming_nouns
        for inner in c.children
    ]
    if content and speakers:
        yield _frame(speakers[0], noun, _over(content, sentence), sentence, cues, "noun")


def _is_person_or_body(token: Any) -> bool:
    return token.pos_ in _NAMES


def _label_frame(sentence: ParsedSentence, cues: Cues) -> Iterator[Frame]:
    """A name and a colon before what it says: "Defence Ministry: four attacks repelled"."""
    doc = sentence.doc
    assert doc is not None
    colon = next((token for token in doc[: _LONGEST_LABEL + 1] if token.text == ":"), None)
    if colon is None or colon.i == 0 or colon.i + 2 >= len(doc):
        return
    label = doc[: colon.i]
    if any(
        token.pos_ in ("VERB", "AUX", "NUM", "ADP")
        and token.dep_ != "compound"
        and token.lower_ not in ("of", "for")
        for token in label
    ):
        return
    head = next((token for token in reversed(label) if token.pos_ in ("NOUN", "PROPN")), None)
    if head is None or not _may_speak(head, label, cues):
        return
    content = Span(sentence.start + doc[colon.i + 1].idx, sentence.start + len(sentence.text.rstrip()))
    yield Frame(
        sentence.quote(label[0] if label[0].pos_ != "DET" else label[1], label[-1]),
        sentence.quote(colon),
        content,
        kind_of(head, cues),
        "label",
        sentence.quote(label[0] if label[0].pos_ != "DET" else label[1], label[-1]),
        sentence.index,
    )


def _may_speak(head: Any, label: Sequence[Any], cues: Cues) -> bool:
    if any(token.lemma_.lower() in cues.speakers for token in label):
        return True
    return head.ent_type_ in ("ORG", "PERSON", "NORP", "GPE")


def _frame(
    speaker: Any | None,
    cue: Any,
    content: Span,
    sentence: ParsedSentence,
    cues: Cues,
    manner: str,
    edges: tuple[Any, Any] | None = None,
) -> Frame:
    if speaker is None:
        return Frame(None, sentence.quote(cue), content, VoiceKind.UNKNOWN, manner, None, sentence.index)
    source = sentence.quote(*(edges or speaker_edges(speaker, cue)))
    relative = next((c for c in cue.children if c.dep_ == "nsubj" and c.lower_ in RELATIVE), None)
    words = source if relative is None else sentence.quote(relative)
    return Frame(source, sentence.quote(cue), content, kind_of(speaker, cues), manner, words, sentence.index)


def _over(pieces: Iterable[Any], sentence: ParsedSentence) -> Span:
    """From the first to the last character of some phrases."""
    held = list(pieces)
    begin = min(token.left_edge.idx for token in held)
    end = max(token.right_edge.idx + len(token.right_edge) for token in held)
    return Span(sentence.start + begin, sentence.start + end)


def _around(speaker: Any, verb: Any, sentence: ParsedSentence) -> Span:
    """The sentence around "as X said": before it, behind it, or both."""
    first = min(verb.left_edge.i, speaker.left_edge.i)
    last = max(verb.right_edge.i, speaker.i)
    text = sentence.text.rstrip()
    doc = verb.doc
    if first <= 1 and last + 1 < len(doc):
        return Span(sentence.start + doc[last + 1].idx, sentence.start + len(text))
    if last + 2 >= len(doc):
        return Span(sentence.start, sentence.start + doc[first].idx)
    return Span(sentence.start, sentence.start + len(text))


def _nothing(cue: Any, sentence: ParsedSentence) -> Span:
    at = sentence.start + cue.idx + len(cue)
    return Span(at, at)


def _has_mark(clause: Any) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "as" for child in clause.children)


def _follows_comma(verb: Any) -> bool:
    return any(c.dep_ == "punct" and c.text in (",", '"') and c.i < verb.i for c in verb.children)
