"""What comes is written: texts with sidecars, under names of our own, once."""

from __future__ import annotations

import datetime as dt
import tomllib
from html import escape
from typing import Any

import pytest

import analytics
from analytics.fetching.charsets import decoded

PROSE = "The sappers crossed the ford near the mill, and they have not been seen since the morning."
MORE = "Another patrol came back by the old road, and its men said that the village was quiet."
HTML = {"Content_Type": "text/html; charset=utf-8"}
DATE = "Mon, 10 Jul 2023 06:00:00 GMT"


def rss(*items: str) -> str:
    """A feed of items."""
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Desk</title>{"".join(items)}</channel></rss>'


def item(**tags: str) -> str:
    """An item; what it holds is escaped."""
    told = {"guid": "one", "pubDate": DATE} | tags
    return "<item>" + "".join(f"<{tag}>{escape(words)}</{tag}>" for tag, words in told.items() if words) + "</item>"


def page(*paragraphs: str, head: str = "") -> str:
    """A page with a menu, a text and a footer."""
    text = "".join(f"<p>{words}</p>" for words in paragraphs)
    return (
        f"<html><head>{head}</head><body><nav><a href='/'>Home</a> <a href='/about'>About us</a></nav>"
        f"<main><article>{text}</article></main><footer>All rights reserved. Subscribe now.</footer></body></html>"
    )


