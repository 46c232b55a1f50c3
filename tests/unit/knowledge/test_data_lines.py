"""Every entry that a decision may rest on can be pointed to, by file and line."""

from importlib.resources import files

import pytest

from contested.knowledge.data_lines import find_line
from contested.knowledge.lexicon import load_language
from contested.model.reasons import DataLine

LANGUAGE = load_language("en")


def text_at(line: DataLine) -> str:
    file = files("contested").joinpath("data", *line.file.split("/"))
    return file.read_text("utf-8").splitlines()[line.line - 1]


def test_every_lemma_of_every_trigger_line_is_found_where_it_stands() -> None:
    for lines in LANGUAGE.triggers.values():
        for line in lines:
            file, _, entry = line.id.removeprefix("en/").partition("#")
            for lemma in line.lemmas:
                found = find_line("en", f"events/{file}", f"trigger.{entry}.lemma", word=lemma)
                assert found is not None, (line.id, lemma)
                assert f'"{lemma}"' in text_at(found)


def test_every_word_of_a_class_is_found() -> None:
    for name, words in LANGUAGE.classes.items():
        for word in words:
            assert find_line("en", "classes.toml", f"class.{name}", word=word) is not None, (name, word)


def test_every_cue_of_modality_is_found_in_its_own_table() -> None:
    for name, kinds in LANGUAGE.cues.modality.items():
        for kind, words in kinds.items():
            for word in words:
                found = find_line("en", "cues.toml", f"modality.{name}.{kind}", word=word)
                assert found is not None, (name, kind, word)
                assert text_at(found).startswith(f"{kind} ")


def test_entries_without_an_id_go_by_their_number() -> None:
    first = find_line("en", "days.toml", "rule[0].pattern")
    second = find_line("en", "days.toml", "rule[1].pattern")

    assert first is not None
    assert second is not None
    assert first.line < second.line


def test_a_key_in_quotes_is_found_whatever_it_holds() -> None:
    assert find_line("en", "confidence.toml", "judges.place:none") is not None
    assert find_line("en", "days.toml", "offsets.last night") is not None


@pytest.mark.parametrize("key", ["trigger.nothing.lemma", "nothing"])
def test_what_is_not_there_has_no_line(key: str) -> None:
    assert find_line("en", "events/capture.toml", key) is None
    assert find_line("en", "no-such-file.toml", key) is None
