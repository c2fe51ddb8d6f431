"""The time as rows hold it, told in one place."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """Give the UTC time as ISO 8601, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
