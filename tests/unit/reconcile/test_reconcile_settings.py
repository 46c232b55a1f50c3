"""The numbers that the reconciliation takes for granted, as a file that a user may change."""

from importlib.resources import files

import pytest

from contested.errors import KnowledgeError
from contested.knowledge.reconcile_settings import load_reconcile_settings

PACKAGED = files("contested").joinpath("data", "reconcile.toml").read_text(encoding="utf-8")


def test_what_runs_against_the_own_side_is_trusted_most():
    settings = load_reconcile_settings()

    assert (
        settings.favours_captured
        < settings.favours
        < settings.neutral
        < settings.against
        < settings.presupposed_against
    )


def test_all_faults_of_a_file_are_told_at_once(tmp_path):
    file = tmp_path / "mine.toml"
    text = PACKAGED.replace("[favours]\nvalue = 0.75", "[favors]\nvalue = 0.75")
    file.write_text(text.replace("[against]\nvalue = 0.85", "[against]\nvalue = 1.0"), encoding="utf-8")

    with pytest.raises(KnowledgeError) as raised:
        load_reconcile_settings(file)

    lines = str(raised.value).splitlines()
    assert any(line.startswith("mine.toml: favors: unknown") for line in lines)
    assert any(line.startswith("mine.toml: favours: missing") for line in lines)
    assert any(line.startswith("mine.toml: against: must lie between") for line in lines)


def test_a_number_without_a_source_is_refused(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(PACKAGED.replace('source = "FactBank degree CT."', 'source = ""'), encoding="utf-8")

    with pytest.raises(KnowledgeError, match=r"certain.*source"):
        load_reconcile_settings(file)
