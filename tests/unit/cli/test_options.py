"""Days and exit codes."""

import pytest

from contested import errors
from contested.cli.exit_codes import MEANINGS, code_of, epilog
from contested.cli.options import day


@pytest.mark.parametrize("words", ["yesterday", "28-03-2016", "2016-02-30", "20160328", ""])
def test_what_is_no_day_is_refused_with_the_option_and_the_form(words: str):
    with pytest.raises(errors.OptionError, match=r"--on .*write it as 2016-03-28"):
        day(words, "--on")


def test_every_error_of_the_tree_has_a_documented_code():
    kinds = [getattr(errors, name) for name in errors.__all__]

    assert {code_of(kind("x")) for kind in kinds} <= set(MEANINGS)
    assert code_of(errors.ModelMissingError("x")) == 5
    assert code_of(errors.StoreError("x")) == 4


def test_the_help_names_every_code():
    assert all(str(code) in epilog() for code in MEANINGS)
