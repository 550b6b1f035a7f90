"""Asking a server that misbehaves: every fault is a named warning, and nobody else is ever asked."""

from __future__ import annotations

import gzip
import json
import socket
import ssl
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
import trustme
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.fetching.addresses import is_public

if TYPE_CHECKING:
    from collections.abc import Sequence

PROSE = "The sappers crossed the ford near the mill, and they have not been seen since the morning."
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Desk</title><item><title>Daily report</title>
<guid>one</guid><pubDate>Mon, 10 Jul 2023 06:00:00 GMT</pubDate><description>{PROSE}</description>
</item></channel></rss>"""
ENTRY = '"entry"'


def fetch(desk: Any, **changed: Any) -> Any:
    """What comes of the one feed, whose text it carries itself."""
    (outcome,) = desk.fetch(desk.source(text=ENTRY), **changed).outcomes
    return outcome


# ---------------------------------------------------------------------- slow, endless, broken


def test_a_feed_that_answers_is_written(desk: Any, kit: Any) -> None:
    """The measure for what follows: one report, robots.txt asked first, everything by its own name."""
    desk.server.answers["/feed"] = [kit.reply(FEED)]
    assert len(fetch(desk).written) == 1
    assert [asked.path for asked in desk.server.asked] == ["/robots.txt", "/feed"]
    assert {asked.host for asked in desk.server.asked} == {desk.site()}
    assert desk.server.asked[0].headers["user-agent"].startswith("sitrep-analytics/")


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\n\r\n<rss>", b"HTTP/1.1 200 OK\r\nX-Slow: ", b""])
def test_a_drip_ends_at_the_limit(desk: Any, kit: Any, head: bytes) -> None:
    """A byte every now and then buys no time, neither in the body nor in the head."""
    desk.ticking.step = 1.0
    desk.server.answers["/feed"] = [kit.drip(head)]
    assert fetch(desk).dead.endswith("gave no whole answer within 30 s")
    assert desk.server.paths() == ["/feed"]


def test_silence_ends_at_the_limit(desk: Any, kit: Any) -> None:
    """A server that takes the request and says nothing is left."""
    desk.server.answers["/feed"] = [kit.silent]
    assert "gave no whole answer within 0.2 s" in fetch(desk, seconds=0.2).dead


def test_an_endless_body_ends_at_the_limit(desk: Any, kit: Any) -> None:
    """No more is read than the limit, however fast it comes; asking again would not help."""
    desk.server.answers["/feed"] = [kit.endless]
    assert "is over 5,000,000 bytes" in fetch(desk).dead
    assert desk.server.paths() == ["/feed"]


def test_an_endless_head_ends_at_the_limit(desk: Any) -> None:
    """Headers have a limit too."""

    def act(server: Any, connection: Any) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while not server.closing.is_set():
            connection.sendall(b"X-More: and more\r\n" * 1_000)

    desk.server.answers["/feed"] = [act]
    assert "broke off" in fetch(desk).dead


def test_a_reset_is_tried_again(desk: Any, kit: Any) -> None:
    """A broken connection may be chance: the second answer counts."""
    desk.server.answers["/feed"] = [kit.reset, kit.reply(FEED)]
    assert len(fetch(desk).written) == 1
    assert desk.server.paths() == ["/feed", "/feed"]


def test_resets_without_end_are_a_warning(desk: Any, kit: Any) -> None:
    """Three tries, then the reason."""
    desk.server.answers["/feed"] = [kit.reset]
    assert "broke off" in fetch(desk).dead
    assert desk.server.paths() == ["/feed"] * 3


HEADS = [
    b"",
    b"HTTP/1.1 200 OK\r\n",
    b"HTTP/1.1 302 X\r\nLocation: ",
    b"HTTP/1.1 429 X\r\nRetry-After: ",
    b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b; expires=",
    b"HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x00",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    b"HTTP/1.1 200 OK\r\n\r\n<rss><channel><item><guid>1</guid><description>",
]


@given(st.binary(max_size=200), st.sampled_from(HEADS))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_comes_is_a_warning(desk: Any, noise: bytes, head: bytes) -> None:
    """No answer, however broken, ends the run."""
    desk.server.answers["/feed"] = [lambda _, connection: connection.sendall(head + noise)]
    assert isinstance(fetch(desk, tries=1).dead, str)


def test_a_port_where_nobody_listens_is_a_warning(desk: Any) -> None:
    """The reason is the system's."""
    desk.server.close()
    assert "cannot be reached (" in fetch(desk).dead


