"""Context networks fitted to annotated reports, and kept so that a later run need not fit them again."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zlib import crc32

import torch
from context_examples import Lesson, lessons, vocabulary_of
from context_file import shown, write
from context_net import Net, train
from distil import distil, student_of
from pretrained import pieces, pretrained
from rereading import Read

from contested.extract import Extractor
from contested.extract.context import ContextNetwork, read_context_network
from contested.extract.context.questions import Vocabulary

EPOCHS = 4
SILVER_EPOCHS = 5
# How often a student reads the same report: those of our own writing, and silver beside the gold; gold.
_BESIDE, _GOLD = 2, 4
_WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Networks:
    """How networks come about; those that `kept` holds from an earlier run are used again."""

    epochs: int = EPOCHS
    kept: Path | None = None

    def of(self, name: str, known: Read, extractor: Extractor) -> ContextNetwork:
        """The network that learned from the known reports, ready to read others."""
        net, vocabulary = self.fitted(name, known, extractor)
        with TemporaryDirectory() as folder:  # scored as it would be shipped
            write(net, vocabulary, shown(known, vocabulary), Path(folder))
            return read_context_network(Path(folder), name)

    def fitted(self, name: str, known: Read, extractor: Extractor) -> tuple[Net, Vocabulary]:
        """A network of few layers, taught by a whole one that learned from the known reports."""
        silver = [pair for pair in known if pair[0].silver == 1]
        torch.manual_seed(0)
        vocabulary = vocabulary_of(silver or known, extractor)
        whole = self._whole(name, known, vocabulary, extractor)
        student = student_of(whole, vocabulary)
        self._once(
            f"student-{name}",
            student,
            lambda: distil(student, whole, _repeated(known, vocabulary, extractor)),
        )
        return student.eval(), vocabulary

    def _whole(self, name: str, known: Read, vocabulary: Vocabulary, extractor: Extractor) -> Net:
        """A network fitted to the silver reports that come first, where there are any, then to the others."""
        net = Net(pretrained(), vocabulary)
        silver = [pair for pair in known if pair[0].silver == 1]
        if silver:
            # All folds may learn from the same silver reports: once is enough.
            same = crc32(" ".join(item.report.id for item, _ in silver).encode())
            self._once(
                f"silver-{same:08x}",
                net,
                lambda: train(net, _lessons(silver, vocabulary, extractor), epochs=SILVER_EPOCHS),
            )
        rest = [pair for pair in known if pair[0].silver != 1]
        self._once(name, net, lambda: train(net, _lessons(rest, vocabulary, extractor), epochs=self.epochs))
        return net.eval()

    def _once(self, name: str, net: Net, fit: Callable[[], object]) -> None:
        file = self.kept / f"{name}.pt" if self.kept else None
        if file is not None and file.exists():
            net.load_state_dict(torch.load(file, weights_only=True))
            return
        fit()
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            torch.save(net.state_dict(), file)


def _lessons(held: Read, vocabulary: Vocabulary, extractor: Extractor) -> list[Lesson]:
    return [one for item, reading in held for one in lessons(item, reading, extractor, pieces(), vocabulary)]


def _repeated(known: Read, vocabulary: Vocabulary, extractor: Extractor) -> list[Lesson]:
    """What a student learns from, gold most often; half of the silver reports that come first."""
    first = _lessons([pair for pair in known if pair[0].silver == 1], vocabulary, extractor)
    taught = Random(5).sample(first, len(first) // 2)
    for item, reading in known:
        if item.silver != 1:
            times = _BESIDE if item.silver or item.corpus == _WRITTEN else _GOLD
            taught += _lessons([(item, reading)], vocabulary, extractor) * times
    return taught
