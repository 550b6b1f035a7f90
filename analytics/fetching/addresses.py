"""Which host and port an address means, and which machine that is: resolved once, never a private one unasked."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING, NamedTuple

import httpx

from analytics.fetching.trouble import TroubleError, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence


__all__ = ["Addresses", "Site", "address", "is_public", "resolve", "site_of", "sites_named", "sites_of"]

_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last four bytes


class Site(NamedTuple):
    """A host, as a request names it (ASCII, lower case), and a port."""

    host: str
    port: int

    def __str__(self) -> str:
        """Write ``host:port``."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def address(text: str, longest: int) -> httpx.URL:
    """Read an absolute address of the web; what follows ``#`` is dropped.

    Raises:
        ValueError: If it is none, is longer than `longest` characters, or holds a user's name.
    """
    if len(text) > longest:
        raise ValueError(f"an address of {len(text):,} characters; at most {longest:,} are asked for")
    try:
        url = httpx.URL(text.strip())
    except httpx.InvalidURL:
        raise ValueError(f"{shortened(text)!r}, which is no address") from None
    if url.scheme not in _PORTS or not url.host:
        raise ValueError(f"{shortened(text)!r}, which is no address of http or https")
    if url.userinfo:
        raise ValueError("an address with a user's name or password in it")
    if len(str(url)) > longest:  # what is not ASCII was written out
        raise ValueError(f"an address of {len(str(url)):,} characters; at most {longest:,} are asked for")
    return url.copy_with(fragment=None)


def site_of(url: httpx.URL) -> Site:
    """Return the host and port that an address of `address` leads to."""
    return Site(url.raw_host.decode("ascii").lower(), url.port or _PORTS[url.scheme])


def sites_of(url: httpx.URL) -> tuple[Site, ...]:
    """Return what an address names: its host and port; both schemes' ports where it has none of its own."""
    own = site_of(url)
    ports = _PORTS.values() if own.port in _PORTS.values() else (own.port,)
    return tuple(Site(own.host, port) for port in ports)


def sites_named(text: str) -> tuple[Site, ...]:
    """Read ``host`` (then of both schemes' ports) or ``host:port``.

    Raises:
        ValueError: If it is neither.
    """
    try:
        url = httpx.URL(f"http://{text}")
    except httpx.InvalidURL:
        url = httpx.URL()
    if not url.host or url.userinfo or url.raw_path != b"/" or url.fragment or any(c in text for c in "/?#@* "):
        raise ValueError(f"{text!r}, which is no host")
    host = url.raw_host.decode("ascii").lower()
    _, found, digits = text.rpartition(":")
    if found and digits.isascii() and digits.isdigit() and not text.endswith("]"):
        return (Site(host, int(digits)),)  # a port of its scheme, which httpx drops, was named too
    return tuple(Site(host, port) for port in _PORTS.values())


def resolve(host: str) -> Sequence[str]:
    """Return the addresses of a host, as this machine resolves names, in the order to try them.

    Raises:
        OSError: If it has none.
        UnicodeError: If no name server would be asked for such a name.
    """
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(text: str) -> bool:
    """Whether an IP address is one of the public network: not of a home, an office, this machine or a group.

    An IPv4 address that is wrapped in an IPv6 one (mapped, 6to4, Teredo, NAT64) counts as what it is.
    """
    ip = ipaddress.ip_address(text)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


class Addresses:
    """Where each host's name led when it was first asked for: it is never asked for again (DNS rebinding)."""

    def __init__(self, resolver: Callable[[str], Sequence[str]] = resolve) -> None:
        """Begin with none.

        Args:
            resolver: As `resolve`.
        """
        self._resolver = resolver
        self._known: dict[str, Sequence[str] | TroubleError] = {}

    def of(self, host: str) -> Sequence[str]:
        """Return the addresses of a host, the same whenever it is asked for.

        Raises:
            TroubleError: If it has none.
        """
        if host not in self._known:
            self._known[host] = self._resolved(host)
        known = self._known[host]
        if isinstance(known, TroubleError):
            raise known
        return known

    def _resolved(self, host: str) -> Sequence[str] | TroubleError:
        try:
            found = tuple(self._resolver(host))
        except (OSError, UnicodeError) as error:
            words = getattr(error, "strerror", None) or "no such name"
            return TroubleError(f"{host} has no address ({words})", later=True)
        return found or TroubleError(f"{host} has no address", later=True)

    def check(self, site: Site, allowed: Collection[Site]) -> None:
        """Refuse a site on a private network, unless it is allowed.

        Raises:
            TroubleError: If any of its host's addresses is private, or it has none.
        """
        inside = [ip for ip in self.of(site.host) if not is_public(ip)]
        if inside and site not in allowed:
            raise TroubleError(
                f"{site.host} is {inside[0]}, which is no public address. "
                f'If that is meant, write allow = ["{site}"] into its [[source]].'
            )
