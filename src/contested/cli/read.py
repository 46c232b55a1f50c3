"""`contested read`: put reports into a store."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli import exit_codes
from contested.cli import llm_options as lm
from contested.cli import options as o
from contested.cli.reading import reads_reports, show_put_aside, show_warnings
from contested.cli.terminal import note, print_json, progress

if TYPE_CHECKING:
    from contested.app.intake import Intake
    from contested.app.sources import Sources


@reads_reports
def read(
    sources: "Sources",
    into: Annotated[Path, typer.Option("--into", metavar="DB", help="The store; made if it is not there.")],
    theatre: o.TheatreName = None,
    as_json: o.AsJson = False,
    llm: lm.LlmUrl = None,
    llm_model: lm.LlmModel = None,
    llm_at_once: lm.LlmAtOnce = 2,
    llm_timeout: lm.LlmTimeout = 120.0,
    llm_allow_http: lm.LlmAllowHttp = False,
) -> None:
    """
    Read reports into a store, what is there already only once.

    A report that cannot be used is put aside, counted and shown with the
    reason; the rest goes on. If the run is stopped, the same command again does
    the rest.

    Examples:
      contested read reports/ --into war.db --theatre syria
      contested read a.txt b.txt --into war.db --manifest manifest.csv
      contested read records.jsonl --into war.db --json
      contested read saved-pages/ feed.rss crawl.warc.gz alerts.eml report.pdf --into war.db
      contested read export.csv --into war.db --columns text=body,title=headline,published=date
      contested read https://news.example/sadra feeds.opml --into war.db --fetch
      contested read reports/ --into war.db --llm http://127.0.0.1:11434/v1 --llm-model qwen2.5:7b
      cat page.txt | contested read - --into war.db --outlet "Orchard Post" --published 2016-03-28
    """
    from contested.app.workspace import Workspace

    sources = replace(sources, theatre=theatre)
    asked = lm.llm_settings(
        llm, llm_model, at_once=llm_at_once, timeout=llm_timeout, allow_http=llm_allow_http
    )
    with Workspace.open(into, create=True) as workspace, progress("reading", total=sources.size()) as moved:
        sources = replace(sources, on_bytes=moved.bytes)
        intake = workspace.read_into(sources, llm=asked, on_step=lambda step: moved(step.read_from))
    if as_json:
        print_json(_record(intake, into))
    else:
        _print(intake, into)
    lm.show_dropped(intake.dropped)
    if not intake.usable:
        if not intake.quarantined:
            note(f"contested: no report found in {', '.join(map(str, sources.paths))}")
        raise typer.Exit(exit_codes.NOTHING_READ)


def _record(intake: "Intake", into: Path) -> dict[str, object]:
    counts = {outcome.value: count for outcome, count in intake.counts.items()}
    return {
        "store": str(into),
        **counts,
        "claims": intake.claims,
        "failures": intake.quarantined,
        "warnings": [{"read_from": one.read_from, "warnings": one.warnings} for one in intake.warned],
        "dropped": intake.dropped.counts,
    }


def _print(intake: "Intake", into: Path) -> None:
    from contested.app.intake import Outcome

    counts = intake.counts
    show_put_aside(intake.quarantined)
    for step in intake.warned:
        show_warnings(step.read_from, step.warnings)
    typer.echo(
        f"{into}: {counts[Outcome.NEW]} new, {counts[Outcome.UPDATED]} updated, "
        f"{counts[Outcome.KNOWN]} already there, {counts[Outcome.QUARANTINED]} put aside; "
        f"{intake.claims} claims added"
    )