# ---------------------------------------------------------------------- packed


def test_gzip_is_read(desk: Any, kit: Any) -> None:
    """What was asked for is unpacked, in several members too."""
    raw = FEED.encode()
    desk.server.answers["/feed"] = [kit.packed(gzip.compress(raw[:100]) + gzip.compress(raw[100:]))]
    assert len(fetch(desk).written) == 1


def test_truncated_gzip_is_tried_again(desk: Any, kit: Any) -> None:
    """Half of it is nothing: the next answer counts."""
    desk.server.answers["/feed"] = [kit.packed(gzip.compress(FEED.encode())[:-40]), kit.reply(FEED)]
    assert len(fetch(desk).written) == 1


@pytest.mark.parametrize(
    ("raw", "reason"),
    [(gzip.compress(FEED.encode())[:-40], "ends in the middle of its gzip data"), (b"no gzip", "is broken gzip data")],
)
def test_broken_gzip_is_a_warning(desk: Any, kit: Any, raw: bytes, reason: str) -> None:
    """After three tries, the reason."""
    desk.server.answers["/feed"] = [kit.packed(raw)]
    assert reason in fetch(desk).dead


def test_a_gzip_bomb_is_left_packed(desk: Any, kit: Any) -> None:
    """A hundred megabytes in a hundred kilobytes: unpacked up to the limit, and no further."""
    bomb = gzip.compress(b"\0" * 100_000_000, 1)
    assert len(bomb) < 1_000_000
    desk.server.answers["/feed"] = [kit.packed(bomb)]
    assert "is over 5,000,000 bytes" in fetch(desk).dead


def test_another_packing_is_a_warning(desk: Any, kit: Any) -> None:
    """Only gzip was asked for."""
    desk.server.answers["/feed"] = [kit.reply(b"x", Content_Encoding="br")]
    assert "packed as 'br'" in fetch(desk).dead
    assert desk.server.asked[-1].headers["accept-encoding"] == "gzip"


# ---------------------------------------------------------------------- statuses


def test_too_many_requests_waits_as_long_as_asked(desk: Any, kit: Any) -> None:
    """429 with Retry-After: that many seconds, then again."""
    desk.server.answers["/feed"] = [kit.reply(status=429, Retry_After="7"), kit.reply(FEED)]
    assert len(fetch(desk).written) == 1
    assert 7.0 in desk.ticking.waits


def test_retry_after_may_be_a_date(desk: Any, kit: Any) -> None:
    """503 with a day and time: until then."""
    until = "Tue, 11 Jul 2023 04:00:40 GMT"
    desk.server.answers["/feed"] = [kit.reply(status=503, Retry_After=until), kit.reply(FEED)]
    assert len(fetch(desk).written) == 1
    assert 40.0 in desk.ticking.waits


def test_a_long_retry_after_ends_it(desk: Any, kit: Any) -> None:
    """A run does not wait an hour for one feed: it is told, and not asked again."""
    desk.server.answers["/feed"] = [kit.reply(status=429, Retry_After="3600")]
    assert "answered 429 and asks to be left alone for 3,600 s" in fetch(desk).dead
    assert desk.server.paths() == ["/feed"]


def test_a_fault_that_passes_is_no_matter(desk: Any, kit: Any) -> None:
    """500, then 200: written, after a wait that grows by chance only."""
    desk.server.answers["/feed"] = [kit.reply(status=500), kit.reply(FEED)]
    outcome = fetch(desk)
    assert (len(outcome.written), outcome.warnings) == (1, ())
    assert any(1.0 <= wait <= 2.0 for wait in desk.ticking.waits)


