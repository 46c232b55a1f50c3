import pytest

from contested.errors import KnowledgeError
from contested.knowledge.weights import Weights, load_weights


def test_what_training_never_saw_weighs_nothing() -> None:
    weights = Weights("w", {"capital": 2.0, "common": -1.0})

    assert weights.total(["capital", "common", "unheard of"]) == 1.0


def test_only_what_speaks_in_favour_is_named_as_a_reason() -> None:
    weights = Weights("w", {"a": 2.0, "b": -1.0, "c": 3.0})

    assert weights.strongest(["a", "b", "c"], most=5) == ["c", "a"]


@pytest.mark.parametrize("name", ["toponyms", "place_ranks"])
def test_the_packaged_weights_load(name: str) -> None:
    assert len(load_weights("en", name).values) > 20


def test_missing_weights_say_what_to_do() -> None:
    with pytest.raises(KnowledgeError, match=r"nothing\.tsv: missing"):
        load_weights("en", "nothing")