def sidecar(desk: Any, name: str = "*") -> dict[str, Any]:
    """The only sidecar."""
    (path,) = desk.out.glob(f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


# ---------------------------------------------------------------------- feeds


def test_an_entry_s_page_becomes_a_report(desk: Any, kit: Any) -> None:
    """The text without menu and footer, a sidecar that tells where it is from, and the reader takes both."""
    desk.server.answers["/feed"] = [kit.reply(rss(item(title="Evening report", link=desk.address("/a"))))]
    desk.server.answers["/a"] = [kit.reply(page(PROSE, MORE), **HTML)]
    made = desk.fetch(desk.source(licence='"CC BY 4.0"'))
    assert (len(made.written), made.warnings, made.all_dead) == (1, (), False)
    assert made.written[0].read_text(encoding="utf-8") == f"{PROSE}\n\n{MORE}\n"
    assert made.written[0].name.startswith("2023-07-10-evening-report-")
    assert sidecar(desk) == {
        "source": "Our desk",
        "title": "Evening report",
        "date": dt.date(2023, 7, 10),
        "date_source": "entry, published 2023-07-10T06:00:00Z",
        "licence": "CC BY 4.0",
        "address": desk.address("/a"),
        "found_in": desk.address("/feed"),
        "fetched": f"page, by sitrep-analytics {analytics_version()}",
    }
    (row,) = analytics.read_reports(desk.out).reports.iter_rows(named=True)
    assert (row["source"], row["title"], row["date"]) == ("Our desk", "Evening report", dt.date(2023, 7, 10))
    assert (row["date_source"], row["note"]) == ("entry, published 2023-07-10T06:00:00Z", None)


def analytics_version() -> str:
    """The version that is installed."""
    from importlib.metadata import version  # noqa: PLC0415  of use here alone

    return version("sitrep-analytics")


def test_a_text_that_the_feed_carries_is_taken_from_it(desk: Any, kit: Any) -> None:
    """Atom's content, with its markup gone: its page is not asked for."""
    desk.server.answers["/feed"] = [
        kit.reply(
            f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id><title>Report</title>'
            f'<link href="/a"/><updated>2023-07-10T06:00:00Z</updated>'
            f'<content type="html">{escape(f"<p>{PROSE}</p><p>{MORE} <script>alert(1)</script></p>")}</content>'
            f"</entry></feed>"
        )
    ]
    (path,) = desk.fetch().written
    assert path.read_text(encoding="utf-8") == f"{PROSE}\n\n{MORE}\n"
    assert (sidecar(desk)["address"], sidecar(desk)["fetched"][:5]) == (desk.address("/a"), "entry")
    assert desk.server.paths() == ["/feed"]


@pytest.mark.parametrize(("text", "asked"), [('"entry"', ["/feed"]), ('"page"', ["/feed", "/a"])])
def test_a_source_may_say_where_its_texts_are(desk: Any, kit: Any, text: str, asked: list[str]) -> None:
    """A summary that is the whole, or a whole that is none."""
    desk.server.answers["/feed"] = [kit.reply(rss(item(title="Report", link=desk.address("/a"), description=PROSE)))]
    desk.server.answers["/a"] = [kit.reply(page(PROSE, MORE), **HTML)]
    assert len(desk.fetch(desk.source(text=text)).written) == 1
    assert desk.server.paths() == asked


def test_the_same_feed_twice_writes_nothing_new(desk: Any, kit: Any) -> None:
    """The second run says so, asks for no page again, and leaves every byte as it was."""
    desk.server.answers["/feed"] = [kit.reply(rss(item(title="Report", link=desk.address("/a"))))]
    desk.server.answers["/a"] = [kit.reply(page(PROSE, MORE), **HTML)]
    desk.fetch()
    before = {path.name: path.read_bytes() for path in desk.out.iterdir()}
    again = desk.fetch()
    assert (again.written, again.outcomes[0].known, again.all_dead) == ((), 1, False)
    assert {path.name: path.read_bytes() for path in desk.out.iterdir()} == before
    assert desk.server.paths() == ["/feed", "/a", "/feed"]


def test_the_same_answers_give_the_same_bytes(desk: Any, kit: Any) -> None:
    """In another folder, on another day."""
    desk.server.answers["/feed"] = [kit.reply(rss(item(title="Report", description=PROSE)))]
    desk.fetch(desk.source(text='"entry"'))
    first, desk.out = desk.out, desk.folder / "again"
    desk.ticking.seconds = 1e6
    desk.fetch(desk.source(text='"entry"'))
    names = sorted(path.name for path in first.iterdir())
    assert names == sorted(path.name for path in desk.out.iterdir())
    assert all((first / name).read_bytes() == (desk.out / name).read_bytes() for name in names)


def test_what_was_written_stays_as_it_is(desk: Any, kit: Any) -> None:
    """An entry that is changed later, and a report that its reader has changed, are left alone."""
    desk.server.answers["/feed"] = [
        kit.reply(rss(item(title="Report", description=PROSE))),
        kit.reply(rss(item(title="Report, changed", description=MORE))),
    ]
    (path,) = desk.fetch(desk.source(text='"entry"')).written
    path.write_text("Mine.", encoding="utf-8")
    (desk.out / ".fetch.json").unlink()
    assert desk.fetch(desk.source(text='"entry"')).written == ()
    assert path.read_text(encoding="utf-8") == "Mine."
    assert desk.texts() == [path.name]


def test_a_report_that_was_moved_away_is_not_fetched_again(desk: Any, kit: Any) -> None:
    """The memory knows it, wherever it is now."""
    desk.server.answers["/feed"] = [kit.reply(rss(item(title="Report", description=PROSE)))]
    (path,) = desk.fetch(desk.source(text='"entry"')).written
    path.unlink()
    assert (desk.fetch(desk.source(text='"entry"')).written, desk.texts()) == ((), [])


def test_two_sources_of_one_text_write_it_once(desk: Any, kit: Any) -> None:
    """The reader would refuse the second as a double, every day."""
    desk.server.answers["/feed"] = [kit.reply(rss(item(title="Report", description=PROSE)))]
    desk.server.answers["/other"] = [kit.reply(rss(item(title="By others", guid="2", description=f" {PROSE} ")))]
    made = desk.fetch(desk.source(text='"entry"'), desk.source("Other", path="/other", text='"entry"'))
    assert [(len(outcome.written), outcome.known) for outcome in made.outcomes] == [(1, 0), (0, 1)]


def test_one_dead_feed_does_not_stop_the_others(desk: Any, kit: Any) -> None:
    """It is named with the reason; the fetch as a whole is none that failed."""
    desk.server.answers["/feed"] = [kit.reply(rss(item(title="Report", description=PROSE)))]
    made = desk.fetch(desk.source("Gone", path="/gone"), desk.source(text='"entry"'))
    assert len(made.written) == 1
    assert made.warnings == (f"Gone: {desk.address('/gone')}: answered 404",)
    assert not made.all_dead
    made.raise_for_failures()


def test_all_dead_is_told(desk: Any) -> None:
    """A script that should not go on unnoticed can raise."""
    made = desk.fetch(desk.source("Gone", path="/gone"), desk.source("Lost", path="/lost"))
    assert made.all_dead
    with pytest.raises(analytics.errors.FetchError, match=r"Gone: .* answered 404\nLost: "):
        made.raise_for_failures()


def test_an_entry_that_fails_for_now_is_tried_the_next_time(desk: Any, kit: Any) -> None:
    """Its feed is then asked for as a whole, or a 304 would hide it for ever."""
    desk.server.answers["/feed"] = [kit.reply(rss(item(title="Report", link=desk.address("/a"))), ETag='"1"')]
    desk.server.answers["/a"] = [kit.reply(status=503)] * 3 + [kit.reply(page(PROSE, MORE), **HTML)]
    first = desk.fetch()
    assert (first.written, first.warnings) == ((), (f"Our desk: {desk.address('/a')}: answered 503",))
    assert not first.all_dead
    assert len(desk.fetch().written) == 1
    assert "if-none-match" not in desk.server.asked[-2].headers


@pytest.mark.parametrize(
    "link", ["http://stranger.example/a", "http://127.0.0.2/a", "file:///etc/passwd", "javascript:1"]
)
def test_an_entry_on_another_host_is_told_once(desk: Any, kit: Any, link: str) -> None:
    """It is not asked for; the second run has nothing to say about it."""
    desk.server.answers["/feed"] = [kit.reply(rss(item(title="Report", link=link)))]
    first, again = desk.fetch(), desk.fetch()
    assert (len(first.warnings), again.warnings, first.written, again.written) == (1, (), (), ())
    assert desk.server.paths() == ["/feed", "/feed"]


def test_entries_that_fail_alike_are_one_warning(desk: Any, kit: Any) -> None:
    """Fifty lines that say the same say less."""
    items = [item(guid=str(n), title="Report", link=f"http://stranger.example/{n}") for n in range(30)]
    desk.server.answers["/feed"] = [kit.reply(rss(*items))]
    (warning,) = desk.fetch().warnings
    assert "(and 29 more alike): leads to stranger.example:80, which this source does not name" in warning


def test_an_entry_s_page_is_asked_for_within_the_source_s_time(desk: Any, kit: Any) -> None:
    """What is left waits for the next run, and is taken then."""
    items = [item(guid=str(n), title="Report", link=desk.address(f"/{n}")) for n in range(5)]
    desk.server.answers["/feed"] = [kit.reply(rss(*items))]
    for n in range(5):
        desk.server.answers[f"/{n}"] = [kit.reply(page(f"{PROSE} {n}", MORE), **HTML)]
    first = desk.fetch(source_seconds=3.0)
    assert 0 < len(first.written) < 5
    assert "waits for the next run: a source may take 3 s" in first.warnings[0]
    assert not first.all_dead
    assert len(first.written) + len(desk.fetch().written) == 5


# ---------------------------------------------------------------------- hostile feeds


@pytest.mark.parametrize(
    "title",
    [
        "../../../etc/passwd",
        "/etc/cron.d/x",
        "..\\..\\x",
        "a\0b",
        "con",
        ".hidden",
        "~root",
        "$(id)",
        "x" * 5_000,
        "день",
    ],
)
def test_a_title_is_no_path(desk: Any, kit: Any, title: str) -> None:
    """A file's name has the day, letters and a hash of our own; it lies in the folder, nothing else is there."""
    entry = item(guid=title, title=title, description=PROSE)
    desk.server.answers["/feed"] = [kit.reply(rss(entry).replace("\0", "&#0;"))]
    made = desk.fetch(desk.source(text='"entry"'))
    (path,) = made.written
    assert path.parent == desk.out
    assert path.name.replace("-", "").removesuffix(".txt").isalnum()
    assert path.name.isascii()
    assert len(path.name) < 120
    assert sorted(p.name for p in desk.out.iterdir()) == [".fetch.json", path.with_suffix(".toml").name, path.name]
    assert sorted(p.name for p in desk.folder.iterdir()) == ["daily", "sources.toml"]
    assert analytics.read_reports(desk.out).reports.height == 1


@pytest.mark.parametrize(
    "title", ['"\nreport_id = "mine', "a]\n[[b]]", '"""', "a\\u0041\\", "\u202egnp.exe", "<script>alert(1)</script>"]
)
def test_a_title_cannot_write_into_the_sidecar(desk: Any, kit: Any, title: str) -> None:
    """It stays one value of one key."""
    desk.server.answers["/feed"] = [kit.reply(rss(item(title=title, description=PROSE)))]
    desk.fetch(desk.source(text='"entry"'))
    assert set(sidecar(desk)) <= {"source", "title", "date", "date_source", "address", "found_in", "fetched"}
    assert analytics.read_reports(desk.out).refused.height == 0


def test_a_day_in_a_title_is_not_a_second_date(desk: Any, kit: Any) -> None:
    """Its digits do not reach the file's name, where they would disagree with the day."""
    desk.server.answers["/feed"] = [kit.reply(rss(item(title="What we saw on 2021-01-02", description=PROSE)))]
    (path,) = desk.fetch(desk.source(text='"entry"')).written
    assert path.name.startswith("2023-07-10-what-we-saw-on-")
    assert analytics.read_reports(desk.out).doubts == ()


def test_a_feed_of_a_hundred_thousand_entries(desk: Any, kit: Any) -> None:
    """The newest fifty are looked at; no page of the others is asked for."""
    old = "".join(f"<item><guid>{n}</guid></item>" for n in range(100_000))
    new = [item(guid=f"n{n}", title="Report", description=f"{PROSE} {n}.") for n in range(60)]
    raw = rss(old, *new)
    assert len(raw) < 5_000_000
    desk.server.answers["/feed"] = [kit.reply(raw)]
    (outcome,) = desk.fetch(desk.source(text='"entry"')).outcomes
    assert (len(outcome.written), outcome.warnings) == (50, ())
    assert len((desk.out / ".fetch.json").read_bytes()) < 10_000


def test_a_source_may_look_at_fewer(desk: Any, kit: Any) -> None:
    """`newest`, by date, whatever the order of the feed."""
    days = ["Sat, 08 Jul 2023 06:00:00 GMT", DATE, "Sun, 09 Jul 2023 06:00:00 GMT"]
    items = [item(guid=str(n), title="Report", description=f"{PROSE} {n}.", pubDate=day) for n, day in enumerate(days)]
    desk.server.answers["/feed"] = [kit.reply(rss(*items))]
    desk.fetch(desk.source(text='"entry"', newest="2"))
    assert [name[:10] for name in desk.texts()] == ["2023-07-09", "2023-07-10"]


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE x [<!ENTITY a0 "ha">{BOMB}]>',
        '<!DOCTYPE x [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>',
        f'<!DOCTYPE x [<!ENTITY a9 "{"x" * 100_000}">]>',
        '<!DOCTYPE x [<!ENTITY % a9 SYSTEM "http://stranger.example/x.dtd"> %a9;]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_entities_are_refused(desk: Any, kit: Any, doctype: str, encoding: str) -> None:
    """None is read, whether it swells, opens a file or asks a host, in whatever encoding."""
    feed = rss(item(title="Report", description="@")).replace("@", "&a9;" * 1_000)
    raw = feed.replace('<?xml version="1.0"?>', doctype).encode(encoding)
    desk.server.answers["/feed"] = [kit.reply(raw)]
    assert "declares XML entities, which are not read" in desk.fetch().outcomes[0].dead


def test_a_doctype_elsewhere_is_not_asked_for(desk: Any, kit: Any) -> None:
    """Old feeds have one; it names a file that nobody needs."""
    feed = rss(item(title="Report", description=PROSE))
    doctype = f'<!DOCTYPE rss SYSTEM "http://127.0.0.2:{desk.server.port}/rss.dtd">'
    desk.server.answers["/feed"] = [kit.reply(feed.replace('<?xml version="1.0"?>', doctype))]
    assert len(desk.fetch(desk.source(text='"entry"')).written) == 1


def test_malformed_xml_is_read_as_far_as_it_goes(desk: Any, kit: Any) -> None:
    """With a warning that says where it breaks."""
    raw = rss(item(title="Report", description=PROSE)).replace("</channel>", "<broken & </channel>")
    desk.server.answers["/feed"] = [kit.reply(raw)]
    (outcome,) = desk.fetch(desk.source(text='"entry"')).outcomes
    assert len(outcome.written) == 1
    assert "is not well-formed (<unknown>:1:" in outcome.warnings[0]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("<html><body>Sorry</body></html>", "is no RSS or Atom feed, but text/html"),
        ("", "is no RSS or Atom feed"),
        ("<rss><channel><item", "is no well-formed feed ("),
        (b"\x00\xff\xfe" * 100, "is no RSS or Atom feed"),
    ],
)
def test_what_is_no_feed_is_a_warning(desk: Any, kit: Any, raw: Any, reason: str) -> None:
    """A page that says sorry, nothing, half a tag, noise."""
    desk.server.answers["/feed"] = [kit.reply(raw, Content_Type="text/html")]
    assert reason in desk.fetch().outcomes[0].dead