@pytest.mark.parametrize(("status", "times"), [(500, 3), (503, 3), (404, 1), (403, 1), (204, 1), (304, 1)])
def test_a_fault_that_stays_is_a_warning(desk: Any, kit: Any, status: int, times: int) -> None:
    """Only what may pass is asked for again; a 304 that nobody asked for is no answer."""
    desk.server.answers["/feed"] = [kit.reply(status=status)]
    assert f"answered {status}" in fetch(desk).dead
    assert desk.server.paths() == ["/feed"] * times


def test_not_modified_is_nothing_new(desk: Any, kit: Any) -> None:
    """The second run sends the validators of the first, and takes 304 for an answer."""
    told = {"ETag": '"one"', "Last_Modified": "Mon, 10 Jul 2023 06:00:00 GMT"}
    desk.server.answers["/feed"] = [kit.reply(FEED, **told), kit.reply(status=304)]
    assert len(fetch(desk).written) == 1
    again = fetch(desk)
    assert (again.written, again.unchanged, again.dead, again.warnings) == ((), True, "", ())
    sent = desk.server.asked[-1].headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('"one"', "Mon, 10 Jul 2023 06:00:00 GMT")
    assert "if-none-match" not in desk.server.asked[1].headers


def test_validators_go_with_the_entry_they_are_of(desk: Any, kit: Any) -> None:
    """A source whose entry in the file was changed is asked as if for the first time."""
    desk.server.answers["/feed"] = [kit.reply(FEED, ETag='"one"')]
    desk.fetch(desk.source(text=ENTRY))
    desk.fetch(desk.source(text=ENTRY, licence='"CC0"'))
    assert "if-none-match" not in desk.server.asked[-1].headers


@pytest.mark.parametrize("etag", ["é", "x" * 2_000])
def test_a_strange_validator_is_not_sent_back(desk: Any, kit: Any, etag: str) -> None:
    """What a header should not hold is not kept."""
    desk.server.answers["/feed"] = [kit.reply(FEED, ETag=etag)]
    fetch(desk)
    fetch(desk)
    assert "if-none-match" not in desk.server.asked[-1].headers


# ---------------------------------------------------------------------- redirects


def test_a_redirect_to_a_named_host_is_followed(desk: Any, kit: Any) -> None:
    """Under its own name, after its own robots.txt."""
    new = f"news.example:{desk.server.port}"
    desk.server.answers["/feed"] = [kit.reply(status=301, Location=f"http://{new}/new")]
    desk.server.answers["/new"] = [kit.reply(FEED)]
    (outcome,) = desk.fetch(desk.source(text=ENTRY, allow=f'["{desk.site()}", "{new}"]')).outcomes
    assert len(outcome.written) == 1
    told = [(asked.host, asked.path) for asked in desk.server.asked]
    assert told == [
        (desk.site(), "/robots.txt"),
        (desk.site(), "/feed"),
        (new, "/robots.txt"),
        (new, "/new"),
    ]


def test_a_redirect_loop_ends(desk: Any, kit: Any) -> None:
    """Five are followed."""
    desk.server.answers["/feed"] = [kit.reply(status=302, Location="/feed")]
    assert "redirects over and over; at most 5 are followed" in fetch(desk).dead
    assert desk.server.paths() == ["/feed"] * 6


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://stranger.example:{port}/feed", "leads to stranger.example:{port}, which this source does not name"),
        ("http://127.0.0.1:{port}/feed", "leads to 127.0.0.1:{port}, which this source does not name"),
        ("http://127.0.0.2:{port}/feed", "leads to 127.0.0.2:{port}, which this source does not name"),
        ("http://2130706433:{port}/feed", "which this source does not name"),
        ("http://[::ffff:127.0.0.1]:{port}/", "which this source does not name"),
        ("//stranger.example/feed", "leads to stranger.example:80, which"),
        ("http://desk.example:22/", "leads to desk.example:22, which"),
        ("http://desk.example.:{port}/", "which this source does not name"),
        ("http://desk.example:{port}@stranger.example/", "a user's name or password"),
        ("file:///etc/passwd", "which is no address of http or https"),
        ("gopher://desk.example/", "which is no address of http or https"),
        ("http://[bad", "which this source does not name"),
        ("/" + "x" * 3_000, "characters; at most 2,000"),
    ],
)
def test_a_redirect_elsewhere_is_not_followed(desk: Any, kit: Any, location: str, reason: str) -> None:
    """What the source does not name is not asked, in whatever way it is written; the fixture looks at the record."""
    desk.server.answers["/feed"] = [kit.reply(status=302, Location=location.format(port=desk.server.port))]
    assert reason.format(port=desk.server.port) in fetch(desk).dead
    assert desk.server.paths() == ["/feed"]
    assert set(desk.resolved) == {"desk.example"}


