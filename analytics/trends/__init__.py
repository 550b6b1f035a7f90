"""A timeline as small tidy frames, one function a question.

Everything is counted by the day of the *report*: the day on which something was reported, not the day on which it
happened. What later reports repeat is counted again. Rows come in the order of their key columns.

Periods are days, ISO weeks (named by their Monday) or the whole window (named by its first report's day).
"""

from analytics.trends.acts import ActTotal, act_totals, diplomatic_acts, diplomatic_developments
from analytics.trends.advances import MOVES, SideTotal, advance_totals, claimed_advances
from analytics.trends.mentions import (
    NO_THEATER,
    TheaterTotal,
    mention_frequency,
    mention_totals,
    share_without_theater,
)
from analytics.trends.periods import Every, choose_period, days_of
from analytics.trends.places import claimed_places

__all__ = [
    "MOVES",
    "NO_THEATER",
    "ActTotal",
    "Every",
    "SideTotal",
    "TheaterTotal",
    "act_totals",
    "advance_totals",
    "choose_period",
    "claimed_advances",
    "claimed_places",
    "days_of",
    "diplomatic_acts",
    "diplomatic_developments",
    "mention_frequency",
    "mention_totals",
    "share_without_theater",
]
