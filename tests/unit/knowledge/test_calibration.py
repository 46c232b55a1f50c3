"""How signals become a probability, and that the shipped weights belong to the shipped judges."""

from importlib.resources import files
from pathlib import Path

import pytest

from contested.errors import KnowledgeError
from contested.knowledge.calibration import Calibration, judges_checksum, read_calibration
from contested.knowledge.lexicon import load_language

ENGLISH = files("contested").joinpath("data", "languages", "en")
SURE = Calibration(weights={"judges": {"bias": -1.0, "trigger": 0.5}, "rules": {}}, judges="")


def test_what_speaks_for_a_claim_makes_it_likelier() -> None:
    less = SURE.probability("judges", {"bias": 1.0, "trigger": 0.0})
    more = SURE.probability("judges", {"bias": 1.0, "trigger": 6.0})

    assert 0 < less < 0.5 < more < 1


def test_a_signal_without_weight_changes_nothing() -> None:
    assert SURE.probability("judges", {"event:new": 1.0}) == 0.5


def test_a_language_without_the_file_has_no_calibration(tmp_path: Path) -> None:
    assert read_calibration(tmp_path / "confidence.toml", shown_as="xx/confidence.toml") is None


def test_a_wrong_file_is_refused_with_what_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "confidence.toml"
    file.write_text('source = "a test"\nsha256_of_judges = ""\nrules = {}\n[judges]\nbias = "high"\n')

    with pytest.raises(KnowledgeError, match=r"xx/confidence\.toml: judges\.bias: .*'high'"):
        read_calibration(file, shown_as="xx/confidence.toml")


def test_the_shipped_weights_were_fitted_for_the_shipped_judges() -> None:
    calibration = load_language("en").calibration

    assert calibration is not None
    assert calibration.judges == judges_checksum(ENGLISH), (
        "the judges are others than those that data/languages/en/confidence.toml was fitted for; "
        "run training/calibrate.py anew"
    )
