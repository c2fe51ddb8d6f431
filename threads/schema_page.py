"""The schema as Markdown, for its page of the docs."""

from __future__ import annotations

from collections.abc import Iterator

from threads.declared import Table
from threads.schema import TABLES

SEARCH_ABOUT = (
    "Full-text index (FTS5) over the comments' subject, text and author; its rowid is that of "
    "`comments`, and triggers keep it right whoever writes."
)


def describe() -> str:
    """Write every table and column as Markdown, for the schema page of the docs."""
    return "\n".join(line for table in TABLES.values() for line in _described(table)) + (
        f"\n## comments_fts\n\n{SEARCH_ABOUT}\n"
    )


def _described(table: Table) -> Iterator[str]:
    yield f"## {table.name}\n\n{table.about}\n"
    yield "| column | type | null | holds |"
    yield "| --- | --- | --- | --- |"
    for column in table.columns:
        key = " (key)" if column.name in table.pk else ""
        null = "" if column.is_required else "yes"
        target = f" → `{column.references}`" if column.references else ""
        kind = column.kind.rstrip("!").lower()
        yield f"| `{column.name}`{key} | {kind} | {null} | {column.about}{target} |"
    yield ""
