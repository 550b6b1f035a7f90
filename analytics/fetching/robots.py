"""What hosts say in their ``robots.txt`` (RFC 9309)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import protego

from analytics.fetching.charsets import decoded
from analytics.fetching.trouble import TroubleError

if TYPE_CHECKING:
    import httpx

    from analytics.fetching.limits import Limits

__all__ = ["Robots"]

_OK, _NO_SUCH, _BROKEN = 200, 400, 500


class Robots:
    """The rules of each host, as far as it was asked for them."""

    def __init__(self, agent: str, limits: Limits) -> None:
        """Know none.

        Args:
            agent: The header User-Agent.
            limits: How much of a file is read, how long a host may ask to be left alone.
        """
        self._agent, self._limits = agent.partition("/")[0], limits
        self._rules: dict[str, protego.Protego | TroubleError] = {}

    def knows(self, url: httpx.URL) -> bool:
        """Whether the host of an address was asked."""
        return _origin(url) in self._rules

    def learn(self, url: httpx.URL, status: int, content: bytes) -> None:
        """Take an answer: a host without rules (4xx) allows everything, one that cannot tell (5xx) nothing."""
        if status == _OK or _NO_SUCH <= status < _BROKEN:
            text = decoded(content, "")[: self._limits.robots_size] if status == _OK else ""
            self._rules[_origin(url)] = protego.Protego.parse(text)
        else:
            self.fail(url, TroubleError(f"answered {status}"))

    def fail(self, url: httpx.URL, error: TroubleError) -> None:
        """Take that a host could not be asked: nothing of it is, then."""
        self._rules[_origin(url)] = TroubleError(f"its robots.txt {error.reason}", later=True)

    def check(self, url: httpx.URL) -> None:
        """Refuse an address that the rules of its host forbid.

        Raises:
            TroubleError: If they do, could not be asked for, or ask for too long a pause.
        """
        rules = self._rules[_origin(url)]
        if isinstance(rules, TroubleError):
            raise TroubleError(rules.reason, later=True)
        if not rules.can_fetch(str(url), self._agent):
            raise TroubleError("is forbidden by the host's robots.txt")
        if (pause := self.pause(url)) > self._limits.longest_wait:
            raise TroubleError(f"may be asked only once in {pause:,.0f} s, by the host's robots.txt")

    def pause(self, url: httpx.URL) -> float:
        """Return the seconds between two requests to the host of an address."""
        rules = self._rules.get(_origin(url))
        told = rules.crawl_delay(self._agent) if isinstance(rules, protego.Protego) else None
        return max(self._limits.pause, told or 0.0)


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"
