"""What tests of several rooms share: a browser, names that stay the same, Ctrl-C."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# No sandbox, as CI runs as root; nothing that would ask a network of its own accord.
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
)


# Started by nohup or with "&" in a script, tests ignore Ctrl-C, and so would all that they start
# and are to interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Name bytes by their argument: what gzip packs holds the time, and test workers must agree."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the machine's own headless Chromium; nothing is downloaded.

    Skips where there is none, fails instead in CI (``CI`` set), which is to have one.
    """
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        _go_without("no Chromium is installed")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _go_without("the Python package playwright is not installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=list(_FLAGS))
        yield started
        started.close()


def _go_without(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