def test_an_empty_feed_is_nothing_new(desk: Any, kit: Any) -> None:
    """A feed without entries is a feed."""
    desk.server.answers["/feed"] = [kit.reply(rss())]
    (outcome,) = desk.fetch().outcomes
    assert (outcome.written, outcome.dead, outcome.warnings) == ((), "", ())


# ---------------------------------------------------------------------- charsets


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("Zürich: “quiet”…".encode(), "text/html; charset=iso-8859-1"),
        ("Zürich: “quiet”…".encode(), "text/html; charset=utf-16"),
        ("Zürich: “quiet”…".encode(), "text/html; charset=no-such-thing"),
        ("Zürich: “quiet”…".encode("cp1252"), "text/html; charset=utf-8"),
        ("Zürich: “quiet”…".encode("cp1252"), "text/html; charset=iso-8859-1"),
        ("Zürich: “quiet”…".encode("cp1252"), ""),
        ("Zürich: “quiet”…".encode("utf-16"), "text/html; charset=utf-8"),
        ("\ufeffZürich: “quiet”…".encode(), ""),
    ],
)
def test_a_wrong_charset_does_no_harm(raw: bytes, kind: str) -> None:
    """What is UTF-8 is read so, whatever the server says."""
    assert decoded(raw, kind) == "Zürich: “quiet”…"


