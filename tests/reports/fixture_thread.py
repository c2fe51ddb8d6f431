"""A small thread of our own, laid into a database row by row, and larger ones made by rule.

The rows are written without readers or analyzers, so that what a report says can be checked
against what is known here.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from threads.database import open_database

ARTICLE = "a1b2c3d4e5f6"
EMPTY = "000000000000"
FRESH = "ffffffffffff"

LONG_WORD = "whoo" + "o" * 9_996
ESCAPES = "\x1b[31mred\x1b[0m and a bell\x07"
TURNED = "plain \u202eturned round\u202c and a mark \u200f here"
MARKUP = "<script>document.title='owned'</script></script><img src=x onerror=alert(1)>"
TEMPLATE = "{{ 7*7 }} {% raw %} ${7*7} %{customdata} $E=mc^2$ &lt;b&gt; <b>bold</b> \\frac12"
LINK = 'see <a href="javascript:alert(1)">this</a> or javascript:alert(document.domain)'
ZALGO = "ẑ̴̧͇a̶̛͎l̷̰̏g̸̟͌o̵͍͝ " + "o\u0300\u0301\u0302" * 40


class Said(NamedTuple):
    """One comment: what it is, whom it answers, what was made of it."""

    author: str | None
    parent: int | None
    text: str
    to_article: str | None
    to_parent: str | None
    compound: float | None
    subject: str | None = ""
    method: str = "nesting"
    confidence: float = 1.0
    minutes: int = 11
    registered: int | None = 0
    state: str = "present"
    asks: int = 0


SAID = (
    Said("Hedgerow", None, "About time. I work nights, and at eight in the morning the whole "
         "street howls.\n\nThe council got one right for once.", "support", "agree", 0.42,
         "About time", registered=1),
    Said("Rake & Sons", 1, "You work nights, we work days. A rake takes four times as long, and "
         "you will see it on the bill.", "oppose", "disagree", -0.21, "Re: About time"),
    Said("Hedgerow", 2, "four times as long\n\nTwice, by your own leaflet. I kept it.", "support",
         "disagree", 0.05, "Re: Re: About time", registered=1),
    Said("Anonymous Coward", 3, "Leaflets lie.", "neutral", "neutral", -0.34,
         "Re: Re: Re: About time", method="subject", confidence=0.93),
    Said("Anonymous Coward", None, "Another ban. What is next, brooms?", "oppose", "disagree",
         -0.56, asks=1, method="order", confidence=0.88),
    Said("Mina Ødegård", 5, "Brooms don't wake my daughter.", "support", "disagree", 0.0,
         method="quote", confidence=0.74),
    Said("Old Tom", None, MARKUP, "neutral", "neutral", 0.0, '"><svg onload=alert(2)>'),
    Said('O\'Brien "the blower" <b>', None, TEMPLATE, "oppose", "disagree", -0.4,
         "<i>Re:</i> &amp;"),
    Said("Anonymous Coward", 8, LINK, "neutral", "neutral", 0.0, method="subject", confidence=0.61),
    Said("\u202eevil", None, TURNED, "neutral", "neutral", 0.1),
    Said("Console", None, ESCAPES, "neutral", "neutral", -0.2),
    Said("Breathless", None, LONG_WORD, "support", "agree", 0.0),
    Said("甘德", None, "落叶无声。 安静的早晨。", None, None, None),
    Said("דנה", 13, "סוף סוף קצת שקט ברחוב.", None, None, None),
    Said(None, None, ZALGO, "neutral", "neutral", 0.0),
    Said("Hedgerow", 6, "Mine either. Thank you, Mina, that is it exactly.", "support", "agree",
         0.77, method="name", confidence=0.81, registered=1),
    Said("Rake & Sons", 6, "Then send her to the park, where we still may blow.", "oppose",
         "disagree", -0.1, method="turns", confidence=0.43),
    Said("Mina Ødegård", 17, "She is two.", "support", "disagree", 0.0, method="subject+turns",
         confidence=0.9),
    Said("Rake & Sons", 18, "I take that back. I'm sorry. Mine is four and I forgot what it is "
         "like. Start at nine, then? I could live with nine.", "support", "agree", 0.15,
         method="subject", confidence=0.97),
    Said("Hedgerow", 19, "Nine is fine by me.", "support", "agree", 0.3, method="subject",
         confidence=0.97, registered=1),
    Said("Anonymous Coward", 19, "", None, None, None, state="removed"),
    Said("Fact Finder", None, "The ban covers petrol engines only; the article says so in its "
         "last paragraph. Battery ones may run until six.", "neutral", "neutral", 0.0,
         registered=1),
    Said("Old Tom", 22, "Nobody reads to the last paragraph, least of all here!", "neutral",
         "agree", -0.3),
    Said("Quiet Please", None, "Good.\nGood.\nGood.", "support", "agree", 0.9, minutes=90),
    Said("Long Winded", 24, "I remember when leaves were left to lie. " * 30, "support", "agree",
         0.2, minutes=40),
)  # fmt: skip
_BODY = "The council voted on Monday to silence petrol leaf blowers.\n\nBattery ones stay."
_BECAUSE = '{"because": [{"feature": "says <b>you</b>", "weight": 0.2, "words": ["you"]}]}'
_CLAIMED = 27


def connect(path: Path) -> sqlite3.Connection:
    """Make an empty database of ours."""
    return open_database(path, "create").conn


def build(path: Path) -> sqlite3.Connection:
    """Make the database: the thread, an article without comments, and one not analyzed."""
    db = connect(path)
    add_article(db, ARTICLE, title="Town Silences <i>Petrol</i> Leaf Blowers & Wakes No One",
                url="https://example.org/2019/10/leaf-blowers", claimed=_CLAIMED)  # fmt: skip
    add_comments(db, ARTICLE, SAID)
    _add_quotes(db)
    _add_repairs(db)
    _add_languages(db)
    _add_camps(db)
    _add_dynamics(db)
    _add_targets(db)
    add_split(db, ARTICLE)
    add_chains(db, ARTICLE, SAID)
    mark_analyzed(db, ARTICLE)
    add_article(db, EMPTY, title="Nothing Was Said", url="javascript:alert(3)", claimed=0)
    add_article(db, FRESH, title="Read but Not Yet Analyzed", url=None, claimed=None)
    add_comments(db, FRESH, [Said("Early", None, "First!", None, None, None)])
    return db


def insert(db: sqlite3.Connection, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        names = ", ".join(row)
        marks = ", ".join("?" * len(row))
        db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))


def add_article(
    db: sqlite3.Connection, name: str, *, title: str, url: str | None, claimed: int | None
) -> None:
    insert(db, "articles", [{
        "id": name, "url": url, "title": title, "author": "Wren Carter",
        "outlet": "The Parish Pump", "dept": None, "published_at": "2019-10-07T08:30",
        "body": _BODY, "tags": "[]", "format": "by hand", "claimed_comments": claimed,
        "content_hash": "0f" * 32,
        "first_read": "2019-11-01T10:00:00Z",
    }])  # fmt: skip
    insert(db, "snapshots", [{
        "article_id": name, "source": "private/of-somebody/leaf-blowers.html", "format": "by hand",
        "sha256": "ab" * 32, "read_at": "2019-11-01T10:00:00Z", "comments": 25,
    }])  # fmt: skip


def comment_id(article: str, position: int) -> str:
    return f"{article}-{position:08x}"


def add_comments(db: sqlite3.Connection, article: str, said: Iterable[Said]) -> None:
    """Lay in comments, edges, stances and sentiment in bulk."""
    comments, replies, stances, sentiments = [], [], [], []
    time = datetime(2019, 10, 7, 9, 0)
    depths: dict[int, int] = {}
    for position, one in enumerate(said, 1):
        name = comment_id(article, position)
        time += timedelta(minutes=one.minutes)
        author_id = None if one.author in {None, "Anonymous Coward"} else f"p-{one.author}"
        depths[position] = depths[one.parent] + 1 if one.parent else 1
        comments.append((name, article, position, one.author, author_id, one.registered,
                         time.isoformat("T", "minutes"), one.subject, one.text, one.text, one.state,
                         0, "[]", "nested"))  # fmt: skip
        parent = comment_id(article, one.parent) if one.parent else None
        replies.append((name, parent, depths[position], one.method, one.confidence,
                        '{"words": ["leaf", "<b>blower</b>"], "runner_up": "article",'
                        ' "runner_up_p": 0.04}'))  # fmt: skip
        if one.to_article and one.to_parent:
            stances.append((name, one.to_parent, *_chances(one.to_parent, "agree", "disagree"),
                            one.to_article, *_chances(one.to_article, "support", "oppose"),
                            one.asks, "neural 1", _BECAUSE))  # fmt: skip
        if one.compound is not None:
            sentiments.append((name, one.compound, _label(one.compound), 1))
    db.executemany(
        "INSERT INTO comments (id, article_id, position, author, author_id, registered, posted_at,"
        " subject, text, own_text, state, subject_lost, quoted, placement)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", comments)  # fmt: skip
    db.executemany("INSERT INTO replies VALUES (?,?,?,?,?,?)", replies)
    db.executemany("INSERT INTO stance VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", stances)
    db.executemany("INSERT INTO sentiment VALUES (?,?,?,?)", sentiments)


def _chances(label: str, first: str, last: str) -> tuple[float, float, float]:
    return tuple(0.8 if label == name else 0.1 for name in (first, "neutral", last))  # type: ignore[return-value]


def _label(compound: float) -> str:
    return "neutral" if abs(compound) < 0.05 else "positive" if compound > 0 else "negative"


def _add_quotes(db: sqlite3.Connection) -> None:
    insert(db, "quotes", [
        {"comment_id": comment_id(ARTICLE, 3), "ordinal": 1, "source": "comment",
         "source_id": comment_id(ARTICLE, 2), "text": "four times as long", "similarity": 1.0},
        {"comment_id": comment_id(ARTICLE, 22), "ordinal": 1, "source": "article",
         "source_id": ARTICLE, "text": "petrol engines", "similarity": 0.9},
    ])  # fmt: skip


def _add_repairs(db: sqlite3.Connection) -> None:
    told = ((9, "duplicate_id"), (7, "cycle"), (14, "cycle"))
    insert(db, "repairs", [
        {"article_id": ARTICLE, "ordinal": ordinal, "comment_id": comment_id(ARTICLE, position),
         "kind": kind, "detail": f"mended at {position} <i>by hand</i>"}
        for ordinal, (position, kind) in enumerate(told, 1)
    ])  # fmt: skip


def add_chains(db: sqlite3.Connection, article: str, said: Iterable[Said]) -> None:
    chains: dict[int, list[tuple[int, int, Said]]] = {}
    place: dict[int, tuple[int, int]] = {}
    for position, one in enumerate(said, 1):
        top, depth = place[one.parent] if one.parent else (position, 0)
        place[position] = (top, depth + 1)
        if one.state == "present":
            chains.setdefault(top, []).append((position, depth + 1, one))
    for top, members in chains.items():
        parents = [one.to_parent for position, _, one in members if position != top]
        scores = [one.compound for *_, one in members if one.compound is not None]
        sides = parents.count("agree"), parents.count("disagree")
        insert(db, "chains", [{
            "id": comment_id(article, top), "article_id": article,
            "root_comment_id": comment_id(article, top), "comments": len(members),
            "depth": max(depth for _, depth, _ in members),
            "authors": len({one.author for *_, one in members}), "started_at": "2019-10-07T09:11",
            "ended_at": "2019-10-07T19:00", "agree": sides[0], "neutral": parents.count("neutral"),
            "disagree": sides[1], "sentiment": sum(scores) / len(scores) if scores else None,
            "split": 2 * min(sides) / sum(sides) if sum(sides) else None,
            "heat": round(sides[1] / len(members), 3),
            "flip_comment_id": comment_id(article, 19) if top == 5 and article == ARTICLE else None,
        }])  # fmt: skip


def _add_camps(db: sqlite3.Connection) -> None:
    insert(db, "article_camps", [
        {"article_id": ARTICLE, "people": 17, "replies": 30, "z": 2.8, "camps": 2,
         "frustration": 0.1, "frustration_random": 0.2, "cross_camp": 0.75}
    ])  # fmt: skip
    who = (("Hedgerow", None, "A", 0.78), ("Mina Ødegård", None, "A", 0.76),
           ("Rake & Sons", None, "B", 0.22), (None, 5, "B", 0.24))  # fmt: skip
    insert(db, "camps", [
        {"id": f"{ARTICLE}/{comment_id(ARTICLE, position) if position else f'p-{author}'}",
         "article_id": ARTICLE, "author_id": f"p-{author}" if author else None,
         "comment_id": comment_id(ARTICLE, position) if position else None, "camp": camp, "p": p}
        for author, position, camp, p in who
    ])  # fmt: skip
    insert(db, "common_ground", [
        {"comment_id": comment_id(ARTICLE, position), "article_id": ARTICLE, "people_a": 2,
         "people_b": 2, "agree_a": a, "agree_b": b, "consensus": a * b, "shared": shared}
        for position, a, b, shared in ((2, 0.7, 0.625, 1), (4, 0.75, 0.25, 0), (6, 0.6, 0.6, None))
    ])  # fmt: skip


def _add_dynamics(db: sqlite3.Connection) -> None:
    insert(db, "article_dynamics", [
        {"article_id": ARTICLE, "controversy": 2, "opened_comment_id": comment_id(ARTICLE, 2),
         "drift_time": -0.25, "drift_depth": 0.1, "first_mover": 0.2, "first_mover_z": 2.4,
         "first_mover_chains": 6, "gini": 0.31, "reciprocity": 0.25}
    ])  # fmt: skip
    insert(db, "paths", [
        {"id": f"{ARTICLE}/{along}/{step}", "article_id": ARTICLE, "root_comment_id": None,
         "along": along, "step": step, "comments": comments, "started_at": "2019-10-07T09:11",
         "sentiment": 0.1, "support": support, "oppose": 0.25}
        for along, steps in (("depth", ((11, 0.5), (8, 0.4), (3, 0.3))),
                             ("time", ((11, 0.6), (11, 0.3))))
        for step, (comments, support) in enumerate(steps, 1)
    ])  # fmt: skip


def _add_targets(db: sqlite3.Connection) -> None:
    said = ((1, "the council", "favor", 0.6, "got one right"),
            (5, "the council", "none", 0.0, "another ban"),
            (2, "rakes <b>/ brooms", "against", -0.5, "four times <i>"),
            (6, "rakes <b>/ brooms", "favor", 0.4, "Brooms don't wake"))  # fmt: skip
    insert(db, "target_stance", [
        {"id": f"{comment_id(ARTICLE, n)}/{target}", "comment_id": comment_id(ARTICLE, n),
         "article_id": None, "target": target, "label": label, "score": score,
         "evidence": json.dumps({"mentions": 1, "because": [
             {"cue": "it is", "words": words, "weight": 2 * score}]})}
        for n, target, label, score, words in said
    ])  # fmt: skip
    insert(db, "target_stance", [
        {"id": f"{ARTICLE}/the council", "comment_id": None, "article_id": ARTICLE,
         "target": "the council", "label": "against", "score": -0.3, "evidence": "{}"}
    ])  # fmt: skip


def _shares() -> dict[str, float]:
    sides = {"support": (0.41, 0.3, 0.52), "neutral": (0.37, 0.25, 0.5), "oppose": (0.22, 0.1, 0.3)}
    return {
        f"{unit}{side}{end}": share
        for unit in ("", "comments_")
        for side, three in sides.items()
        for end, share in zip(("", "_low", "_high"), three, strict=True)
    }


def add_split(db: sqlite3.Connection, article: str, *, too_wide: bool = False) -> None:
    """Add shares as an engine's known errors correct them."""
    insert(db, "article_split", [
        {"article_id": article, "comments": 22, "persons": 19, "support_leads": 0.8,
         "too_wide": int(too_wide), "split": 0.44, "split_low": 0.2, "split_high": 0.6,
         "errors_of": "neural", **_shares()}
    ])  # fmt: skip


