"""Web addresses reduced to what identifies a page."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

# Parameters that choose a view of the page or say where the reader came from, never what it is
# about. Techdirt: threaded, sp, cid; WordPress: replytocom, cp, like_comment, share, amp, print.
_VIEW_PARAMETERS = frozenset(
    {
        *("threaded", "sp", "cid", "replytocom", "cp", "like_comment", "share", "amp", "noamp"),
        *("print", "nb", "fbclid", "gclid", "dclid", "msclkid", "igshid", "mc_cid", "mc_eid"),
        *("ref_src", "cmpid", "ncid", "_ga"),
    }
)
_TRACKING_PREFIX = "utm_"
_COMMENT_PAGE = re.compile(r"/comment-page-\d{1,6}$")
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/[^/]{1,40}/(?=https?:)", re.IGNORECASE)
_OWN_PORTS = {"http": 80, "https": 443}


def canonical(url: str | None) -> str | None:
    """Reduce an address to ``host/path?query``, the same for every view of one page.

    Gone are scheme, ``www.``, the scheme's own port, fragment, a last slash, WordPress's
    ``/comment-page-N``, an archive's prefix, and parameters that only choose a view or track the
    reader; the others are sorted. None for what is no http address (``file:``, a bare path).
    """
    try:
        parts = urlsplit(_ARCHIVED.sub("", (url or "").strip()))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host or parts.scheme not in ("http", "https", ""):
        return None
    if port and port != _OWN_PORTS.get(parts.scheme):
        host = f"{host}:{port}"
    path = _COMMENT_PAGE.sub("", quote(unquote(parts.path), safe="/~!$&'()*+,;=:@").rstrip("/"))
    query = urlencode(
        sorted(
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if name.lower() not in _VIEW_PARAMETERS
            and not name.lower().startswith(_TRACKING_PREFIX)
        )
    )
    return host.removeprefix("www.").rstrip(".") + path + (f"?{query}" if query else "")
