"""Asking politely: only what a source names, no faster than a host likes, no longer and no more than the limits.

`Asker.ask` is the one way out of this package to the network. It follows redirects itself, one at a time, each checked
like the first address.
"""

from __future__ import annotations

import email.utils
import gzip
import io
import re
import ssl
import zlib
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Self

import httpcore
import httpx
import tenacity

from analytics.fetching.addresses import address, site_of
from analytics.fetching.robots import Robots
from analytics.fetching.trouble import TroubleError, shortened
from analytics.fetching.wire import Clock, Deadline, PinnedTransport

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analytics.fetching.addresses import Addresses
    from analytics.fetching.limits import Limits
    from analytics.fetching.sources import Source

__all__ = ["Answer", "Asker"]

_OK, _NOT_MODIFIED, _TOO_MANY, _UNAVAILABLE = 200, 304, 429, 503
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({_TOO_MANY, 500, 502, _UNAVAILABLE, 504})
_GONE = frozenset({404, 410})
_CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
_UNPACKED, _PACKED = frozenset({"", "identity"}), frozenset({"gzip", "x-gzip"})
_LONGEST = 1_000  # characters of a header that is sent back
_FAULTS = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpx.HTTPError,
    httpx.InvalidURL,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered.

    Attributes:
        address: Of what was read, after every redirect.
        content: Bytes, unpacked; empty if `unchanged`.
        kind: The header Content-Type.
        validators: The headers ``etag`` and ``last-modified``, for the next run.
        unchanged: Whether it is what the validators of the last run stand for.
    """

    address: str
    content: bytes
    kind: str
    validators: Mapping[str, str] = field(default_factory=dict)
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class _Reply:
    """One answer as it came, redirects and refusals too."""

    status: int
    headers: httpx.Headers
    content: bytes


class Asker:
    """Asks hosts for one run: it remembers where each lies, what its robots.txt says and when it was asked last."""

    def __init__(
        self, addresses: Addresses, limits: Limits, clock: Clock, agent: str, context: ssl.SSLContext | None = None
    ) -> None:
        """Connect to nothing yet.

        Args:
            addresses: Where each host leads.
            limits: How long, how much, how often.
            clock: Tells the time and waits.
            agent: The header User-Agent.
            context: What certificates are checked by; those that httpx trusts, if none is given.
        """
        self.limits, self.clock = limits, clock
        self._addresses, self._deadline = addresses, Deadline(clock)
        transport = PinnedTransport(addresses, self._deadline, context or httpx.create_ssl_context())
        self._client = httpx.Client(
            transport=transport,
            trust_env=False,  # a proxy would resolve names anew
            headers={"User-Agent": agent, "Accept-Encoding": "gzip"},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        )
        self._robots = Robots(agent, limits)
        self._asked: dict[str, float] = {}
        self._until: dict[str, float] = {}

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close every connection."""
        self._client.close()

    def ask(self, source: Source, text: str, validators: Mapping[str, str] | None = None) -> Answer:
        """Ask for an address.

        Args:
            source: Names what may be asked.
            text: An absolute address.
            validators: Those of the last answer: what has not changed since is not sent again.

        Raises:
            TroubleError: If it may not be asked, or its answer is of no use.
        """
        conditions = {_CONDITIONS[name]: value for name, value in (validators or {}).items() if name in _CONDITIONS}
        url, reply = self._followed(source, self._read(text), conditions, robots=True)
        if reply.status not in ({_OK, _NOT_MODIFIED} if conditions else {_OK}):
            raise TroubleError(f"answered {reply.status}", later=reply.status not in _GONE)
        return Answer(
            str(url),
            reply.content,
            reply.headers.get("content-type", ""),
            {name: value for name in _CONDITIONS if _can_be_sent(value := reply.headers.get(name, ""))},
            reply.status == _NOT_MODIFIED,
        )

    def _read(self, text: str) -> httpx.URL:
        try:
            return address(text, self.limits.address_length)
        except ValueError as error:
            raise TroubleError(str(error)) from None

    def _followed(
        self, source: Source, url: httpx.URL, headers: Mapping[str, str], *, robots: bool
    ) -> tuple[httpx.URL, _Reply]:
        """Ask, and follow redirects; return where they led and what stood there."""
        for _ in range(self.limits.redirects + 1):
            self._check(source, url)
            self._check_time(source)
            if robots:
                self._check_robots(source, url)
            reply = self._asked_again(url, headers)
            if reply.status not in _REDIRECTS:
                return url, reply
            url = self._target(url, reply.headers.get("location", ""))
        raise TroubleError(f"redirects over and over; at most {self.limits.redirects} are followed")

    def _target(self, url: httpx.URL, location: str) -> httpx.URL:
        try:
            return self._read(str(url.join(location)))
        except httpx.InvalidURL:
            raise TroubleError(f"redirects to {shortened(location)!r}, which is no address") from None

    def _check(self, source: Source, url: httpx.URL) -> None:
        """Refuse what the source does not name, or what lies on a private network."""
        site = site_of(url)
        if site not in source.sites:
            raise TroubleError(
                f"leads to {site}, which this source does not name. "
                f'If that is meant, write hosts = ["{site}"] into its [[source]].'
            )
        self._addresses.check(site, source.allow)

    def _check_time(self, source: Source) -> None:
        """Refuse what would take a source's answers over their time, which began with its first."""
        now = self.clock.now()
        if now > self._until.setdefault(source.name, now + self.limits.source_seconds):
            raise TroubleError(
                f"waits for the next run: a source may take {self.limits.source_seconds:,g} s", later=True
            )

    def _check_robots(self, source: Source, url: httpx.URL) -> None:
        """Refuse what the host's robots.txt forbids; it is asked for once a run."""
        if not self._robots.knows(url):
            try:
                _, reply = self._followed(source, url.join("/robots.txt"), {}, robots=False)
                self._robots.learn(url, reply.status, reply.content)
            except TroubleError as error:
                self._robots.fail(url, error)
        self._robots.check(url)

    def _asked_again(self, url: httpx.URL, headers: Mapping[str, str]) -> _Reply:
        """Ask, and again where a fault may have passed."""
        trying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self.limits.tries),
            wait=self._wait,
            retry=tenacity.retry_if_exception(lambda error: isinstance(error, TroubleError) and error.again),
            sleep=self.clock.sleep,
            reraise=True,
        )
        return trying(self._asked_once, url, headers)

    def _wait(self, state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, TroubleError) and error.wait is not None:
            return error.wait
        return tenacity.wait_exponential_jitter(self.limits.backoff, self.limits.longest_wait)(state)

    def _asked_once(self, url: httpx.URL, headers: Mapping[str, str]) -> _Reply:
        self._keep_pace(url)
        self._deadline.start(self.limits.seconds)
        try:
            with self._client.stream("GET", url, headers=dict(headers)) as response:
                reply = _Reply(response.status_code, response.headers, self._content(response))
        except _FAULTS as error:
            raise self._trouble(error) from error
        finally:
            self._asked[url.host] = self.clock.now()
        if reply.status in _PASSING:
            raise TroubleError(f"answered {reply.status}", again=True, wait=self._asked_to_wait(reply))
        return reply

    def _keep_pace(self, url: httpx.URL) -> None:
        """Wait until the host may be asked again."""
        if url.host in self._asked:
            early = self._asked[url.host] + self._robots.pause(url) - self.clock.now()
            if early > 0:
                self.clock.sleep(early)

    def _content(self, response: httpx.Response) -> bytes:
        """Read a body within the limits, packed and unpacked; that of a page that is none of interest is left."""
        if response.status_code != _OK:
            return b""
        packing, size, parts = response.headers.get("content-encoding", "").strip().lower(), 0, []
        if packing not in _UNPACKED | _PACKED:
            raise TroubleError(f"packed as {shortened(packing)!r}, though only gzip was asked for")
        for part in response.iter_raw():
            size += len(part)
            if size > self.limits.size:
                raise self._too_large()
            parts.append(part)
        raw = b"".join(parts)
        return self._unpacked(raw) if packing in _PACKED else raw

    def _unpacked(self, raw: bytes) -> bytes:
        try:
            content = gzip.GzipFile(fileobj=io.BytesIO(raw)).read(self.limits.size + 1)
        except EOFError:
            raise TroubleError("ends in the middle of its gzip data", again=True) from None
        except (gzip.BadGzipFile, zlib.error) as error:
            raise TroubleError(f"is broken gzip data ({error})", again=True) from None
        if len(content) > self.limits.size:
            raise self._too_large()
        return content

    def _too_large(self) -> TroubleError:
        return TroubleError(f"is over {self.limits.size:,} bytes")

    def _asked_to_wait(self, reply: _Reply) -> float | None:
        """Return the seconds that a Retry-After asks for (RFC 9110, 10.2.3: a number or a date)."""
        told = reply.headers.get("retry-after", "").strip()
        if re.fullmatch(r"[0-9]{1,9}", told):
            seconds = float(told)
        else:
            try:
                until = email.utils.parsedate_to_datetime(told)
                seconds = max(0.0, until.timestamp() - self.clock.today().timestamp())
            except (ValueError, OverflowError):
                return None
        if seconds > self.limits.longest_wait:
            raise TroubleError(f"answered {reply.status} and asks to be left alone for {seconds:,.0f} s", later=True)
        return seconds

    def _trouble(self, error: Exception) -> TroubleError:
        cause = error.args[0] if error.args else None  # httpcore's pool cuts the chain
        if isinstance(cause, ssl.SSLError):
            reason = getattr(cause, "verify_message", "") or cause.reason or "no TLS"
            return TroubleError(f"cannot be trusted ({shortened(str(reason))})", later=True)
        if isinstance(error, httpcore.TimeoutException):
            return TroubleError(f"gave no whole answer within {self.limits.seconds:g} s", later=True)
        if isinstance(error, httpcore.ConnectError):
            words = getattr(cause, "strerror", None) or error
            return TroubleError(f"cannot be reached ({shortened(str(words))})", again=True)
        return TroubleError(f"broke off ({shortened(str(error)) or type(error).__name__})", again=True)


def _can_be_sent(value: str) -> bool:
    return 0 < len(value) <= _LONGEST and value.isascii() and value.isprintable()
