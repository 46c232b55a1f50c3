"""Runs the real command line, in this process so that the language model is loaded once."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from contested.cli import main

PALMYRA_RECAPTURED = {
    "id": "gov-1",
    "text": "The Syrian Army recaptured Palmyra from ISIS on Sunday, state television said.",
    "outlet": "Harbour Wire",
    "camp": "gov",
    "published": "2016-03-28",
    "conflict": "syria",
}


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Contested = Callable[..., Run]


@pytest.fixture
def contested(capsys: pytest.CaptureFixture[str]) -> Contested:
    """`contested("read", path, "--into", db)`."""

    def run(*args: object) -> Run:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(arg) for arg in args])
        out, err = capsys.readouterr()
        return Run(code=int(left.value.code or 0), out=out, err=err)

    return run
