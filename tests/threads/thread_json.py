"""Threads read from files, and as plain data for comparison with the expected files beside them."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

from threads.formats import read_page
from threads.model import Thread
from threads.page import Page

FURNITURE = re.compile(
    r"Add Your Comment|Add A Reply|Have a Techdirt Account|Techdirt Daily|Follow Techdirt"
    r"|^Hide this$|other sites on the web|Email This|only available to registered"
    r"|Thank you for reading this|Filed Under:|link to this|Rate this comment|Subscribe: RSS"
    r"|unsubscribe|Contact us",
    re.MULTILINE,
)


def read(path: Path) -> Thread:
    return read_page(Page.from_bytes(path.read_bytes(), path.name))


def assert_clean(thread: Thread) -> None:
    """Fail where what a site prints around its text stands in the text."""
    for text in (thread.article.body, *(f"{c.subject}\n{c.text}" for c in thread.comments)):
        assert not FURNITURE.search(text)


def plain(thread: Thread) -> dict[str, Any]:
    """Give what differs from the defaults: ``{"article": {...}, "comments": [{...}, ...]}``."""
    return {
        "article": _changed(thread.article),
        "comments": [_changed(comment) for comment in thread.comments],
    }


def expected(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _changed(item: object) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for spec in fields(item):  # type: ignore[arg-type]
        value = getattr(item, spec.name)
        if spec.name == "placement":
            found["placement"] = value.kind
        elif value != spec.default:
            found[spec.name] = list(value) if isinstance(value, tuple) else value
    return found
