"""The names that are found step by step over many sentences are those of the pipeline."""

from importlib.resources import files

import pytest

from contested.extract.language_model import load_language_model
from contested.extract.name_finder import NameFinder
from contested.extract.parsing import unparsed
from contested.model.report import Report
from contested.read import read
from contested.segment import segment

REPORTS = files("contested").joinpath("data/examples/homs-2016")


@pytest.fixture(scope="module")
def sentences():
    """The sentences of the example reports as documents, with blanks and a lone name among them."""
    nlp = load_language_model()
    pages = [segment(report) for report in read([str(REPORTS)]) if isinstance(report, Report)]
    texts = [sentence.text for page in pages for sentence in unparsed(page)]

    def made():
        docs = [nlp.make_doc(text) for text in [*texts, "", "Palmyra", "Deir  ez-Zor \t", "  "]]
        for doc in docs:
            for word in doc:
                word.is_sent_start = word.i == 0
        return docs

    return made


def test_names_are_those_that_the_pipeline_finds(sentences):
    """Words and labels of every name are the same, in sentences of any length."""
    namer = load_language_model().get_pipe("ner")
    docs = list(namer.pipe(sentences()))
    theirs = [[(name.start, name.end, name.label_) for name in doc.ents] for doc in docs]

    ours = [[tuple(name) for name in names] for names in NameFinder(namer).find(sentences())]

    assert ours == theirs
    assert sum(map(len, ours)) > 200


def test_no_sentences_have_no_names():
    """Nothing asked, nothing found."""
    assert NameFinder(load_language_model().get_pipe("ner")).find([]) == []
