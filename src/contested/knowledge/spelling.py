"""
Spellings of place names: the folded form, which identifies, and which spellings can stand in a report.

Nothing is imported from contested: the build of the gazetteer loads this file before the package exists.
"""

import re
import unicodedata

_APOSTROPHES = dict.fromkeys(
    map(ord, "'’‘`ʼʻʾʿʹʺ´′\"“”ˈ·.\u0640")
)  # with the dot of "St." and the Arabic tatweel
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a"}
    | {"ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي"}
)
_SEPARATORS = re.compile(r"[^\w]+|_+")
_LEADING = ("the ", "al ", "el ", "ul ", "il ")
_SUN_ARTICLE = re.compile(r"[aeiu](dh|sh|th|[dlnrstz]) (?=\1)")
_ARABIC_ARTICLE = "ال"


def fold(name: str) -> str:
    """
    A name without case, diacritics, apostrophes, dots, hyphens and its leading article.

    The Arabic article counts as one only where it is a word of its own ("Al Bab", "ar-Raqqah"), in the Latin
    script, and before at least three letters in the Arabic script.

    Example:
        >>> [fold(name) for name in ("Al-Raqqa", "Ar Raqqah", "Deir ez-Zor", "Şan‘ā’", "the Donbas")]
        ['raqqa', 'raqqah', 'deir ez zor', 'sana', 'donbas']
        >>> fold("Alma") == fold("ALMA") != fold("Al Ma")
        True
    """
    text = name.casefold().translate(_APOSTROPHES)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(c for c in text if not unicodedata.combining(c)).translate(_APOSTROPHES)
    text = _SEPARATORS.sub(" ", text).strip()
    if text.startswith(_ARABIC_ARTICLE) and len(text) >= len(_ARABIC_ARTICLE) + 3:
        return text[len(_ARABIC_ARTICLE) :]
    return _without_article(text)


def _without_article(text: str) -> str:
    """The text after a leading article; sun letters must repeat ("as sukhnah"), for "as" is also a word."""
    if text.startswith(_LEADING):
        return text.split(" ", 1)[1]
    match = _SUN_ARTICLE.match(text)
    return text[match.end() :] if match else text


# Other scripts are left out: contested reads none of them yet, and they are a fifth of all names.
_READ = ("LATIN", "ARABIC", "CYRILLIC", "HEBREW", "GREEK")


def is_useful(name: str) -> bool:
    """
    Whether a GeoNames alternate name can stand in a report.

    Left out are codes ("PMS", "DEZ"), machine transliterations ("ba er mi la", "tdmr"), and scripts not read.
    """
    letters = [c for c in name if c.isalpha()]
    if len(letters) < 2:
        return False
    if name.isascii():
        return not name.islower() and not (len(name) <= 4 and name.isupper())
    script = unicodedata.name(letters[0], "").split(" ", 1)[0]
    if script not in _READ or not all(ord(c) < 0x700 or 0x1E00 <= ord(c) < 0x2000 for c in letters):
        return False
    return script in ("ARABIC", "HEBREW") or not name.islower()
