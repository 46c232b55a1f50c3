"""Digests of all that a kept value follows from: with another one, it is worked out anew."""

import hashlib
from functools import cache
from importlib.resources import files

from contested.app.discovery import reading_checksum
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.theatre import Theatre
from contested.model.text import content_id

_PARTS = ("model", "knowledge", "resolve", "reconcile", "app")  # of the program: what works kept values out


@cache
def program_checksum() -> str:
    """SHA-256 over the modules that work out what is kept: a changed program trusts nothing of before."""
    digest = hashlib.sha256()
    for part in _PARTS:
        modules = (one for one in files("contested").joinpath(part).iterdir() if one.name.endswith(".py"))
        for module in sorted(modules, key=lambda one: one.name):
            digest.update(f"{part}/{module.name}\0".encode() + hashlib.sha256(module.read_bytes()).digest())
    return digest.hexdigest()


def resolving_basis(theatre: Theatre, gazetteer: Gazetteer) -> str:
    """All that decides what the words of a stored report mean, besides the report."""
    file = gazetteer.path.stat()  # its content would take longer to read than most stores
    place = f"{gazetteer.path.resolve()} {file.st_size} {file.st_mtime_ns}"
    return content_id(program_checksum(), reading_checksum(), theatre.checksum, place)
