from __future__ import annotations

from pathlib import Path

from analyzers.carried import carry_over
from analyzers.run import analyze
from tests.threads.builders import comment, page, thread
from threads.store import Store
from threads.tree import rebuild


def stored(path: Path, author: str) -> Store:
    store = Store(path)
    store.add(rebuild(thread(comment(1, "I agree with all of it.", author=author))), page())
    return store


def test_what_was_fresh_is_fresh_and_what_was_stale_stale(tmp_path: Path) -> None:
    with stored(tmp_path / "old.db", "Hedgerow") as old, stored(tmp_path / "new.db", "P 1") as new:
        analyze(old, engine="fast")
        (article,) = (one.id for one in old.articles())
        old.set_fingerprint(article, "chains", "of an earlier version")
        assert old.content_hash(article) != new.content_hash(article)
        carry_over(old, new, {article: article})
        fingerprints = new.fingerprints(article)
        assert fingerprints.keys() == old.fingerprints(article).keys()
        assert fingerprints["chains"] == ""
        again = analyze(new)
        assert "chains" in again.rows
        assert "stance" not in again.rows
        assert "sentiment" not in again.rows
