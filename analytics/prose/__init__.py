"""Sentences whose every number is computed, for the text around the charts.

Each function returns a `Shown`: HTML in which whatever came from a report is escaped, and the same as plain text.
"""

from analytics.prose.briefing import changes, disputes, newest_acts, reported, weeks
from analytics.prose.quality import corrections, passed_over, read_of_days, read_of_names, refusals, standing
from analytics.prose.reports import about, shown_of, sources
from analytics.prose.totals import advances, diplomacy, mentions, theaters_of

__all__ = [
    "about",
    "advances",
    "changes",
    "corrections",
    "diplomacy",
    "disputes",
    "mentions",
    "newest_acts",
    "passed_over",
    "read_of_days",
    "read_of_names",
    "refusals",
    "reported",
    "shown_of",
    "sources",
    "standing",
    "theaters_of",
    "weeks",
]
