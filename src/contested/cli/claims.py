"""`contested claims`: what reports claim, without a store."""

import sys
from typing import Annotated

import typer

from contested.cli import exit_codes
from contested.cli import llm_options as lm
from contested.cli import options as o
from contested.cli.read import show_put_aside
from contested.cli.terminal import note, progress
from contested.errors import OptionError

FORMATS = ("jsonl",)


def claims(
    paths: o.Paths,
    format: Annotated[str, typer.Option("--format", help="jsonl: one claim a line.")] = "jsonl",
    theatre: o.TheatreName = None,
    manifest: o.ManifestFile = None,
    outlet: o.OutletName = None,
    published: o.PublishedDay = None,
    camp: o.CampName = None,
    title: o.Title = None,
    url: o.Url = None,
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
    from contested.app.sources import Sources
    from contested.app.streaming import stream_claims
    from contested.model.report import Failure
    from contested.show.exchange import claim_line, in_reading_order

    said = o.defaults(outlet=outlet, published=published, camp=camp, title=title, url=url)
    sources = Sources(paths=tuple(paths), manifest=manifest, defaults=said, theatre=theatre)
    asked = lm.llm_settings(
        llm, llm_model, at_once=llm_at_once, timeout=llm_timeout, allow_http=llm_allow_http
    )
    dropped = Tally()
    used = put_aside = 0
    with progress("reading") as moved:
        for result in stream_claims(sources, llm=asked, dropped=dropped):
            if isinstance(result, Failure):
                put_aside += 1
                moved(result.read_from)
                show_put_aside([result])
                continue
            used += 1
            moved(result.report.read_from)
            for claim in in_reading_order(result.claims):
                sys.stdout.write(claim_line(claim) + "\n")
    lm.show_dropped(dropped)
    if put_aside:
        note(f"{used} reports used, {put_aside} put aside")
    if not used:
        note(f"contested: no report could be read from {', '.join(paths)}")
        raise typer.Exit(exit_codes.NOTHING_READ)
