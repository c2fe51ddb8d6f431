"""Search comments for words as a reader types them: literally, whatever the case.

The pattern is built of escaped characters and possessive runs alone, so that it takes linear time
on any text; nobody's regular expression is run.
"""

from __future__ import annotations

import re
import unicodedata

from threads.errors import RejoinderError

# What stands between letters to hide a word from a search: marks put on letters, characters without
# width or that turn the direction, and what they are shown as.
_PASSED_OVER = (
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd]*+"
)
_BLANK = r"(?:[^\S\n]++(?:\n[^\S\n]*+)?|\n[^\S\n]*+)"  # a line may end there, a paragraph not


def word_pattern(words: str) -> re.Pattern[str]:
    """Give what finds ``words``: any case, any white space between them, letters hidden or not.

    Raises ``RejoinderError`` where there are no words.
    """
    parts = words.split()
    if not parts:
        raise RejoinderError("there are no words to look for", remedy="name at least one letter")
    return re.compile(_BLANK.join(map(_one_word, parts)), re.IGNORECASE)


def _one_word(word: str) -> str:
    return "".join(_letter(letter) for letter in unicodedata.normalize("NFC", word))


def _letter(letter: str) -> str:
    """Match a letter in one piece or in two (é), and the marks after it."""
    apart = unicodedata.normalize("NFD", letter)
    forms = dict.fromkeys((letter, apart))
    return f"(?:{'|'.join(map(re.escape, forms))}){_PASSED_OVER}"
