"""Claims through the reports: which tellings speak of one claim, what bears on it, how it ended."""

from analytics.ledgers.building import build_ledger

__all__ = ["build_ledger"]
