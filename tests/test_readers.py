"""Readers of pages, documents and messages: files that the real programs wrote, one registry, nothing of persons."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from playwright.sync_api import sync_playwright
from typer.testing import CliRunner

from analytics import publishing
from analytics.cli import app
from analytics.reports import Reading, read_reports
from analytics.reports.html import read_html
from analytics.reports.registry import GROUP, endings
from analytics.reports.wrapping import unwrapped

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
DAY = dt.date(2023, 7, 10)
HEAD = "Evening report, July 10, 2023"
LEAD = "Gunners left the ridge before dawn, and the ferryman counted them."
PARAGRAPHS = [
    f"The {nth} company crossed the ford near the old mill in the afternoon, laid a bridge of planks over the stream, "
    f"and was not seen again until the evening, when a shepherd met it on the way to the {place}, {n} km from the road."
    for n, (nth, place) in enumerate(
        zip(
            ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"],
            ["quarry", "brickworks", "sawmill", "chapel", "dam", "station", "orchard", "depot", "pier", "school"],
            strict=True,
        ),
        2,
    )
]


def put(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file below a folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def only(reading: Reading) -> dict[str, Any]:
    """The only report of a reading."""
    return reading.reports.row(0, named=True) if reading.reports.height == 1 else pytest.fail(str(reading.reports))


# ---------------------------------------------------------------------- LibreOffice: documents

FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles><style:page-layout style:name="p">
<style:page-layout-properties fo:page-width="21cm" fo:page-height="12cm" fo:margin="2cm"/>
<style:header-style/><style:footer-style/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="p">
<style:header><text:p>The Valley Desk</text:p></style:header>
<style:footer><text:p>Page <text:page-number/> of <text:page-count/></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>
<text:tracked-changes><text:changed-region text:id="c"><text:insertion><office:change-info>
<dc:creator>Olena</dc:creator><dc:date>2023-07-11T10:00:00</dc:date></office:change-info></text:insertion>
</text:changed-region></text:tracked-changes>
<text:h text:outline-level="1">Evening report, July 10, 2023</text:h>
<text:p>Gunners left the ridge before dawn<text:note text:id="f" text:note-class="footnote">
<text:note-citation>1</text:note-citation><text:note-body><text:p>Told by a shepherd.</text:p></text:note-body>
</text:note>, and the ferryman counted them. <text:change-start text:change-id="c"/>They had two
trucks.<text:change-end text:change-id="c"/></text:p>
<table:table><table:table-column/><table:table-column/><table:table-row>
<table:table-cell><text:p>Quarry</text:p></table:table-cell>
<table:table-cell><text:p>Nobody was seen there on Monday.</text:p></table:table-cell>
</table:table-row></table:table>
PARAGRAPHS
</office:text></office:body></office:document>"""
LOCKED = '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"ford"}}'


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Give the converter of one document by LibreOffice Writer, with a profile of its own."""
    folder = tmp_path_factory.mktemp("writer")
    body = "".join(f"<text:p>{paragraph}</text:p>" for paragraph in PARAGRAPHS)
    put(folder, "report.fodt", FODT.replace("PARAGRAPHS", body))
    program = shutil.which("soffice") or shutil.which("libreoffice")

    def convert(to: str) -> Path:
        out = folder / to.partition(":")[0] / str(len(to))
        command = [str(program), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", to, "--outdir", str(out), str(folder / "report.fodt")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        made = out / f"report.{to.partition(':')[0]}"
        assert made.is_file(), done.stdout + done.stderr
        return made

    return convert


@pytest.mark.libreoffice
def test_a_document_of_writer(written: Callable[[str], Path]) -> None:
    """Paragraphs, a tracked insertion and the cells of a table, in order; no footnote nor its mark, no head or foot."""
    row = only(read_reports(written("docx")))
    expected = [HEAD, f"{LEAD} They had two trucks.", "Quarry", "Nobody was seen there on Monday.", *PARAGRAPHS]
    assert row["text"].split("\n\n") == expected
    assert (row["date"], row["date_source"], row["title"]) == (DAY, "dateline", None)


@pytest.mark.libreoffice
def test_a_pdf_of_writer(written: Callable[[str], Path]) -> None:
    """The lines of several pages are whole sentences again; heads, feet and the footnote's mark are left out."""
    reading = read_reports(written("pdf"))
    row = only(reading)
    assert (row["date"], row["date_source"]) == (DAY, "dateline")
    assert row["text"].startswith(f"{HEAD}\n\n{LEAD} They had two trucks.\n\nQuarry Nobody was seen there on Monday.")
    flat = " ".join(row["text"].split())
    assert [paragraph for paragraph in PARAGRAPHS if paragraph not in flat] == []
    assert "Valley Desk" not in flat
    assert row["text"].endswith("\n\n1 Told by a shepherd.")
    taken = {(rule, text): n for rule, text, n in reading.removed.select("rule", "text", "n").rows()}
    pages = taken["running head", "The Valley Desk"]
    assert pages >= 3
    assert taken["running head", f"Page 2 of {pages}"] == 1
    assert taken["footnote mark", "\u00b9"] == 1


