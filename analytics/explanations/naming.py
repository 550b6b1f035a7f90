"""The verb: a name to the places that it may mean, and which of them a report would mean by it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from analytics.charts.labels import name_of
from analytics.codebook import Codebook, load_codebook
from analytics.extraction.lookup import look_up
from analytics.extraction.relations import distance_km
from analytics.extraction.theaters import theaters_of
from analytics.printing import printable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from analytics.extraction.lookup import Lookup
    from analytics.extraction.records import Mention, Place
    from analytics.gazetteer import Candidate

__all__ = ["NameExplanation", "explain_name"]


@dataclass(frozen=True, slots=True)
class NameExplanation:
    """What a name may mean.

    Attributes:
        name: The name, on one line.
        verdicts: Sentences: what it means alone, and with the context.
        columns: Names of the columns of `rows`.
        rows: A row a candidate, the winner first.
        alike: Names that may have been meant, where there is no candidate.
        chosen: Id of the place that the name means (in the context, if there is one); null if it stays open.
    """

    name: str
    verdicts: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    alike: tuple[str, ...]
    chosen: str | None

    def __str__(self) -> str:
        """Return a table for a terminal."""
        lines = list(self.verdicts)
        if self.rows:
            table = [self.columns, *self.rows]
            widths = [max(len(row[n]) for row in table) for n in range(len(self.columns))]
            lines += [
                "",
                *("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in table),
            ]
        return "\n".join(map(printable, lines))

    def _repr_html_(self) -> str:
        """Return the same as HTML; names are escaped."""
        told = "".join(f"<p><bdi>{_safe(verdict)}</bdi></p>" for verdict in self.verdicts)
        if not self.rows:
            return told
        head = "".join(f'<th scope="col">{column}</th>' for column in self.columns)
        body = "".join("<tr>" + "".join(f"<td>{_safe(cell)}</td>" for cell in row) + "</tr>" for row in self.rows)
        return f"{told}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _safe(text: str) -> str:
    return escape(printable(text))


def explain_name(
    name: str, *, date: dt.date, near: Sequence[str] = (), codebook: str | Path | Codebook = "default"
) -> NameExplanation:
    """Explain which place a name means.

    Args:
        name: As a report writes it.
        date: The report's day: theaters depend on it.
        near: Names of places that the same paragraph mentions.
        codebook: A shipped codebook's name, a folder, or a loaded codebook.

    Returns:
        Every candidate with id, name, kind, oblast, point, theater, match and distance, and who wins by which rule.

    Raises:
        CodebookError: If the codebook cannot be read.
    """
    book = codebook if isinstance(codebook, Codebook) else load_codebook(codebook)
    alone = look_up(name, date=date, codebook=book)
    within = look_up(name, date=date, codebook=book, near=near) if near else alone
    verdicts = [_verdict(alone, "alone", book)]
    if near:
        verdicts += [_verdict(within, f"with {', '.join(near)}", book), *_context(within, near, book)]
    chosen = within.mention.place if within.mention is not None else None
    points = [m.place for m in within.context if m.place is not None]
    away = ("km away",) if points else ()
    columns = ("", "id", "name", "kind", "oblast", "country", "lat", "lon", "theater", "match", "edits", *away)
    rows = tuple(_row(c, chosen, points, date, book) for c in within.candidates)
    return NameExplanation(
        within.name, tuple(verdicts), columns, rows, within.alike, chosen.place_id if chosen else None
    )


def _verdict(lookup: Lookup, where: str, book: Codebook) -> str:
    name, mention = lookup.name, lookup.mention
    if not lookup.candidates and (mention is None or mention.place is None):
        meant = f"; did you mean {', '.join(map(str.title, lookup.alike))}?" if lookup.alike else ""
        return f"{name}, {where}: no place of that name is known{meant}"
    if mention is None:
        return f"{name}, {where}: not read as a place (a person's name, a nation or a common word)"
    by = name_of(book, "decided_display", mention.decided_by)
    if mention.place is None:
        return f"{name}, {where}: unresolved, {len(lookup.candidates)} candidates"
    part = "" if mention.surface == name else f' (read in "{mention.surface}")'
    place = mention.place
    return f"{name}, {where}: {place.name}, {place.admin1 or place.country} ({place.place_id}){part}; decided by {by}"


def _context(lookup: Lookup, near: Sequence[str], book: Codebook) -> list[str]:
    told = [f"  {m.surface}: {_context_place(m, book)}" for m in lookup.context]
    missing = len(near) - len(lookup.context)
    return told + ([f"  {missing} of the context's names are not read as places"] if missing else [])


def _context_place(mention: Mention, book: Codebook) -> str:
    if mention.place is None:
        return "unresolved"
    by = name_of(book, "decided_display", mention.decided_by)
    return f"{mention.place.name}, {mention.place.admin1 or mention.place.country} ({mention.place.place_id}); by {by}"


def _row(
    candidate: Candidate, chosen: Place | None, context: Sequence[Place], date: dt.date, book: Codebook
) -> tuple[str, ...]:
    place = candidate.place
    theater = theaters_of(book).theater_of(place, date)
    point = ("", "") if place.lat is None or place.lon is None else (f"{place.lat:.4f}", f"{place.lon:.4f}")
    cells = (
        ">" if place == chosen else "", place.place_id, place.name, place.kind, place.admin1 or "", place.country or "",
        *point, theater, candidate.match, str(candidate.distance),
    )  # fmt: skip
    return (*cells, _away(place, context)) if context else cells


def _away(place: Place, context: Sequence[Place]) -> str:
    """Return the km to the nearest place of the context."""
    if place.lat is None or place.lon is None:
        return ""
    here = (place.lat, place.lon)
    km = [distance_km(here, (p.lat, p.lon)) for p in context if p.lat is not None and p.lon is not None]
    return f"{min(km):.0f}" if km else ""
