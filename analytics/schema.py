"""The four frames of a timeline, and the frames made beside and from it, as dataframely schemas.

Offsets are Python string indices into the untouched ``reports.text``; on every row ``text[start:end] == quote``
(``surface`` for a mention). Dates are days in the codebook's time zone, intervals half-open ``[start, end)``.
Coordinates are WGS84 degrees. ``date_precision`` and ``place_precision`` are 1 exact, 2 within a week or near the
place, 3 within a month or a region (ACLED's codes). Labels are plain strings, checked against the codebook in force:
frames of two codebooks concatenate.
"""

import dataframely as dy
import polars as pl

__all__ = [
    "STATUSES",
    "Claims",
    "Diplomacy",
    "DroppedTriggers",
    "Ledger",
    "Mentions",
    "Outcomes",
    "Refusals",
    "Removals",
    "Reports",
    "Timeline",
]

STATUSES = ("reported", "claimed", "corroborated", "contradicted", "reversed", "lapsed")

CUES = dy.List(
    dy.Struct({"text": dy.String(), "start": dy.Int64(), "end": dy.Int64(), "role": dy.String()}),
    nullable=False,
)


class Reports(dy.Schema):
    """A row a report."""

    report_id = dy.String(primary_key=True)
    date = dy.Date(nullable=False)
    date_source = dy.String(nullable=False)  # option, sidecar, front matter, column, file name, dateline, or a note
    source = dy.String(nullable=True)
    title = dy.String(nullable=True)
    path = dy.String(nullable=True)  # relative to the input root, never absolute
    sha256 = dy.String(nullable=False)
    text = dy.String(nullable=False)
    words = dy.Int64(nullable=False, min=0)
    language = dy.String(nullable=False)
    note = dy.String(nullable=True)  # what a page made from this report must say about it (a sidecar's `origin`)


class Refusals(dy.Schema):
    """A row a report, or a file that should hold one, that was not read. No part of a timeline."""

    file = dy.String(nullable=False)  # relative to the input root, never absolute
    line = dy.Int64(nullable=True, min=1)  # line or row; null for a file that holds one report
    found = dy.String(nullable=False)
    expected = dy.String(nullable=False)
    way_out = dy.String(nullable=False)


class Removals(dy.Schema):
    """A row a report, rule and text that was taken out of it as boilerplate. No part of a timeline."""

    report_id = dy.String(primary_key=True)
    rule = dy.String(primary_key=True)  # entry of the codebook's table `boilerplate`, or what a format's reader knows
    text = dy.String(primary_key=True)
    n = dy.Int64(nullable=False, min=1)  # how often it stood there


class DroppedTriggers(dy.Schema):
    """A row a trigger of a claim that became no record. No part of a timeline."""

    report_id = dy.String(primary_key=True)
    start = dy.Int64(primary_key=True, min=0)  # of the trigger
    end = dy.Int64(nullable=False, min=1)
    date = dy.Date(nullable=False)
    sentence = dy.Int64(nullable=False, min=0)
    trigger = dy.String(nullable=False)
    rule = dy.String(primary_key=True)
    reason = dy.String(nullable=False)  # plan, history, aim, attempt, no place, no actor, bare noun, negated
    cues = CUES
    records = dy.Int64(nullable=False, min=0)  # claims that the same sentence did give
    quote = dy.String(nullable=False)  # the sentence


class Outcomes(dy.Schema):
    """A row a correction: what became of it. No part of a timeline."""

    file = dy.String(nullable=False)  # the file's name, never its path
    number = dy.Int64(nullable=False, min=1)  # position in the file
    report = dy.String(nullable=False)  # as the correction names it
    quote = dy.String(nullable=False)
    field = dy.String(nullable=False)
    value = dy.String(nullable=False)
    why = dy.String(nullable=False)
    rows = dy.Int64(nullable=False, min=0)  # rows changed or taken out; zero where it does not fit
    problem = dy.String(nullable=True)  # why it does not fit


