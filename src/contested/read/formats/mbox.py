"""Mailboxes: many mails in one file, as mail programs and archives of lists export them."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from contested.model.report import Failure, Report
from contested.read.format import Format
from contested.read.formats.eml import MAIL_CAP, looks_like_mail, mail_of
from contested.read.source import Source

_LINE_CAP = 1 << 16  # longer lines are read in pieces, and no piece but the first can begin a mail
# "From ada@post.invalid Mon Mar 28 20:34:00 2016": prose that begins so names its day in another order.
_BEGINS = re.compile(
    rb"From [^\r\n]{0,300}\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[, ]+"
    rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d{1,2} \d{1,2}:\d\d\b"
    rb"[^\r\n]{0,60}\b\d{4}\b[^\r\n]{0,20}\r?\n"
)
_QUOTED = re.compile(rb">+From ")  # how a line of the mail that begins so is kept


def read_mbox(source: Source) -> Iterator[Report | Failure]:
    """A report or a failure for each mail, one at a time."""
    number = 0
    with source.open() as file:
        for number, data in enumerate(_mails(file), start=1):
            if data is None:
                yield source.failure(f"too long: over the cap of {MAIL_CAP:,} bytes a mail", line=number)
                continue
            inner = replace(
                source, name=f"{source.name}#{number}", id=None, open=io.BytesIO, not_named_in=None
            )
            yield mail_of(data, inner)
    if number == 0:
        yield source.failure(
            "no mail in it; each begins with a line such as: From a@b.org Mon Mar 28 20:34:00 2016"
        )


def _mails(file: BinaryIO) -> Iterator[bytes | None]:
    """The mails of a mailbox without the lines that part them; None for one over the cap."""
    lines: list[bytes] | None = None  # None before the first mail
    size = 0
    is_blank = True  # a mail begins after a blank line only
    is_whole = True  # the line before had an end
    while line := file.readline(_LINE_CAP):
        if is_blank and is_whole and _BEGINS.match(line):
            if lines is not None:
                yield _joined(lines, size)
            lines, size = [], 0
        elif lines is not None:
            size += len(line)
            if size <= MAIL_CAP:
                lines.append(line[1:] if is_whole and _QUOTED.match(line) else line)
            else:
                lines.clear()
        is_blank = is_whole and not line.strip(b"\r\n")
        is_whole = line.endswith(b"\n")
    if lines is not None:
        yield _joined(lines, size)


def _joined(lines: list[bytes], size: int) -> bytes | None:
    return b"".join(lines) if size <= MAIL_CAP else None


def looks_like_mailbox(head: bytes) -> bool:
    """Whether bytes begin with the line that parts mails, and then with a mail's headers."""
    parting = _BEGINS.match(head)
    return parting is not None and looks_like_mail(head[parting.end() :])


FORMAT = Format(
    name="mbox",
    about="A report for each mail in a mailbox, as `eml` reads it; they are read one at a time.",
    endings=(".mbox", ".mbx"),
    media_types=("application/mbox",),
    read=read_mbox,
    hint=looks_like_mailbox,
)
