"""Sentences whose every number is computed, for the text around the charts.

Each function returns a `Shown`: HTML in which whatever came from a report is escaped, and the same as plain text.
"""

from analytics.prose.briefing import changes, disputes, newest_acts, reported, weeks
from analytics.prose.ledger import claimants, endings, status_week
from analytics.prose.quality import corrections, passed_over, read_of_days, read_of_names, refusals, standing
from analytics.prose.reports import about, sources
from analytics.prose.totals import advances, diplomacy, mentions, steps, theaters_of

__all__ = [
    "about",
    "advances",
    "changes",
    "claimants",
    "corrections",
    "diplomacy",
    "disputes",
    "endings",
    "mentions",
    "newest_acts",
    "passed_over",
    "read_of_days",
    "read_of_names",
    "refusals",
    "reported",
    "sources",
    "standing",
    "status_week",
    "steps",
    "theaters_of",
    "weeks",
]
