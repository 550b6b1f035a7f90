"""Telegram's export as JSON (``result.json``): of a message its channel, its day and its text, nothing of persons."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from analytics.reports.decoding import capped, decoded
from analytics.reports.drafts import Draft, Refusal, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from analytics.reports.files import Found

__all__ = ["read_telegram"]

_FILE_LIMIT = 200_000_000  # bytes
_EXPECTED = "Telegram's export of a channel as JSON (result.json)"
_SHARED = frozenset({"public_channel", "private_channel", "public_supergroup", "private_supergroup", "private_group"})
# Parts of a text that name a person or a way to reach one.
_PERSONAL = frozenset({"mention", "mention_name", "phone", "email", "bank_card"})


def read_telegram(path: Path, file: Found) -> Iterator[Draft | Refusal]:
    """Read an export of one channel or of an account: a report a message with text.

    A message's line is its position among those of its channel. Chats with a person are not read.

    Raises:
        RefusedError: If it is no such export.
    """
    with path.open("rb") as handle:
        text = decoded(capped(handle, file.at(), _FILE_LIMIT, "Export fewer days."), file.at())
    try:
        export = json.loads(text)
    except ValueError as error:
        raise RefusedError(file.at(), f"broken JSON ({error})", _EXPECTED, "Export it again.") from None
    except RecursionError:
        raise RefusedError(file.at(), "JSON nested too deeply", _EXPECTED, "Export it again.") from None
    chats = _chats(export, file)
    shared = [chat for chat in chats if chat.get("type") in _SHARED]
    for chat in shared:
        yield from _messages(chat, file)
    if len(chats) > len(shared):
        found = f"{len(chats) - len(shared):,} of {len(chats):,} chats with a person, or of an unknown type"
        yield Refusal(file.at(), found, "channels and groups", "Export channels alone.")


def _chats(export: Any, file: Found) -> list[Mapping[str, Any]]:
    """Return the chats of an export, one or all of an account."""
    held = export.get("chats", export) if isinstance(export, dict) else None
    given = held.get("list", [held]) if isinstance(held, dict) else None
    chats = given if isinstance(given, list) else []
    if not chats or not all(isinstance(chat, dict) and isinstance(chat.get("messages"), list) for chat in chats):
        keys = ", ".join(map(str, list(export)[:8])) if isinstance(export, dict) else type(export).__name__
        way_out = "In Telegram: Export chat history, format JSON. Other reports as JSON go into a .jsonl file."
        raise RefusedError(file.at(), f"JSON without `messages` (of {keys or 'nothing'})", _EXPECTED, way_out)
    return chats


def _messages(chat: Mapping[str, Any], file: Found) -> Iterator[Draft | Refusal]:
    for number, message in enumerate(chat["messages"], 1):
        if not isinstance(message, dict):
            found = f"a message of type {type(message).__name__}"
            yield Refusal(file.at(number), found, _EXPECTED, "Export it again.")
            continue
        text = _text(message.get("text_entities") or message.get("text") or "")
        if message.get("type") == "message" and text.strip():
            told = {"date": _sent(message), "source": chat.get("name")}
            layer = {key: value for key, value in told.items() if value is not None}
            yield Draft(file.at(number), text, (("message", layer),), message=True)


def _text(parts: Any) -> str:
    """Return the text of parts, each plain or with a type, without those that name a person."""
    given = parts if isinstance(parts, list) else [parts]
    kept = [
        part.get("text") if isinstance(part, dict) and part.get("type") not in _PERSONAL else part for part in given
    ]
    return "".join(part for part in kept if isinstance(part, str))


def _sent(message: Mapping[str, Any]) -> Any:
    """Return when a message was sent; the plain date is of the zone in which it was exported, the other of no zone."""
    try:
        return dt.datetime.fromtimestamp(int(message["date_unixtime"]), dt.UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return message.get("date")