@pytest.mark.libreoffice
def test_an_encrypted_pdf_of_writer(written: Callable[[str], Path], tmp_path: Path) -> None:
    """It is refused, with the way out, whichever way it is encrypted."""
    shutil.copy(written(f"pdf:writer_pdf_Export:{LOCKED}"), tmp_path / "2023-07-10.pdf")
    put(tmp_path, "2023-07-09.txt", LEAD)
    (refused,) = read_reports(tmp_path).refused.to_dicts()
    assert (refused["file"], refused["found"]) == ("2023-07-10.pdf", "an encrypted PDF document")
    assert refused["way_out"] == "Save a copy that opens without a password."


# ---------------------------------------------------------------------- Chromium: pages

PAGE = f"""<!doctype html><html lang="en"><head><meta charset="windows-1252"><title>{HEAD} | The Valley Desk</title>
<meta property="article:published_time" content="2023-07-10T21:30:00-04:00">
<meta property="article:modified_time" content="2024-01-02T08:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/maps">Maps</a> <a href="/about">About the desk</a></nav>
<div class="cookie-banner"><p>We use cookies to make this page better.</p><button>Accept</button></div>
<article><h1>{HEAD}</h1><p>{LEAD}<sup><a href="#n1">[1]</a></sup></p><div id="rest"></div>
<ul><li>The road to the quarry is open again for carts and for trucks.</li>
<li>The bridge at the mill is shut since the first of the month.</li></ul></article>
<footer><p>Copyright 2024 The Valley Desk. Subscribe to our newsletter.</p></footer>
<script>const told = {json.dumps(PARAGRAPHS)};
for (const text of told) {{
  const p = document.createElement("p"); p.textContent = text; document.getElementById("rest").append(p);
}}</script></body></html>"""


def browser() -> str:
    """The system's Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(path for name in names if (path := shutil.which(name)))


def saved(folder: Path, *flags: str) -> bytes:
    """What Chromium writes of the page, or to standard output."""
    page = put(folder, "source/page.html", PAGE)
    command = [browser(), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    return subprocess.run([*command, *flags, page.as_uri()], capture_output=True, check=True).stdout


def as_expected(row: dict[str, Any]) -> None:
    """Assert that a page's text and day are right."""
    lines = [line for line in row["text"].splitlines() if line]
    assert [line for line in lines if line != HEAD] == [
        LEAD,
        *PARAGRAPHS,
        "- The road to the quarry is open again for carts and for trucks.",
        "- The bridge at the mill is shut since the first of the month.",
    ]
    assert (row["date"], row["date_source"], row["title"]) == (DAY, "page", HEAD)


@pytest.mark.browser
def test_a_page_that_chromium_saved(tmp_path: Path) -> None:
    """Text that a script wrote, the day of publication, the title; no menu, banner, footnote mark or footer."""
    put(tmp_path, "in/page.html", saved(tmp_path, "--dump-dom"))
    as_expected(only(read_reports(tmp_path / "in")))


