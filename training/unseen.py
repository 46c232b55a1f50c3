"""Annotated reports as they are read by judges and a network that have not seen them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from examples import Annotated, Parsed
from rereading import in_context, reread
from train_judges import fit_all

from contested.extract.context import ContextNetwork
from contested.extract.extractor import Extractor
from contested.extract.judge import Judge
from contested.extract.reading import Reading

Read = list[tuple[Annotated, Reading]]


@dataclass(frozen=True, slots=True)
class Networks:
    """How the network of a fold comes about; those that `kept` holds from an earlier run are used again."""

    epochs: int
    kept: Path | None

    def of(self, fold: str, known: Read, extractor: Extractor) -> ContextNetwork:
        """The network that learned from the known reports."""
        import torch
        from train_context import as_run, fit_network, new_network

        file = self.kept / f"{fold}.pt" if self.kept else None
        if file is not None and file.exists():
            net, vocabulary = new_network(known, extractor)
            net.load_state_dict(torch.load(file, weights_only=True))
            return as_run(net.eval(), vocabulary)
        net, vocabulary = fit_network(known, extractor, epochs=self.epochs)
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            torch.save(net.state_dict(), file)
        return as_run(net, vocabulary)


def folds_of(parsed: Sequence[Parsed], folds: int, *, by_conflict: bool) -> list[str]:
    """The fold of each report: by cluster, so that reports of one event stay together, or by war."""
    return [
        str(item.report.conflict) if by_conflict else str(crc32(item.cluster.encode()) % folds)
        for item, *_ in parsed
    ]


def unseen(
    parsed: Sequence[Parsed], fold_of: Sequence[str], extractor: Extractor, networks: Networks | None
) -> Iterator[tuple[str, Read, dict[str, Judge]]]:
    """For each fold its reports, read as a network of the other folds reads them, and the judges of those."""
    for fold in sorted(set(fold_of)):
        held = reread(parsed, [f != fold for f in fold_of], extractor)
        known = [pair for pair, f in zip(held, fold_of, strict=True) if f != fold]
        unread = [pair for pair, f in zip(held, fold_of, strict=True) if f == fold]
        judges = fit_all(known, extractor)
        if networks is not None:
            network = networks.of(fold, known, extractor)
            unread = [(item, in_context(reading, network)) for item, reading in unread]
        yield fold, unread, judges
