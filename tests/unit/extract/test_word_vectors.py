"""The quickened pipeline says what the pipeline says."""

import warnings

import numpy as np
import pytest
import spacy

from contested.extract import word_vectors
from contested.extract.language_model import load_language_model
from contested.extract.word_vectors import quicken

TEXTS = (
    "Government troops, backed by Russian planes, retook Palmyra from ISIS on Sunday, SANA said.",
    "Two villages east of Kupiansk were shelled; the mayor hasn't said who holds them.",
    "Two villages, two  mayors: nobody said who'd retaken Palmyra.",
)
SAID = ["TAG", "POS", "LEMMA", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE"]


@pytest.fixture(scope="module")
def quick():
    """The pipeline as the program loads it."""
    return load_language_model()


@pytest.fixture(scope="module")
def plain(quick):
    """The same pipeline as it comes."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load(quick.path, exclude=["senter"])


def said(nlp):
    """What a pipeline says of the texts, read one by one and then together."""
    docs = [*(nlp(text) for text in TEXTS), *nlp.pipe(TEXTS * 2)]
    return [doc.to_array(SAID).tolist() for doc in docs]


def test_the_quick_pipeline_says_the_same(quick, plain):
    """Tags, lemmas, arcs and names do not change, whether a word is new or remembered."""
    assert said(quick) == said(plain)
    assert said(quick) == said(plain)


def test_a_batch_may_hold_texts_without_words(quick, plain):
    """Nothing is said of an empty text, and its neighbours are read as ever."""
    texts = ("", *TEXTS, " ", "")
    for nlp in (quick, plain):
        assert [len(doc) for doc in nlp.pipe(["", ""])] == [0, 0]
    ours, theirs = ([doc.to_array(SAID).tolist() for doc in nlp.pipe(texts)] for nlp in (quick, plain))
    assert ours == theirs


def test_a_pipeline_is_loaded_once_whether_its_language_is_named_or_not(quick):
    """The default language has one pipeline a process."""
    assert load_language_model("en") is quick is load_language_model(language="en")


def test_vectors_differ_by_rounding_only(quick, plain):
    """The vector of a word among its neighbours is the pipeline's, but for the rounding to 8 bits."""
    for text in TEXTS:
        ours, theirs = quick(text).tensor, plain(text).tensor
        assert 0 < np.linalg.norm(ours - theirs) < 0.04 * np.linalg.norm(theirs)


def test_without_encoders_of_its_own_a_model_keeps_its_vectors(plain):
    """A language model whose encoders are not shipped in 8 bits has its own, to the last digits."""
    own = quicken(spacy.load(plain.path, exclude=["senter"]))
    for text in TEXTS:
        np.testing.assert_allclose(own(text).tensor, plain(text).tensor, atol=1e-4)


def test_a_sentence_is_read_alike_whatever_stands_beside_it(quick):
    """One scale for all batches: the vectors of a text alone are those it has among others."""
    alone = [quick(text).tensor for text in TEXTS]
    together = [doc.tensor for doc in quick.pipe(TEXTS)]
    for one, other in zip(alone, together, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-5)


def test_a_full_memory_is_emptied_and_learned_anew(quick, plain, monkeypatch):
    """Whatever is remembered, the same is said."""
    monkeypatch.setattr(word_vectors, "_MOST", 5)
    assert said(quick) == said(plain)
