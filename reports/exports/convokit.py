"""Articles as a ConvoKit corpus: a folder that ``Corpus(filename=…)`` loads, or a single file.

A conversation is an article; its first utterance is the article itself, and the comments answer it
or one another. What ConvoKit has no place for stands in ``meta``, under the names that
``threads.formats.convokit_jsonl`` reads back: reading what was written gives the same tree.
Shape after ConvoKit 5.0.0, ``convokit/model/corpus_helpers.py``.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from reports.exports.drafts import drafted
from threads.model import Article, Comment, Reply, Thread
from threads.names import is_shared
from threads.store import Store

SINGLE_FILE = ".jsonl"
Progress = Callable[[str], object]
_Meta = dict[str, Any]
_OF_ARTICLE = ("title", "url", "outlet", "dept", "tags", "claimed_comments")
_OF_COMMENT = ("registered", "quoted", "votes_insightful", "votes_funny", "flagged")
_INDEXED = ("utterances", "speakers", "conversations", "overall")


def write_corpus(
    store: Store, article_ids: Sequence[str], out: Path, progress: Progress | None = None
) -> Path:
    """Write articles as a corpus folder, or as its utterances alone where ``out`` is ``.jsonl``.

    ``progress`` is called with each article's title once it is written. Files are written whole
    or not at all. Raises ``RejoinderError`` where ``out`` can't be written to.
    """
    names = _Names(store, article_ids)
    corpus = _Corpus()
    single = out.suffix.lower() == SINGLE_FILE
    with drafted(out) as draft:
        with _open(draft.file("" if single else "utterances.jsonl")) as file:
            for article_id in article_ids:
                thread = store.load_thread(article_id)
                for utterance in _utterances(thread, names):
                    corpus.note(utterance)
                    file.write(json.dumps(utterance) + "\n")
                corpus.conversations[names.of(article_id)] = {
                    "meta": _conversation(thread),
                    "vectors": [],
                }
                if progress:
                    progress(thread.article.title)
        for name, content in () if single else corpus.parts():
            with _open(draft.file(name)) as file:
                json.dump(content, file)
    return out


def _open(path: Path) -> TextIO:
    # json.dumps keeps to ASCII, as ConvoKit opens files in whatever the machine's encoding is.
    return path.open("w", encoding="ascii")


class _Names:
    """Ids of utterances, unique in the corpus as ConvoKit wants them.

    A comment's number on the site where no other has it, else the lasting id; for articles alike.
    """

    def __init__(self, store: Store, article_ids: Sequence[str]) -> None:
        wanted = set(article_ids)
        rows = store.query("SELECT id, id AS article_id, external_id FROM articles")
        rows += store.query("SELECT id, article_id, external_id FROM comments")
        rows = [row for row in rows if row["article_id"] in wanted]
        used = Counter(row["external_id"] for row in rows)
        lasting = {row["id"] for row in rows}
        self._own: dict[str, str] = {
            row["id"]: row["external_id"]
            for row in rows
            if row["external_id"]
            and used[row["external_id"]] == 1
            and row["external_id"] not in lasting
        }

    def of(self, lasting_id: str) -> str:
        """Give the utterance's or conversation's id."""
        return self._own.get(lasting_id, lasting_id)


class _Corpus:
    """What stands beside the utterances: speakers, conversations, and the types of all ``meta``."""

    def __init__(self) -> None:
        self.speakers: dict[str, _Meta] = {}
        self.conversations: dict[str, _Meta] = {}
        self.types: defaultdict[str, set[str]] = defaultdict(set)

    def note(self, utterance: _Meta) -> None:
        name = utterance["speaker"]
        self.speakers.setdefault(name, {"meta": {"shared": is_shared(name)}, "vectors": []})
        for key, value in utterance["meta"].items():
            if value is not None:
                self.types[key].add(repr(type(value)))

    def parts(self) -> Iterator[tuple[str, object]]:
        """Yield the files beside ``utterances.jsonl`` with what they hold."""
        yield "speakers.json", self.speakers
        yield "conversations.json", self.conversations
        yield "corpus.json", {"made_by": "rejoinder"}
        index: _Meta = {f"{name}-index": {} for name in _INDEXED}
        index["utterances-index"] = {key: sorted(kinds) for key, kinds in self.types.items()}
        index["speakers-index"] = {"shared": [repr(bool)]}
        index["conversations-index"] = {name: [repr(str)] for name in ("title", "url")}
        index["overall-index"] = {"made_by": [repr(str)]}
        yield "index.json", index | {"version": 1, "vectors": []}


def _conversation(thread: Thread) -> _Meta:
    article = thread.article
    return {"title": article.title, "url": article.url, "article_id": article.id}


def _utterances(thread: Thread, names: _Names) -> Iterator[_Meta]:
    article = thread.article
    root = names.of(article.id)
    time = _timestamp(article.published_at)
    if time is None:
        times = (_timestamp(comment.posted_at) for comment in thread.comments)
        time = min((found for found in times if found is not None), default=0)
    yield {
        **_said(root, root, article.author, article.body),
        "meta": _of_article(article),
        "reply-to": None,
        "timestamp": time,
        "vectors": [],
    }
    replies = {reply.comment_id: reply for reply in thread.replies}
    for comment in thread.comments:
        reply, name = replies[comment.id], names.of(comment.id)
        # ConvoKit sorts by time and fails on none: an unknown time is that of the one before.
        found = _timestamp(comment.posted_at)
        time = time if found is None else found
        yield {
            **_said(name, root, comment.author, comment.text),
            "meta": _of_comment(comment, reply, name),
            "reply-to": names.of(reply.parent_id) if reply.parent_id else root,
            "timestamp": time,
            "vectors": [],
        }


def _said(name: str, conversation: str, speaker: str | None, text: str) -> _Meta:
    return {"id": name, "conversation_id": conversation, "text": text, "speaker": speaker or ""}


def _of_article(article: Article) -> _Meta:
    meta = {name: getattr(article, name) for name in _OF_ARTICLE}
    return {**meta, "tags": list(article.tags), "posted_at": article.published_at}


def _of_comment(comment: Comment, reply: Reply, name: str) -> _Meta:
    """Give what comes back when it is read, and how the reply was told.

    ``external_id`` only where it isn't the utterance's own id.
    """
    meta = {key: getattr(comment, key) for key in _OF_COMMENT}
    meta = {key: value for key, value in meta.items() if value not in (None, ())}
    meta |= {
        "position": comment.position,
        "posted_at": comment.posted_at,
        "subject": comment.subject,
        "state": comment.state,
        "reply_method": reply.method,
        "reply_confidence": reply.confidence,
    }
    if comment.subject_lost:
        meta["subject_lost"] = True
    if comment.external_id != name:
        meta["external_id"] = comment.external_id
    return meta


def _timestamp(time: str | None) -> int | float | None:
    """Give seconds since 1970; a time without a zone counts as UTC."""
    try:
        moment = datetime.fromisoformat(time or "")
    except ValueError:
        return None
    found = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    return int(found) if found.is_integer() else found
