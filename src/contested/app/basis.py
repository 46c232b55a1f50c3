"""Digests of all that a kept value follows from: with another one, it is worked out anew."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from contested.app.discovery import reading_checksum
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.theatre import Theatre
from contested.model.text import content_id

# Of the program: what works kept values out, and what writes them. Not `extract`: what a report was read with
# stands beside it in the store.
_PARTS = ("app", "knowledge", "model", "reconcile", "resolve", "segment", "store/codec.py")


@cache
def program_checksum() -> str:
    """SHA-256 over the modules that work out what is kept: a changed program trusts nothing of before."""
    digest = hashlib.sha256()
    for path, module in sorted(modules().items()):
        digest.update(path.encode() + b"\0" + hashlib.sha256(module.read_bytes()).digest())
    return digest.hexdigest()


def modules() -> Mapping[str, Traversable]:
    """The modules that `program_checksum` covers, by their paths in the package."""
    package = files("contested")
    return dict(found for part in _PARTS for found in _modules(package.joinpath(*part.split("/")), part))


def _modules(item: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    if item.is_dir():
        for child in item.iterdir():
            yield from _modules(child, f"{path}/{child.name}")
    elif path.endswith(".py"):
        yield path, item


def basis_with(*more: str) -> str:
    """What everything that is kept follows from, this program and what it knows of languages, with more."""
    return content_id(program_checksum(), reading_checksum(), *more)


def resolving_basis(theatre: Theatre, gazetteer: Gazetteer) -> str:
    """All that decides what the words of a stored report mean, besides the report."""
    file = gazetteer.path.stat()  # its content would take longer to read than most stores
    place = f"{gazetteer.path.resolve()} {file.st_size} {file.st_mtime_ns}"
    return basis_with(theatre.checksum, place)
