"""Files that make another program run an export every day: systemd, cron, GitHub Actions.

They are written from templates beside this module; every path in them is quoted as its reader unquotes, or refused.
"""

from analytics.schedules.jobs import KINDS, Job, listed, schedule_files

__all__ = ["KINDS", "Job", "listed", "schedule_files"]
