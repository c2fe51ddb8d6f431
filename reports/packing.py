"""Text packed to travel inside a page: gzip, then base64; ``report.js`` unpacks it.

plotly.js falls from 4.8 to 2 MB, and what is packed isn't read by the browser until it is wanted:
a page with 10,000 comments in its DOM takes many seconds to come alive.
"""

from __future__ import annotations

import base64
import gzip
import re

_PART = re.compile(r'<script type="text/plain">([A-Za-z0-9+/=]*)</script>')


def packed(text: str) -> str:
    """Pack; the same text gives the same letters, of base64's alphabet alone."""
    return base64.b64encode(gzip.compress(text.encode(), compresslevel=6, mtime=0)).decode()


def unpacked(letters: str) -> str:
    """Undo ``packed``."""
    return gzip.decompress(base64.b64decode(letters)).decode()


def laid_open(page: str) -> str:
    """Give a page's HTML with its packed parts in their places; plotly.js is none of them."""
    return _PART.sub(lambda part: unpacked(part[1]), page)
