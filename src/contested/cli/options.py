"""Arguments and options that several commands share, with their help."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contested.errors import OptionError

if TYPE_CHECKING:
    from contested.read import ReportDefaults
    from contested.read.columns import Columns
    from contested.read.fetching import Fetching

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Files (text, HTML, feeds, WARC, tables, mails, PDF), folders, addresses, or - for a pipe.",
        show_default=False,
    ),
]
Database = Annotated[
    Path, typer.Argument(metavar="DB", help="A store made by `contested read`.", show_default=False)
]
TheatreName = Annotated[
    str | None,
    typer.Option(
        "--theatre",
        metavar="NAME|FOLDER",
        help="The war: a name from `contested theatres`, or a folder of your own. "
        "Without it, each report's own `conflict`, else `generic`.",
    ),
]
ManifestFile = Annotated[
    Path | None,
    typer.Option(
        "--manifest",
        metavar="FILE.csv",
        help="Table with columns file, outlet, published, camp, title, url, ...",
    ),
]
OutletName = Annotated[
    str | None, typer.Option("--outlet", help="Who published the reports that do not say so themselves.")
]
PublishedDay = Annotated[
    str | None,
    typer.Option("--published", metavar="DAY", help="When, as 2016-03-28, where they do not say so."),
]
CampName = Annotated[
    str | None, typer.Option("--camp", help="The outlet's camp: a side of the theatre, monitor or wire.")
]
Title = Annotated[str | None, typer.Option("--title", help="The report's title.")]
Url = Annotated[str | None, typer.Option("--url", help="Where the report was published.")]
ColumnNames = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="NAME|FILE.toml|PAIRS",
        help="What columns or keys of an export mean, such as text=body,title=headline,published=date.",
    ),
]
Fetch = Annotated[
    bool, typer.Option("--fetch", help="Fetch addresses, and the feeds of a list. Off: nothing is asked for.")
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from hosts of your own network too.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")]
OnDay = Annotated[
    str | None,
    typer.Option("--on", metavar="DAY", help="The day to look at; by default the last one reports speak of."),
]
KnownDay = Annotated[
    str | None, typer.Option("--known", metavar="DAY", help="Use only what had been published by this day.")
]
PlaceName = Annotated[
    str | None, typer.Option("--place", metavar="NAME", help="Only this place (name or id).")
]


def day(words: str | None, option: str) -> date | None:
    """
    The day that an option names.

    Raises:
        OptionError: Not a day as ISO 8601 writes it.

    Example:
        >>> day("2016-03-28", "--on")
        datetime.date(2016, 3, 28)
    """
    if words is None:
        return None
    try:
        return datetime.strptime(words.strip(), "%Y-%m-%d").date()
    except ValueError as error:
        raise OptionError(f"{option} {words!r}: not a day; write it as 2016-03-28") from error


def defaults(
    *, outlet: str | None, published: str | None, camp: str | None, title: str | None, url: str | None
) -> "ReportDefaults":
    """What the options say of every report."""
    from contested.read import ReportDefaults

    return ReportDefaults(
        outlet=outlet, published=day(published, "--published"), camp=camp, title=title, url=url
    )


def columns(words: str | None) -> "Columns | None":
    """The mapping that an option names."""
    if words is None:
        return None
    from contested.read.columns import load_columns

    return load_columns(words)


def fetching(fetch: bool, allow_private: bool) -> "Fetching | None":
    """
    Leave to fetch, if it was asked for.

    Raises:
        OptionError: Private hosts are allowed, but nothing is to be fetched.
    """
    if not fetch:
        if allow_private:
            raise OptionError("--allow-private: has no effect without --fetch; give both")
        return None
    from contested.read.fetching import Fetching

    return Fetching(allow_private=allow_private)