class Mentions(dy.Schema):
    """A row a place mention."""

    report_id = dy.String(primary_key=True)
    start = dy.Int64(primary_key=True, min=0)
    end = dy.Int64(nullable=False, min=1)
    date = dy.Date(nullable=False)
    sentence = dy.Int64(nullable=False, min=0)
    surface = dy.String(nullable=False)
    kind = dy.String(nullable=False)  # settlement, region, water, facility, road, area, other
    place_id = dy.String(nullable=True)
    place = dy.String(nullable=True)
    country = dy.String(nullable=True)
    admin1 = dy.String(nullable=True)
    lat = dy.Float64(nullable=True, min=-90, max=90)
    lon = dy.Float64(nullable=True, min=-180, max=180)
    place_precision = dy.Int64(nullable=True, min=1, max=3)
    theater = dy.String(nullable=False)
    match = dy.String(nullable=False)  # exact, alias, transliteration, typo, overlay, unresolved
    distance = dy.Int64(nullable=False, min=0)  # edits between the surface and the matched name
    candidates = dy.List(dy.String(), nullable=False)  # ids, at most five
    decided_by = dy.String(nullable=False)  # unique, relative, region, city, paragraph, report, theater, none
    corrected = dy.String(nullable=True)  # why, where an analyst corrected the row

    @dy.rule()
    def span_is_not_empty(cls) -> pl.Expr:  # noqa: N805  dataframely hands the class
        """A mention covers at least one character."""
        return pl.col("start") < pl.col("end")


class Claims(dy.Schema):
    """A row an event and place; the rows of one event share ``event_id``."""

    report_id = dy.String(primary_key=True)
    event_id = dy.String(primary_key=True)
    row = dy.Int64(primary_key=True, min=0)
    date = dy.Date(nullable=False)
    sentence = dy.Int64(nullable=False, min=0)
    start = dy.Int64(nullable=False, min=0)
    end = dy.Int64(nullable=False, min=1)
    quote = dy.String(nullable=False)
    trigger = dy.String(nullable=False)
    kind = dy.String(nullable=False)
    actor = dy.String(nullable=False)  # a side's id, both, other, unknown
    sides = dy.List(dy.String(), nullable=False)  # the sides of `both`, else the actor where it is a side
    surface = dy.String(nullable=True)
    place_id = dy.String(nullable=True)
    place = dy.String(nullable=True)
    admin1 = dy.String(nullable=True)
    lat = dy.Float64(nullable=True, min=-90, max=90)
    lon = dy.Float64(nullable=True, min=-180, max=180)
    place_precision = dy.Int64(nullable=True, min=1, max=3)
    relation = dy.String(nullable=True)  # "2 km south of": lat and lon are then the computed point
    toward = dy.List(dy.String(), nullable=False)
    carried = dy.Bool(nullable=False)
    theater = dy.String(nullable=False)
    claimant = dy.String(nullable=False)  # author, a side's id, other, unattributed
    claimant_text = dy.String(nullable=False)  # "" for the author
    against_interest = dy.Bool(nullable=False)
    credence = dy.String(nullable=False)  # confirmed, stated, likely, claimed, doubted, denied
    evidence = dy.String(nullable=False)  # none, footage, geolocated, satellite, statement, both-sides
    event_start = dy.Date(nullable=False)
    event_end = dy.Date(nullable=False)
    date_precision = dy.Int64(nullable=False, min=1, max=3)
    cues = CUES
    rule = dy.String(nullable=False)
    corrected = dy.String(nullable=True)  # why, where an analyst corrected the row

    @dy.rule()
    def interval_is_not_empty(cls) -> pl.Expr:  # noqa: N805  dataframely hands the class
        """An event lasts at least one day."""
        return pl.col("event_start") < pl.col("event_end")


