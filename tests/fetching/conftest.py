"""Servers on loopback that misbehave, names that lead to them, a clock that does not wait."""

from __future__ import annotations

import contextlib
import datetime as dt
import socket
import struct
import threading
from collections import defaultdict
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from analytics.codebook import load_codebook
from analytics.fetching import wire
from analytics.fetching.addresses import Addresses, Site
from analytics.fetching.asking import Asker
from analytics.fetching.fetching import agent, fetch_into
from analytics.fetching.limits import limits
from analytics.fetching.sources import read_sources
from analytics.fetching.wire import Clock
from analytics.reports.dates import calendar_of

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from analytics.fetching.summary import FetchSummary

FEED = """<rss version="2.0"><channel><title>Desk</title><item><guid>1</guid><title>Report</title>
<pubDate>Mon, 10 Jul 2023 06:00:00 GMT</pubDate><description>Ukrainian forces captured Robotyne on Monday, and the
shelling of the road went on through the night.</description></item></channel></rss>"""
HERE, ELSEWHERE = "127.0.0.1", "127.0.0.2"
TODAY = dt.datetime(2023, 7, 11, 4, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Asked:
    """One request, as the server had it."""

    host: str
    path: str
    headers: Mapping[str, str]


def reply(body: bytes | str = b"", status: int = 200, **headers: str) -> bytes:
    """A whole answer of one piece."""
    raw = body.encode() if isinstance(body, str) else body
    told = {"Content-Length": str(len(raw)), "Connection": "close"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"HTTP/1.1 {status} Told\r\n{head}\r\n".encode() + raw


def packed(raw: bytes, **headers: str) -> bytes:
    """An answer whose body is said to be gzip data."""
    return reply(raw, Content_Encoding="gzip", **headers)


def drip(head: bytes) -> Callable[[Server, socket.socket], None]:
    """Begin an answer, then send a byte every now and then, for ever."""

    def act(server: Server, connection: socket.socket) -> None:
        connection.sendall(head)
        while not server.closing.wait(0.005):
            connection.sendall(b"x")

    return act


def endless(server: Server, connection: socket.socket) -> None:
    """A body as fast as it goes, for ever."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while not server.closing.is_set():
        connection.sendall(b"<p>More and more. " * 1_000)


def silent(server: Server, _: socket.socket) -> None:
    """No answer at all."""
    server.closing.wait()


def reset(_: Server, connection: socket.socket) -> None:
    """A connection that is reset in the middle of its answer."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class Server:
    """Answers each path as a test says, one answer after another, the last of them from then on; 404 elsewhere."""

    def __init__(self, ip: str = HERE, port: int = 0, context: ssl.SSLContext | None = None) -> None:
        """Listen."""
        self.answers: dict[str, list[Any]] = defaultdict(list)
        self.asked: list[Asked] = []
        self.connections = 0
        self.closing = threading.Event()
        self._context = context
        self._listener = socket.create_server((ip, port))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def paths(self) -> list[str]:
        """What was asked for, but for robots.txt."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def close(self) -> None:
        """Take no more connections."""
        self.closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            talking = self._context.wrap_socket(connection, server_side=True) if self._context else connection
            with talking:
                head = b""
                while b"\r\n\r\n" not in head:
                    if not (part := talking.recv(65_536)):
                        return
                    head += part
                self._answer(talking, head.decode("latin-1"))

    def _answer(self, connection: socket.socket, head: str) -> None:
        first, *lines = head.split("\r\n\r\n", maxsplit=1)[0].split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        path = first.split(" ")[1]
        self.asked.append(Asked(headers["host"], path, headers))
        answers = self.answers.get(path) or [reply(status=404)]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if callable(answer):
            answer(self, connection)
        else:
            connection.sendall(answer)


@dataclass
class Ticking:
    """A clock that goes on a little whenever it is looked at, and does not wait but writes down how long it would."""

    step: float = 0.001
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)

    def now(self) -> float:
        """The seconds so far."""
        self.seconds += self.step
        return self.seconds

    def sleep(self, seconds: float) -> None:
        """Let so many seconds have passed."""
        self.waits.append(seconds)
        self.seconds += seconds

    def clock(self) -> Clock:
        """As the package takes it."""
        return Clock(self.now, self.sleep, lambda: TODAY)


class Desk:
    """A file of sources, the servers that it leads to, and the folder that reports go into."""

    def __init__(self, folder: Path, server: Server, stranger: Server) -> None:
        """Begin with an empty folder."""
        self.folder, self.server, self.stranger = folder, server, stranger
        self.out = folder / "daily"
        self.ticking = Ticking()
        self.resolved: list[str] = []
        self.named: set[Site] = set()
        self.context: ssl.SSLContext | None = None

    def resolve(self, host: str) -> Sequence[str]:
        """Every name leads to the server here."""
        self.resolved.append(host)
        return (HERE,)

    def address(self, path: str, host: str = "desk.example") -> str:
        """An address on the server."""
        return f"http://{host}:{self.server.port}{path}"

    def site(self, host: str = "desk.example") -> str:
        """A host on the server, with its port."""
        return f"{host}:{self.server.port}"

    def source(self, name: str = "Our desk", kind: str = "feed", path: str = "/feed", **more: str) -> str:
        """A [[source]]; `more` is TOML by key."""
        asked = [f'"{self.address(one)}"' for one in path.split()]
        values = {"name": f'"{name}"', kind: f"[{', '.join(asked)}]" if kind == "pages" else asked[0]}
        values |= {"allow": f'["{self.site()}"]'} | more
        return "[[source]]\n" + "".join(f"{key} = {value}\n" for key, value in values.items())

    def write(self, *sources: str) -> Path:
        """The file."""
        path = self.folder / "sources.toml"
        path.write_text("\n".join(sources or [self.source()]), encoding="utf-8")
        return path

    def fetch(self, *sources: str, **changed: Any) -> FetchSummary:
        """Fetch into the folder, by limits that a test may change."""
        plan = read_sources(self.write(*sources))
        self.named |= {site for source in plan.sources for site in source.sites}
        known = replace(limits(), **changed)
        calendar = calendar_of(load_codebook())
        with Asker(Addresses(self.resolve), known, self.ticking.clock(), agent(plan), self.context) as asker:
            return fetch_into(self.out, plan, calendar, asker)

    def texts(self) -> list[str]:
        """The names of the reports."""
        return sorted(path.name for path in self.out.glob("*.txt"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk; at the end nothing but what its files named has been asked, and nobody has called at the stranger's."""
    server = Server()
    stranger = Server(ELSEWHERE, server.port)
    made = Desk(tmp_path, server, stranger)
    yield made
    server.close()
    stranger.close()
    assert stranger.connections == 0
    assert {asked.host for asked in server.asked} <= {str(site) for site in made.named}


@pytest.fixture
def here(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A desk whose address is that of this machine, in its own folder, with a clock that does not wait."""
    monkeypatch.chdir(desk.folder)
    clock = replace(wire.Clock(), now=desk.ticking.now, sleep=desk.ticking.sleep)
    monkeypatch.setattr(wire, "Clock", lambda: clock)
    desk.address = lambda path: f"http://127.0.0.1:{desk.server.port}{path}"
    desk.site = lambda: f"127.0.0.1:{desk.server.port}"
    desk.named = {desk.site()}
    desk.server.answers["/feed"] = [reply(FEED)]
    return desk


@pytest.fixture(scope="session")
def kit() -> SimpleNamespace:
    """Give what servers answer with: a fixture, as test folders are no packages."""
    return SimpleNamespace(
        reply=reply, packed=packed, drip=drip, endless=endless, silent=silent, reset=reset, server=Server
    )
