"""The tables of ``rejoinder watch``: what is watched, what happened, and what was told of it.

An event names comments by their ids and nobody by name: whoever was meant is looked up when it is
told, and an event stays the same event however a page renames people.
"""

from __future__ import annotations

from threads.declared import Column, Table

WATCHED = Table(
    "watched",
    "Each source that was watched, from its first look on.",
    (
        Column("source", "TEXT!", "file, folder or address, as it is asked for", since=10),
        Column("first_look", "TEXT!", "UTC time; what was there by then is not told", since=10),
    ),
    pk=("source",),
    since=10,
)
EVENTS = Table(
    "events",
    "What watching found: each event once.",
    (
        Column("id", "TEXT!", "id of its comment, a slash, its kind", since=10),
        Column("article_id", "TEXT!", "the article", references="articles", since=10),
        Column("kind", "TEXT!", "heat, pile-on, burst or newcomer", since=10),
        Column("comment_id", "TEXT!", "the comment that it begins with", since=10),
        Column("figure", "REAL!", "what was measured when it was found", since=10),
        Column("threshold", "REAL!", "what had to be reached then", since=10),
        Column("detail", "TEXT!", "JSON object: what the figure is made of", since=10),
        Column("found_at", "TEXT!", "UTC time", since=10),
    ),
    pk=("id",),
    indexes=(("article_id",),),
    since=10,
)
TELLINGS = Table(
    "tellings",
    "Where each event is to be told, and whether it was; none for what was there at first.",
    (
        Column("event_id", "TEXT!", "the event", references="events", since=10),
        Column("channel", "TEXT!", "print, exec or webhook", since=10),
        Column("begun_at", "TEXT", "UTC time of the first attempt; null = not begun", since=10),
        Column("told_at", "TEXT", "UTC time; null = not told yet", since=10),
        Column("failure", "TEXT", "what went wrong at the last attempt", since=10),
    ),
    pk=("event_id", "channel"),
    since=10,
)

WATCHING = (WATCHED, EVENTS, TELLINGS)