class Diplomacy(dy.Schema):
    """A row an act between states, bodies or the warring parties."""

    report_id = dy.String(primary_key=True)
    event_id = dy.String(primary_key=True)
    date = dy.Date(nullable=False)
    sentence = dy.Int64(nullable=False, min=0)
    start = dy.Int64(nullable=False, min=0)
    end = dy.Int64(nullable=False, min=1)
    quote = dy.String(nullable=False)
    trigger = dy.String(nullable=False)
    kind = dy.String(nullable=False)  # PLOVER event types, lower case
    source = dy.List(dy.String(), nullable=False)  # names of the actor table
    target = dy.List(dy.String(), nullable=False)
    topic = dy.String(nullable=False)
    theater = dy.String(nullable=False)  # always `diplomacy`
    front = dy.String(nullable=True)  # a front that the act names
    claimant = dy.String(nullable=False)
    claimant_text = dy.String(nullable=False)
    credence = dy.String(nullable=False)
    conditions = dy.String(nullable=True)
    event_start = dy.Date(nullable=False)
    event_end = dy.Date(nullable=False)
    date_precision = dy.Int64(nullable=False, min=1, max=3)
    cues = CUES
    rule = dy.String(nullable=False)
    corrected = dy.String(nullable=True)  # why, where an analyst corrected the row

    @dy.rule()
    def interval_is_not_empty(cls) -> pl.Expr:  # noqa: N805  dataframely hands the class
        """An act lasts at least one day."""
        return pl.col("event_start") < pl.col("event_end")


class Timeline(dy.Collection):
    """What was reported: four eager frames whose rows point into the reports."""

    reports: dy.DataFrame[Reports]
    mentions: dy.DataFrame[Mentions]
    claims: dy.DataFrame[Claims]
    diplomacy: dy.DataFrame[Diplomacy]


class Ledger(dy.Schema):
    """A row a claim that is followed through the reports. No part of a timeline: it is made from one."""

    cluster_id = dy.String(primary_key=True)
    first = dy.Date(nullable=False)  # report that first tells of it
    last = dy.Date(nullable=False)  # report that last tells of it
    kind = dy.String(nullable=False)
    actor = dy.String(nullable=False)
    surface = dy.String(nullable=True)
    place_id = dy.String(nullable=True)
    place = dy.String(nullable=True)
    relation = dy.String(nullable=True)  # "south of": what lies near a place is not the place
    theater = dy.String(nullable=False)
    event_start = dy.Date(nullable=False)
    event_end = dy.Date(nullable=False)
    claimants = dy.List(  # who says so, by side; `source` as written, "" where none is named
        dy.Struct({"claimant": dy.String(), "source": dy.String(), "first": dy.Date(), "n": dy.Int64()}), nullable=False
    )
    credences = dy.List(  # in the order of telling, repetitions left out
        dy.Struct({"date": dy.Date(), "credence": dy.String(), "claimant": dy.String()}), nullable=False
    )
    events_for = dy.List(dy.String(), nullable=False)  # event ids, of other claims too, in the order of telling
    events_against = dy.List(dy.String(), nullable=False)
    repeats = dy.List(dy.Struct({"event_id": dy.String(), "repeats": dy.String()}), nullable=False)
    against_interest = dy.Bool(nullable=False)  # somebody whom it hurts says so
    status = dy.String(nullable=False)
    since = dy.Date(nullable=False)
    rule = dy.String(nullable=False)  # that set the status
    history = dy.List(  # each status that it had, the newest last
        dy.Struct({"date": dy.Date(), "status": dy.String(), "rule": dy.String()}), nullable=False
    )

    @dy.rule()
    def status_is_known(cls) -> pl.Expr:  # noqa: N805  dataframely hands the class
        """A status is one of six."""
        return pl.col("status").is_in(STATUSES)

    @dy.rule()
    def days_are_in_order(cls) -> pl.Expr:  # noqa: N805  dataframely hands the class
        """A claim is first told before it is last told, and an event lasts at least one day."""
        return (pl.col("first") <= pl.col("last")) & (pl.col("event_start") < pl.col("event_end"))
