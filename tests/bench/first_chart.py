"""Print after how many milliseconds the first chart of each page is drawn, in Chromium with the network off.

    python tests/bench/first_chart.py FOLDER

FOLDER holds exported pages. The page's own clock counts from the start of its loading to the frame after the first
chart has come. The middle of five loads each.
"""

from __future__ import annotations

import shutil
import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_LOADS = 5
_CLOCK = """
new MutationObserver((changes, observer) => {
  if (!document.querySelector('figure.chart[data-state="drawn"]')) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.firstChart = performance.now(); }));
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-state"] });
"""


def first_chart(browser: Browser, page: Path) -> float:
    """Load a page with an empty cache and return the milliseconds to its first chart."""
    context = browser.new_context(offline=True)
    try:
        context.add_init_script(_CLOCK)
        tab = context.new_page()
        tab.goto(page.resolve().as_uri())
        return float(tab.wait_for_function("() => window.firstChart").json_value())
    finally:
        context.close()


def main() -> None:
    """Load every page of the folder that has a chart, print a line each."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    pages = [page for page in sorted(Path(sys.argv[1]).glob("*.html")) if 'class="chart"' in page.read_text("utf-8")]
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        for page in pages:
            loads = [first_chart(browser, page) for _ in range(_LOADS)]
            print(f"{page.name}: {statistics.median(loads):.0f} ms, at most {max(loads):.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
