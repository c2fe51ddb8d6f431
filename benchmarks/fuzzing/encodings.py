"""Text to bytes as pages come: in the encoding they say, in another, in two, and damaged."""

from __future__ import annotations

from random import Random

_NAMES = (
    *("utf-16", "utf-16-le", "utf-8-sig", "cp1252", "iso8859-1", "cp1251", "koi8-r"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "utf-7", "cp037", "utf-32", "iso2022_jp"),
)


def encoded(chance: Random, text: str) -> bytes:
    """Encode a page, mostly as UTF-8; half a surrogate pair becomes the bytes it would have."""
    kind = chance.random()
    if kind < 0.8:
        return text.encode("utf-8", "surrogatepass")
    name = chance.choice(_NAMES)
    if kind < 0.9:
        return text.encode(name, "replace")
    if kind < 0.95:
        place = chance.randrange(len(text) + 1)
        return text[:place].encode("utf-8", "replace") + text[place:].encode(name, "replace")
    return _damaged(chance, bytearray(text.encode("utf-8", "surrogatepass")))


def damaged(chance: Random, data: bytes) -> bytes:
    """Change, cut and double some bytes."""
    return _damaged(chance, bytearray(data))


def _damaged(chance: Random, data: bytearray) -> bytes:
    for _ in range(chance.randint(1, 8)):
        if not data:
            break
        at = chance.randrange(len(data))
        end = at + int(chance.random() ** 4 * 2_000)
        what = chance.randrange(4)
        if what == 0:
            data[at] = chance.randrange(256)
        elif what == 1:
            del data[at:end]
        elif what == 2:
            data[at:at] = data[at:end]
        else:
            data[at:at] = chance.randbytes(chance.choice((1, 2, 3, 40)))
    return bytes(data)
