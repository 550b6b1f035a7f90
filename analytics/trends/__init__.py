"""A timeline as small tidy frames, one function a question.

Everything is counted by the day of the *report*: the day on which something was reported, not the day on which it
happened. What later reports repeat is counted again. Rows come in the order of their key columns.

Periods are days, ISO weeks (named by their Monday) or the whole window (named by its first report's day).
"""

from analytics.trends.acts import OTHER_TOPIC, ActTotal, act_totals, diplomatic_acts, diplomatic_developments
from analytics.trends.advances import MOVES, SideTotal, advance_totals, claimed_advances
from analytics.trends.changes import CHANGES, dispute_shares, week_changes
from analytics.trends.cube import CUBE_KEYS, count_cube, exact_limits, words_by_day
from analytics.trends.disputes import against_interest, claimed_by_both, contradicted, disputed_places
from analytics.trends.dyads import QUAD_CLASSES, act_classes, dyads, no_dyad, paired_acts
from analytics.trends.mentions import (
    NO_THEATER,
    TheaterTotal,
    mention_frequency,
    mention_totals,
    share_without_theater,
)
from analytics.trends.movement import movement_that_stood, net_movement
from analytics.trends.periods import Every, choose_period, days_of, periods_read, reported_periods
from analytics.trends.places import claimed_places, named_places
from analytics.trends.quality import (
    coverage,
    credence_mix,
    gaps,
    name_matches,
    rules_fired,
    typos,
    unresolved_names,
)
from analytics.trends.rates import BOOTSTRAP, COUNTING, SPREAD
from analytics.trends.removals import removed_texts, standing_paragraphs
from analytics.trends.steps import mention_steps
from analytics.trends.thresholds import thresholds
from analytics.trends.weeks import (
    BRIEFED,
    COMPARED_DAYS,
    Week,
    both_weeks,
    in_week,
    newest_week,
    newest_weeks,
    strike_totals,
    strikes_by_theater,
)

__all__ = [
    "BOOTSTRAP",
    "BRIEFED",
    "CHANGES",
    "COMPARED_DAYS",
    "COUNTING",
    "CUBE_KEYS",
    "MOVES",
    "NO_THEATER",
    "OTHER_TOPIC",
    "QUAD_CLASSES",
    "SPREAD",
    "ActTotal",
    "Every",
    "SideTotal",
    "TheaterTotal",
    "Week",
    "act_classes",
    "act_totals",
    "advance_totals",
    "against_interest",
    "both_weeks",
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
    "dispute_shares",
    "disputed_places",
    "dyads",
    "exact_limits",
    "gaps",
    "in_week",
    "mention_frequency",
    "mention_steps",
    "mention_totals",
    "movement_that_stood",
    "name_matches",
    "named_places",
    "net_movement",
    "newest_week",
    "newest_weeks",
    "no_dyad",
    "paired_acts",
    "periods_read",
    "removed_texts",
    "reported_periods",
    "rules_fired",
    "share_without_theater",
    "standing_paragraphs",
    "strike_totals",
    "strikes_by_theater",
    "thresholds",
    "typos",
    "unresolved_names",
    "week_changes",
    "words_by_day",
]