@pytest.mark.browser
def test_a_web_archive_that_chromium_saved(tmp_path: Path) -> None:
    """The one-file archive gives the same report as the page."""
    with sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=browser(), args=["--no-sandbox"])
        tab = chromium.new_page()
        tab.goto(put(tmp_path, "source/page.html", PAGE).as_uri())
        archive = tab.context.new_cdp_session(tab).send("Page.captureSnapshot", {"format": "mhtml"})["data"]
        chromium.close()
    put(tmp_path, "in/page.mhtml", archive)
    as_expected(only(read_reports(tmp_path / "in")))


@pytest.mark.browser
def test_a_page_that_chromium_printed(tmp_path: Path) -> None:
    """Printed to PDF it has the same sentences, and the machine's path is in no frame."""
    saved(tmp_path, f"--print-to-pdf={tmp_path / 'page.pdf'}")
    reading = read_reports(tmp_path / "page.pdf")
    row = only(reading)
    flat = " ".join(row["text"].split())
    assert [paragraph for paragraph in PARAGRAPHS if paragraph not in flat] == []
    assert LEAD in flat
    assert row["date"] == DAY
    assert str(tmp_path) not in str(reading.reports.rows()) + str(reading.removed.rows())


# ---------------------------------------------------------------------- pages


def page(body: str = "", head: str = "") -> str:
    """A page with enough prose to be an article."""
    prose = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return f"<!doctype html><html><head>{head}</head><body><article>{body}{prose}</article></body></html>"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", "utf-8"), ("utf-8", "windows-1251"), ("utf-8", ""), ("cp1252", "iso-8859-1"), ("cp1251", "windows-1251"),
     ("utf-16", "utf-8")],
)  # fmt: skip
def test_the_encoding_of_a_page(encoding: str, declared: str) -> None:
    """Bytes that are UTF-8 are, whatever an old declaration says; else the declaration counts."""
    word = "Сапери" if encoding == "cp1251" else "café"
    told = read_html(page(f"<p>{word}: {LEAD}</p>", f'<meta charset="{declared}">').encode(encoding))
    assert told.text.startswith(f"{word}: {LEAD}")


@pytest.mark.parametrize("declared", ["zip", "idna", "punycode", "utf-8", "rot13", "x" * 40])
def test_an_encoding_that_is_none_is_named(tmp_path: Path, declared: str) -> None:
    """A page in an encoding that cannot be told is refused, and no odd codec is asked."""
    put(tmp_path, "2023-07-09.txt", LEAD)
    put(tmp_path, "2023-07-10.html", page("<p>caf\u00e9", f'<meta charset="{declared}">').encode("latin-1"))
    (refused,) = read_reports(tmp_path).refused.to_dicts()
    assert refused["found"].startswith("byte 0xE9 at ")


def test_a_day_in_the_prose_is_not_the_page_s() -> None:
    """Only what tells the day of publication does; a page without it has none, and no clock is read."""
    assert (
        read_html(page("<p>The mill burnt down on July 3, 2021, said a man. Copyright 2019.</p>").encode()).date is None
    )
    told = read_html(page(head='<meta name="date" content="2087-05-06">').encode())
    assert told.date == "2087-05-06"


def test_numbers_that_are_raised() -> None:
    """A square stays a square, and a footnote's number does not become part of a word."""
    told = read_html(
        page("<p>Twelve km<sup>2</sup> of wood burnt at the mill<sup>3</sup> on Monday, said a man.</p>").encode()
    )
    assert "Twelve km\u00b2 of wood burnt at the mill\u00b3 on Monday" in told.text


def test_cells_of_a_page_s_table_are_lines(tmp_path: Path) -> None:
    """A row is a paragraph, a cell a sentence of its own."""
    rows = "<table><tr><td>Quarry</td><td>Nobody was seen there on Monday.</td></tr></table>"
    put(tmp_path, "2023-07-10.html", page(rows))
    assert "\n\nQuarry\nNobody was seen there on Monday.\n\n" in "\n\n" + only(read_reports(tmp_path))["text"]


