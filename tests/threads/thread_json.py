"""Threads as plain data, for comparison with the expected files beside the cases."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

from threads.model import Thread


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
