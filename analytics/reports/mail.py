"""E-mail (.eml): of a message its list or the sender's domain, its day and its text, nothing of persons.

A browser's web archive (.mhtml) is the same kind of file around a page.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.utils import parseaddr
from typing import TYPE_CHECKING

from analytics.reports.decoding import capped, decoded_as
from analytics.reports.drafts import Draft, RefusedError
from analytics.reports.html import page_draft, read_html
from analytics.reports.wrapping import unwrapped

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from email.message import EmailMessage, MIMEPart
    from pathlib import Path

    from analytics.reports.drafts import Refusal
    from analytics.reports.files import Found

__all__ = ["read_archive", "read_mail"]

_FILE_LIMIT = 50_000_000  # bytes, of what is attached too
_EXPECTED = "an e-mail with a text"
_LIST = re.compile(r"<([^<>\s]+)>\s*$")
_SIGNATURE = re.compile(r"^-- ?\r?\n.*\Z", re.MULTILINE | re.DOTALL)  # RFC 3676, section 4.3


def read_mail(path: Path, file: Found) -> Iterator[Draft | Refusal]:
    """Read a message as one report; what is attached to it is not read.

    Raises:
        RefusedError: If it is none, has no text, or one in an encoding that it does not name rightly.
    """
    with _parsing(file):
        message = _message(path, file)
        if not message.keys():
            raise RefusedError(file.at(), "no head of a message", _EXPECTED, "Save it from the mail program as .eml.")
        told = {"date": _sent(message), "source": _channel(message)}
        text = _text(message, file)
    yield Draft(file.at(), text, (("message", {key: value for key, value in told.items() if value}),), message=True)


def read_archive(path: Path, file: Found) -> Iterator[Draft | Refusal]:
    """Read the page of a web archive.

    Raises:
        RefusedError: If there is none in it, or see `analytics.reports.html.read_html`.
    """
    with _parsing(file):
        page = _message(path, file).get_body(("html",))
        if page is None:
            raise RefusedError(file.at(), "no page", "a browser's web archive", "Save the page again, as HTML.")
        content, charset = _bytes(page), page.get_content_charset()
    yield page_draft(read_html(content, file.at(), charset=charset), file.at())


@contextmanager
def _parsing(file: Found) -> Iterator[None]:
    """Turn what the standard library trips over into a refusal; it may do so at any head that it is asked for."""
    try:
        yield
    except (RefusedError, OSError):
        raise
    except Exception as error:  # noqa: BLE001  hostile heads end it in many ways
        found = f"a broken message ({type(error).__name__})"
        raise RefusedError(file.at(), found, _EXPECTED, "Save it again from the mail program.") from None


def _message(path: Path, file: Found) -> EmailMessage:
    with path.open("rb") as handle:
        content = capped(handle, file.at(), _FILE_LIMIT, "Save it without what is attached.")
    return message_from_bytes(content, policy=policy.default)


def _bytes(part: MIMEPart) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(message: EmailMessage, file: Found) -> str:
    """Return the plain text of a message with its lines joined, else that of its page."""
    plain = message.get_body(("plain",))
    text = "" if plain is None else decoded_as(_bytes(plain), plain.get_content_charset(), file.at())
    if text.strip():
        return "\n\n".join(unwrapped(_SIGNATURE.sub("", text).splitlines()))
    page = message.get_body(("html",))
    if page is None:
        attached = sum(1 for _ in message.iter_attachments()) if message.is_multipart() else 0
        found = f"a message without text, with {attached} attached"
        way_out = "Save what is attached beside it." if attached else "Take it out of the folder."
        raise RefusedError(file.at(), found, _EXPECTED, way_out)
    return read_html(_bytes(page), file.at(), charset=page.get_content_charset()).text


def _sent(message: EmailMessage) -> dt.datetime | None:
    """Return the day of the head; null where it is none: a name or a dateline may tell it."""
    return getattr(message["date"], "datetime", None)


def _channel(message: EmailMessage) -> str | None:
    """Return the id of the mailing list, else the domain of the sender: no name and no address."""
    listed = _LIST.search(str(message.get("list-id", "")))
    domain = parseaddr(str(message.get("from", "")))[1].rpartition("@")[2]
    return (listed[1] if listed else domain) or None