def test_what_this_program_made_is_not_read(tmp_path: Path) -> None:
    """Pages of an export are passed over in a folder, and refused by name; so are the parts of a saved page."""
    put(tmp_path, "in/2023-07-10.html", page())
    put(tmp_path, "in/2023-07-10_files/frame.html", page())
    put(tmp_path, "in/2023_files/2023-07-11.txt", LEAD)
    made = publishing.export(tmp_path / "in", notebooks=["04"], out=tmp_path / "in" / "pages")
    made.raise_for_failures()
    reading = read_reports(tmp_path / "in")
    assert reading.reports["path"].to_list() == ["2023-07-10.html", "2023_files/2023-07-11.txt"]
    assert reading.skipped == ("2023-07-10_files/ (parts of a saved page)", "pages/ (pages of an export)")
    named = read_reports([tmp_path / "in", made.pages[0]])
    assert named.refused["found"].to_list() == ["a page that this program made"]


# ---------------------------------------------------------------------- documents


def pdf(*lines: str, made: str = "D:20230712090000Z") -> bytes:
    """A PDF document of one page."""
    draw = "BT /F 12 Tf 40 800 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(draw)} >>\nstream\n{draw}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /CreationDate ({made}) /Author (Olena) >>",
    ]
    out = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 7\n0000000000 65535 f \n{table}trailer\n<< /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n{len(out)}"
    )
    return (out + end + "\n%%EOF\n").encode()


def docx(*paragraphs: str, made: dt.datetime = dt.datetime(2023, 7, 12, tzinfo=dt.UTC)) -> bytes:
    """A Word document."""
    from io import BytesIO  # noqa: PLC0415  here alone

    from docx import Document  # noqa: PLC0415  heavy

    document, out = Document(), BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.core_properties.created = made
    document.core_properties.author = "Olena"
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("ending", "write"), [("pdf", pdf), ("docx", docx)])
def test_the_day_on_which_a_document_was_made_comes_last(
    tmp_path: Path, ending: str, write: Callable[..., bytes]
) -> None:
    """It counts where nothing else tells a day, and is told as in doubt; name, dateline and sidecar are stronger."""
    content = write(LEAD)
    made = put(tmp_path, f"a/desk.{ending}", content)
    reading = read_reports(made)
    assert (only(reading)["date"], only(reading)["date_source"]) == (dt.date(2023, 7, 12), "document properties")
    doubt = (
        "dated 2023-07-12 by its document properties; that is when the file was made, and need not be the report's day"
    )
    assert reading.doubts == (f"desk.{ending}: {doubt}",)
    assert "Olena" not in str(reading.reports.rows())
    named = read_reports(put(tmp_path, f"b/2023-07-10.{ending}", content))
    dated = read_reports(put(tmp_path, f"c/desk.{ending}", write(HEAD, LEAD)))
    put(tmp_path, "a/desk.toml", "date = 2023-07-10")
    told = read_reports(made)
    for other, by in ((named, "file name"), (dated, "dateline"), (told, "sidecar")):
        assert (only(other)["date"], only(other)["date_source"], other.doubts) == (DAY, by, ())