@pytest.mark.parametrize("kind", ["text/html; charset=punycode", "text/html; charset=zlib", "text/html; charset=idna"])
def test_a_charset_is_no_codec_of_python(kind: str) -> None:
    """Only encodings of the web: some of Python's take time that grows with the square."""
    assert decoded(b"\xfc" * 3, kind) == "üüü"


def test_a_page_of_a_wrong_charset_is_read(desk: Any, kit: Any) -> None:
    """Told as Latin, sent as UTF-8: the quotes stay quotes."""
    words = f"“{PROSE}”, so the desk in Zürich."
    desk.server.answers["/feed"] = [kit.reply(rss(item(title="Report", link=desk.address("/a"))))]
    desk.server.answers["/a"] = [kit.reply(page(words, MORE), Content_Type="text/html; charset=iso-8859-1")]
    (path,) = desk.fetch().written
    assert path.read_text(encoding="utf-8") == f"{words}\n\n{MORE}\n"


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-8", "utf-16", "iso-8859-15"])
@pytest.mark.parametrize("kind", ["", "text/xml; charset=us-ascii", "application/rss+xml; charset=utf-8"])
def test_a_feed_of_another_charset_is_read(desk: Any, kit: Any, encoding: str, kind: str) -> None:
    """As its first line says, whatever the header does; with nothing to warn of."""
    words = PROSE.replace("ford", "fjörd")
    raw = rss(item(title="Report", description=words)).replace('"1.0"', f'"1.0" encoding="{encoding}"')
    desk.server.answers["/feed"] = [kit.reply(raw.encode(encoding), Content_Type=kind)]
    made = desk.fetch(desk.source(text='"entry"'))
    assert made.warnings == ()
    assert made.written[0].read_text(encoding="utf-8") == f"{words}\n"


