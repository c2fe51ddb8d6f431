"""Write a made-up archive of reader comments, of any size and always the same for the same seed.

    python benchmarks/made_archive.py FOLDER [--comments N] [--per-article N] [--shape SHAPE]
                                      [--seed N]

``SHAPE`` is ``wordpress`` (a page an article, comments nested as lists), ``techdirt`` (the legacy
flat view: a subject line and quotes are all that tells who answers whom), ``mixed`` (the one and
the other in turn) or ``jsonl`` (one file in ConvoKit's shape).

Words are drawn as they come in a language: some hundred make up half of the text, one in eleven
is in VADER's lexicon, the rest is a long tail. Comments have 80 words in the mean and are of very
unlike length; one reply in five quotes its parent; a few people write a lot and most little.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

COMMENTS, PER_ARTICLE, SEED = 10_000, 250, 7
SHARED_NAME = "Anonymous Coward"
_START = datetime(2012, 1, 2, 8, 0, tzinfo=UTC)
_MEDIAN_WORDS, _SPREAD, _SHORTEST, _LONGEST = 55, 0.85, 2, 900
_TOP_LEVEL, _QUOTING, _SHARED, _REGISTERED = 0.3, 0.2, 0.15, 0.4
_WINDOW = 40  # comments back from which most answers choose
# The most frequent words of English comments in their order.
_FREQUENT = (
    "the to of and a in that is it for you they be have this on are with as I but or was if by "
    "what can their at from so we an would do just people there about will your has all who like "
    "which when up out more them than how one no some because only get then any think he should "
    "even could other been into were know make its why want his need right time these see also "
    "use had way most being same good our does now may work where over such those really something "
    "much still say going every back after law government company money article point world thing "
    "first actually many without never take problem free money years anyone public read content"
).split()
_NEGATING = "not don't never can't isn't without doesn't won't".split()
_BOOSTING = "very really so more less completely extremely somewhat totally hardly".split()
_SHARES = ((_FREQUENT, 55), (_NEGATING, 1.5), (_BOOSTING, 1.5))
_LEXICON_SHARE, _TAIL_SHARE, _TAIL_WORDS = 8, 34, 30_000
_STARTS = "b c d f g h l m n p r s t v w br ch cl cr dr fl gr pl pr sh st th tr".split()
_MIDDLES = "a e i o u ai ea ee io ou".split()
_ENDS = "b c d g k l m n p r s t v x ck ld mb nd ng nk nt pt rd rm rn rt st th".split()


@dataclass(frozen=True, slots=True)
class Said:
    """One comment: ``number`` counts from 1 in its article in order of time; parent 0: none."""

    number: int
    parent: int
    author: str
    registered: bool
    when: datetime
    subject: str
    paragraphs: tuple[str, ...]
    quote: str = ""

    @property
    def text(self) -> str:
        """What the comment says, its quote marked as mails do."""
        quoted = [f"> {self.quote}"] if self.quote else []
        return "\n\n".join([*quoted, *self.paragraphs])


@dataclass(frozen=True, slots=True)
class Story:
    """One article with its comments in order of time."""

    number: int
    title: str
    author: str
    when: datetime
    paragraphs: tuple[str, ...]
    comments: list[Said] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where the story stands."""
        return f"https://news.example/{self.when:%Y/%m/%d}/story-{self.number}/"


def stories(
    comments: int = COMMENTS, per_article: int = PER_ARTICLE, seed: int = SEED
) -> Iterator[Story]:
    """Make up articles until there are so many comments; the last may have fewer."""
    for number, start in enumerate(range(0, comments, per_article), 1):
        yield story(number, min(per_article, comments - start), seed)


def story(number: int, comments: int, seed: int = SEED) -> Story:
    """Make up the one article of a number: the same whichever are made beside it."""
    lots = random.Random(f"{seed}/{number}")
    when = _START + timedelta(days=number % 3_600, minutes=lots.randrange(600))
    made = Story(
        number,
        title=" ".join(words(lots, 6)).title() + f" {number}",
        author=f"Writer {lots.randrange(12)}",
        when=when,
        paragraphs=tuple(prose(lots, lots.randint(300, 700))),
    )
    for place in range(1, comments + 1):
        when += timedelta(seconds=1 + int(lots.expovariate(1 / 300)))
        made.comments.append(_said(lots, made, place, when))
    return made


def _said(lots: random.Random, made: Story, place: int, when: datetime) -> Said:
    parent = 0
    if place > 1 and lots.random() >= _TOP_LEVEL:
        # Most answer something recent, some whatever came before.
        first = 1 if lots.random() < 0.1 else max(1, place - _WINDOW)
        parent = lots.randint(first, place - 1)
    above = made.comments[parent - 1] if parent else None
    shared = lots.random() < _SHARED
    person = int(3_000 * lots.random() ** 3)  # the hundred most active write a third
    return Said(
        place,
        parent,
        author=SHARED_NAME if shared else _name(person),
        registered=not shared and person % 10 < 10 * _REGISTERED,
        when=when,
        subject=_subject(lots, above),
        paragraphs=tuple(prose(lots, _length(lots))),
        quote=_passage(lots, above) if above and lots.random() < _QUOTING else "",
    )


