"""A timeline as small tidy frames, one function a question.

Everything is counted by the day of the *report*: the day on which something was reported, not the day on which it
happened. What later reports repeat is counted again. Rows come in the order of their key columns.

Periods are days, ISO weeks (named by their Monday) or the whole window (named by its first report's day).
"""

from analytics.trends.acts import ActTotal, act_totals, diplomatic_acts, diplomatic_developments
from analytics.trends.advances import MOVES, SideTotal, advance_totals, claimed_advances
from analytics.trends.cube import CUBE_KEYS, count_cube, words_by_day
from analytics.trends.disputes import against_interest, claimed_by_both, contradicted, disputed_places
from analytics.trends.mentions import (
    NO_THEATER,
    TheaterTotal,
    exact_limits,
    mention_frequency,
    mention_totals,
    share_without_theater,
)
from analytics.trends.periods import Every, choose_period, days_of
from analytics.trends.places import claimed_places
from analytics.trends.quality import (
    coverage,
    credence_mix,
    gaps,
    name_matches,
    rules_fired,
    typos,
    unresolved_names,
)
from analytics.trends.weeks import (
    BRIEFED,
    Week,
    gain_changes,
    in_week,
    mention_changes,
    newest_week,
    newest_weeks,
    strike_changes,
    strike_totals,
    strikes_by_theater,
)

__all__ = [
    "BRIEFED",
    "CUBE_KEYS",
    "MOVES",
    "NO_THEATER",
    "ActTotal",
    "Every",
    "SideTotal",
    "TheaterTotal",
    "Week",
    "act_totals",
    "advance_totals",
    "against_interest",
    "choose_period",
    "claimed_advances",
    "claimed_by_both",
    "claimed_places",
    "contradicted",
    "count_cube",
    "coverage",
    "credence_mix",
    "days_of",
    "diplomatic_acts",
    "diplomatic_developments",
    "disputed_places",
    "exact_limits",
    "gain_changes",
    "gaps",
    "in_week",
    "mention_changes",
    "mention_frequency",
    "mention_totals",
    "name_matches",
    "newest_week",
    "newest_weeks",
    "rules_fired",
    "share_without_theater",
    "strike_changes",
    "strike_totals",
    "strikes_by_theater",
    "typos",
    "unresolved_names",
    "words_by_day",
]
