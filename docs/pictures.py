"""Photograph the reports of both examples, section by section, for README and gallery."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from docs.build import ROOT, run_command

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
IMAGES = ROOT / "docs" / "images"
WIDTH, HEIGHT, PHONE = 1200, 900, 390
OPENING = {"x": 0, "y": 0, "width": WIDTH, "height": 1390}
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "doorbells": ("split", "where", "chains", "flow", "time", "moves", "camps", "voices", "sure"),
    "ebooks": ("split", "where", "camps"),
}


def take_all() -> None:
    """Take every picture anew; without a browser they stay as they are, and that is said."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print("docs: no Chromium found, the pictures stay as they are", file=sys.stderr)
        return
    from playwright.sync_api import sync_playwright

    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for name, page in reports(Path(folder)):
            photograph(started, page, name)
        started.close()


def reports(folder: Path) -> Iterator[tuple[str, Path]]:
    """Make the report of each example, from its own database as a user would."""
    for name in SECTIONS:
        source = ROOT / "examples" / f"{name}.html"
        run_command(f"rejoinder run {source} --db {name}.db -o {name}.html", folder)
        yield name, folder / f"{name}.html"


def photograph(browser: Browser, page: Path, name: str) -> None:
    """Take one report's opening, its sections, and its opening on a phone."""
    with_width = _opened(browser, page, WIDTH)
    with_width.screenshot(path=IMAGES / f"{name}.png", clip=OPENING, full_page=True)
    for section in SECTIONS[name]:
        found = with_width.locator(f"section[aria-labelledby={section}]")
        found.screenshot(path=IMAGES / f"{name}-{section}.png")
    with_width.context.close()
    phone = _opened(browser, page, PHONE)
    phone.screenshot(path=IMAGES / f"{name}-phone.png")
    phone.context.close()


def _opened(browser: Browser, page: Path, width: int) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT}, color_scheme="light", reduced_motion="reduce"
    )
    tab = context.new_page()
    tab.goto(page.as_uri())
    tab.wait_for_selector("html[data-ready]", state="attached")
    return tab