def test_plain_text_in_a_feed_is_no_markup(desk: Any, kit: Any) -> None:
    """Atom's content of type text: a sign that is no tag stays, and so do its lines."""
    desk.server.answers["/feed"] = [
        kit.reply(
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id><title>A &lt; B</title>'
            f"<updated>2023-07-10T06:00:00Z</updated><content>{PROSE}\n\n5 &lt; 6 &lt;b&gt;men</content></entry></feed>"
        )
    ]
    (path,) = desk.fetch().written
    assert path.read_text(encoding="utf-8") == f"{PROSE}\n\n5 < 6 <b>men\n"
    assert sidecar(desk)["title"] == "A < B"


# ---------------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("title", "published", "told"),
    [
        ("Report", "Sun, 09 Jul 2023 22:30:00 GMT", ("2023-07-10", "entry, published 2023-07-09T22:30:00Z")),
        ("Report, July 9, 2023", DATE, ("2023-07-09", "title, published 2023-07-10T06:00:00Z")),
        ("Report, July 10, 2022", DATE, ("2023-07-10", "entry, published 2023-07-10T06:00:00Z")),
        ("Report, July 11, 2023", DATE, ("2023-07-10", "entry, published 2023-07-10T06:00:00Z")),
        ("July 9, 2023 to July 10, 2023", DATE, ("2023-07-10", "entry, published 2023-07-10T06:00:00Z")),
        ("Report, July 9, 2023", "", ("2023-07-09", "title")),
        ("Report", "Fri, 01 Jan 2049 06:00:00 GMT", ("undated", None)),
        ("Report, July 9, 2049", "", ("undated", None)),
        ("Report", "", ("undated", None)),
        ("Report", "no day at all", ("undated", None)),
    ],
)
def test_the_day_of_an_entry(desk: Any, kit: Any, title: str, published: str, told: tuple[str, Any]) -> None:
    """That of its title within two days before publication, else of publication in the codebook's zone; no future."""
    desk.server.answers["/feed"] = [kit.reply(rss(item(title=title, pubDate=published, description=PROSE)))]
    (path,) = desk.fetch(desk.source(text='"entry"')).written
    assert path.name.startswith(f"{told[0]}-")
    assert (str(sidecar(desk).get("date", "undated")), sidecar(desk).get("date_source")) == told


