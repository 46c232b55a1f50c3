"""Reports from the network: public addresses only, and only where the user asked for it."""

import http.client
import io
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from email.message import Message
from urllib.parse import quote, urljoin, urlsplit

from contested.errors import ReportError
from contested.model.report import Failure, Report
from contested.read.addresses import public_addresses
from contested.read.content_encoding import unpacked_body
from contested.read.days import day_of
from contested.read.details import Details
from contested.read.http_message import charset_in, cut_short, packing_cut_short
from contested.read.source import Source

_AGENT = "contested/0.1 (reads public reports on a user's request)"
_MOVED = frozenset({301, 302, 303, 307, 308})
_CHUNK = 1 << 16
_SAFE = "/%:@!$&'()*+,;=~-._?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetching:
    """Leave to fetch, and how much."""

    allow_private: bool = False  # also hosts of the own network
    seconds: float = 30.0  # for an address with all its redirects
    cap: int = 50_000_000  # bytes, packed and unpacked
    redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a server gave."""

    url: str  # after redirects
    data: bytes
    headers: Message
    warnings: tuple[str, ...] = ()  # where the data are not all that the server had to give


def is_url(words: object) -> bool:
    """Whether a path is an address of the web."""
    return str(words).lower().startswith(("http://", "https://"))


def read_url(url: str, source: Source, *, lists: bool = False) -> Iterator[Report | Failure]:
    """
    The reports at an address.

    Args:
        url: The address.
        source: What is known of its reports.
        lists: Whether what lies there may itself be a list of addresses.
    """
    from contested.read.formats import format_of

    fetching = source.tools.fetching
    here = replace(source, name=url, id=url.partition("#")[0], url=url, not_named_in=None)
    if fetching is None:
        yield here.failure("nothing is fetched unless you ask for it with --fetch")
        return
    try:
        found = fetch(url, fetching)
    except ReportError as error:
        yield here.failure(str(error))
        return
    content_type = str(found.headers.get("content-type", ""))
    format = format_of(urlsplit(found.url).path, found.data[:4096], media_type=content_type)
    if format is None or (format.name == "opml" and not lists):
        yield here.failure(
            f"is {content_type or 'of no stated kind'}; expected a page, a feed, text or an archive"
        )
        return
    is_told = not found.warnings
    for result in format.read(
        replace(
            here,
            open=lambda: io.BytesIO(found.data),
            size=len(found.data),
            url=found.url,
            charset=charset_in(content_type),
            warnings=found.warnings,
            served=(Details(how="address", values={"url": found.url}), *_changed(found.headers)),
        )
    ):
        is_told = is_told or (isinstance(result, Report) and bool(result.warnings))
        yield result
    if not is_told:  # tables and the like, which keep no warning beside each of their reports
        yield here.failure("; ".join(found.warnings))


def fetch(url: str, fetching: Fetching) -> Fetched:
    """
    What lies at an address, after redirects; each is checked as the first was.

    Raises:
        ReportError: Not an address of the web, a host inside a private network, too slow, too large, refused.
    """
    deadline = time.monotonic() + fetching.seconds
    for _ in range(fetching.redirects + 1):
        answer = _get(url, fetching, deadline)
        if isinstance(answer, Fetched):
            return answer
        url = answer
    raise ReportError(f"more than {fetching.redirects} redirects")


def _get(url: str, fetching: Fetching, deadline: float) -> "Fetched | str":
    """What the server gives, or where it sends us."""
    host, port, target, secure = _parts(url)
    addresses = public_addresses(host, port, allow_private=fetching.allow_private)
    connection = _Checked(host, port, addresses=addresses, secure=secure, deadline=deadline)
    watch = threading.Timer(max(deadline - time.monotonic(), 0), connection.give_up)
    watch.daemon = True
    watch.start()
    try:
        headers = {"User-Agent": _AGENT, "Accept": "text/html,*/*;q=0.8", "Accept-Encoding": "gzip"}
        connection.request("GET", target, headers={**headers, "Connection": "close"})
        response = connection.getresponse()
        if response.status in _MOVED and (where := response.headers.get("location")):
            return urljoin(url, where.strip())
        if response.status != 200:
            raise ReportError(f"the server answers {response.status} {response.reason}"[:200])
        body = _body(response, fetching.cap)
        if time.monotonic() >= deadline:  # the watch ended it, which looks as if the server had
            raise TimeoutError("timed out")
        packing = response.headers.get("content-encoding", "")
        unpacked = unpacked_body(body, packing, cap=fetching.cap)
        warnings = () if response.chunked else cut_short(body, response.headers.get("content-length", ""))
        if unpacked.is_cut:
            warnings += (packing_cut_short(packing),)
        return Fetched(url=url, data=unpacked.data, headers=response.headers, warnings=warnings)
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= deadline:
            raise ReportError(f"took longer than {fetching.seconds:g} s; was stopped") from error
        raise ReportError(f"cannot be fetched: {type(error).__name__}: {error}"[:300]) from error
    finally:
        watch.cancel()
        connection.close()


def _parts(url: str) -> tuple[str, int, str, bool]:
    """Host, port, target and whether to speak TLS."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (
            (parts.hostname or "").encode("idna").decode("ascii")
            if not _is_v6(parts.hostname)
            else parts.hostname
        )
    except (ValueError, UnicodeError) as error:
        raise ReportError(f"no usable address: {error}") from error
    if parts.scheme not in ("http", "https") or not host:
        raise ReportError(f"no address of the web: {url[:100]!r}; expected http:// or https://")
    if parts.username is not None or parts.password is not None:
        raise ReportError("an address with a user name in it; refused")
    secure = parts.scheme == "https"
    target = quote(parts.path or "/", safe=_SAFE) + (
        f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    )
    return host, port or (443 if secure else 80), target, secure


def _is_v6(host: str | None) -> bool:
    return ":" in (host or "")


def _body(response: http.client.HTTPResponse, cap: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while part := response.read(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > cap:
            raise ReportError(f"more than {cap:,} bytes; was stopped")
    return b"".join(parts)


def _changed(headers: Message) -> tuple[Details, ...]:
    """When the server says that the page was last changed; nothing where it says so of each answer."""
    changed, now = day_of(headers.get("last-modified")), day_of(headers.get("date"))
    if changed is None or (now is not None and changed >= now):
        return ()
    return (Details(how="HTTP header Last-Modified", values={"published": changed}),)


class _Checked(http.client.HTTPConnection):
    """A connection to the addresses that were checked, whatever the host's name leads to by now."""

    def __init__(
        self, host: str, port: int, *, addresses: tuple[str, ...], secure: bool, deadline: float
    ) -> None:
        super().__init__(host, port)
        self._addresses = addresses
        self._secure = secure
        self._deadline = deadline
        self._watched: socket.socket | None = None

    def connect(self) -> None:
        """Connect to the first address that answers."""
        trouble: OSError | None = None
        for address in self._addresses:
            left = self._deadline - time.monotonic()
            if left <= 0:
                break
            try:
                self.sock = self._watched = socket.create_connection((address, self.port), timeout=left)
                break
            except OSError as error:
                trouble = error
        if self.sock is None:
            raise trouble or TimeoutError("timed out")
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
        self._watched = self.sock  # http.client lets go of it before the body was read

    def give_up(self) -> None:
        """End it, whatever it waits for: a server may send a byte every few seconds."""
        with suppress(OSError):
            if self._watched is not None:
                self._watched.shutdown(socket.SHUT_RDWR)
