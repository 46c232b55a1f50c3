"""
What the Latin spellings of one Arabic, Persian, Hebrew or Slavic name have in common: sound and skeleton.

Two families of rules, for "j" is a consonant in Jabal and a vowel in Jasnohirka. Equal skeletons propose, and
the likeness of the sounds ranks; neither identifies. Nothing is imported from contested: the build of the
gazetteer loads this file before the package exists.
"""

import re
from collections.abc import Iterable, Sequence

ARABIC, SLAVIC = "a", "s"
FAMILIES = (ARABIC, SLAVIC)
SLAVIC_LANGUAGES = frozenset({"be", "bg", "mk", "ru", "sr", "uk"})
LEAST = {ARABIC: 67.0, SLAVIC: 80.0}  # likeness of sounds: see eval/place_names.py

_Rules = Sequence[tuple[re.Pattern[str], str]]


def _rules(*pairs: tuple[str, str]) -> _Rules:
    return tuple((re.compile(pattern), sound) for pattern, sound in pairs)


_SLAVIC = _rules(
    ("szcz|shch|shh|sch|stsh", "S"),
    ("cz|tsch|tch|ch", "C"),
    ("sz|sh", "S"),
    ("rz(?=[aeiouy])|zh|zs", "Z"),
    ("kh|x|gh|g", "h"),  # Ukrainian h is Russian g
    ("ts|tz|c", "c"),
    ("q|ck", "k"),
    ("ph", "f"),
    ("w", "v"),
    ("([aeo])u(?=[aeiouy]|v?k|$)", r"\1v"),
    ("[ijy]+(?=[aeou])", ""),
    ("[ijy]+", "i"),
    (r"(.)\1+", r"\1"),
)
_ARABIC = _rules(
    ("^rh", "g"),  # French spelling of ghayn
    ("(?<=[bcdfgklmnprstz])as$", ""),  # Lithuanian ending
    ("tsch|tch|ch|sch|sh", "S"),
    ("kh|x", "X"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("dzh|dj|zh|j|g", "g"),
    ("ts|tz", "z"),
    ("ph", "f"),
    ("ck|q|k|c(?![ei])", "k"),
    ("c", "s"),
    ("p", "b"),
    ("ou|oo|w(?=[^aeiouy]|$)", "u"),
    ("v", "w"),
    ("ee|iy|ay|ai|ei|ey|ie", "i"),
    (r"(?<=[a-zS])h\b", ""),  # the "h" of "Raqqah" and "Hamah" comes and goes
    ("(?<=[aeiou])h(?=[^aeiou])", ""),
    ("[ye]", "i"),
    ("o", "u"),
    (r"(.)\1+", r"\1"),
)
_SCRIPTS = {
    **dict(
        zip("абвгґдезиіїйклмнопрстуфцыэёъўјљњћђџѓќ", "abvhgdeziiiyklmnoprstufceee uylnccdgk", strict=True)
    ),
    **{
        "ж": "zh",
        "х": "kh",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ю": "yu",
        "я": "ya",
        "є": "ye",
        "ь": "",
        "ъ": "",
    },
    **dict(zip("ابتجحدرزسصضطظفقكلمنهويگپڤ", "abtjhdrzssdtzfqklmnhwygbv", strict=True)),
    **{"ث": "th", "خ": "kh", "ذ": "dh", "ش": "sh", "غ": "gh", "چ": "ch", "ع": "", "ء": ""},
}
_BOUND = re.compile(r"\b(ab|um|bo)([uo])l (?=.)")
_GENERIC = re.compile(
    r"\b(?:ain|ayn|oued|ued|wadi|souk|suq|fort|douar|district|governorate|gouvernorat|wilaya|wilayat|city|ville|de|e[cs]h)\b"
)
_INNER_ARTICLE = re.compile(r"\b(?:[aeu]l|[aeiu](?:dh|sh|th|[dnrstz]))(?= )")
_FUSED_ARTICLE = re.compile(
    r"^(?:[aeiu](?=([dlnrstz])\1[a-z]{2})|(?:al|el)(?=[bcdfghjkmnpqrstvwxyz][a-z]{3,}))"
)


def family_of(languages: Iterable[str]) -> str:
    """
    The family whose rules fit a country, from its languages, the first ones first.

    Example:
        >>> family_of(["uk-UA", "ru-UA"]), family_of(["ar-SY", "ku"])
        ('s', 'a')
    """
    first = next(iter(languages), "")
    return SLAVIC if first.split("-")[0] in SLAVIC_LANGUAGES else ARABIC


def sound(folded: str, family: str) -> str:
    """
    A folded name as it sounds, whoever spelled it.

    Example:
        >>> sound("yasnohorka", SLAVIC) == sound("jasnogorka", SLAVIC)
        True
        >>> sound("deir ez zor", ARABIC), sound("dayr az zawr", ARABIC)
        ('dirzur', 'dirzaur')
    """
    if not folded.isascii():
        folded = "".join(_SCRIPTS.get(letter, letter) for letter in folded)
    if family == SLAVIC:
        return _applied(_SLAVIC, folded)
    name = _BOUND.sub(r"\1\2 ", folded)
    name = _GENERIC.sub("", name).strip() or name
    words = _INNER_ARTICLE.sub("", name).split()
    return "".join(_applied(_ARABIC, _FUSED_ARTICLE.sub("", word)) for word in words)


def skeleton(folded: str, family: str) -> str:
    """
    The consonants of a folded name's sound: what all its spellings share, and many another name too.

    Example:
        >>> skeleton("quraytayn", ARABIC) == skeleton("qaryatein", ARABIC)
        True
    """
    heard = sound(folded, family)
    if family == SLAVIC:
        return "".join(_bones(word, "aeiou") for word in heard.split())
    return re.sub(r"(.)\1+", r"\1", _bones(heard.replace("h", "").replace("X", ""), "aeiouw"))


def _applied(rules: _Rules, name: str) -> str:
    for pattern, replacement in rules:
        name = pattern.sub(replacement, name)
    return name


def _bones(word: str, vowels: str) -> str:
    first = "A" if word[:1] in vowels else word[:1]
    return first + "".join(letter for letter in word[1:] if letter not in vowels)
