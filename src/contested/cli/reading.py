"""What all commands that read reports share: the options that say which, and the walk over what comes."""

import inspect
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import typer

from contested.cli import exit_codes
from contested.cli import options as o
from contested.cli.terminal import note, progress
from contested.errors import OptionError

if TYPE_CHECKING:
    from contested.app.sources import Sources
    from contested.model.report import Failure, Report


class FromReport(Protocol):
    """Something made from one report."""

    @property
    def report(self) -> "Report":
        """The report."""


R = TypeVar("R", bound=FromReport)


def reads_reports(command: Callable[..., None]) -> Callable[..., None]:
    """
    The command with the options that say which reports to read in place of its argument `sources`.

    The command's own options come first; one that is shared too, such as `paths`, keeps the command's help.
    """
    shared = inspect.signature(_sources).parameters
    own = dict(inspect.signature(command).parameters)
    del own["sources"]
    first = own.get("paths", shared["paths"])
    rest = {**own, **{name: own.get(name, parameter) for name, parameter in shared.items()}, "paths": first}
    merged = [first, *(parameter for name, parameter in rest.items() if name != "paths")]

    @wraps(command)
    def run(**values: Any) -> None:
        sources = _sources(**{name: values[name] for name in shared})
        command(sources=sources, **{name: value for name, value in values.items() if name in own})

    by_name = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in merged]
    run.__signature__ = inspect.Signature(by_name)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in by_name}
    return run


def _sources(
    *,
    paths: o.Paths,
    manifest: o.ManifestFile = None,
    outlet: o.OutletName = None,
    published: o.PublishedDay = None,
    camp: o.CampName = None,
    title: o.Title = None,
    url: o.Url = None,
    columns: o.ColumnNames = None,
    fetch: o.Fetch = False,
    allow_private: o.AllowPrivate = False,
) -> "Sources":
    from contested.app.sources import Sources

    return Sources(
        paths=tuple(paths),
        manifest=manifest,
        defaults=o.defaults(outlet=outlet, published=published, camp=camp, title=title, url=url),
        columns=o.columns(columns),
        fetching=o.fetching(fetch, allow_private),
    )


def refuse_for_store(store: str, sources: "Sources", *, theatre: str | None) -> None:
    """
    Refuses the options that say how to read reports: those of a store have been read.

    Raises:
        OptionError: One of them was given.
    """
    told = sources.defaults
    options = {
        "--manifest": sources.manifest,
        "--outlet": told.outlet,
        "--published": told.published,
        "--camp": told.camp,
        "--title": told.title,
        "--url": told.url,
        "--columns": sources.columns,
        "--fetch": sources.fetching,
        "--allow-private": True if sources.fetching and sources.fetching.allow_private else None,
        "--theatre": theatre,
    }
    given = [name for name, value in options.items() if value is not None]
    if given:
        names = " and ".join(filter(None, [", ".join(given[:-1]), given[-1]]))
        verb = "mean" if given[1:] else "means"
        raise OptionError(
            f"{store}: {names} {verb} nothing for a store, whose reports have been read; "
            "leave out what says how to read, or read the reports anew with `contested read`"
        )


def usable(results: "Iterable[R | Failure]", *, sources: "Sources", doing: str = "reading") -> Iterator[R]:
    """
    The results that can be used, under a progress bar; those put aside are named on standard error.

    Raises:
        Exit: None could be used; the code is 3.
    """
    from contested.model.report import Failure
    from contested.show.screens.parts import counted

    used = put_aside = 0
    with progress(doing) as moved:
        for result in results:
            if isinstance(result, Failure):
                put_aside += 1
                moved(result.read_from)
                show_put_aside([result])
            else:
                used += 1
                moved(result.report.read_from)
                show_warnings(result.report.read_from, result.report.warnings)
                yield result
    if put_aside:
        note(f"{counted(used, 'report')} used, {put_aside} put aside")
    if not used:
        note(f"contested: no report could be read from {', '.join(map(str, sources.paths))}")
        raise typer.Exit(exit_codes.NOTHING_READ)


def print_line(record: dict[str, object]) -> None:
    """Prints one JSON object on a line; ASCII only, for an id or text may hold what UTF-8 cannot."""
    sys.stdout.write(json.dumps(record) + "\n")


def show_warnings(read_from: str, warnings: "Iterable[str]") -> None:
    """What could not be read as it stands in a report that was read all the same, on standard error."""
    for warning in warnings:
        note(f"warning: {read_from}: {warning}")


def show_put_aside(failures: "Iterable[Failure]") -> None:
    """One line a failure, on standard error."""
    for failure in failures:
        note(f"put aside: {failure.read_from} ({failure.stage}): {failure.reason}")
