"""What is there to choose from, found by folder: languages, and what their data files are worth."""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


def language_names() -> tuple[str, ...]:
    """The languages that reports may be in, as BCP 47 tags, sorted."""
    languages = files("contested").joinpath("data", "languages")
    return tuple(sorted(item.name for item in languages.iterdir() if item.is_dir()))


@cache
def reading_checksum() -> str:
    """SHA-256 over the data files that decide what is read out of a text: languages and event types."""
    digest = hashlib.sha256()
    for folder in ("languages", "events"):
        _add(digest, files("contested").joinpath("data", folder), folder)
    return digest.hexdigest()


def _add(digest: "hashlib._Hash", item: Traversable, path: str) -> None:
    if item.is_dir():
        for child in sorted(item.iterdir(), key=lambda one: one.name):
            _add(digest, child, f"{path}/{child.name}")
    elif item.is_file():
        digest.update(path.encode() + b"\0" + hashlib.sha256(item.read_bytes()).digest())
