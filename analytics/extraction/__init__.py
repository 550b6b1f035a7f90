"""From reports to a timeline: mentions, claims and diplomatic acts."""