def test_a_document_without_any_day_is_refused(tmp_path: Path) -> None:
    """A date of making that is none helps nobody."""
    put(tmp_path, "2023-07-09.txt", LEAD)
    put(tmp_path, "desk.pdf", pdf(LEAD, made="soon"))
    assert read_reports(tmp_path).refused["found"].to_list() == ["no date"]


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        (
            ["The sappers crossed the ford near an old mill", "in the afternoon and laid a bridge of logs by", "it."],
            ["The sappers crossed the ford near an old mill in the afternoon and laid a bridge of logs by it."],
        ),
        (
            ["In the south", "The sappers crossed the ford near the old mill in", "the afternoon."],
            ["In the south", "The sappers crossed the ford near the old mill in the afternoon."],
        ),
        (
            ["- The sappers crossed the ford near the old mill.", "- The gunners left the ridge before dawn.", "x"],
            ["- The sappers crossed the ford near the old mill.", "- The gunners left the ridge before dawn.", "x"],
        ),
        (
            ["The sappers crossed the ford at the mill to ad-", "vance on the quarry, in half a well-", "known pit."],
            ["The sappers crossed the ford at the mill to advance on the quarry, in half a well-known pit."],
        ),
        (["Mill", "Quarry", "Ford"], ["Mill", "Quarry", "Ford"]),
        (["The sappers crossed the ford near the old mill in", "", "the afternoon."],
         ["The sappers crossed the ford near the old mill in", "the afternoon."]),
        ([], []),
    ],
)  # fmt: skip
def test_wrapped_lines(lines: list[str], paragraphs: list[str]) -> None:
    """A full line goes on with the next; a short line, an item, a blank line, a list of names do not."""
    assert unwrapped(lines) == paragraphs


# ---------------------------------------------------------------------- messages

ENTITIES = [
    {"type": "bold", "text": "Evening: "},
    {"type": "plain", "text": "gunners left the ridge before dawn, writes "},
    {"type": "mention_name", "text": "Olena K.", "user_id": 5},
    {"type": "plain", "text": " ("},
    {"type": "mention", "text": "@olena_k"},
    {"type": "plain", "text": ", "},
    {"type": "phone", "text": "+380440000000"},
    {"type": "plain", "text": ") from "},
    {"type": "text_link", "text": "the mill", "href": "https://desk.example/olena"},
    {"type": "plain", "text": "."},
]
MIXED = [part["text"] if part["type"] == "plain" else part for part in ENTITIES]


def message(**fields: Any) -> dict[str, Any]:
    """A message of an export."""
    sent = {"id": 1, "type": "message", "date": "2023-07-10T01:30:00", "date_unixtime": "1688941800"}
    return sent | {"from": "Olena K.", "from_id": "user5", "author": "Olena K.", "text": ""} | fields


def channel(*messages: Any, **fields: Any) -> dict[str, Any]:
    """An export of a channel."""
    return {"name": "Valley Watch", "type": "public_channel", "id": 7, "messages": list(messages)} | fields


@pytest.mark.parametrize("fields", [{"text": MIXED}, {"text": MIXED, "text_entities": ENTITIES}])
def test_a_message_of_telegram(tmp_path: Path, fields: dict[str, Any]) -> None:
    """Channel, day and text are kept; who wrote it, whom it names and how to reach them are in no frame."""
    put(tmp_path, "result.json", json.dumps(channel(message(**fields))))
    reading = read_reports(tmp_path)
    row = only(reading)
    assert (row["source"], row["date"], row["date_source"]) == ("Valley Watch", DAY, "message")
    assert row["text"] == "Evening: gunners left the ridge before dawn, writes  (, ) from the mill."
    everything = str(reading.reports.rows()) + str(reading.removed.rows()) + str(reading.refused.rows())
    assert [word for word in ("Olena", "olena", "38044", "user5") if word in everything] == []


def test_a_message_s_day_is_the_codebook_s(tmp_path: Path) -> None:
    """The time of sending has a zone; the plain date, of the machine that exported, counts where that is missing."""
    late = message(text=LEAD, date="2023-07-09T22:30:00", date_unixtime="1688941800")
    plain = message(text=PARAGRAPHS[0], date="2023-07-09T22:30:00")
    plain.pop("date_unixtime")
    put(tmp_path, "result.json", json.dumps(channel(late, plain)))
    assert read_reports(tmp_path).reports["date"].to_list() == [dt.date(2023, 7, 9), DAY]


