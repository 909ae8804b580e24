"""Finds a Chromium for the browser tests; ``python tests/browser/find_browser.py --install`` fetches one if it must."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_browser() -> str | None:
    """The path of a Chromium: one of this machine, or the one that Playwright fetched; None if there is neither."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is not None:
        return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def main() -> int:
    """Print where the browser is; with ``--install`` try to fetch one. Never fails: the tests say what they lack."""
    found = find_browser()
    if found is None and "--install" in sys.argv:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
        found = find_browser()
    sys.stderr.write(f"Browser for the tests: {found or 'none; install Chromium to run the browser tests'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
