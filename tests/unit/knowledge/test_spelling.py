import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.knowledge.spelling import fold, is_useful
from contested.knowledge.transliteration import ARABIC, FAMILIES, SLAVIC, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al-Qaryatayn", "al Qaryatayn"),
        ("Ar Raqqah", "raqqah"),
        ("Ad-Dumayr", "Dumayr"),
        ("the Donbas", "Donbas"),
        ("Deir\u00a0ez-Zor", "deir ez zor"),
        ("Sana'a", "Şan‘ā’".replace("Ş", "S").replace("n‘ā", "naa")),
        ("L'viv", "Lviv"),
        ("St. Petersburg", "St Petersburg"),
        ("الرقة", "الرقه"),
        ("KHERSON", "Khérson"),
    ],
)
def test_spellings_that_differ_only_in_marks_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Alma", "Al Ma"), ("As Salt", "As Malt"), ("Homs", "Hama"), ("At Bakhmut", "Bakhmut")]
)
def test_different_words_stay_different_when_folded(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(max_size=40))
def test_case_never_changes_the_fold_of_a_latin_name(text: str) -> None:
    latin = "".join(c for c in text if c.isascii())
    assert fold(latin.upper()) == fold(latin.lower())


@given(st.text(max_size=40))
def test_any_text_can_be_folded_and_keyed(text: str) -> None:
    assert "/" not in fold(text)
    assert all(isinstance(skeleton(fold(text), family), str) for family in FAMILIES)


@pytest.mark.parametrize(
    ("family", "spellings"),
    [
        (ARABIC, ("Quraytayn", "Al-Qaryatayn", "Qaryatain", "القريتين")),
        (ARABIC, ("Deir ez-Zor", "Dayr az Zawr", "Deir Ezzor", "Deir al-Zour")),
        (ARABIC, ("Al-Sukhnah", "As Sukhnah", "Sukhna")),
        (ARABIC, ("Khoneifies", "Khunayfis")),
        (ARABIC, ("Hodeidah", "Al Hudaydah", "Houdayda")),
        (SLAVIC, ("Kyiv", "Kiev", "Київ", "Киев")),
        (SLAVIC, ("Yasnohorka", "Jasnogorka", "Yasnogorka")),
        (SLAVIC, ("Hostomel", "Gostomel", "Гостомель")),
    ],
)
def test_transliterations_of_one_name_share_a_skeleton(family: str, spellings: tuple[str, ...]) -> None:
    assert len({skeleton(fold(spelling), family) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    "name", ["Palmyra", "Deir ez-Zor", "Şaḩnāyā", "Херсон", "تدمر", "'s-Hertogenbosch", "Us"]
)
def test_names_that_reports_print_are_kept(name: str) -> None:
    assert is_useful(name)


@pytest.mark.parametrize("name", ["PMS", "tdmr", "ba er mi la", "巴尔米拉", "パルミラ遺跡", "", "7", "хомс"])
def test_codes_machine_transliterations_and_scripts_not_read_are_left_out(name: str) -> None:
    assert not is_useful(name)
