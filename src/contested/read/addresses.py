"""Which addresses of the network may be asked: those of the public internet, and none inside a house."""

import ipaddress
import socket

from contested.errors import ReportError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# What the standard library calls global, or lets pass in some versions, and yet leads elsewhere.
_ELSEWHERE = tuple(
    ipaddress.ip_network(net)
    for net in ("192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "64:ff9b:1::/48", "fec0::/10", "100::/64")
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def public_addresses(host: str, port: int, *, allow_private: bool) -> tuple[str, ...]:
    """
    The addresses of a host that may be connected to.

    The caller must connect to one of them and not ask for the name again: a second answer may be another one.

    Raises:
        ReportError: No such host, or one inside a private network.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, ValueError) as error:
        raise ReportError(f"{host}: no such host: {error}") from error
    addresses = tuple(dict.fromkeys(str(info[4][0]) for info in found))
    allowed = tuple(one for one in addresses if allow_private or is_public(one))
    if not allowed:
        raise ReportError(
            f"{host}: is {addresses[0] if addresses else 'nowhere'}, which is no public address; refused. "
            "--allow-private allows it"
        )
    return allowed


def is_public(words: str) -> bool:
    """
    Whether an address belongs to the public internet, also inside the forms that carry another one.

    Example:
        >>> is_public("93.184.215.14"), is_public("::ffff:169.254.169.254"), is_public("10.0.0.1")
        (True, False, False)
    """
    try:
        address: Address = ipaddress.ip_address(words.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = _carried(address)
        if inner is not None:
            return is_public(str(inner))
    if address.is_multicast or any(address in net for net in _ELSEWHERE if net.version == address.version):
        return False
    return address.is_global


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The v4 address that a v6 address leads to: mapped, compatible, 6to4, Teredo, NAT64."""
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in _NAT64 or (int(address) >> 32 == 0 and int(address) > 1):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None
