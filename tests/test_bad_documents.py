"""Bad and hostile pages, documents and messages: each is named with the way out, and stops no other file."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject
from typer.testing import CliRunner

from analytics.cli import app
from analytics.reports import read_reports

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOOD = "The gunners left the ridge before dawn, according to the ferryman who had counted them.\n"
DAY = "2023-07-10"
BODY = "word/document.xml"


def docx(text: str = GOOD) -> bytes:
    """A good Word document."""
    document, out = Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def docx_with(**parts: bytes) -> bytes:
    """A Word document with other parts: ``body`` for its text, ``more`` for a picture."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts["body"] if name == BODY and "body" in parts else old.read(name))
        if "more" in parts:
            new.writestr("word/media/picture.png", parts["more"])
    return out.getvalue()


def xml(text: str, before: str = "") -> bytes:
    """The text of a Word document."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>"
    return f'<?xml version="1.0"?>{before}<w:document xmlns:w="{space}">{body}</w:document>'.encode()


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
BOMB = f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>'
FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def pdf(pages: int = 1, password: str | None = None) -> bytes:
    """A PDF document of blank pages."""
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def pdf_drawing(operators: str, times: int) -> bytes:
    """A PDF document whose only page repeats operators, packed."""
    writer, out, drawn = PdfWriter(), io.BytesIO(), DecodedStreamObject()
    drawn.set_data(operators.encode() * times)
    page = writer.add_blank_page(200, 200)
    page[NameObject("/Contents")] = writer._add_object(drawn.flate_encode())  # noqa: SLF001  as pypdf's manual does
    fonts = DictionaryObject({NameObject("/F"): DictionaryObject({NameObject("/Subtype"): NameObject("/Type1")})})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    writer.write(out)
    return out.getvalue()


def mail(*, attach: bool) -> bytes:
    """A message without a text."""
    made = EmailMessage()
    made["From"] = "olena@desk.example"
    if attach:
        made.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="olena.pdf")
    return made.as_bytes()


def nested(depth: int) -> bytes:
    """A message within a message within ..."""
    return b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(depth)) + b"\nx"


DOCX_, PDF_, HTML_, EML_, MHTML_, JSON_ = (f"{DAY}.{end}" for end in ("docx", "pdf", "html", "eml", "mhtml", "json"))
WORD, PDF = "a Word document (.docx)", "a PDF document with text"
CUT, BROKEN = f"no Word document, or one that is cut off; expected {WORD}", "a broken PDF document ("
NO_ARTICLE = "a page without an article, or with tags nested too deeply; expected a saved page"
HEADLESS = "no head of a message; expected an e-mail with a text"
COPY = "Save it again, or copy its text."
AGAIN = "Save it again as .docx, or copy its text into a .txt file."
ARTICLE = "Copy the report's text into a .txt file."
EXPORT = "Telegram's export of a channel as JSON (result.json)"

# Name, content (made when it is wanted, where it is large), and how the line that names it begins and ends.
FILES: dict[str, tuple[str, bytes | Callable[[], bytes], str, str]] = {
    "docx, cut off": (
        DOCX_,
        docx()[:-400],
        CUT,
        AGAIN,
    ),
    "docx, empty": (DOCX_, b"", CUT, AGAIN),
    "docx that is a text": (DOCX_, GOOD.encode(), CUT, AGAIN),
    "docx, another zip": (DOCX_, docx_with(body=b"<x/>"), "a broken Word document (", AGAIN),
    "docx with a bomb of entities": (
        DOCX_,
        docx_with(body=xml("&a8;", BOMB)),
        "XML that declares entities",
        AGAIN,
    ),
    "docx with a file as entity": (
        DOCX_,
        docx_with(body=xml("&a;", FILE)),
        "XML that declares entities",
        AGAIN,
    ),
    "docx that unfolds to much": (
        DOCX_,
        lambda: docx_with(body=xml("ha" * 20_000_000)),
        "17 parts that unfold to 40,",
        AGAIN,
    ),
    "docx with a huge picture": (
        DOCX_,
        lambda: docx_with(more=bytes(250_000_000)),
        "18 parts that unfold to 250,",
        AGAIN,
    ),
    "docx, old or locked": (
        DOCX_,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        f"an encrypted or an old Word document; expected {WORD}",
        "Save it as .docx without a password.",
    ),
    "docx without words": (DOCX_, docx(" "), "nothing; expected", "Fill it, or take it out of the folder."),
    "pdf of garbage": (
        PDF_,
        b"".join(hashlib.sha256(b"%d" % n).digest() for n in range(600)),
        BROKEN,
        "or copy its text.",
    ),
    "pdf, cut off": (PDF_, pdf()[:200], BROKEN, COPY),
    "pdf, empty": (PDF_, b"", "a broken PDF document (EmptyFileError", COPY),
    "pdf, a scan": (
        PDF_,
        pdf(3),
        f"no text on any of 3 pages (perhaps a scan); expected {PDF}",
        "Recognise its text first, for example by ocrmypdf.",
    ),
    "pdf, locked": (
        PDF_,
        pdf(1, "ford"),
        f"an encrypted PDF document; expected {PDF}",
        "Save a copy that opens without a password.",
    ),
    "pdf of many pages": (PDF_, lambda: pdf(1_001), "1,001 pages; expected at most 1,000 a report", "Split it."),
    "pdf that unfolds to much": (
        PDF_,
        lambda: pdf_drawing("q Q ", 10_000_000),
        "a broken PDF document (LimitReachedError",
        COPY,
    ),
    "html, empty": (
        HTML_,
        b"",
        NO_ARTICLE,
        ARTICLE,
    ),
    "html without words": (HTML_, b"<html><body><p></p></body></html>", NO_ARTICLE, ARTICLE),
    "html nested 200,000 deep": (
        HTML_,
        b"<div>" * 200_000 + GOOD.encode(),
        NO_ARTICLE,
        ARTICLE,
    ),
    "html that is a picture": (
        HTML_,
        b"\x89PNG\r\n\x1a\n",
        "a picture; expected",
        "Save its text as a .txt file.",
    ),
    "html with a NUL": (HTML_, b"<p>x\0\0y</p>", "", ""),
    "html of 20 MB": (
        HTML_,
        lambda: b"<p>" + b" " * 20_000_000,
        "over 20,000,000 bytes; expected at most 20,000,000 bytes a file",
        "Save it without its pictures.",
    ),
    "eml of nothing": (EML_, b"", HEADLESS, "as .eml."),
    "eml of garbage": (
        EML_,
        b"\xff\xfe\x00" * 99,
        "no head of a message",
        "Save it from the mail program as .eml.",
    ),
    "eml without text": (
        EML_,
        mail(attach=False),
        "a message without text, with 0 attached",
        "Take it out of the folder.",
    ),
    "eml of an attachment": (
        EML_,
        mail(attach=True),
        "a message without text, with 1 attached; expected an e-mail with a text",
        "Save what is attached beside it.",
    ),
    "eml nested deep": (EML_, nested(3_000), "", ""),
    "mhtml without a page": (
        MHTML_,
        b"MIME-Version: 1.0\n\nx",
        "no page; expected a browser's web archive",
        "as HTML.",
    ),
    "json that is none": (JSON_, b'{"name": "x", "mess', "broken JSON (", "Export it again."),
    "json of something else": (
        JSON_,
        b'{"type": "FeatureCollection", "features": []}',
        f"JSON without `messages` (of type, features); expected {EXPORT}",
        "Other reports as JSON go into a .jsonl file.",
    ),
    "json nested deep": (
        JSON_,
        b"[" * 100_000,
        f"JSON nested too deeply; expected {EXPORT}",
        "Export it again.",
    ),
    "json of a chat with a person": (
        JSON_,
        json.dumps({"name": "Olena", "type": "personal_chat", "messages": [{"text": GOOD}]}).encode(),
        "1 of 1 chats with a person, or of an unknown type; expected channels and groups",
        "Export channels alone.",
    ),
}


@pytest.mark.parametrize("case", FILES)
def test_a_bad_file_is_named_and_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Callable[..., None], case: str
) -> None:
    """Exit code 4 with one whole message, the good report is extracted, nothing of a person or this machine is told."""
    name, content, begins, ends = FILES[case]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(content() if callable(content) else content)
    (tmp_path / "in" / "2023-07-01-good.txt").write_text(GOOD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["extract", "in"])
    head, *lines = result.stderr.splitlines()[1:]
    told(case, result.exit_code, lines[0].strip())
    assert (result.exit_code, head, len(lines)) == (4, "1 refused:", 1), result.stderr
    assert lines[0].startswith(f"  {name}: {begins}")
    assert lines[0].endswith(ends)
    assert "Olena" not in lines[0]
    assert str(tmp_path) not in result.stderr
    assert [row["text"] for row in map(json.loads, result.stdout.splitlines()) if row["family"] == "report"] == [GOOD]


SEEDS = {
    "docx": docx(),
    "pdf": pdf(2),
    "html": f"<!doctype html><html><head><meta charset=utf-8></head><body><p>{GOOD * 9}</p></body></html>".encode(),
    "eml": f"From: a@b.example\nDate: Mon, 10 Jul 2023 08:00:00 +0300\n\n{GOOD}".encode(),
    "json": json.dumps(
        {"name": "x", "type": "public_channel", "messages": [{"type": "message", "text": GOOD}]}
    ).encode(),
    "mhtml": b"MIME-Version: 1.0\nContent-Type: text/html\n\n<html><p>x</p></html>",
}


@pytest.mark.parametrize("ending", SEEDS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_bytes_stop_the_others(tmp_path: Path, ending: str, data: st.DataObject) -> None:
    """Cut, overwritten and swapped bytes give a report or a refusal, never an exception."""
    content = bytearray(SEEDS[ending])
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, max(len(content) - 1, 0)))
        content[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=12))
    content = content[: data.draw(st.integers(0, len(content)))] if data.draw(st.booleans()) else content
    (tmp_path / f"{DAY}.{ending}").write_bytes(content)
    (tmp_path / "2023-07-01.txt").write_text(GOOD, encoding="utf-8")
    reading = read_reports(tmp_path)
    assert "2023-07-01.txt" in reading.reports["path"].to_list()
    assert reading.reports.height + reading.refused.height <= 3
