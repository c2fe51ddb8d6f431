"""Where events are told: on stdout, to a command, to a web address."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from rejoinder.start import environment
from rejoinder.terminal import text_width
from rejoinder.watching.messages import Message, environment_of, json_of, line_of, lines_of
from threads.errors import RejoinderError, SourceError, SourceUnavailable
from threads.web.post import Receiver

COMMAND_SECONDS = 60.0  # that a command has for one event


class NotTold(Exception):
    """An event could not be told; ``wait``: after how many seconds to try again, where asked for.

    ``lasting``: it is not worth trying again. ``whole``: no other event would get through either.
    """

    def __init__(
        self, what: str, *, lasting: bool = False, whole: bool = True, wait: float | None = None
    ) -> None:
        super().__init__(what)
        self.lasting = lasting
        self.whole = whole
        self.wait = wait


class Channel(Protocol):
    """Tells one event after another; raises ``NotTold``."""

    name: str

    def tell(self, message: Message) -> None:
        """Tell one event."""
        ...


class Printed:
    """Lines on stdout: for people, or JSON for a program."""

    name = "print"

    def __init__(self, write: Callable[[str], None], *, as_json: bool) -> None:
        self._write = write
        self._as_json = as_json

    def tell(self, message: Message) -> None:
        """Print one event and see it out of the program."""
        if self._as_json:
            self._write(json_of(message))
        elif sys.stdout.isatty():
            self._write(lines_of(message, text_width()))
        else:
            self._write(line_of(message))


class Command:
    """A program run once for each event, with the event on its stdin and in its environment.

    No shell reads any of it. What the program prints goes to stderr: stdout has events only.
    """

    name = "exec"

    def __init__(self, command: str, seconds: float = COMMAND_SECONDS) -> None:
        try:
            self._words = shlex.split(command)
        except ValueError as error:
            raise RejoinderError(f"--exec can't be read: {error}", where=command) from error
        if not self._words:
            raise RejoinderError("--exec names no command")
        if shutil.which(self._words[0]) is None:  # else every event would be lost on it
            raise RejoinderError("--exec names no program that can be run", where=self._words[0])
        self._seconds = seconds

    def tell(self, message: Message) -> None:
        """Run the program to its end; one that fails has had its event all the same."""
        words = self._words
        try:
            process = subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=2,
                env={**environment(), **environment_of(message)},
                start_new_session=True,  # so that all it started ends with it
            )
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise NotTold(f"{words[0]}: {reason}", lasting=True) from error
        try:
            process.communicate(f"{json_of(message)}\n".encode(), timeout=self._seconds)
        except subprocess.TimeoutExpired as error:
            what = f"{words[0]}: ended after {self._seconds:g} seconds"
            raise NotTold(what, lasting=True) from error
        finally:
            if process.poll() is None:
                _end(process)
        if process.returncode:
            raise NotTold(f"{words[0]}: {_code(process.returncode)}", lasting=True)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and what it started."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _code(code: int) -> str:
    return f"exit code {code}" if code > 0 else f"ended by signal {-code}"


class Webhook:
    """A web address that events are posted to."""

    name = "webhook"

    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver

    def tell(self, message: Message) -> None:
        """Post one event; the id lets the receiver drop what it has already."""
        headers = {"Idempotency-Key": message["id"]}
        try:
            self._receiver.post(json_of(message).encode(), headers)
        except SourceUnavailable as error:
            raise NotTold(str(error), wait=error.wait) from error
        except SourceError as error:
            raise NotTold(str(error), whole=False) from error
