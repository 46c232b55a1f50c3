"""The command line: one file a command."""

import sys
from collections.abc import Sequence

from contested.cli import exit_codes
from contested.errors import ContestedError

DEBUG = "--debug"


def main(args: Sequence[str] | None = None) -> None:
    """
    Run `contested` with these arguments, or those of the process.

    Raises:
        SystemExit: Always, with one of the codes in `exit_codes`.
    """
    from contested.cli.app import app
    from contested.cli.terminal import note

    given = list(sys.argv[1:] if args is None else args)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # the same bytes whatever the locale
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        # --debug is taken out here, so that it may stand anywhere on the line.
        app([arg for arg in given if arg != DEBUG], prog_name="contested")
    except ContestedError as error:
        if DEBUG in given:
            raise
        note(f"contested: {error}")
        sys.exit(exit_codes.code_of(error))
