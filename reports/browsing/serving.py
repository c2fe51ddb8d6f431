"""Browsing a database: what is checked first, and where it is served."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable
from pathlib import Path

from threads.errors import RejoinderError
from threads.store import Store

_OF_THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})


def browse(
    path: Path,
    host: str,
    port: int,
    say: Callable[[str, bool], object],
    *,
    open_page: bool = False,
) -> None:
    """Serve a database to browsers until the program is interrupted; it is not written to.

    ``port`` 0 takes any that is free. ``say`` is called with the address, and before it with a
    warning (True) where others than this machine may read it. Raises ``StoreError``, and
    ``RejoinderError`` where Datasette is not installed or the port can't be had.
    """
    try:
        from reports.browsing.server import run
    except ImportError as error:
        raise RejoinderError(
            f"browsing needs Datasette, and {error.name} is not installed",
            remedy="pipx inject rejoinder 'datasette<1', or pip install 'rejoinder[browse]'",
        ) from error
    with Store(path, mode="look"):  # ours, and brought up to this version
        pass
    private = host in _OF_THIS_MACHINE
    with _listening(host, port) as sock:
        if not private:
            say("anyone who can reach this machine can now read the whole database", True)
        address = f"http://{_named(host)}:{sock.getsockname()[1]}/"
        say(address, False)
        if open_page:
            webbrowser.open(address)
        try:
            run(path, sock, private=private)
        except KeyboardInterrupt:  # the one way to end it
            return


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError, TypeError, ValueError) as error:  # also for no host's name
        why = getattr(error, "strerror", None) or str(error)
        raise RejoinderError(
            f"can't be served there: {why}",
            where=f"{_named(host)}:{port}",
            remedy="--port 0 takes any port that is free",
        ) from error


def _named(host: str) -> str:
    return f"[{host}]" if ":" in host else host
