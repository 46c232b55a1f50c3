"""Words without which a rule on days cannot hold: most rules need not look at most sentences."""

import re

# The fields of a rule, those that the fewest sentences have first; numbers in words are left out.
_RARE_FIRST = ("holiday", "year_part", "part", "season", "weekday", "month", "word", "unit")
DIGIT = "digit"
_DIGITS = re.compile(r"\\d|\{(?:day|last_day|year|last_year)\}")
_INNERMOST = re.compile(r"\((?P<opens>\?(?:[:=!]|<[=!]|P<\w+>))?(?P<inside>[^()]*)\)(?P<repeated>[?*]?)")
_CERTAIN = re.compile(r"\{(\w+)\}(?![?*]|\{0)")


def needed_field(pattern: str) -> str | None:
    """
    The field of a rule without whose words it never holds; None where no field is certain to be there.

    Example:
        >>> needed_field("{day}(?: of)? {month}(?:,? {year})?"), needed_field("(?:every|each) {weekday}")
        ('month', 'weekday')
        >>> needed_field("{year} to {last_year}"), needed_field("noon|dawn|the {unit}")
        ('digit', None)
    """
    pattern = re.sub(r"\\.", "_", _DIGITS.sub(f"{{{DIGIT}}}", pattern))
    while (group := _INNERMOST.search(pattern)) is not None:
        looks = (group["opens"] or "")[-1:] in ("=", "!")
        is_certain = not looks and not group["repeated"] and "|" not in group["inside"]
        pattern = pattern[: group.start()] + (group["inside"] if is_certain else "") + pattern[group.end() :]
    if "|" in pattern:
        return None
    found = set(_CERTAIN.findall(pattern))
    return next((field for field in (*_RARE_FIRST, DIGIT) if field in found), None)
