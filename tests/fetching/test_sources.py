"""The file of sources: what it means, and what a wrong one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.errors import FetchError
from analytics.fetching.addresses import Site
from analytics.fetching.sources import read_sources

GOOD = """contact = "mailto:desk@example.org"

[[source]]
name = "Our desk"
feed = "https://Example.org/feed.xml#top"
hosts = ["www.example.org", "[2001:db8::1]:8080"]

[[source]]
name = "A ministry"
list = "http://ministry.example:8080/news/"
links = "http://ministry.example:8080/news/20*"
newest = 7
licence = "CC BY 4.0"

[[source]]
name = "Maps"
pages = ["https://maps.example/today", "https://intranet.example/today"]
allow = ["intranet.example:443"]
"""


def written(folder: Path, text: str | bytes) -> Path:
    """A file of sources."""
    path = folder / "sources.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_good_file(tmp_path: Path) -> None:
    """Three kinds; an address names its host, on its own port or on both of the web."""
    plan = read_sources(written(tmp_path, GOOD))
    desk, ministry, maps = plan.sources
    assert plan.contact == "mailto:desk@example.org"
    assert (desk.kind, desk.addresses, desk.newest) == ("feed", ("https://example.org/feed.xml",), 50)
    assert desk.sites == {
        Site("example.org", 80),
        Site("example.org", 443),
        Site("www.example.org", 80),
        Site("www.example.org", 443),
        Site("2001:db8::1", 8080),
    }
    assert (desk.allow, desk.text, desk.licence) == (frozenset(), "", "")
    assert (ministry.kind, ministry.newest, ministry.licence) == ("list", 7, "CC BY 4.0")
    assert ministry.sites == {Site("ministry.example", 8080)}
    assert (maps.kind, len(maps.addresses), maps.allow) == ("pages", 2, {Site("intranet.example", 443)})


def test_what_is_allowed_is_named(tmp_path: Path) -> None:
    """Whoever may be private may be asked; nobody else becomes private by it."""
    (source,) = read_sources(
        written(tmp_path, '[[source]]\nname = "x"\nfeed = "https://a.example/"\nallow = ["b.example:8080"]\n')
    ).sources
    assert source.sites - {Site("a.example", 80), Site("a.example", 443)} == source.allow == {Site("b.example", 8080)}


def test_the_readme_s_file_works(tmp_path: Path) -> None:
    """Copied as it stands, it is a plan."""
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    text = readme.split("`sources.toml`:\n\n```toml\n", 1)[1].split("```", 1)[0]
    assert [source.kind for source in read_sources(written(tmp_path, text)).sources] == ["feed", "list", "pages"]


WRONG = [
    ("", "sources.toml: no [[source]]; expected a list of [[source]]"),
    ("[source]\nname = 'x'", "sources.toml: no [[source]]"),
    ("source = 1", "sources.toml: no [[source]]"),
    ("[[source]\nname = 'x'", "(at line 1, column"),
    (b"[[source]]\nname = '\xff'", "expected TOML in UTF-8"),
    (
        "pause = 0\n[[source]]\nname = 'x'\nfeed = 'https://a.example/'",
        "the key `pause`; expected `contact` and a list",
    ),
    ("contact = 'a\\u000a'\n[[source]]", "sources.toml"),
    ('contact = "a\\nX-Header: b"\n[[source]]\nname = "x"\nfeed = "https://a.example/"', "contact = 'a\\nX-Header: b'"),
    ("[[source]]\nfeed = 'https://a.example/'", "sources.toml, line 1: no `name`"),
    ("[[source]]\nname = 7\nfeed = 'https://a.example/'", "line 2: name = 7; expected words on one line"),
    ("[[source]]\nname = 'x'", "line 2: neither feed, list nor pages in one source; expected one of feed, list, pages"),
    (
        "[[source]]\nname = 'x'\nfeed = 'https://a.example/'\npages = ['https://a.example/']",
        "line 4: feed and pages in one source",
    ),
    ("[[source]]\nname = 'x'\nfeed = 'a.example/feed'", "line 3: feed: 'a.example/feed', which is no address of http"),
    ("[[source]]\nname = 'x'\nfeed = 'file:///etc/passwd'", "expected an address that begins with https:// or http://"),
    (
        "[[source]]\nname = 'x'\nfeed = 'https://me:secret@a.example/'",
        "feed: an address with a user's name or password",
    ),
    ("[[source]]\nname = 'x'\nfeed = ['https://a.example/']", "line 3: feed = ['https://a.example/']"),
    ("[[source]]\nname = 'x'\npages = 'https://a.example/'", "line 3: pages = 'https://a.example/'; expected a list"),
    ("[[source]]\nname = 'x'\npages = []", "line 3: pages = []"),
    (
        "[[source]]\nname = 'x'\nlist = 'https://a.example/'",
        "line 1: no `links`; expected a pattern of the links meant",
    ),
    (
        "[[source]]\nname = 'x'\nfeed = 'https://a.example/'\nlinks = '*'",
        "line 4: links = '*'; expected `links` beside",
    ),
    ("[[source]]\nname = 'x'\nfeed = 'https://a.example/'\ntext = 'all'", "line 4: text = 'all'; expected \"entry\""),
    ("[[source]]\nname = 'x'\nfeed = 'https://a.example/'\nnewest = 0", "line 4: newest = 0; expected a whole number"),
    ("[[source]]\nname = 'x'\nfeed = 'https://a.example/'\nnewest = true", "line 4: newest = True"),
    ("[[source]]\nname = 'x'\nfeed = 'https://a.example/'\nhosts = ['*']", "line 4: hosts: '*', which is no host"),
    ("[[source]]\nname = 'x'\nfeed = 'https://a.example/'\nhosts = ['https://b.example']", "line 4: hosts: 'https://b"),
    (
        "[[source]]\nname = 'x'\nfeed = 'https://a.example/'\nallow = ['10.0.0.1']",
        "line 4: allow: '10.0.0.1', which is",
    ),
    ("[[source]]\nname = 'x'\nfeed = 'https://a.example/'\nallow = true", "line 4: allow = True"),
    ("[[source]]\nname = 'x'\nfed = 'https://a.example/'", "line 3: the key `fed`; expected one of name, feed, list"),
    (
        "[[source]]\nname = 'x'\nfeed = 'https://a.example/'\n\n[[source]]\n# same\nname = 'x'\nfeed = 'https://a.example/'",
        "line 7: name = 'x'; expected a name that no source above it has",
    ),
]


@pytest.mark.parametrize(("text", "told"), WRONG)
def test_a_wrong_file_is_told_where_and_how(tmp_path: Path, text: str | bytes, told: str) -> None:
    """File and line, what was found, what was expected, the way out."""
    with pytest.raises(FetchError) as raised:
        read_sources(written(tmp_path, text))
    words = str(raised.value)
    assert told in words
    assert words.startswith("sources.toml")
    assert words.endswith("Correct it; `analytics fetch --help` shows an example.")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """With the way to name another."""
    with pytest.raises(FetchError, match=r"cannot be opened \(No such file or directory\); expected a file of sources"):
        read_sources(tmp_path / "gone.toml")