def test_a_redirect_to_nowhere_is_a_warning(desk: Any, kit: Any) -> None:
    """What is no address at all is taken for a broken answer."""
    desk.server.answers["/feed"] = [kit.reply(status=302, Location="http://desk.example:port/")]
    assert "broke off (Invalid URL in location header" in fetch(desk).dead


def test_a_redirect_to_a_named_host_on_a_private_network_is_not_followed(desk: Any, kit: Any) -> None:
    """A name in `hosts` is no leave to call at this machine's own services."""
    inner = f"inner.example:{desk.server.port}"
    desk.server.answers["/feed"] = [kit.reply(status=307, Location=f"http://{inner}/metadata")]
    (outcome,) = desk.fetch(desk.source(hosts=f'["{inner}"]')).outcomes
    assert f'inner.example is 127.0.0.1, which is no public address. If that is meant, write allow = ["{inner}"]' in (
        outcome.dead
    )
    assert desk.server.paths() == ["/feed"]


# ---------------------------------------------------------------------- names and addresses


def test_a_name_that_changes_is_asked_for_once(desk: Any, kit: Any) -> None:
    """DNS rebinding: after its first answer a name server may say what it likes; every request goes to that address."""

    def changing(host: str) -> Sequence[str]:
        desk.resolved.append(host)
        return ("127.0.0.1",) if len(desk.resolved) == 1 else ("127.0.0.2",)

    desk.resolve = changing
    page = f"<html><body><article><p>{PROSE} {PROSE}</p></article></body></html>"
    desk.server.answers["/feed"] = [
        kit.reply(FEED.replace(f"<description>{PROSE}</description>", f"<link>{desk.address('/one')}</link>"))
    ]
    desk.server.answers["/one"] = [kit.reply(status=503), kit.reply(page, Content_Type="text/html")]
    (outcome,) = desk.fetch().outcomes
    assert len(outcome.written) == 1
    assert desk.server.paths() == ["/feed", "/one", "/one"]
    assert desk.resolved == ["desk.example"]
    assert desk.server.connections == 4


def test_a_private_address_needs_leave(desk: Any) -> None:
    """Without `allow` a name that leads to this machine is not called at."""
    assert (
        "desk.example is 127.0.0.1, which is no public address" in desk.fetch(desk.source(allow="[]")).outcomes[0].dead
    )
    assert desk.server.connections == 0


def test_one_private_address_among_public_ones_is_enough(desk: Any) -> None:
    """A name that leads to both is no name of the public network."""
    desk.resolve = lambda _: ("192.0.2.1", "127.0.0.1")
    assert "no public address" in desk.fetch(desk.source(allow="[]")).outcomes[0].dead
    assert desk.server.connections == 0


def test_leave_is_for_one_port(desk: Any) -> None:
    """The next port of the same machine is another service."""
    outcome = desk.fetch(desk.source(allow='["desk.example:1"]')).outcomes[0]
    assert "no public address" in outcome.dead
    assert desk.server.connections == 0


def test_the_next_address_is_tried(desk: Any, kit: Any) -> None:
    """A machine that does not listen on its first address may on its second; both were resolved at once."""
    desk.stranger.close()
    desk.resolve = lambda _: ("127.0.0.3", "127.0.0.1")
    desk.server.answers["/feed"] = [kit.reply(FEED)]
    assert len(fetch(desk).written) == 1


