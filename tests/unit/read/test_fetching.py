import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from inputs import failure, report, written

from contested.errors import OptionError, ReportError
from contested.model.report import Failure, Report
from contested.read import read
from contested.read.addresses import is_public, public_addresses
from contested.read.fetching import Fetching, fetch

Answer = Callable[[BaseHTTPRequestHandler], None]
PAGE = b"<html><body><p>The army left.</p></body></html>"
INSIDE = Fetching(allow_private=True, seconds=5)


def send(
    body: bytes = PAGE, *, status: int = 200, kind: str = "text/html", headers: dict[str, str] | None = None
) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Type": kind, **(headers or {})}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


class Server:
    """A server of this machine, and what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append(self.path)
                try:
                    server.answers.get(self.path, send(status=404))(self)
                except (BrokenPipeError, ConnectionResetError):
                    return

            def log_message(self, *_: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "192.0.0.8", "240.0.0.1",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1", "100::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1",
        "2002:7f00:1::", "2002:a9fe:a9fe::", "2001:0:4136:e378:8000:63bf:80ff:fffe", "no address",
    ],
)  # fmt: skip
def test_an_address_inside_a_house_is_not_public(address: str):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::101:101"])
def test_an_address_of_the_internet_is_public(address: str):
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "0177.0.0.1", "2130706433", "0x7f.1", "127.1", "::1", "::ffff:127.0.0.1", "0"],
)
def test_a_host_of_this_machine_is_refused_however_it_is_written(host: str):
    with pytest.raises(ReportError, match=r"no public address|no such host"):
        public_addresses(host, 80, allow_private=False)


def test_a_server_inside_is_never_asked(server: Server):
    server.answers["/"] = send()

    with pytest.raises(ReportError, match="no public address; refused"):
        fetch(f"{server.url}/", Fetching())

    assert server.asked == []


@pytest.mark.parametrize(
    "url",
    ["ftp://a.invalid/", "file:///etc/passwd", "gopher://a.invalid", "http://", "http://a:b@a.invalid/", "http://[::1",
     "http://a.invalid:99999/", "javascript:1", "http://\ud800.invalid/"],
)  # fmt: skip
def test_other_addresses_are_refused(url: str):
    with pytest.raises(ReportError):
        fetch(url, INSIDE)


def test_a_name_that_leads_elsewhere_the_second_time_is_of_no_use(
    server: Server, monkeypatch: pytest.MonkeyPatch
):
    """The name is asked for once, and the address that was checked is the one that is connected to."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def rebinding(host: str, port: int, *args: object, **more: object) -> object:
        if host == "news.test":
            asked.append(host)
            first = len(asked) == 1
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1" if first else "10.0.0.1", port))]
        return real(host, port, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    server.answers["/"] = send()

    found = fetch(server.url.replace("127.0.0.1", "news.test") + "/", INSIDE)

    assert found.data == PAGE
    assert asked == ["news.test"]


def test_a_redirect_is_checked_as_the_first_address_was(server: Server, monkeypatch: pytest.MonkeyPatch):
    inner = Server()
    inner.answers["/secret"] = send(b"hunter2")
    server.answers["/"] = send(b"", status=302, headers={"Location": f"{inner.url}/secret"})
    # The first server counts as public here; the one that it sends us to does not.
    port = int(server.url.rpartition(":")[2])

    def checked(host: str, asked: int, *, allow_private: bool) -> tuple[str, ...]:
        return ("127.0.0.1",) if asked == port else public_addresses(host, asked, allow_private=False)

    monkeypatch.setattr("contested.read.fetching.public_addresses", checked)

    with pytest.raises(ReportError, match="no public address"):
        fetch(f"{server.url}/", Fetching())

    assert inner.asked == []
    inner.close()


@pytest.mark.parametrize("where", ["file:///etc/passwd", "ftp://127.0.0.1/", "//"])
def test_a_redirect_to_another_kind_of_address_is_refused(server: Server, where: str):
    server.answers["/"] = send(b"", status=301, headers={"Location": where})

    with pytest.raises(ReportError):
        fetch(f"{server.url}/", INSIDE)


def test_redirects_are_followed_and_counted(server: Server):
    server.answers["/a"] = send(b"", status=301, headers={"Location": "b?c=d e"})
    server.answers["/b?c=d%20e"] = send()
    server.answers["/loop"] = send(b"", status=302, headers={"Location": "/loop"})

    assert fetch(f"{server.url}/a", INSIDE).url.endswith("/b?c=d e")
    with pytest.raises(ReportError, match="more than 5 redirects"):
        fetch(f"{server.url}/loop", INSIDE)
    assert server.asked.count("/loop") == 6


def test_a_body_over_the_cap_is_stopped(server: Server):
    server.answers["/"] = send(b"a" * 2_000_000)

    with pytest.raises(ReportError, match="more than 1,000,000 bytes"):
        fetch(f"{server.url}/", Fetching(allow_private=True, cap=1_000_000))


def test_a_packed_body_over_the_cap_is_stopped(server: Server):
    server.answers["/"] = send(gzip.compress(b"a" * 20_000_000), headers={"Content-Encoding": "gzip"})

    with pytest.raises(ReportError, match="unpacks to over"):
        fetch(f"{server.url}/", INSIDE)


def test_a_server_that_drips_is_stopped(server: Server):
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"a")
            time.sleep(0.1)

    server.answers["/"] = drip
    start = time.monotonic()

    with pytest.raises(ReportError, match=r"longer than 0\.5 s"):
        fetch(f"{server.url}/", Fetching(allow_private=True, seconds=0.5))

    assert time.monotonic() - start < 4


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (send(status=404), "answers 404"),
        (send(b"x", headers={"Content-Encoding": "compress"}), "'compress', which is not read"),
        (lambda handler: handler.wfile.write(b"no HTTP\r\n" * 10), "cannot be fetched"),
        (
            lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 10_000),
            "cannot be fetched",
        ),
        (
            lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\nA: " + b"a" * 100_000),
            "cannot be fetched",
        ),
        (lambda handler: handler.connection.close(), "cannot be fetched"),
    ],
)
def test_a_server_that_misbehaves_is_told(server: Server, answer: Answer, said: str):
    server.answers["/"] = answer

    assert said in failure(f"{server.url}/", fetching=INSIDE).reason


