"""Maildir: a mailbox as a folder, a file a mail, and what mail servers keep beside the mails."""

import re
from pathlib import Path

from contested.read.formats import ending_of

_BOXES = frozenset({"cur", "new"})  # mails that were seen, and those that were not
_UNFINISHED = "tmp"  # mails that are still being written
# "1459200000.M1P2.host:2,RS": what follows the mark changes when a mail is read, answered or deleted. Where a
# colon may not stand in a name, programs write another mark.
_FLAGS = re.compile(r"[:;!]2,([A-Za-z]*)$")
_NO_REPORTS = {"D": "a draft", "T": "a mail that is marked as deleted"}
# What mail servers and programs call them, behind the last dot: ".INBOX.Trash".
_NO_REPORTS_IN = {
    "mails that were deleted": ("trash", "deleted", "deleted items", "deleted messages", "bin"),
    "mails that were sorted out as junk": ("junk", "junk e-mail", "spam", "bulk mail"),
    "drafts": ("drafts", "templates"),
    "mails that were sent, not received": ("sent", "sent items", "sent messages", "outbox"),
}


def is_maildir(names: list[str]) -> bool:
    """Whether a folder that holds these names is a Maildir."""
    return set(names) >= _BOXES


def is_box(folder: Path) -> bool:
    """Whether a folder holds the mails of a Maildir."""
    return folder.name in _BOXES and all((folder.parent / box).is_dir() for box in _BOXES)


def mail_id(name: str) -> str:
    """
    What stays of the name of a mail's file when its flags change.

    Example:
        >>> mail_id("1459200000.M1P2.host:2,RS")
        '1459200000.M1P2.host'
    """
    return _FLAGS.sub("", name)


def why_no_report(name: str) -> str | None:
    """
    Why a mail with this name is nobody's report, or None.

    Example:
        >>> why_no_report("1459200000.M1P2.host:2,DS")
        'a draft; left out'
    """
    flags = _FLAGS.search(name)
    found = [words for flag, words in _NO_REPORTS.items() if flags and flag in flags[1]]
    return f"{found[0]}; left out" if found else None


def subfolders(folder: Path, names: list[str]) -> list[str]:
    """The mailboxes in a Maildir, which lie beside its boxes under names such as `.Lists.Syria`."""
    if not is_maildir(names):
        return []
    hidden = (one for one in folder.iterdir() if one.name.startswith(".") and not one.is_symlink())
    return sorted(one.name for one in hidden if _may_be_mailbox(one))


def _may_be_mailbox(folder: Path) -> bool:
    try:
        return all((folder / box).is_dir() for box in _BOXES)
    except OSError:  # not ours to look into: who lists it says so
        return True


def why_no_reports_in(name: str) -> str | None:
    """
    Why the mails of a mailbox with this name are nobody's reports, or None.

    Example:
        >>> why_no_reports_in(".INBOX.Trash"), why_no_reports_in(".Lists.Syria")
        ('mails that were deleted; left out', None)
    """
    last = name.rpartition(".")[2].casefold()
    return next((f"{why}; left out" for why, names in _NO_REPORTS_IN.items() if last in names), None)


def is_kept_beside(path: Path, names: list[str]) -> bool:
    """Whether mail servers keep something of their own at a path in a Maildir: lists, indexes, `tmp`."""
    if not is_maildir(names):
        return False
    return path.name == _UNFINISHED if path.is_dir() else ending_of(path.name) is None
