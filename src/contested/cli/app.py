"""All commands together. Nothing heavy is imported here: `contested --help` has to be quick."""

import functools
import inspect
import sys
from collections.abc import Callable
from typing import Annotated, ParamSpec

import typer

from contested import __version__
from contested.cli import decide, exit_codes, gazetteer, theatre
from contested.cli.changes import changes
from contested.cli.claims import claims
from contested.cli.copies import copies
from contested.cli.decisions import decisions
from contested.cli.demo import demo
from contested.cli.disputes import disputes
from contested.cli.explain import explain
from contested.cli.export import export
from contested.cli.picture import picture
from contested.cli.places import places
from contested.cli.read import read
from contested.cli.routes import routes
from contested.cli.segments import segments
from contested.cli.stories import stories
from contested.cli.terminal import close_quietly, note
from contested.cli.theatres import theatres
from contested.cli.timeline import timeline
from contested.cli.verify import verify
from contested.cli.voices import voices

P = ParamSpec("P")

app = typer.Typer(
    help="Read reports of a war from opposing camps and build one traceable picture of what is claimed.",
    epilog=exit_codes.epilog(),
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"contested {__version__}\n")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_show_version, is_eager=True)
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the whole traceback of an error; may stand anywhere.")
    ] = False,
) -> None:
    """Options of every command; `--debug` is taken out by `main` and stands here for the help."""


def _guarded(command: Callable[P, None]) -> Callable[P, None]:
    """The command with a quiet end where its reader leaves (`| head`) or the user interrupts."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except BrokenPipeError:
            close_quietly()
            raise typer.Exit(exit_codes.OK) from None
        except KeyboardInterrupt:
            note("contested: interrupted; what was stored before stays")
            raise typer.Exit(exit_codes.INTERRUPTED) from None

    return run


def _help(command: Callable[..., None]) -> str:
    """The command's docstring, its examples marked so that their lines stay as they are."""
    return inspect.cleandoc(command.__doc__ or "").replace("\nExamples:\n", "\n\b\nExamples:\n")


for _command in (
    demo,
    read,
    picture,
    timeline,
    disputes,
    stories,
    routes,
    changes,
    explain,
    export,
    verify,
    claims,
    voices,
    places,
    segments,
    copies,
    decisions,
    theatres,
):
    app.command(_command.__name__, help=_help(_command))(_guarded(_command))
for _group in (decide, theatre, gazetteer):
    for _name, _command in _group.COMMANDS.items():
        _group.app.command(_name, help=_help(_command))(_guarded(_command))
    app.add_typer(_group.app, name=_group.__name__.rpartition(".")[2])