def test_a_certificate_that_nobody_vouches_for_is_refused(server: Server):
    with pytest.raises(ReportError, match="cannot be fetched"):
        fetch(server.url.replace("http:", "https:") + "/", INSIDE)
    assert ssl.create_default_context().verify_mode is ssl.CERT_REQUIRED


def test_a_page_that_is_fetched_is_a_report_with_its_address(server: Server):
    headers = {"Last-Modified": "Mon, 28 Mar 2016 07:00:00 GMT"}
    server.answers["/sadra"] = send(gzip.compress(PAGE), headers={**headers, "Content-Encoding": "gzip"})

    found = report(f"{server.url}/sadra", fetching=INSIDE)

    assert (found.id, found.url, found.text) == (
        f"{server.url}/sadra",
        f"{server.url}/sadra",
        "The army left.",
    )
    assert (str(found.published), found.published_how) == ("2016-03-28", "HTTP header Last-Modified")
    assert found.original is not None
    assert found.original.data == PAGE


def test_the_servers_encoding_counts(server: Server):
    words = "\u0410\u0440\u043c\u0438\u044f"
    server.answers["/"] = send(f"<html><p>{words}".encode("koi8-r"), kind="text/html; charset=koi8-r")

    assert report(f"{server.url}/", fetching=INSIDE).text == words


def test_the_feeds_of_a_list_are_fetched_where_asked(server: Server, tmp_path: Path):
    feed = b"<rss><channel><title>Post</title><item><title>Sadra fell</title></item></channel></rss>"
    server.answers["/feed"] = send(feed, kind="application/rss+xml")
    server.answers["/list"] = send(b"<opml><body/></opml>")
    feeds = "".join(f'<outline xmlUrl="{server.url}/{name}"/>' for name in ("feed", "gone", "list"))
    path = written(tmp_path / "list.opml", f"<opml><body>{feeds}</body></opml>")

    first, second, third = read([path], fetching=INSIDE)

    assert isinstance(first, Report)
    assert (first.text, first.outlet) == ("Sadra fell", "Post")
    assert isinstance(second, Failure)
    assert "404" in second.reason
    assert isinstance(third, Failure)


def test_what_is_no_report_is_told(server: Server):
    server.answers["/a.png"] = send(b"\x89PNG", kind="image/png")

    assert "is image/png; expected a page" in failure(f"{server.url}/a.png", fetching=INSIDE).reason


def test_nothing_is_fetched_unless_asked(server: Server):
    with pytest.raises(OptionError, match="add --fetch"):
        read([f"{server.url}/"])

    assert server.asked == []


@pytest.mark.parametrize(
    ("body", "headers", "said"),
    [
        (PAGE[:-20], {"Content-Length": str(len(PAGE))}, "the server announced"),
        (gzip.compress(PAGE)[:-9], {"Content-Encoding": "gzip"}, "its gzip ends in the middle"),
    ],
    ids=["fewer bytes than announced", "gzip"],
)
def test_a_page_that_comes_in_part_is_kept_and_told(
    server: Server, body: bytes, headers: dict[str, str], said: str
):
    server.answers["/a"] = send(body, headers=headers)

    found = report(f"{server.url}/a", fetching=INSIDE)

    assert found.text.startswith("The army")
    assert said in found.warnings[0]


def test_a_table_that_comes_in_part_is_told_beside_its_rows(server: Server):
    words = b'text,title\n"The army left.",A\n'
    server.answers["/a.csv"] = send(words, kind="text/csv", headers={"Content-Length": "900"})

    first, second = read([f"{server.url}/a.csv"], fetching=INSIDE)

    assert isinstance(first, Report)
    assert isinstance(second, Failure)
    assert "cut short" in second.reason
