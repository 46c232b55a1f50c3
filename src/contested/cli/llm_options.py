"""Options for claims by a language model, and what is said about it on standard error."""

from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli.terminal import note
from contested.errors import OptionError

if TYPE_CHECKING:
    from contested.app.llm.settings import LlmSettings
    from contested.app.llm.tally import Tally

_PANEL = "Language model (off unless asked for)"
_MOST_REASONS = 12  # lines about claims that were not taken

LlmUrl = Annotated[
    str | None,
    typer.Option(
        "--llm",
        metavar="URL",
        rich_help_panel=_PANEL,
        help="Let a language model find the claims: an OpenAI-compatible API (vLLM, Ollama, llama.cpp), such "
        "as http://127.0.0.1:11434/v1. The reports' article text is sent to that address. A key is taken "
        "from the environment variable CONTESTED_LLM_KEY alone.",
    ),
]
LlmModel = Annotated[
    str | None,
    typer.Option("--llm-model", metavar="NAME", rich_help_panel=_PANEL, help="The model to ask there."),
]
LlmAtOnce = Annotated[
    int,
    typer.Option(
        "--llm-at-once", metavar="N", min=1, rich_help_panel=_PANEL, help="Requests under way at a time."
    ),
]
LlmTimeout = Annotated[
    float,
    typer.Option(
        "--llm-timeout", metavar="SECONDS", min=0.1, rich_help_panel=_PANEL, help="For one whole answer."
    ),
]
LlmAllowHttp = Annotated[
    bool,
    typer.Option(
        "--llm-allow-http",
        rich_help_panel=_PANEL,
        help="Allow http, which others on the way can read, to another machine than this one.",
    ),
]


def llm_settings(
    url: str | None, model: str | None, *, at_once: int, timeout: float, allow_http: bool
) -> "LlmSettings | None":
    """
    What the options ask for, said aloud; None where they ask for no language model.

    Raises:
        OptionError: One of address and model is missing, or the address cannot be used.
    """
    if url is None and model is None:
        return None
    if url is None or model is None:
        raise OptionError("--llm URL and --llm-model NAME go together: give both, or neither")
    from contested.app.llm.settings import LlmSettings

    settings = LlmSettings(url=url, model=model, at_once=at_once, timeout=timeout, allow_http=allow_http)
    note(f"contested: article text is sent to {settings.chat} (model {settings.model})")
    return settings


def show_dropped(dropped: "Tally") -> None:
    """How many claims of the language model were not taken, one line a reason."""
    if not dropped.total:
        return
    note(f"{dropped.total} claims of the language model were dropped:")
    reasons = dropped.by_reason
    for reason, count, example in reasons[:_MOST_REASONS]:
        note(f"  {count} x {reason}; found {example!r}")
    if len(reasons) > _MOST_REASONS:
        note(f"  and {len(reasons) - _MOST_REASONS} further reasons")
