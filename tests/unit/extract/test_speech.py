"""Who says what: each sentence here is our own."""

import pytest

from contested.extract import voices
from contested.extract.attribution import Setting, Speeches
from contested.extract.language_model import load_language_model
from contested.extract.parsing import parse_pages
from contested.extract.speech import find_frames, may_hold_speech, voices_for
from contested.knowledge.lexicon import load_language
from contested.model.report import Report
from contested.model.text import DocumentId, Span
from contested.segment import segment


def speaker_of(text: str, words: str) -> str | None:
    """The last voice behind some words of a report, None where the outlet itself speaks."""
    page = segment(Report(id=DocumentId("d"), text=text))
    ((_, sentences),) = parse_pages([page], nlp=load_language_model(), worth_parsing=lambda _: True)
    begin = text.index(words)
    at = next(s for s in sentences if s.start <= begin < s.start + len(s.raw))
    speeches = Speeches(sentences, find_frames(sentences, load_language().cues))
    chain = voices_for(Setting(Span(begin, begin + len(words)), at, speeches))
    return chain[-1].quote.text if chain else None


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("The ministry said that rebels captured the town.", "captured", "ministry"),
        ("Rebels captured the town, the ministry said on Monday.", "captured", "ministry"),
        ("Rebels captured the town the ministry said.", "captured", "ministry"),
        ("According to the governor, rebels captured the town.", "captured", "governor"),
        ("Soldiers left the base, according to two residents.", "left", "two residents"),
        ("By the ministry's count, forty rebels were killed.", "killed", "ministry"),
        ("In the words of the governor, the town was captured.", "captured", "governor"),
        ("Defence Ministry: Four attacks repelled near the river.", "repelled", "Defence Ministry"),
        ("The agency quoted Ann Lee as saying that the town was captured.", "captured", "Ann Lee"),
        ("The army denied the capture of the town.", "capture", "army"),
        ("The council accused the army of shelling the market.", "shelling", "council"),
        ("The army captured the town on Monday.", "captured", None),
    ],
)
def test_a_speaker_is_found_by_the_cue(text: str, words: str, speaker: str | None):
    assert speaker_of(text, words) == speaker


def test_the_outlets_own_clause_after_a_semicolon_stays_its_own():
    text = "Soldiers captured the mill; the bridge was destroyed, according to residents."

    assert speaker_of(text, "captured") is None
    assert speaker_of(text, "destroyed") == "residents"


def test_he_is_whoever_was_named_last():
    text = "Colonel Omar Reed said the bridge was lost. He added that his men destroyed two tanks."

    assert speaker_of(text, "destroyed") == "Colonel Omar Reed"


def test_it_is_a_body_and_not_a_person():
    text = "The ministry published its report. A farmer was wounded. It said rebels attacked the depot."

    assert speaker_of(text, "attacked") == "ministry"


def test_a_quotation_over_several_sentences_keeps_its_speaker():
    text = '"They shelled the mill," said Ann Lee, a farmer. "Then they burned the barn. Nobody was killed."'

    assert speaker_of(text, "burned") == "Ann Lee, a farmer"
    assert speaker_of(text, "killed") == "Ann Lee, a farmer"


def test_a_quotation_opened_again_in_the_next_paragraph_goes_on():
    text = "“We left the mill at dawn,” the farmer said.\n\n“Then soldiers burned the barn.”"

    assert speaker_of(text, "burned") == "farmer"


def test_a_quotation_is_spoken_by_whoever_stands_beside_it():
    assert speaker_of('"They captured the mill at dawn," laughs a farmer.', "captured") == "farmer"


def test_what_follows_a_line_with_a_colon_is_what_was_said():
    text = "Minister Ann Lee said:\n\nThe attack on the market was brutal.\n\nForty people were killed."

    assert speaker_of(text, "killed") == "Minister Ann Lee"


def test_the_writer_is_no_speaker_beside_the_outlet():
    assert speaker_of("We believe that rebels captured the mill.", "captured") is None


def heard(text: str) -> list[tuple[str | None, str | None, str]]:
    page = segment(Report(id=DocumentId("d"), text=text))
    ((_, found),) = voices([page])
    return [(a.source and a.source.text, a.speaker and a.speaker.text, a.content.text) for a in found]


def test_the_public_step_gives_the_words_beside_the_cue_and_whom_they_stand_for():
    text = "Mayor Ann Lee said the library was open. She said it had cost too much."

    assert heard(text)[1] == ("She", "Mayor Ann Lee", "it had cost too much")


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Moscow states the town fell.", "Moscow", "the town fell"),
        ("They criticised the raid on the market.", "They", "the raid on the market"),
        ("Residents expect the bridge will be lost.", "Residents", "the bridge will be lost"),
    ],
)
def test_a_verb_that_seldom_speaks_is_heard_where_its_neighbours_make_it_speech(
    text: str, source: str, content: str
):
    assert [(said_by, said) for said_by, _, said in heard(text)] == [(source, content)]


def test_a_report_without_speech_has_no_attributions():
    assert heard("The library opened on Monday. Many people came.") == []


def test_the_chain_names_who_quotes_whom():
    text = 'The mayor said: "The governor told us that the bridge is closed."'
    page = segment(Report(id=DocumentId("d"), text=text))
    ((_, found),) = voices([page])

    assert ["mayor", "governor"] in [[quote.text for quote in a.chain] for a in found]


def test_every_quote_stands_where_it_says():
    text = "“The bridge is closed,” the mayor said.\n\nAccording to drivers, it’s open."
    page = segment(Report(id=DocumentId("d"), text=text))
    ((_, found),) = voices([page])
    quotes = [q for a in found for q in (a.source, a.speaker, a.cue, a.content, *a.chain) if q is not None]

    assert quotes
    assert all(text[q.start : q.end] == q.text for q in quotes)


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("The mayor said the bridge was lost.", True),
        ("Islamic State fighters left the post east of the river.", False),
        ("The rebels state clearly who holds the hill.", False),
        ("They state clearly who holds the hill.", True),
        ("The ministry posts that the hill fell.", True),
        ("The survey found that most houses were empty.", True),
        ("The patrol found most houses empty.", False),
        ("Moscow states the town fell.", True),
        ("The town fell, Moscow states in its letter.", False),
        ("The council expressed its fear of a siege.", True),
        ("They criticised the raid.", True),
        ("The raid was criticised in the streets.", False),
        ("His statement was long.", False),
        ("His statement that the bridge is lost was read aloud.", True),
        ("Their claim of a victory was read aloud.", True),
        ("By the ministry's count, forty died.", True),
        ("In the words of the governor, forty died.", True),
        ('The governor called the raid a "crime" on Monday.', True),
        ('The "Tigers" left the hill.', False),
        ('"Nobody is left," laughs a pensioner.', True),
        ("Defence Ministry: Four attacks repelled.", True),
    ],
)
def test_only_sentences_that_may_hold_speech_are_worth_a_parse(text: str, may: bool):
    assert may_hold_speech(load_language().cues)(text) is may
