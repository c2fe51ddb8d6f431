"""Whether a database without names takes time as its comments grow, not as comments times names.

python benchmarks/pseudonymise_speed.py [COMMENTS...]
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from reports.pseudonymised.keys import Key
from reports.pseudonymised.making import pseudonymise
from threads import tables
from threads.identity import identify
from threads.model import Article, Comment, Reply, Thread
from threads.rows import content_hash, to_rows
from threads.store import Store

_A_THREAD = 500  # comments
_PER_PERSON = 10  # comments, so that a hundred thousand are of ten thousand people
_WORDS = 80
# Words and names begin alike now and then, as they do in life.
_SYLLABLES = [a + b + c for a in "bdfklmprstvz" for b in ("a", "e", "i", "ou") for c in "lnrst"]


def main(sizes: list[int]) -> None:
    """Print the seconds for a thousand comments at each size, and the ratio to the first."""
    first = 0.0
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "old.db") as store:
            _fill(store, size)
            start = time.process_time()
            made = pseudonymise(store, Path(folder) / "new.db", Key(b"k" * 32))
            each = 1000 * (time.process_time() - start) / size
            size_out = made.out.stat().st_size / 1e6
        first = first or each
        print(
            f"{size:7,} comments, {made.people:6,} names, {size_out:4.0f} MB: {each:.2f} s a"
            f" thousand, {each / first:.1f} times the first"
        )


def _fill(store: Store, size: int) -> None:
    chance = random.Random(size)
    people = ["".join(chance.choices(_SYLLABLES, k=3)).title() for _ in range(size // _PER_PERSON)]
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 3))) for _ in range(20_000)]
    for number in range(0, size, _A_THREAD):
        comments = tuple(_comments(chance, people, words, min(_A_THREAD, size - number)))
        title = f"Story {number}"
        thread = identify(
            Thread(
                article=Article(
                    url=f"https://example.org/{number}", title=title, format="flat", body=title
                ),
                comments=comments,
            )
        )
        replies = tuple(
            Reply(comment_id=one.id, parent_id=None, depth=1, method="order", confidence=1)
            for one in thread.comments
        )
        # Not by way of Store.add, which takes four times as long as what is measured.
        rows = to_rows(Thread(article=thread.article, comments=thread.comments, replies=replies))
        rows["articles"][0] |= {"content_hash": content_hash(rows), "first_read": "2026-01-01"}
        with store.transaction():
            for table, some in rows.items():
                tables.upsert(store.db, table, some)


def _comments(
    chance: random.Random, people: list[str], words: list[str], count: int
) -> Iterator[Comment]:
    for position in range(1, count + 1):
        said = chance.choices(words, k=_WORDS)
        said[chance.randrange(_WORDS)] = chance.choice(people)
        yield Comment(
            id=f"c{position}",
            position=position,
            author=chance.choice(people),
            posted_at=f"2015-09-18T{position // 60:02d}:{position % 60:02d}",
            subject=f"Re: {said[0]} {said[1]}",
            text=" ".join(said),
        )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 10_000])
