"""The connection itself: to the address that a host was resolved to, and within the time that an answer may take."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

from analytics.fetching.trouble import TroubleError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Iterator

    from analytics.fetching.addresses import Addresses

__all__ = ["Clock", "Deadline", "PinnedTransport"]


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as a fetch sees it: the only part of the package that reads the clock, as asking politely needs it.

    Attributes:
        now: Seconds that only grow.
        sleep: Waits for so many seconds.
        today: The time of day, in UTC: what a Retry-After counts from, and no report may be dated far after.
    """

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    today: Callable[[], dt.datetime] = _utc_now


class Deadline:
    """When the answer under way must be complete."""

    def __init__(self, clock: Clock) -> None:
        """Begin without one."""
        self._clock, self._end = clock, float("inf")

    def start(self, seconds: float) -> None:
        """Give so many seconds from now."""
        self._end = self._clock.now() + seconds

    def left(self) -> float:
        """Return the seconds left.

        Raises:
            httpcore.ReadTimeout: If there are none.
        """
        left = self._end - self._clock.now()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


class _TimedStream(httpcore.NetworkStream):
    """A connection on which one byte every now and then buys no more time."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002  the deadline is shorter
        return self._inner.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002  same
        self._inner.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002  same
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._inner.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _PinnedBackend(httpcore.NetworkBackend):
    """Connects a host's name to the addresses that it was resolved to; asks no name server."""

    def __init__(self, addresses: Addresses, deadline: Deadline) -> None:
        self._addresses, self._deadline = addresses, deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  the deadline is shorter
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        problem: Exception = TroubleError(f"{host} has no address")
        found = self._addresses.of(host)
        for tried, ip in enumerate(found):
            share = self._deadline.left() / (
                len(found) - tried
            )  # an address that swallows calls leaves time for the next
            try:
                inner = self._sockets.connect_tcp(ip, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
            else:
                return _TimedStream(inner, self._deadline)
        raise problem


class _Body(httpx.SyncByteStream):
    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        yield from self._inner

    def close(self) -> None:
        self._inner.close()


class PinnedTransport(httpx.BaseTransport):
    """Requests over pinned connections. TLS is checked against the host's name, as the request has it.

    Its faults are those of httpcore.
    """

    def __init__(self, addresses: Addresses, deadline: Deadline, context: ssl.SSLContext) -> None:
        """Open nothing yet.

        Args:
            addresses: Where each host leads.
            deadline: Started by the caller before each request.
            context: What certificates are checked by.
        """
        self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=_PinnedBackend(addresses, deadline))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return its answer, the body unread."""
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer.stream), extensions=answer.extensions
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()
