"""Words of a text and where they stand, the same however a page mangled its punctuation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# An apostrophe may be straight, curly, a modifier letter, or the "?" that imports left of one.
_WORD = re.compile(r"[^\W_]+(?:['’ʼ?][^\W_]+)*")
_MARKS = str.maketrans("", "", "'’ʼ?")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, casefolded and without apostrophes, with character offsets.

    ``starts[i]:ends[i]`` is where ``words[i]`` stands in the text.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)


def split_words(text: str) -> Words:
    """Split a text into words; linear in its length."""
    found = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    return Words(
        tuple(word.translate(_MARKS).casefold() for word, _, _ in found),
        tuple(start for _, start, _ in found),
        tuple(end for _, _, end in found),
    )


# Function words: too common to tell what a comment is about.
COMMON = frozenset(
    """a about above after again against all also am an and any are arent as at be because been
    before being below between both but by can cant could couldnt did didnt do does doesnt doing
    dont down during each even few for from further get go got had has hasnt have havent having he
    her here hers herself him himself his how i id if ill im in into is isnt it its itself ive just
    know let like ll make many may me might more most much must my myself no nor not now of off oh
    on once one only or other our ours ourselves out over own people really s same say said see she
    should so some such t than that thats the their theirs them themselves then there theres these
    they theyre thing things think this those through to too under until up us use very was wasnt
    way we well were what when where which while who whom why will with wont would wouldnt yes yet
    you your youre yours yourself youve""".split()
)


def content_words(words: tuple[str, ...]) -> frozenset[str]:
    """Keep the words that carry a topic: no function words, crudely without plural and tense."""
    return frozenset(_stem(word) for word in words if word not in COMMON and len(word) > 1)


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    """Cut the commonest English endings; enough to count "laws" as "law" (not Porter's rules)."""
    for ending in ("ings", "ing", "ies", "edly", "ed", "es", "ly", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
