"""Plain words say what the language model's own tokens say."""

import gc
from operator import attrgetter

import pytest

from contested.extract.language_model import load_language_model
from contested.extract.name_finder import name_finder
from contested.extract.word_reader import LOOKED_UP, WordReader
from contested.extract.words import Form, Parse, Word

SENTENCES = (
    "Russian and Syrian troops, backed by planes, were said to have retaken Deir ez-Zor from ISIS on Monday.",
    'There were 1,200 fighters in the town; "it is ours," he said, "and we\'re not gonna leave, let\'s see".',
    'I can\'t say  whether the garrison (12 men) that had held out\tthere got to the "island" - but it did.',
    "Let's go, y'all gotta see: there's no one, there are gonna be none, and all there is ain't ours.",
    "What they did, all of them, nobody knows: the villages taken by rebels, then lost, aren't quiet.",
)
PLAIN = ("text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "i", "idx", "is_punct", "like_num")
ONE, MANY = ("head", "left_edge", "right_edge"), ("children", "subtree", "ancestors", "conjuncts")


@pytest.fixture(scope="module", params=SENTENCES)
def both(request):
    """A sentence as the pipeline reads it whole, and as plain words read it."""
    nlp = load_language_model()
    reader = WordReader(nlp)

    def read(*without):
        doc = nlp.make_doc(request.param)
        for token in doc:
            token.is_sent_start = token.i == 0
        return next(nlp.pipe([doc], disable=without))

    reader.read(read(*LOOKED_UP))  # what was looked up once is remembered
    doc = read(*LOOKED_UP, "ner")
    parse = reader.read(doc)
    parse.mark(name_finder(nlp).find([doc])[0])
    return read(), parse


@pytest.mark.parametrize("name", PLAIN)
def test_words_tell_what_tokens_tell(both, name):
    """Forms, tags, lemmas and relations are the pipeline's."""
    doc, parse = both
    assert [getattr(word, name) for word in parse] == [getattr(token, name) for token in doc]


@pytest.mark.parametrize("name", ONE)
def test_words_lead_to_the_words_that_tokens_lead_to(both, name):
    """Heads and edges are the pipeline's."""
    doc, parse = both
    assert [getattr(word, name).i for word in parse] == [getattr(token, name).i for token in doc]


@pytest.mark.parametrize("name", MANY)
def test_walks_visit_the_same_words_in_the_same_order(both, name):
    """Children, subtrees, ancestors and conjuncts are the pipeline's."""
    doc, parse = both
    assert [_places(getattr(word, name)) for word in parse] == [
        _places(getattr(token, name)) for token in doc
    ]


def test_names_are_the_pipelines(both):
    """Names have the same words, label and head."""
    tell = attrgetter("start_char", "end_char", "label_", "root.i")
    doc, parse = both
    assert [tell(name) for name in parse.ents] == [tell(name) for name in doc.ents]


def test_any_characters_lead_to_the_words_that_they_touch(both):
    """Every pair of offsets gives the same words with the same head, or none."""
    doc, parse = both
    for begin in range(len(doc.text) - 1):
        for end in range(begin + 2, min(begin + 30, len(doc.text))):
            ours, theirs = parse.char_span(begin, end), doc.char_span(begin, end, alignment_mode="expand")
            assert (ours is None) == (theirs is None)
            if ours is not None:
                assert (_places(ours), ours.root.i) == (_places(theirs), theirs.root.i)


def test_characters_outside_the_sentence_touch_no_word(both):
    """Offsets before, behind or against each other give no words."""
    parse = both[1]
    assert parse.char_span(-1, 3) is parse.char_span(3, 3) is parse.char_span(0, len(parse.text) + 1) is None


def test_a_word_has_neighbours_up_to_the_edge(both):
    """The word before the first is no word, not the last one."""
    parse: Parse = both[1]
    assert parse[1].nbor(-1) is parse[0]
    with pytest.raises(IndexError, match="no word"):
        parse[0].nbor(-1)


def test_the_words_of_a_released_parse_wait_for_no_search():
    """They go with the last one that holds them, though they led to one another."""
    gc.disable()
    try:
        before = _words_held()
        parse = Parse("they fled", [_word(0, 0, "they"), _word(1, 5, "fled")])
        parse[0].head = parse[1]
        parse[1].children = [parse[0]]
        parse.mark([(0, 1, "NORP")])
        assert _words_held() == before + 2
        parse.release()
        del parse
        assert _words_held() == before
    finally:
        gc.enable()


def _words_held():
    return sum(isinstance(held, Word) for held in gc.get_objects())


def _word(i, idx, text):
    return Word(i, idx, Form(text, text, False, False, "VERB", text, "VBD", "ROOT"))


def _places(words):
    return [word.i for word in words]
