"""Names that many share: never one author."""

from __future__ import annotations

import re
from functools import lru_cache

# What sites print where a commenter gave no name, in the languages whose blogs we read.
_SHARED = frozenset(
    {
        *("", "ac", "anon", "anonymous", "anonymous coward", "anonymous user", "guest", "a guest"),
        *("anonymous reader", "anonymous commenter", "guest user", "unknown", "unknown user"),
        *("no name", "noname", "name withheld", "user", "deleted", "[deleted]", "deleted user"),
        *("[removed]", "n/a"),
        *("anonym", "anonymer", "anonymer benutzer", "anonymer nutzer", "anonymer feigling"),
        *("gast", "unbekannt", "anonyme", "utilisateur anonyme", "invité", "inconnu"),
        *("anónimo", "anonimo", "anônimo", "usuario anónimo", "invitado", "desconocido"),
        *("utente anonimo", "ospite", "sconosciuto", "convidado", "visitante", "desconhecido"),
        *("anoniem", "bezoeker", "onbekend", "anonimowy", "anonim", "gość", "anonymní"),
        *("anonyymi", "vieras", "gjest", "gæst", "gäst", "okänd", "ukjent", "ukendt"),
        *("аноним", "гость", "anonim kullanıcı", "misafir", "匿名", "名無し", "名無しさん", "익명"),
    }
)
# Anonymous Coward (from 203.0.113.7), Anonymous #4, Guest_12: a mark that tells no person.
_MARK = re.compile(r"\s{0,3}(?:\([^()]{0,80}\)|[#_\s-]{1,2}\d{1,6})$")
_EDGES = " .,:;*~-_\"'“”‘’"


def is_shared(name: str | None) -> bool:
    """Tell whether a name is one that many share (``Anonymous Coward``, ``Guest``, none at all)."""
    if name is None or len(name) > 120:
        return name is None
    return _is_shared(name)


@lru_cache(maxsize=4096)
def _is_shared(name: str) -> bool:
    plain = " ".join(name.casefold().split()).strip(_EDGES)
    return plain in _SHARED or _MARK.sub("", plain) in _SHARED
