"""What every test shares: where the project is, and which tests this machine can run."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, with the reason, what this machine lacks; in CI (``CI=true``) let it run and fail."""
    if os.environ.get("CI") == "true":
        return
    lacking = {
        "shared": None if SHARED.is_dir() else "needs ../shared, which is not here",
        "browser": None if any(map(shutil.which, CHROMIUM)) else "needs Chromium, which is not installed",
    }
    for item in items:
        for marker, reason in lacking.items():
            if reason and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))
