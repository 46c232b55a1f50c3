"""Pages nested deeper than a parser goes: the tags beyond are left out, the words stay."""

import re

# One tag, one comment, or one element whose inside is no markup.
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|textarea|title|xmp)\b[^>]*>.*?(?:</\1\s*>|\Z)"
    r"|<(/?)([a-zA-Z][^\s/>]*)(?:[^>\"']|\"[^\"]*\"|'[^']*')*>",
    re.DOTALL | re.IGNORECASE,
)
_VOID_TAGS = "area base br col embed hr img input link meta param source track wbr"
_VOID = frozenset(_VOID_TAGS.split())


def flattened(source: str, *, cap: int) -> str:
    """
    The source without the tags that lie deeper than the cap; a blank stands for each.

    Example:
        >>> flattened("<div><div><b>deep</b></div></div>", cap=2)
        '<div><div> deep </div></div>'
    """
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        closing, name = tag.group(2), tag.group(3)
        if name is None or name.lower() in _VOID:
            return tag.group()
        if closing:
            depth = max(depth - 1, 0)
            return tag.group() if depth < cap else " "
        depth += 1
        return tag.group() if depth <= cap else " "

    return _TAG.sub(kept, source)
