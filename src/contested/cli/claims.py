"""`contested claims`: what reports claim, without a store."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli import llm_options as lm
from contested.cli import options as o
from contested.cli.reading import reads_reports, usable
from contested.errors import OptionError

if TYPE_CHECKING:
    from contested.app.sources import Sources

FORMATS = ("jsonl",)


@reads_reports
def claims(
    sources: "Sources",
    format: Annotated[str, typer.Option("--format", help="jsonl: one claim a line.")] = "jsonl",
    theatre: o.TheatreName = None,
    llm: lm.LlmUrl = None,
    llm_model: lm.LlmModel = None,
    llm_at_once: lm.LlmAtOnce = 2,
    llm_timeout: lm.LlmTimeout = 120.0,
    llm_allow_http: lm.LlmAllowHttp = False,
) -> None:
    """
    Print what reports claim, one JSON object a line, as they are read.

    Each claim names its document and the code points of its words. Reports that
    cannot be used are named on standard error; the code is 0 as long as one
    report could be.

    Examples:
      contested claims report.txt --theatre syria
      contested claims records.jsonl --format jsonl > claims.jsonl
    """
    if format not in FORMATS:
        raise OptionError(
            f"--format {format!r}: claims are printed as {', '.join(FORMATS)}; see also `contested export`"
        )
    from contested.app.llm.tally import Tally
    from contested.app.streaming import stream_claims
    from contested.show.exchange import claim_line, in_reading_order

    sources = replace(sources, theatre=theatre)
    asked = lm.llm_settings(
        llm, llm_model, at_once=llm_at_once, timeout=llm_timeout, allow_http=llm_allow_http
    )
    dropped = Tally()
    try:
        for told in usable(stream_claims(sources, llm=asked, dropped=dropped), sources=sources):
            for claim in in_reading_order(told.claims):
                sys.stdout.write(claim_line(claim) + "\n")
    finally:
        lm.show_dropped(dropped)
