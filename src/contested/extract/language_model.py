"""The one door to the heavy language model: found, checked against its pinned checksum, loaded once."""

import gc
import hashlib
import importlib.util
import tomllib
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any

from contested.errors import KnowledgeError, ModelMissingError
from contested.extract.word_vectors import quicken

_LASTING = 50_000  # forms, tags and labels that stay; some 3,000 reports bring as many, 35 MB
_ALONE = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedModel:
    """A model that contested knows: where a package carries it, and the checksum that it must have."""

    language: str
    package: str  # what to install
    module: str
    folder: str  # inside the module
    sha256: str  # over relative names and bytes of all files, sorted
    encoders: Mapping[str, str] = field(default_factory=dict)  # by part, the sha256 of what replaces its own


def pinned_models(language: str) -> tuple[PinnedModel, ...]:
    """
    The models known for a language, best first (from `data/models.toml`).

    Raises:
        KnowledgeError: There is none for the language.
    """
    table = tomllib.loads((files("contested") / "data" / "models.toml").read_text("utf-8"))
    found = tuple(PinnedModel(**entry) for entry in table["model"] if entry["language"] == language)
    if not found:
        known = ", ".join(sorted({entry["language"] for entry in table["model"]}))
        raise KnowledgeError(f"models.toml: no language model for {language!r}; allowed: {known}")
    return found


def load_language_model(language: str = "en") -> Any:
    """
    The spaCy pipeline for a language, loaded once a process.

    Raises:
        ModelMissingError: No known model is installed, or its files are not the ones that were pinned.
    """
    return _loaded(language)


@contextmanager
def passing_words(nlp: Any) -> Iterator[None]:
    """
    Lets the pipeline forget the words of some texts, once it knows the commonest: spaCy keeps each for good.

    No document made inside may be looked at behind it, and no other thread may parse meanwhile: it waits.
    """
    with _ALONE:
        if len(nlp.vocab.strings) < _LASTING:
            yield
        else:
            with nlp.memory_zone():
                yield


def installed_model(language: str = "en") -> tuple[Path, PinnedModel]:
    """
    Where the weights of a language are, and which model that is.

    Raises:
        ModelMissingError: No known model is installed, or its files are not the ones that were pinned.
    """
    models = pinned_models(language)
    for model in models:
        spec = importlib.util.find_spec(model.module)
        if spec is None or spec.origin is None:
            continue
        folder = Path(spec.origin).parent / model.folder
        found = _checksum(folder)
        if found != model.sha256:
            raise ModelMissingError(
                f"{model.module}: files have sha256 {found[:16]}..., expected {model.sha256[:16]}...; "
                f"reinstall it: pip install --force-reinstall '{model.package}'"
            )
        return folder, model
    names = " or ".join(f"pip install '{model.package}'" for model in models)
    raise ModelMissingError(f"no language model for {language!r} is installed; install one: {names}")


@cache  # of the language alone: a call that names the default language finds what one without a name loaded
def _loaded(language: str) -> Any:
    folder, model = installed_model(language)
    encoders = _encoders(model)
    import spacy  # late: half a second

    with warnings.catch_warnings():
        # The weights of 3.7 run unchanged under 3.8 (the checksum is pinned and the scores are measured).
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        # Without its list of 776,469 forms it loads in half the time; the forms of a text join it when met.
        nlp = quicken(spacy.load(folder, exclude=["senter", "strings"]), encoders)
    # Some 240,000 objects that stay for good: searching them for garbage took a tenth of a long run.
    gc.collect()
    gc.freeze()
    return nlp


def _encoders(model: PinnedModel) -> Mapping[str, bytes]:
    found: dict[str, bytes] = {}
    for part, expected in model.encoders.items():
        name = f"{model.language}/encoders/{part}.onnx"
        file = files("contested") / "data" / "languages" / name
        found[part] = file.read_bytes() if file.is_file() else b""
        if (sha256 := hashlib.sha256(found[part]).hexdigest()) != expected:
            raise KnowledgeError(
                f"{name}: sha256 {sha256[:16]}..., expected {expected[:16]}...; reinstall contested"
            )
    return found


def _checksum(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(
        path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
