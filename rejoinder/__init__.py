"""Rebuild who answered whom under an article, and see how opinion split.

    import rejoinder

    with rejoinder.open("opinions.db") as store:
        rejoinder.read(store, ["saved-page.html"])
        rejoinder.analyze(store)
        rejoinder.report(store, "report.html")
        thread = rejoinder.thread(store, "part of a title")
        chains = rejoinder.frame(store, "chains")

Names are imported when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analyzers.targets.target import Target
    from rejoinder.api import analyze, export, open, propose_targets, read, read_csv, report
    from rejoinder.looking import articles, conversations, figures, frame, thread
    from reports.utterances import Chain, ScoredThread, Sentiment, Stance, Utterance
    from threads.errors import RejoinderError
    from threads.model import Article, Comment, Quote, Reply, Thread
    from threads.store import Store

__version__ = "0.1.0"

_HOMES = {
    "open": "rejoinder.api",
    "read": "rejoinder.api",
    "analyze": "rejoinder.api",
    "propose_targets": "rejoinder.api",
    "report": "rejoinder.api",
    "export": "rejoinder.api",
    "read_csv": "rejoinder.api",
    "articles": "rejoinder.looking",
    "thread": "rejoinder.looking",
    "conversations": "rejoinder.looking",
    "frame": "rejoinder.looking",
    "figures": "rejoinder.looking",
    "Store": "threads.store",
    "Article": "threads.model",
    "Comment": "threads.model",
    "Reply": "threads.model",
    "Quote": "threads.model",
    "Thread": "threads.model",
    "ScoredThread": "reports.utterances",
    "Chain": "reports.utterances",
    "Utterance": "reports.utterances",
    "Sentiment": "reports.utterances",
    "Stance": "reports.utterances",
    "Target": "analyzers.targets.target",
    "RejoinderError": "threads.errors",
}

__all__ = [
    "open",
    "read",
    "analyze",
    "propose_targets",
    "report",
    "export",
    "read_csv",
    "articles",
    "thread",
    "conversations",
    "frame",
    "figures",
    "Store",
    "Article",
    "Comment",
    "Reply",
    "Quote",
    "Thread",
    "ScoredThread",
    "Chain",
    "Utterance",
    "Sentiment",
    "Stance",
    "Target",
    "RejoinderError",
    "__version__",
]


def __getattr__(name: str) -> Any:
    """Import a public name from where it lives."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return value


def __dir__() -> list[str]:
    """Name what ``__getattr__`` would find, too."""
    return sorted({*globals(), *__all__})