def _subject(lots: random.Random, above: Said | None) -> str:
    if above is None:
        return " ".join(words(lots, 4)).capitalize() if lots.random() < 0.7 else ""
    return f"Re: {above.subject}" if above.subject.count("Re:") < 6 else above.subject


def _passage(lots: random.Random, above: Said) -> str:
    said = lots.choice(above.paragraphs).split()
    start = lots.randrange(max(1, len(said) - 12))
    return " ".join(said[start : start + lots.randint(8, 25)])


def _length(lots: random.Random) -> int:
    return max(_SHORTEST, min(_LONGEST, int(lots.lognormvariate(math.log(_MEDIAN_WORDS), _SPREAD))))


def _name(person: int) -> str:
    return f"{tail()[person].capitalize()} {tail()[-person - 1].capitalize()}"


def prose(lots: random.Random, length: int) -> Iterator[str]:
    """Draw paragraphs of so many words together."""
    drawn = words(lots, length)
    sentences, at = [], 0
    while at < length:
        until = at + lots.randint(5, 22)
        sentence = " ".join(drawn[at:until])
        comma = sentence.find(" ", len(sentence) // 2)
        if comma > 0 and until - at > 12:
            sentence = f"{sentence[:comma]},{sentence[comma:]}"
        sentences.append(sentence[0].upper() + sentence[1:] + lots.choice(".....!?"))
        at = until
    for first in range(0, len(sentences), 4):
        yield " ".join(sentences[first : first + 4])


def words(lots: random.Random, length: int) -> list[str]:
    """Draw words, each as often as its rank has it."""
    vocabulary, often = _vocabulary()
    return lots.choices(vocabulary, cum_weights=often, k=length)


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    lexicon = [word for word in sorted(SentimentIntensityAnalyzer().lexicon) if word.isalpha()]
    random.Random(0).shuffle(lexicon)
    kinds = (*_SHARES, (lexicon, _LEXICON_SHARE), (tail(), _TAIL_SHARE))
    weights = [weight for kind, share in kinds for weight in _zipf(len(kind), share)]
    return [word for kind, _ in kinds for word in kind], list(accumulate(weights))


def _zipf(count: int, share: float) -> list[float]:
    ranks = [1 / (rank + 2.7) for rank in range(count)]
    whole = sum(ranks)
    return [share * rank / whole for rank in ranks]


@cache
def tail() -> list[str]:
    """Give the words that are rare each: made up, of one to three syllables, all different."""
    lots = random.Random(1)
    found: dict[str, None] = {}
    while len(found) < _TAIL_WORDS:
        syllables = lots.choices((1, 2, 3), (1, 4, 3))[0]
        inner = [lots.choice(_STARTS) + lots.choice(_MIDDLES) for _ in range(syllables)]
        found["".join(inner) + lots.choice(_ENDS)] = None
    return list(found)


def utterances(made: Iterable[Story]) -> Iterator[dict[str, Any]]:
    """Give articles and comments in ConvoKit's shape, conversation by conversation."""
    for one in made:
        name = f"a{one.number}"
        yield _utterance(name, None, name, one, {"title": one.title, "url": one.url})
        for said in one.comments:
            above = f"{name}-{said.parent}" if said.parent else name
            meta = {"subject": said.subject, "registered": said.registered}
            yield _utterance(name, above, f"{name}-{said.number}", said, meta)


def _utterance(
    conversation: str, above: str | None, name: str, said: Said | Story, meta: dict[str, Any]
) -> dict[str, Any]:
    text = said.text if isinstance(said, Said) else "\n\n".join(said.paragraphs)
    return {
        "id": name, "conversation_id": conversation, "speaker": said.author, "text": text,
        "timestamp": int(said.when.timestamp()), "reply-to": above, "meta": meta,
    }  # fmt: skip


def write_jsonl(path: Path, made: Iterable[Story]) -> int:
    """Write stories as JSON lines; gives the number of utterances."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for count, one in enumerate(utterances(made), 1):  # noqa: B007
            file.write(json.dumps(one, ensure_ascii=False) + "\n")
    return count


def write_pages(folder: Path, made: Iterable[Story], shape: str = "wordpress") -> list[Path]:
    """Write stories as pages, a thousand a folder; gives their paths."""
    from benchmarks.made_pages import SHAPES

    paths = []
    shapes = SHAPES if shape == "mixed" else {shape: SHAPES[shape]}
    for one in made:
        page = list(shapes.values())[one.number % len(shapes)]
        path = folder / f"{one.number // 1000:03}" / f"story-{one.number:06}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(one), encoding="utf-8")
        paths.append(path)
    return paths


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Write a made-up archive of reader comments.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--comments", type=int, default=COMMENTS)
    parser.add_argument("--per-article", type=int, default=PER_ARTICLE)
    shapes = ("wordpress", "techdirt", "mixed", "jsonl")
    parser.add_argument("--shape", choices=shapes, default="wordpress")
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args(arguments)
    made = stories(asked.comments, asked.per_article, asked.seed)
    asked.folder.mkdir(parents=True, exist_ok=True)
    if asked.shape == "jsonl":
        print(f"{write_jsonl(asked.folder / 'utterances.jsonl', made):,} utterances")
    else:
        print(f"{len(write_pages(asked.folder, made, asked.shape)):,} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
