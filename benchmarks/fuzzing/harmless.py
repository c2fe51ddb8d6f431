"""Changes of a page that bear on no structure: after them it must show the same comments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from benchmarks.fuzzing.material import Seed
from benchmarks.fuzzing.mutations import Pieces, pieces_of
from threads.model import Thread

_LONG_ENOUGH = 30
_WORD = re.compile(r"(?<![\w'’-])[a-z]{5,}(?![\w'’-])")
_NAMED = re.compile(r"<(?!html|body|script|style)[a-z][a-z0-9]*(?=[\s>])")
_WORDS = (
    "lorem",
    "Größe",
    "naïve",
    "тест",
    "日本語",
    "ﬁne",
    "so😀so",
    "e\u0301\u0301ta",
    "a\u202eb",
)
_WORDS += ("so\u200bso", "x\u2066y", "straße", "\U0010fffe", "don't", "soft\xadhyphen")
_AROUND = ("b", "i", "em", "strong", "span", "font", "u")
# None that tells something: a title may say when something was written.
_ATTRIBUTES = ("data-zqx='<>'", 'tabindex="0"', "zqx=1", "data-n", "data-a='&#0;&quot;'")


def unmoved(chance: Random, seed: Seed, thread: Thread) -> str:
    """Change words of comments, add attributes to tags, and inline tags around words."""
    pieces = pieces_of(seed)
    texts = list(_texts(pieces, thread))
    is_html = seed.kind == "markup" and not seed.text.startswith("<?xml")
    tags = [at for at, piece in enumerate(pieces) if is_html and _NAMED.match(piece)]
    for _ in range(chance.randint(1, 8)):
        if texts and (not is_html or chance.random() < 0.7):
            at = chance.choice(texts)
            new = _instead(chance, is_html)
            pieces[at] = _WORD.sub(lambda found, new=new: new(found[0]), pieces[at], count=1)
        elif tags:
            at = chance.choice(tags)
            pieces[at] = _NAMED.sub(rf"\g<0> {chance.choice(_ATTRIBUTES)}", pieces[at], count=1)
    return "".join(pieces)


def _texts(pieces: Pieces, thread: Thread) -> Iterator[int]:
    """Give the places of what one comment says, and nothing else on the page."""
    said = " ".join(" ".join(comment.text.split()) for comment in thread.comments)
    article = " ".join(thread.article.body.split())
    for at, piece in enumerate(pieces):
        text = " ".join(piece.strip('"').split())
        if len(text) < _LONG_ENOUGH or piece.startswith("<") or set(text) & set('&\\"'):
            continue
        if _WORD.search(piece) and said.count(text) == 1 and text not in article:
            yield at


def _instead(chance: Random, is_html: bool) -> Callable[[str], str]:
    word, name, times = chance.choice(_WORDS), chance.choice(_AROUND), chance.choice((1, 2, 300))
    if is_html and chance.random() < 0.5:
        return lambda old: f"<{name}>" * times + old + f"</{name}>" * times
    return lambda old: word
