"""`contested voices`: who says what in reports."""

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli import exit_codes
from contested.cli import options as o
from contested.cli.read import show_put_aside
from contested.cli.terminal import note, progress
from contested.errors import OptionError

if TYPE_CHECKING:
    from contested.app.streaming import Heard
    from contested.model.text import Quote


def voices(
    paths: o.Paths,
    format: Annotated[str, typer.Option("--format", help="jsonl: one report a line.")] = "jsonl",
) -> None:
    """
    Print who says what, one JSON object a report: its attributions in reading order.

    Each attribution has the words of the source as they stand beside the cue
    ("he"), the speaker whom they stand for, the cue, the content and the chain of
    speakers, outermost first. Offsets are code points of the report's text.

    Examples:
      contested voices report.txt
      contested voices reports/ --format jsonl > voices.jsonl
    """
    if format != "jsonl":
        raise OptionError(f"--format {format!r}: voices are printed as jsonl only")
    from contested.app.sources import Sources
    from contested.app.streaming import stream_voices
    from contested.model.report import Failure

    used = 0
    with progress("reading") as moved:
        for result in stream_voices(Sources(paths=tuple(paths))):
            if isinstance(result, Failure):
                moved(result.read_from)
                show_put_aside([result])
                continue
            used += 1
            moved(result.report.read_from)
            # ASCII only: a document id may hold characters that UTF-8 cannot.
            sys.stdout.write(json.dumps(_record(result)) + "\n")
    if not used:
        note(f"contested: no report could be read from {', '.join(paths)}")
        raise typer.Exit(exit_codes.NOTHING_READ)


def _record(heard: "Heard") -> dict[str, object]:
    return {
        "document": heard.report.id,
        "attributions": [
            {
                "source": _words(one.source),
                "speaker": _words(one.speaker),
                "cue": _words(one.cue),
                "content": _words(one.content),
                "kind": one.kind.value,
                "chain": [_words(quote) for quote in one.chain],
            }
            for one in heard.attributions
        ],
    }


def _words(quote: "Quote | None") -> dict[str, object] | None:
    return None if quote is None else {"start": quote.start, "end": quote.end, "text": quote.text}