def test_an_account_of_telegram(tmp_path: Path) -> None:
    """Channels and groups are read, chats with a person are not, nor named; a picture or a service is no report."""
    chats = [
        channel(message(text=LEAD), message(), message(type="service", action="pin_message", text="x"), 7),
        channel(message(text=PARAGRAPHS[0]), name="Ford Talk", type="private_supergroup"),
        channel(message(text="The mill is gone, mother."), name="Mother", type="personal_chat"),
    ]
    put(tmp_path, "result.json", json.dumps({"about": "x", "chats": {"about": "y", "list": chats}}))
    reading = read_reports(tmp_path)
    assert sorted(reading.reports["source"]) == ["Ford Talk", "Valley Watch"]
    assert reading.refused.select("line", "found").rows() == [
        (None, "1 of 3 chats with a person, or of an unknown type"),
        (4, "a message of type int"),
    ]
    assert "other" not in str(reading.refused["found"].to_list())


def mail(text: str | None = None, page_: str | None = None, **heads: str) -> EmailMessage:
    """A message."""
    made = EmailMessage()
    for name, value in ({"From": "Olena K. <olena@desk.example>", "To": "ivan@mail.example"} | heads).items():
        made[name.replace("_", "-")] = value
    if text is not None:
        made.set_content(text)
    if page_ is not None:
        (made.add_alternative if text is not None else made.set_content)(page_, subtype="html")
    return made


SENT = {"Date": "Sun, 09 Jul 2023 22:30:00 +0000", "Subject": "For Olena: evening"}
BODY = f"Dear Ivan,\n\n{LEAD} {PARAGRAPHS[0]}\n\nKind regards,\nOlena K.\n\n-- \nOlena K.\n+380 44 000 00 00\n"


@pytest.mark.parametrize("coding", ["7bit", "base64", "quoted-printable"])
def test_a_message_of_a_mail_program(tmp_path: Path, coding: str) -> None:
    """The sender's domain, the day in the codebook's zone, the text with its lines joined; nothing of persons."""
    made = mail(**SENT)
    made.set_content("\n".join(wrap(BODY)), cte=coding)
    made.add_attachment(pdf(LEAD), maintype="application", subtype="pdf", filename="olena.pdf")
    put(tmp_path, "a.eml", made.as_bytes())
    reading = read_reports(tmp_path)
    row = only(reading)
    assert (row["source"], row["date"], row["date_source"], row["title"]) == ("desk.example", DAY, "message", None)
    assert row["text"].strip() == f"{LEAD} {PARAGRAPHS[0]}"
    everything = str(reading.reports.rows()) + str(reading.removed.rows())
    assert [word for word in ("Olena", "olena", "Ivan", "ivan", "+380") if word in everything] == []


def wrap(text: str) -> list[str]:
    """Lines of at most 72 characters, as mail programs write them."""
    import textwrap  # noqa: PLC0415  here alone

    return [
        part for line in text.split("\n") for part in textwrap.wrap(line, 72, drop_whitespace=line != "-- ") or [""]
    ]


def test_a_message_of_a_mailing_list(tmp_path: Path) -> None:
    """Its source is the list's id."""
    put(tmp_path, "a.eml", mail(LEAD, List_Id="Olena's list <watch.lists.example>", **SENT).as_bytes())
    assert only(read_reports(tmp_path))["source"] == "watch.lists.example"


def test_the_plain_part_of_a_message_counts(tmp_path: Path) -> None:
    """Of two alternatives the plain one is read; the page where there is no other, or the other is blank."""
    for name, text in (("a", f"{LEAD} plain"), ("b", None), ("c", " \n")):
        put(tmp_path, f"{name}.eml", mail(text, page(f"<p>{name} {LEAD}</p>"), **SENT).as_bytes())
    texts = read_reports(tmp_path).reports.sort("path")["text"].to_list()
    assert [text[:29] for text in texts] == [LEAD[:29], f"b {LEAD}"[:29], f"c {LEAD}"[:29]]


