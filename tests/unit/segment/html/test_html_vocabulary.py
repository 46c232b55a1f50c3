import pytest

from contested.errors import KnowledgeError
from contested.segment.html.vocabulary import (
    Names,
    Part,
    PhraseData,
    SignData,
    load_pages,
    parts_of,
    phrases,
)

PAGES = load_pages()


def element(markup: str):
    from lxml import html

    return html.fragment_fromstring(markup)


@pytest.mark.parametrize("sign", PAGES.sign, ids=lambda sign: sign.part)
def test_a_sign_knows_its_examples(sign: SignData):
    part = Part(sign.part)

    assert [name for name in sign.yes if part not in parts_of(element(f'<div class="{name}"></div>'))] == []
    assert [name for name in sign.no if part in parts_of(element(f'<div class="{name}"></div>'))] == []


@pytest.mark.parametrize("phrase", PAGES.phrase, ids=lambda phrase: f"{phrase.part} {phrase.lang}")
def test_a_phrase_knows_its_examples(phrase: PhraseData):
    pattern = phrases()[Part(phrase.part)]

    assert [line for line in phrase.yes if not pattern.match(line)] == []
    assert [line for line in phrase.no if pattern.match(line)] == []


def test_each_sign_has_examples_and_a_source():
    assert [sign.part for sign in PAGES.sign if not (sign.yes and sign.no and sign.source)] == []


def test_each_part_can_be_told():
    told = {Part(sign.part) for sign in PAGES.sign}

    assert set(Part) == told


def test_one_name_that_forbids_outweighs_those_that_tell():
    assert Part.COMMENTS in parts_of(element('<div class="comments"></div>'))
    assert Part.COMMENTS not in parts_of(element('<div class="comments comments-closed"></div>'))


def test_schema_org_tells_where_names_say_nothing():
    comment = element('<div itemprop="comment" itemscope itemtype="https://schema.org/Comment"></div>')

    assert Part.COMMENT in parts_of(comment)


def test_a_star_inside_a_name_is_refused():
    with pytest.raises(KnowledgeError, match="either end"):
        Names([("a*b", Part.SHARE)])
