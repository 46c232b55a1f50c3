"""`contested voices`: who says what in reports."""

from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli.reading import print_line, reads_reports, usable
from contested.errors import OptionError

if TYPE_CHECKING:
    from contested.app.sources import Sources
    from contested.app.streaming import Heard
    from contested.model.text import Quote


@reads_reports
def voices(
    sources: "Sources",
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
    from contested.app.streaming import stream_voices

    for heard in usable(stream_voices(sources), sources=sources):
        print_line(_record(heard))


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