def test_a_message_with_the_wrong_encoding(tmp_path: Path) -> None:
    """Bytes that are UTF-8 are read as such, whatever is declared; an encoding that does not fit is named."""
    head = b"From: a@desk.example\nDate: Mon, 10 Jul 2023 08:00:00 +0300\nContent-Type: text/plain; charset=%s\n\n%s\n"
    put(tmp_path, "a.eml", head % (b"us-ascii", f"The café: {LEAD}".encode()))
    put(tmp_path, "b.eml", head % (b"utf-8", f"The café burnt down. {LEAD}".encode("latin-1")))
    put(tmp_path, "c.eml", head % (b"no-such-one", f"The café stands. {LEAD}".encode("cp1250")))
    put(tmp_path, "d.eml", head % (b"iso-8859-1", f"The café is open: {LEAD}".encode("latin-1")))
    reading = read_reports(tmp_path)
    assert [text[:9] for text in reading.reports.sort("path")["text"]] == ["The café:", "The café "]
    assert reading.refused.select("file", "found").rows() == [
        ("b.eml", "byte 0xE9 at 7 is not UTF-8, which it declares"),
        ("c.eml", "byte 0xE9 at 7 is not UTF-8"),
    ]


# ---------------------------------------------------------------------- the registry


def test_the_readers_are_the_entry_points() -> None:
    """No ending is read but by an entry point, and each of this package is there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(endings()) >= {f".{name}" for name in project["entry-points"][GROUP]}
    assert {".txt", ".csv", ".html", ".pdf", ".docx", ".json", ".eml"} <= set(endings())


def test_the_manual_names_every_ending() -> None:
    """The table of formats has the endings of this package, each once, and the extra that each needs."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("### Formats", 1)[1].split("\n### ", 1)[0]
    rows = [row.split("|") for row in section.splitlines() if row.startswith("| `")]
    named = [ending for row in rows for ending in re.findall(r"`(\.\w+)`", row[1])]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert sorted(named) == sorted(f".{name}" for name in project["entry-points"][GROUP])
    extras = {extra for row in rows for extra in re.findall(r"`\[(\w+)\]`", row[3])}
    assert extras == {"html", "pdf", "docx"}
    assert extras <= set(project["optional-dependencies"])


@pytest.mark.parametrize(
    ("library", "file", "extra"),
    [("trafilatura", "a.html", "html"), ("pypdf", "a.pdf", "pdf"), ("docx", "a.docx", "docx"),
     ("defusedxml", "a.docx", "docx"), ("trafilatura", "a.mhtml", "html")],
)  # fmt: skip
def test_a_missing_library_is_named_with_its_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, file: str, extra: str
) -> None:
    """The other files are read; the message says what to install."""
    archive = mail(page_=page(), Date="Mon, 10 Jul 2023 08:00:00 +0000").as_bytes()
    files = {"a.html": page().encode(), "a.pdf": pdf(HEAD), "a.docx": docx(HEAD), "a.mhtml": archive}
    put(tmp_path, file, files[file])
    put(tmp_path, "2023-07-09.txt", LEAD)
    monkeypatch.setitem(sys.modules, library, None)
    if library == "defusedxml":
        monkeypatch.delitem(sys.modules, "defusedxml.ElementTree", raising=False)
    (refused,) = read_reports(tmp_path).refused.to_dicts()
    assert refused["found"] == f"{library} is not installed"
    assert refused["expected"] == f"the extra `{extra}`, which reads such files"
    assert refused["way_out"] == f"Install it: pip install 'sitrep-analytics[{extra}]'."


READER = """
from analytics.reports import Draft

def read_note(path, file):
    yield Draft(file.at(), path.read_text().upper(), (("column", {"date": "2023-07-10"}),))

def fail(path, file):
    raise KeyError("no such thing")
    yield
"""


