"""The targets file: TOML in, TOML out.

[[target]]
name = "backdoors"
aliases = ["backdoor", "golden key"]
favor = ["lawful access"]        # words that its friends use
against = ["math can't be outlawed"]
allies = ["the FBI"]             # praise of these counts as praise of the target
opponents = ["end-to-end encryption"]
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from analyzers.targets.target import LISTS, Target, checked
from threads.errors import RejoinderError, SourceNotFound
from threads.nearest import meant_file

LARGEST = 1_000_000  # bytes
_REMEDY = "see docs/targets.md for an example"


def read_targets(path: Path) -> tuple[Target, ...]:
    """Read a targets file; raises ``RejoinderError`` naming what is wrong with it, and where."""
    where = str(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise SourceNotFound(
            "no such file", where=where, remedy=meant_file(path, _REMEDY)
        ) from error
    except OSError as error:
        raise RejoinderError(f"it can't be read: {error.strerror}", where=where) from error
    if len(data) > LARGEST:
        raise RejoinderError("too large for a targets file", where=where, remedy=_REMEDY)
    try:
        found = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RejoinderError("no UTF-8 text", where=where, remedy=_REMEDY) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        what = f"not TOML: {error or 'nested too deeply'}"
        raise RejoinderError(what, where=where, remedy=_REMEDY) from error
    return _targets(found, where)


def _targets(found: Mapping[str, Any], where: str) -> tuple[Target, ...]:
    entries = found.get("target")
    stray = next((key for key in found if key != "target"), None)
    if stray is not None:
        raise _wrong(f"“{stray}” stands outside of any [[target]]", where)
    if not isinstance(entries, list) or not entries:
        raise _wrong("it holds no [[target]]", where)
    return checked(
        [_target(entry, number, where) for number, entry in enumerate(entries, 1)], where
    )


def _target(entry: object, number: int, where: str) -> Target:
    if not isinstance(entry, dict):
        raise _wrong(f"target {number} is no table", where)
    unknown = next((key for key in entry if key not in ("name", *LISTS)), None)
    if unknown is not None:
        raise _wrong(
            f"target {number} has “{unknown}”, and only name, {', '.join(LISTS)} are known", where
        )
    name = entry.get("name")
    if not isinstance(name, str):
        raise _wrong(f"target {number} has no name", where)
    for kind in LISTS:
        phrases = entry.get(kind, [])
        if not isinstance(phrases, list) or not all(isinstance(one, str) for one in phrases):
            raise _wrong(f"“{kind}” of “{name}” is no list of texts", where)
    return Target(name=name, **{kind: tuple(entry.get(kind, [])) for kind in LISTS})


def _wrong(what: str, where: str) -> RejoinderError:
    return RejoinderError(what, where=where, remedy=_REMEDY)


def to_toml(targets: Iterable[Target]) -> str:
    """Write targets as ``read_targets`` reads them; empty lists are left out but for aliases."""
    return "\n".join(_entry(target) for target in targets)


def _entry(target: Target) -> str:
    lines = ["[[target]]", f"name = {_quoted(target.name)}"]
    for kind in LISTS:
        phrases = getattr(target, kind)
        if phrases or kind == "aliases":
            lines.append(f"{kind} = [{', '.join(map(_quoted, phrases))}]")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Write a TOML basic string; what a terminal might obey instead of printing is escaped."""
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    return character if character.isprintable() else f"\\U{ord(character):08X}"
