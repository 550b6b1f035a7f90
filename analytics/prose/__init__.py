"""Sentences whose every number is computed, for the text around the charts.

Each function returns a `Shown`: HTML in which whatever came from a report is escaped, and the same as plain text.
"""

from analytics.prose.briefing import changes, disputes, newest_acts, reported, weeks
from analytics.prose.headlines import headlines, mention_change
from analytics.prose.ledger import claimants, endings, status_week
from analytics.prose.quality import (
    corrections,
    passed_over,
    read_of_days,
    read_of_names,
    refusals,
    removals,
    standing,
)
from analytics.prose.reports import about, rests_on, shown_of, sources
from analytics.prose.sections import advances_by_theater, mentions_by_theater
from analytics.prose.totals import advances, diplomacy, mentions, most_paired, most_told, steps, theaters_of

__all__ = [
    "about",
    "advances",
    "advances_by_theater",
    "changes",
    "claimants",
    "corrections",
    "diplomacy",
    "disputes",
    "endings",
    "headlines",
    "mention_change",
    "mentions",
    "mentions_by_theater",
    "most_paired",
    "most_told",
    "newest_acts",
    "passed_over",
    "read_of_days",
    "read_of_names",
    "refusals",
    "removals",
    "reported",
    "rests_on",
    "shown_of",
    "sources",
    "standing",
    "status_week",
    "steps",
    "theaters_of",
    "weeks",
]