def test_an_address_that_swallows_calls_leaves_time_for_the_next(desk: Any, kit: Any) -> None:
    """A listener whose queue is full answers nothing: half of the time is for it, the rest for the other address."""
    with socket.create_server(("127.0.0.4", desk.server.port), backlog=0) as full, ExitStack() as callers:
        for _ in range(4):  # whoever the queue has room for, and some more
            caller = callers.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(full.getsockname())
        desk.resolve = lambda _: ("127.0.0.4", "127.0.0.1")
        desk.server.answers["/feed"] = [kit.reply(FEED)]
        assert len(fetch(desk, seconds=2.0).written) == 1


@pytest.mark.parametrize("error", [OSError(-2, "Name or service not known"), UnicodeError("label too long")])
def test_a_name_without_an_address_is_a_warning(desk: Any, error: Exception) -> None:
    """The reason is the name server's."""

    def unknown(_: str) -> Sequence[str]:
        raise error

    desk.resolve = unknown
    assert "desk.example has no address" in fetch(desk).dead


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("93.184.215.14", True),
        ("2606:4700::1111", True),
        ("64:ff9b::5db8:d70e", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104  an address to refuse
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:169.254.169.254", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
    ],
)
def test_what_is_public(ip: str, public: bool) -> None:
    """Loopback, private, link-local, shared, group and reserved addresses are not, in whatever wrapping."""
    assert is_public(ip) is public


def test_the_certificate_is_checked_against_the_name(desk: Any, kit: Any) -> None:
    """The connection goes to an address, the certificate must be of the host: one that is of another is a warning."""
    authority = trustme.CA()
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("desk.example").configure_cert(served)
    desk.context = ssl.create_default_context()
    authority.configure_trust(desk.context)
    secure = kit.server(context=served)
    secure.answers["/feed"] = [kit.reply(FEED)]
    addresses = {host: f"{host}:{secure.port}" for host in ("desk.example", "alias.example")}
    made = desk.fetch(
        *(
            f'[[source]]\nname = "{host}"\nfeed = "https://{site}/feed"\nallow = ["{site}"]\ntext = "entry"\n'
            for host, site in addresses.items()
        )
    )
    secure.close()
    good, bad = made.outcomes
    assert len(good.written) == 1
    assert "cannot be trusted (Hostname mismatch" in bad.dead
    assert {asked.host for asked in secure.asked} == {addresses["desk.example"]}


def test_a_certificate_of_nobody_is_a_warning(desk: Any, kit: Any) -> None:
    """One that no authority signed is not trusted, whatever name it bears."""
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("desk.example").configure_cert(served)
    secure = kit.server(context=served)
    site = f"desk.example:{secure.port}"
    made = desk.fetch(f'[[source]]\nname = "x"\nfeed = "https://{site}/"\nallow = ["{site}"]\n')
    secure.close()
    assert "cannot be trusted" in made.outcomes[0].dead
    assert secure.asked == []


def test_proxies_of_the_environment_are_not_asked(desk: Any, kit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy would resolve names anew: the stranger, named as one, hears nothing."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.2:{desk.server.port}")
    desk.server.answers["/feed"] = [kit.reply(FEED)]
    assert len(fetch(desk).written) == 1


def test_no_cookie_is_sent_back(desk: Any, kit: Any) -> None:
    """Nothing ties one request to another."""
    desk.server.answers["/robots.txt"] = [kit.reply("", Set_Cookie="who=you")]
    desk.server.answers["/feed"] = [kit.reply(FEED)]
    fetch(desk)
    assert all("cookie" not in asked.headers for asked in desk.server.asked)


# ---------------------------------------------------------------------- manners


def test_robots_txt_forbids(desk: Any, kit: Any) -> None:
    """What it forbids is not asked; what it allows beside it is."""
    desk.server.answers["/robots.txt"] = [kit.reply("User-agent: *\nDisallow: /fe*\nAllow: /open/\n")]
    desk.server.answers["/open/feed"] = [kit.reply(FEED)]
    shut, free = desk.fetch(desk.source(), desk.source("Other", path="/open/feed", text=ENTRY)).outcomes
    assert "is forbidden by the host's robots.txt" in shut.dead
    assert len(free.written) == 1
    assert desk.server.paths() == ["/open/feed"]
    assert [asked.path for asked in desk.server.asked].count("/robots.txt") == 1


