import pytest

from contested.errors import KnowledgeError
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.segment import segment
from contested.segment.cues import CueData, ExampleData, Role, cues_for, load_segments

DATA = load_segments("en")
_BEGINNINGS = {
    Role.DATELINE,
    Role.DATELINE_FIRST,
    Role.COMMENT_INLINE,
    Role.RUN_ON_HEAD,
    Role.RUN_ON_BYLINE,
    Role.RUN_ON_TAGS,
    Role.RUN_ON_TAIL,
    Role.RUN_ON_END,
    Role.RUN_ON_FURNITURE,
}


def matches(cue: CueData, words: str) -> bool:
    compiled = next(one for one in cues_for("en").by_role[Role(cue.role)] if one.id == cue.id)
    if compiled.role in _BEGINNINGS:
        return compiled.pattern.match(words) is not None
    words = words.strip()
    return len(words) <= compiled.longest and compiled.pattern.fullmatch(words) is not None


@pytest.mark.parametrize("cue", DATA.cue, ids=lambda cue: cue.id)
def test_a_cue_matches_what_it_says(cue: CueData):
    assert cue.yes
    assert [words for words in cue.yes if not matches(cue, words)] == []


@pytest.mark.parametrize("cue", DATA.cue, ids=lambda cue: cue.id)
def test_a_cue_leaves_prose_alone(cue: CueData):
    assert cue.no
    assert [words for words in cue.no if matches(cue, words)] == []


@pytest.mark.parametrize("example", [one for one in DATA.example if one.lines], ids=lambda one: one.what)
def test_an_example_page_falls_into_its_parts(example: ExampleData):
    text = ""
    for _, words in example.lines:
        glued = words.startswith("- ") or text.endswith("(Harbour Wire) -")
        text += (" " if glued else "\n\n" if text else "") + words
    page = segment(Report(id=DocumentId("x"), text=text, title=example.title, outlet=example.outlet))

    found = [[part.kind.value, text[part.span.start : part.span.end]] for part in page.segments]

    assert found == example.lines


@pytest.mark.parametrize("example", [one for one in DATA.example if one.sentences], ids=lambda one: one.what)
def test_an_example_text_falls_into_its_sentences(example: ExampleData):
    text = "Note\n\n" + " ".join(example.sentences)
    page = segment(Report(id=DocumentId("x"), text=text))

    found = [text[one.span.start : one.span.end] for one in page.sentences][1:]

    assert found == example.sentences


def test_a_language_without_data_is_read_with_the_cues_of_english():
    assert cues_for("uk-UA") is cues_for("en-GB")


def test_a_language_tag_is_never_a_path():
    assert cues_for("../en") is cues_for("en")


def test_missing_data_is_named():
    with pytest.raises(KnowledgeError, match=r"languages/xx/segments\.toml"):
        load_segments("xx")
