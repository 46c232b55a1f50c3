"""What `--json` prints of runs, disputes, stories, ways and changes: the views, and the claims they cite."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass

from contested.model.text import ClaimId
from contested.show.views.citation import Citation
from contested.show.views.grading import SourceMarks, source_mark

Record = dict[str, object]

_CITING = frozenset({"claims", "against", "plans"})  # fields that hold claim ids


def traced(found: Sequence[object], citations: Mapping[ClaimId, Citation], marks: SourceMarks) -> Record:
    """
    The views in a list, and beside them the claims whose ids stand in them.

    Args:
        found: Frozen values of `show.views`.
        citations: All claims at hand.
        marks: Letters that analysts gave to outlets.
    """
    ids = sorted({one for value in found for one in _cited(value)})
    return {
        "found": list(found),
        "claims": {one: _claim(citations[one], marks) for one in ids if one in citations},
    }


def _cited(value: object) -> Iterable[ClaimId]:
    if isinstance(value, tuple):
        for one in value:
            yield from _cited(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            inner = getattr(value, field.name)
            if (
                field.name in _CITING
                and isinstance(inner, tuple)
                and all(isinstance(one, str) for one in inner)
            ):
                yield from (ClaimId(one) for one in inner)
            else:
                yield from _cited(inner)


def _claim(one: Citation, marks: SourceMarks) -> Record:
    return {
        "document": one.document,
        "outlet": one.outlet,
        "camp": one.camp,
        "source": source_mark((one.origin, one.outlet), marks),
        "published": one.published,
        "says": one.says,
        "interest": one.interest,
        "when": one.when,
        "origin": one.origin,
        "origin_camp": one.origin_camp,
        "start": one.sentence.start,
        "end": one.sentence.end,
        "text": one.sentence.text,
    }