def test_a_text_without_a_day_may_have_a_dateline(desk: Any, kit: Any) -> None:
    """The reader finds it, as in every report."""
    desk.server.answers["/feed"] = [
        kit.reply(rss(item(title="Report", pubDate="", description=f"July 10, 2023 - {PROSE}")))
    ]
    desk.fetch(desk.source(text='"entry"'))
    (row,) = analytics.read_reports(desk.out).reports.iter_rows(named=True)
    assert (row["date"], row["date_source"]) == (dt.date(2023, 7, 10), "dateline")


# ---------------------------------------------------------------------- lists and pages


def test_a_list_leads_to_its_reports(desk: Any, kit: Any) -> None:
    """Links that fit, each once; the day is that of the page."""
    told = "<meta property='article:published_time' content='2023-07-09T05:00:00Z'><title>Quiet day</title>"
    links = ["/2023/a", "/2023/a#top", "/about", "http://stranger.example/2023/b", "http://[", "javascript:1"]
    body = "".join(f"<a href='{link}'>x</a>" for link in links)
    desk.server.answers["/news/"] = [kit.reply(f"<html><body>{body}</body></html>", **HTML)]
    desk.server.answers["/2023/a"] = [kit.reply(page(PROSE, MORE, head=told), **HTML)]
    made = desk.fetch(desk.source(kind="list", path="/news/", links=f'"{desk.address("/2023/*")}"'))
    assert (desk.texts()[0][:21], made.warnings) == ("2023-07-09-quiet-day-", ())
    assert desk.server.paths() == ["/news/", "/2023/a"]
    assert sidecar(desk)["date_source"] == "page"
    assert desk.fetch(desk.source(kind="list", path="/news/", links=f'"{desk.address("/2023/*")}"')).written == ()
    assert desk.server.paths() == ["/news/", "/2023/a", "/news/"]


