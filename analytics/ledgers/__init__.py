"""Claims through the reports: which tellings speak of one claim, what bears on it, how it ended."""

from analytics.ledgers.building import build_ledger
from analytics.ledgers.changes import status_changes
from analytics.ledgers.control import control
from analytics.ledgers.ends import event_statuses
from analytics.ledgers.record import claimants_record, ended_claims

__all__ = ["build_ledger", "claimants_record", "control", "ended_claims", "event_statuses", "status_changes"]
