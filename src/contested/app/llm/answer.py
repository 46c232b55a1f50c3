"""What a language model must answer: the shape of one claim, its JSON schema, and the answer read back."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field

from contested.model.claim import Certainty, Modality, Polarity, Quantifier, VoiceKind

MOST_CLAIMS = 200  # in one answer; a passage of 4,000 characters states about 20
_FENCED = re.compile(r"\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*", re.DOTALL | re.IGNORECASE)


class AnswerError(Exception):
    """The answer is not the JSON object that was asked for."""


class _Shape(BaseModel):
    """No slots but these, no silent conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Words(_Shape):
    """Words copied from a sentence, with its number."""

    text: str
    sentence: int


class Party(_Shape):
    """Who acts or is acted upon; `stands_for` names whom a pronoun means."""

    text: str | None
    sentence: int
    stands_for: Words | None
    unarmed: bool


class PlaceWords(Words):
    """The name of a place, and how much of it is meant."""

    quantifier: Quantifier = Field(strict=False)


class Speaker(Words):
    """One speaker of the chain."""

    kind: VoiceKind = Field(strict=False)


class Figure(Words):
    """The words of a figure, and what they amount to."""

    low: int
    high: int


class AnsweredClaim(_Shape):
    """One claim in the terms of the exchange format, but for what contested finds out itself."""

    trigger: Words
    type: str
    actor: Party | None
    target: Party | None
    place: PlaceWords | None
    time: Words | None
    modality: Modality = Field(strict=False)
    polarity: Polarity = Field(strict=False)
    certainty: Certainty = Field(strict=False)
    attribution: tuple[Speaker, ...] = Field(strict=False)
    count: Figure | None


def answer_schema(events: Iterable[str]) -> Mapping[str, Any]:
    """
    The JSON schema of an answer.

    Args:
        events: The event types that the language's data files know.
    """
    drawn = AnsweredClaim.model_json_schema()
    claim = _inlined(drawn, drawn.get("$defs", {}))
    claim["properties"]["type"] = {"type": "string", "enum": sorted(events)}
    return {
        "type": "object",
        "properties": {"claims": {"type": "array", "items": claim, "maxItems": MOST_CLAIMS}},
        "required": ["claims"],
        "additionalProperties": False,
    }


def _inlined(node: Any, definitions: Mapping[str, Any]) -> Any:
    """The schema without references, titles and descriptions: small servers understand no more."""
    if isinstance(node, list):
        return [_inlined(one, definitions) for one in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _inlined(definitions[node["$ref"].removeprefix("#/$defs/")], definitions)
    found: dict[str, Any] = {}
    for name, value in node.items():
        if name == "properties":
            found[name] = {slot: _inlined(one, definitions) for slot, one in value.items()}
        elif name not in ("$defs", "title", "description"):
            found[name] = _inlined(value, definitions)
    return found


def read_answer(content: str) -> tuple[object, ...]:
    """
    The claims of an answer, each still to be checked; a fence of Markdown around the JSON is taken off.

    Raises:
        AnswerError: No JSON object with a list of claims.
    """
    fenced = _FENCED.fullmatch(content)
    try:
        found = json.loads(fenced[1] if fenced else content, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise AnswerError(f"the answer is no JSON ({error!s:.80})") from error
    claims = found.get("claims") if isinstance(found, dict) else None
    if not isinstance(claims, list):
        raise AnswerError('the answer is no object {"claims": [...]}')
    if len(claims) > MOST_CLAIMS:
        raise AnswerError(f"the answer holds {len(claims)} claims; at most {MOST_CLAIMS} were asked for")
    return tuple(cast(list[object], claims))


def _no_number(name: str) -> Literal[0]:
    raise ValueError(f"{name} is no JSON")