def test_a_list_without_a_link_that_fits_is_a_warning(desk: Any, kit: Any) -> None:
    """It was rebuilt, or the pattern is wrong: silence would look like a quiet week."""
    desk.server.answers["/news/"] = [kit.reply("<a href='/x'>x</a>", **HTML)]
    (outcome,) = desk.fetch(desk.source(kind="list", path="/news/", links='"http://desk.example/20*"')).outcomes
    assert "has no link that fits 'http://desk.example/20*'" in outcome.dead


def test_a_page_is_a_report_a_day(desk: Any, kit: Any) -> None:
    """Changed on the same day, it is the same report; with a new day it is the next. 304 is nothing new."""

    def of(day: int, words: str) -> Any:
        head = f"<meta property='article:published_time' content='2023-07-{day:02}T05:00:00Z'><title>Today</title>"
        return kit.reply(page(words, MORE, head=head), ETag=f'"{words[-4:-1]}"', **HTML)

    desk.server.answers["/today"] = [
        of(9, PROSE),
        of(9, f"{PROSE} New."),
        kit.reply(status=304),
        of(10, f"{PROSE} Newer."),
    ]
    runs = [desk.fetch(desk.source(kind="pages", path="/today")) for _ in range(4)]
    assert [len(run.written) for run in runs] == [1, 0, 0, 1]
    assert [name[:17] for name in desk.texts()] == ["2023-07-09-today-", "2023-07-10-today-"]
    assert (desk.out / desk.texts()[0]).read_text(encoding="utf-8") == f"{PROSE}\n\n{MORE}\n"


def test_one_page_of_several_may_be_gone(desk: Any, kit: Any) -> None:
    """The source is dead only with all of them."""
    desk.server.answers["/a"] = [kit.reply(page(PROSE, MORE), **HTML)]
    part = desk.fetch(desk.source(kind="pages", path="/a /b")).outcomes[0]
    assert (len(part.written), part.dead, part.warnings) == (1, "", (f"Our desk: {desk.address('/b')}: answered 404",))
    gone = desk.fetch(desk.source(kind="pages", path="/c /d")).outcomes[0]
    assert gone.dead
    assert len(gone.warnings) == 2


@pytest.mark.parametrize(
    ("kind", "body", "reason"),
    [
        ("application/pdf", b"%PDF-1.7", "is 'application/pdf', not a page"),
        ("image/png", b"\x89PNG", "is 'image/png', not a page"),
        ("text/html", b"", "is a page without a text that could be found"),
        ("text/html", b"<html><body></body></html>", "is a page without a text that could be found"),
        (
            "text/html",
            b"<table><tr><td>words and words</td></tr></table>" * 90_000,
            "is a page of over 20,000 elements",
        ),
        ("text/html", b"<div>" * 100_000, "is a page without a text that could be found"),
        ("text/html", b"\x00\x01\x02" * 1_000, "is a page without a text that could be found"),
    ],
)
def test_what_is_no_page_is_a_warning(desk: Any, kit: Any, kind: str, body: bytes, reason: str) -> None:
    """A document, a picture, nothing, a page of nothing but tags, noise."""
    desk.server.answers["/a"] = [kit.reply(body, Content_Type=kind)]
    assert reason in desk.fetch(desk.source(kind="pages", path="/a")).warnings[-1]


def test_a_plain_text_is_a_page(desk: Any, kit: Any) -> None:
    """As it is, without control characters."""
    desk.server.answers["/a"] = [kit.reply(f"{PROSE}\r\n\x1b[2J{MORE}", Content_Type="text/plain")]
    (path,) = desk.fetch(desk.source(kind="pages", path="/a")).written
    assert path.read_text(encoding="utf-8") == f"{PROSE}\n[2J{MORE}\n"
