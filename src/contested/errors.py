"""
Every error that contested raises, as one tree.

    ContestedError
    |-- InputError            what the user handed in cannot be used
    |   |-- ReportError       one report is unreadable; it is quarantined, the run goes on
    |   `-- OptionError       an option, path or name does not exist or does not fit
    |-- EvidenceError         a span points outside its text, or the text there differs from the quote
    |-- KnowledgeError        a data file (theatre, language, event type, gazetteer) is wrong
    |-- ModelMissingError     a language model is not installed, or not the one that was pinned
    `-- StoreError            the store cannot be opened, read or written

A message says where, what was found, what was allowed and what to do.
"""

__all__ = [
    "ContestedError",
    "EvidenceError",
    "InputError",
    "KnowledgeError",
    "ModelMissingError",
    "OptionError",
    "ReportError",
    "StoreError",
]


class ContestedError(Exception):
    """Anything that contested itself reports as wrong."""


class InputError(ContestedError):
    """What the user handed in cannot be used."""


class ReportError(InputError):
    """One report is unreadable; it is quarantined and the run goes on."""


class OptionError(InputError):
    """An option, path or name does not exist or does not fit."""


class EvidenceError(ContestedError):
    """A span points outside its text, or the text there differs from the quote."""


class KnowledgeError(ContestedError):
    """A data file is wrong; the message names file, field, finding and what is allowed."""


class ModelMissingError(ContestedError):
    """A language model is not installed, or is not the one that was pinned."""


class StoreError(ContestedError):
    """The store cannot be opened, read or written."""
