"""The exit codes of every command, and which error leads to which."""

from contested.errors import (
    ContestedError,
    InputError,
    KnowledgeError,
    ModelMissingError,
    OptionError,
    StoreError,
)

OK = 0
FAULTS = 1  # `verify` found faults, or something failed that has no code of its own
USAGE = 2
NOTHING_READ = 3
STORE = 4
KNOWLEDGE = 5
INTERRUPTED = 130  # 128 + SIGINT, as shells have it

MEANINGS = {
    OK: "done; reports that were put aside are counted and shown, and do not change the code",
    FAULTS: "`verify` found faults, or something else failed",
    USAGE: "wrong usage: an option, path or name does not exist or does not fit",
    NOTHING_READ: "nothing to work on: no report could be read, or the store holds none",
    STORE: "the store cannot be opened, read or written",
    KNOWLEDGE: "a theatre or data file is wrong, or the language model is missing",
    INTERRUPTED: "interrupted; what was stored before stays",
}

_OF_ERRORS: tuple[tuple[type[ContestedError], int], ...] = (  # first match counts
    (OptionError, USAGE),
    (InputError, NOTHING_READ),
    (StoreError, STORE),
    (KnowledgeError, KNOWLEDGE),
    (ModelMissingError, KNOWLEDGE),
)


def code_of(error: ContestedError) -> int:
    """The exit code for an error."""
    return next((code for kind, code in _OF_ERRORS if isinstance(error, kind)), FAULTS)


def epilog() -> str:
    """The table of exit codes, for help texts."""
    return "Exit codes: " + ". ".join(f"{code} {meaning}" for code, meaning in MEANINGS.items()) + "."