def test_robots_txt_may_be_about_this_program(desk: Any, kit: Any) -> None:
    """Its name is the one in User-Agent."""
    desk.server.answers["/robots.txt"] = [
        kit.reply("User-agent: sitrep-analytics\nDisallow: /\n\nUser-agent: *\nAllow: /")
    ]
    assert "is forbidden" in fetch(desk).dead
    assert desk.server.paths() == []


@pytest.mark.parametrize("status", [404, 403, 410])
def test_no_robots_txt_forbids_nothing(desk: Any, kit: Any, status: int) -> None:
    """RFC 9309, 2.3.1.3."""
    desk.server.answers["/robots.txt"] = [kit.reply(status=status)]
    desk.server.answers["/feed"] = [kit.reply(FEED)]
    assert len(fetch(desk).written) == 1


def test_a_host_that_cannot_tell_its_rules_is_left_alone(desk: Any, kit: Any) -> None:
    """RFC 9309, 2.3.1.4."""
    desk.server.answers["/robots.txt"] = [kit.reply(status=503)]
    assert "its robots.txt answered 503" in fetch(desk).dead
    assert desk.server.paths() == []


def test_a_robots_txt_elsewhere_is_not_asked_for(desk: Any, kit: Any) -> None:
    """Its redirects go no further than others."""
    desk.server.answers["/robots.txt"] = [kit.reply(status=302, Location="http://127.0.0.2/robots.txt")]
    assert "its robots.txt leads to 127.0.0.2:80, which this source does not name" in fetch(desk).dead


def test_a_host_is_not_asked_faster_than_it_likes(desk: Any, kit: Any) -> None:
    """A second between two requests, or what its robots.txt asks for."""
    desk.server.answers["/feed"] = [kit.reply(FEED)]
    fetch(desk)
    assert [round(wait) for wait in desk.ticking.waits] == [1]
    desk.server.answers["/robots.txt"] = [kit.reply("User-agent: *\nCrawl-delay: 9")]
    fetch(desk)
    assert [round(wait) for wait in desk.ticking.waits] == [1, 9]


def test_too_slow_a_host_is_not_asked(desk: Any, kit: Any) -> None:
    """A pause that would take the morning is told instead of kept."""
    desk.server.answers["/robots.txt"] = [kit.reply("User-agent: *\nCrawl-delay: 86400")]
    assert "may be asked only once in 86,400 s" in fetch(desk).dead


def test_hosts_do_not_wait_for_each_other(desk: Any, kit: Any) -> None:
    """The pause is a host's own."""
    other = f"other.example:{desk.server.port}"
    desk.server.answers["/feed"] = [kit.reply(FEED)]
    desk.fetch(
        desk.source(text=ENTRY),
        f'[[source]]\nname = "Other"\nfeed = "http://{other}/feed"\nallow = ["{other}"]\ntext = "entry"\n',
    )
    assert [round(wait) for wait in desk.ticking.waits] == [1, 1]
    assert len(desk.server.asked) == 4


def test_whoever_asks_can_be_reached(desk: Any, kit: Any) -> None:
    """The contact of the file stands in User-Agent."""
    desk.server.answers["/feed"] = [kit.reply(FEED)]
    desk.fetch('contact = "mailto:desk@example.org"\n' + desk.source())
    assert desk.server.asked[-1].headers["user-agent"].endswith(" (+mailto:desk@example.org)")


def test_a_broken_memory_is_an_empty_one(desk: Any, kit: Any) -> None:
    """`.fetch.json` is a cache: whatever stands in it, everything is asked for again, nothing written twice."""
    desk.server.answers["/feed"] = [kit.reply(FEED, ETag='"one"')]
    fetch(desk)
    before = {path.name: path.read_bytes() for path in desk.out.iterdir()}
    for broken in ("", "[]", "{", json.dumps({"sources": {"Our desk": {"validators": 1, "taken": [2]}}}), "[" * 9_999):
        (desk.out / ".fetch.json").write_text(broken)
        again = fetch(desk)
        assert (again.written, again.known, again.warnings) == ((), 1, ())
        assert {path.name: path.read_bytes() for path in desk.out.iterdir()} == before
