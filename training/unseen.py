"""Annotated reports as they are read by judges and a network that have not seen them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from zlib import crc32

from examples import Parsed
from rereading import Read, in_context, reread
from train_judges import fit_all

from contested.extract.extractor import Extractor
from contested.extract.judge import Judge

if TYPE_CHECKING:
    from networks import Networks

_ANY_WAR = "generic"


def folds_of(parsed: Sequence[Parsed], folds: int, *, by_conflict: bool) -> list[str]:
    """
    The fold of each report: by cluster, so that reports of one event stay together, or by war.

    Silver reports are in no fold of clusters: all may learn from them. Of a silver sentence it is not said
    which war it is of: nobody learns from it when wars are left out.
    """
    return [
        _ANY_WAR
        if by_conflict and item.silver and item.report.conflict == _ANY_WAR
        else str(item.report.conflict)
        if by_conflict
        else "silver"
        if item.silver
        else str(crc32(item.cluster.encode()) % folds)
        for item, *_ in parsed
    ]


def unseen(
    parsed: Sequence[Parsed], fold_of: Sequence[str], extractor: Extractor, networks: "Networks | None"
) -> Iterator[tuple[str, Read, dict[str, Judge]]]:
    """For each fold its reports, read as a network of the other folds reads them, and the judges of those."""
    for fold in sorted({fold for fold, (item, *_) in zip(fold_of, parsed, strict=True) if not item.silver}):
        taught = [f not in (fold, _ANY_WAR) for f in fold_of]
        held = reread(parsed, taught, extractor)
        known = [pair for pair, may in zip(held, taught, strict=True) if may]
        unread = [pair for pair, f in zip(held, fold_of, strict=True) if f == fold and not pair[0].silver]
        judges = fit_all(known, extractor)
        if networks is not None:
            network = networks.of(fold, known, extractor)
            unread = [(item, in_context(reading, network, extractor.language)) for item, reading in unread]
        yield fold, unread, judges