def add_audit(db: sqlite3.Connection, article: str) -> None:
    """Add shares as labels by hand correct them."""
    insert(db, "article_audit", [
        {"article_id": article, "labelled": 12, "comments": 22, "accuracy": 0.58,
         "accuracy_low": 0.35, "accuracy_high": 0.79, "kappa": 0.31, "kappa_low": 0.02,
         "kappa_high": 0.6, **_shares()}
    ])  # fmt: skip


def _add_languages(db: sqlite3.Connection) -> None:
    """Two comments are in other languages, one is too short to tell, the others are in English."""
    told = {13: ("zh", 0.97, 0), 14: ("he", 0.99, 0), 4: (None, None, 1)}
    rows = [
        (comment_id(ARTICLE, position), *told.get(position, ("en", 1.0, 1)))
        for position, one in enumerate(SAID, 1)
        if one.state == "present"
    ]
    db.executemany("INSERT INTO language VALUES (?,?,?,?)", rows)


def mark_analyzed(db: sqlite3.Connection, article: str) -> None:
    for analyzer, parameters in (
        ("chains", "{}"),
        ("language", '{"library": "py3langid"}'),
        ("sentiment", '{"negative_at": -0.05, "positive_at": 0.05}'),
        ("stance", '{"engine": "neural 1", "note": "<b>first</b>"}'),
    ):
        insert(db, "freshness", [
            {"article_id": article, "analyzer": analyzer, "fingerprint": "f" * 64}
        ])  # fmt: skip
        insert(db, "runs", [
            {"analyzer": analyzer, "version": "1", "parameters": parameters,
             "model_hash": "c" * 64 if analyzer == "stance" else None,
             "started": "2019-11-01T10:00:01Z", "finished": f"2019-11-01T10:00:0{second}Z",
             "rows": 22}
            for second in (2, 3)
        ])  # fmt: skip


def build_large(path: Path, count: int, *, deep: bool = False) -> sqlite3.Connection:
    """Make a thread of ``count`` comments: a bushy one, or one chain as deep as it is long."""
    sides = ("support", "oppose", "neutral")
    answers = ("agree", "disagree", "neutral")
    parent = _above if deep else _bushy
    said = [
        Said(
            f"Reader {position % 97}", parent(position),
            f"Comment number {position}, {'long ' * (position % 40)}", sides[position % 3],
            answers[position % 5 % 3], (position % 21 - 10) / 10.0, minutes=1,
        )
        for position in range(1, count + 1)
    ]  # fmt: skip
    db = connect(path)
    add_article(db, ARTICLE, title="A Long Quarrel", url=None, claimed=None)
    db.execute("BEGIN")
    add_comments(db, ARTICLE, said)
    add_chains(db, ARTICLE, said)
    db.commit()
    mark_analyzed(db, ARTICLE)
    return db


def _above(position: int) -> int | None:
    return position - 1 or None


def _bushy(position: int) -> int | None:
    return None if position % 9 == 1 else position * 7 // 9 or None
