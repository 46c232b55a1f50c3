"""`contested read` and what it may be fed with."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from contested.cli import exit_codes, main

PAGE = b"<html><body><h1>Sadra</h1><p>The army took Homs, a monitor said.</p></body></html>"


def run(*args: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(args)
    return int(ended.value.code or 0)


@pytest.fixture
def address() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/sadra"
    server.shutdown()
    server.server_close()


def test_an_address_is_fetched_where_asked(address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    code = run("read", address, "--into", str(tmp_path / "a.db"), "--fetch", "--allow-private")

    assert code == exit_codes.OK
    assert "1 new" in capsys.readouterr().out


def test_an_address_is_not_fetched_unless_asked(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert run("read", address, "--into", str(tmp_path / "a.db")) == exit_codes.USAGE
    assert "add --fetch" in capsys.readouterr().err


def test_a_private_address_is_put_aside(address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert run("read", address, "--into", str(tmp_path / "a.db"), "--fetch") == exit_codes.NOTHING_READ
    assert "no public address; refused" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--allow-private"], "no effect without --fetch"),
        (["--columns", "nowhere.toml"], "neither a mapping"),
        (["--columns", "body=text"], "write FIELD=COLUMN"),
    ],
)
def test_options_that_do_not_fit_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
):
    (tmp_path / "a.txt").write_text("The army left.")

    assert (
        run("read", str(tmp_path / "a.txt"), "--into", str(tmp_path / "a.db"), *options) == exit_codes.USAGE
    )
    assert said in capsys.readouterr().err
