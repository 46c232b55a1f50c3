"""What the model is told: the packaged instructions, and a passage of a report as plain data."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from contested.app.llm.answer import answer_schema
from contested.app.llm.passages import Passage
from contested.errors import KnowledgeError
from contested.knowledge.lexicon import event_examples
from contested.knowledge.loading import DataModel, load_toml
from contested.show.exchange import json_text

NAME = "llm/claims.toml"
_MOST_TOKENS = 4096  # of one answer; 20 claims, many for a passage, take about 2,500


class _File(DataModel):
    version: int
    source: str
    system: str
    types: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instructions:
    """The words and the schema for one language."""

    version: int
    system: str
    events: frozenset[str]
    schema: Mapping[str, Any]

    def request(self, passage: Passage, *, model: str) -> dict[str, Any]:
        """
        The body of a request: nothing of the report stands outside the JSON text of the user's message.

        Args:
            passage: The sentences to read.
            model: The model's name, as the user gave it.
        """
        return {
            "model": model,
            "messages": [
                {"role": "system", "content": self.system},
                {"role": "user", "content": json_text(passage.record())},
            ],
            "temperature": 0,
            "max_tokens": _MOST_TOKENS,
            "stream": False,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "claims", "strict": True, "schema": self.schema},
            },
        }


@cache
def load_instructions(language: str) -> Instructions:
    """
    The instructions with the event types of a language, each with its first example.

    Raises:
        KnowledgeError: The file is wrong, or lacks an event type that the language has.
    """
    held = load_toml(_raw(), _File, shown_as=NAME)
    examples: dict[str, str] = {}
    for one in event_examples(language):
        examples.setdefault(one.event, f'"{one.text}" has the trigger "{one.trigger}"')
    if missing := sorted(set(examples) - set(held.types)):
        raise KnowledgeError(
            f"{NAME}: types: no line for {', '.join(missing)}, which {language} has words for"
        )
    lines = [f"  - {event}: {held.types[event]}. {example}" for event, example in examples.items()]
    return Instructions(
        version=held.version,
        system=held.system.strip().replace("%TYPES%", "\n".join(lines)),
        events=frozenset(examples),
        schema=answer_schema(examples),
    )


def reader_mark(model: str) -> str:
    """What a store keeps of who read a report: the same model with the same instructions gives the same."""
    return f"{NAME}#{hashlib.sha256(_raw()).hexdigest()[:16]}@{model}"


def _raw() -> bytes:
    return files("contested").joinpath("data", "llm", "claims.toml").read_bytes()
