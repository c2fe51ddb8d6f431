"""Addresses in a text: those that lead to a person lose all but their host.

A name in an address may be percent-encoded, once or twice, and with ``+`` for a space.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from reports.mentions import Mentions

LINK = "[link]"
MAIL = "[e-mail]"

# Sites that are made of profiles, whose addresses people also write without "https://".
_PLACES = (
    "twitter|x|facebook|fb|instagram|linkedin|github|reddit|tiktok|pinterest|tumblr|myspace|flickr"
    "|soundcloud|patreon|threads|youtube|keybase|gravatar|disqus|vk"
)
_ADDRESS = re.compile(
    rf"(?i)\b(?:https?://|www\.|(?:{_PLACES})\.com/|disqus\.com/|t\.me/|gravatar\.com/)[^\s<>\"“”]+"
)
_PARTS = re.compile(r"(?i)((?:https?://)?)([^/?#]*)(.*)", re.DOTALL)
_PROFILE_HOST = re.compile(rf"(?i)(?:^|[@.])(?:(?:{_PLACES})\.com|t\.me|bsky\.app|gravatar\.com)$")
# Where a site keeps people's pages: /users/mike, /@mike, /~mike, ?author=17.
_PROFILE = re.compile(
    r"(?i)/(?:u|users?|profiles?|members?|authors?|accounts?|commenters?)(?:/|\.php|\?)[^/]"
    r"|/[@~][^/]|[?&](?:user|user_?id|user_?name|u|uid|author|member|profile)="
)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")
_RUN = re.compile(r"\S+")
_TRAILING = ".,;:!?)]}'’"
_TIMES = 3
"""How often an address is decoded: redirects hold addresses encoded twice."""


def without_ways_to_people(text: str, names: Mentions) -> str:
    """Cut addresses that lead to people or name them, and take out e-mail addresses."""
    if "/" in text or "www." in text.lower():
        text = _ADDRESS.sub(lambda match: cut_address(match[0], names), text)
    if "@" in text:
        text = _MAIL.sub(MAIL, text)
    if "%" in text:
        text = _RUN.sub(lambda match: _decoded_where_named(match[0], names), text)
    return text


def cut_address(address: str, names: Mentions, *, profiles: bool = True) -> str:
    """Give an address, cut to its host where it leads to a person or names one.

    ``profiles``: the pages of people count too, whoever they are.
    """
    kept = address.rstrip(_TRAILING)
    scheme, host, path = _PARTS.fullmatch(kept).groups()  # type: ignore[union-attr]
    after = address[len(kept) :]
    if _names_somebody(host, names):
        return LINK + after
    leads = profiles and (_PROFILE.search(path) or (_PROFILE_HOST.search(host) and path.strip("/")))
    if leads or _names_somebody(path, names):
        return f"{scheme}{host.rpartition('@')[2]}/…{after}"
    return address


def _names_somebody(part: str, names: Mentions) -> bool:
    return any(names.found(spelled) for spelled in _spellings(part))


def _spellings(part: str) -> set[str]:
    """Give an address as it stands and as it reads, also with spaces between words."""
    spellings = {part}
    for _ in range(_TIMES):
        part = unquote(part)
        spellings |= {part, part.replace("+", " ")}
    if part.isascii() and "xn--" in part.lower():
        spellings.add(_unpunycoded(part))
    return spellings


def _unpunycoded(host: str) -> str:
    try:
        return host.lower().encode("ascii").decode("idna")
    except UnicodeError:
        return host


def _decoded_where_named(run: str, names: Mentions) -> str:
    """Give a run of signs decoded, if somebody's name shows only so."""
    if not _ENCODED.search(run):
        return run
    plain = {spelled for spelled in _spellings(run) if names.found(spelled)} - {run}
    return names.replaced(min(plain, key=len)) if plain else run
