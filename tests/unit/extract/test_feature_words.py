"""What the judges weigh is told in words."""

import numpy as np
import pytest

from contested.extract.feature_words import core, in_words
from contested.extract.judge import Judge, load_judges

JUDGES = load_judges() or {}


@pytest.mark.parametrize("judge", JUDGES.values(), ids=list(JUDGES))
def test_nearly_all_that_a_judge_weighs_has_words(judge: Judge) -> None:
    strength = {feature: float(np.abs(judge.weights[row]).max()) for feature, row in judge.rows.items()}
    told = sum(weight for feature, weight in strength.items() if in_words(core(feature)) != core(feature))

    assert told > 0.98 * sum(strength.values())


def test_features_that_say_the_same_in_other_company_go_together() -> None:
    assert in_words(core("r=subj")) == in_words(core("r=subj|capture")) == "the one who does it"


def test_a_name_in_a_feature_may_hold_any_character() -> None:
    assert in_words("l={0}") == "the word is “{0}”"
