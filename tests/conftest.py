"""What every test shares: which tests this machine can run."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def lacking() -> dict[str, str]:
    """Return the markers whose tests cannot run here, with the reason."""
    reasons = {}
    if not SHARED.is_dir():
        reasons["shared"] = "needs ../shared, which is not here"
    if not any(map(shutil.which, CHROMIUM)):
        reasons["browser"] = "needs Chromium, which is not installed"
    return reasons


def pytest_sessionstart() -> None:
    """Refuse to run half of the tests in CI (``CI=true``): nothing is silently skipped there."""
    reasons = lacking()
    if os.environ.get("CI") == "true" and reasons:
        raise pytest.UsageError(f"CI=true, and tests cannot run: {'; '.join(reasons.values())}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what this machine lacks, with the reason."""
    for marker, reason in lacking().items():
        for item in items:
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))
