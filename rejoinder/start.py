"""The program's own beginning and end: Ctrl-C is heard from the first import to the last line.

A command that is at work stops by ``KeyboardInterrupt``, so that it leaves everything in order.
Before and after that there is nothing to put in order, and the program ends at once.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

INTERRUPTED = 130  # 128 + SIGINT
_SOON = 0.05  # seconds
# One thread for numpy's matrices, which are small here: a process with more can't be forked
# (``threads.processes``).
_ALONE = "OPENBLAS_NUM_THREADS"
_given = _ALONE in os.environ


def start() -> None:
    """Run the command line as a program."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else it is to be ignored
        signal.signal(signal.SIGINT, _end)
        if os.name == "posix":
            sys.unraisablehook = _heard
    # Who closes them has no use for them: a service, a job of cron.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    stay_forkable()
    from rejoinder.cli import main

    main(prog_name="rejoinder")


def stay_forkable() -> None:
    """Keep numpy, which isn't loaded yet, from starting threads of its own."""
    os.environ.setdefault(_ALONE, "1")


def environment() -> dict[str, str]:
    """Give the environment as this program found it, for those that it starts."""
    return {name: value for name, value in os.environ.items() if _given or name != _ALONE}


@contextmanager
def at_work() -> Iterator[None]:
    """Have Ctrl-C raise ``KeyboardInterrupt`` within the block, in a program that was started."""
    if signal.getsignal(signal.SIGINT) is not _end:
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, _end)


def _end(number: int, frame: FrameType | None) -> None:
    with suppress(OSError):
        os.write(2, b"\nrejoinder: interrupted\n")
    os._exit(INTERRUPTED)


def _heard(raised: Any) -> None:
    """Repeat a Ctrl-C that struck where Python can only ignore it, in a clean-up of its own."""
    if raised.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(raised)
        return
    from threading import Timer

    again = Timer(_SOON, os.kill, (os.getpid(), signal.SIGINT))
    again.daemon = True
    again.start()


def _nowhere() -> Any:
    return Path(os.devnull).open("w", encoding="utf-8")