def installed(folder: Path, name: str, points: str) -> None:
    """Put a package with readers where Python looks for packages."""
    put(folder, f"{name}.py", READER)
    put(folder, f"{name}-1.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
    put(folder, f"{name}-1.dist-info/entry_points.txt", f"[{GROUP}]\n{points}\n")


def extracted(folder: Path, site: Path) -> subprocess.CompletedProcess[str]:
    """Run the program where that package is installed."""
    command = [sys.executable, "-m", "analytics", "extract", str(folder)]
    environment = os.environ | {"PYTHONPATH": str(site)}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_another_package_s_reader_is_found(tmp_path: Path) -> None:
    """An entry point is enough; one that fails ends its file and no other; two for one ending are both named."""
    site, folder = tmp_path / "site", tmp_path / "in"
    installed(site, "valley_notes", "note = valley_notes:read_note\nodd = valley_notes:fail\ngone = valley_notes:gone")
    installed(site, "ford_notes", "txt = ford_notes:read_note")
    for name in ("a.note", "b.odd", "c.gone", "2023-07-10.txt"):
        put(folder, name, LEAD)
    run = extracted(folder, site)
    assert run.returncode == 4
    reports = [json.loads(line)["text"] for line in run.stdout.splitlines() if '"family":"report"' in line]
    assert reports == [LEAD.upper()]
    assert "2023-07-10.txt: .txt is read by sitrep-analytics and by ford_notes; expected one reader" in run.stderr
    told = "b.odd: its reader, of valley_notes, failed (KeyError: 'no such thing'); expected a reader that ends well."
    assert told in run.stderr
    assert "c.gone: its reader, of valley_notes, failed (AttributeError: " in run.stderr


# ---------------------------------------------------------------------- all of them together


def test_a_folder_of_all_kinds(tmp_path: Path) -> None:
    """Extracted and exported by the program: every file gives its report, and the page tells what was left out."""
    folder = tmp_path / "in"
    claim = "Russian forces captured Robotyne, Ukrainian officials said"
    put(folder, "2023-07-01.txt", f"{claim} at one.\n\nClick here for a map.\n")
    put(folder, "2023-07-02.html", page(f"<p>{claim} at two.</p>"))
    put(folder, "2023-07-03.pdf", pdf(f"{claim} at three."))
    put(folder, "2023-07-04.docx", docx(f"{claim} at four."))
    put(folder, "result.json", json.dumps(channel(message(text=f"{claim} at five."))))
    put(folder, "a.eml", mail(f"{claim} at six.", Date="Tue, 11 Jul 2023 08:00:00 +0000").as_bytes())
    put(folder, "2023-07-06.csv", f'date,text\n2023-07-12,"{claim} at seven."\n')
    run = CliRunner().invoke(app, ["extract", str(folder)])
    assert run.exit_code == 0, run.stderr
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    text = {row["report_id"]: row["text"] for row in rows if row["family"] == "report"}
    captures = [row for row in rows if row["family"] == "claim" and row["kind"] == "capture"]
    assert (len(text), len(captures)) == (7, 7)
    assert all(text[row["report_id"]][row["start"] : row["end"]] == row["quote"] for row in captures)
    assert "; 1 piece of boilerplate left out" in run.stderr
    one = CliRunner().invoke(app, ["extract", str(folder / "2023-07-02.html"), "--json"])
    assert json.loads(one.stderr)["reports"] == 1
    made = publishing.export(folder, notebooks=["04"], out=tmp_path / "pages")
    made.raise_for_failures()
    told = made.pages[0].read_text(encoding="utf-8")
    assert "1 piece of boilerplate is taken out of 1 of 7 reports" in told
    assert "Click here for a map." in told


def test_every_reader_says_the_same_twice(tmp_path: Path) -> None:
    """A second reading in the same process gives the same frames: libraries keep nothing between files."""
    put(tmp_path, "2023-07-02.html", page())
    put(tmp_path, "2023-07-03.pdf", pdf(*PARAGRAPHS[:2]))
    put(tmp_path, "2023-07-04.docx", docx(*PARAGRAPHS))
    first, second = read_reports(tmp_path), read_reports(tmp_path)
    assert first.reports.equals(second.reports)
    assert isinstance(first.removed, pl.DataFrame)
