"""Sending to a web address that the user named: once a call, within bounds, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing

import httpx

from threads.errors import SourceRefused, SourceUnavailable
from threads.web.address import web_address
from threads.web.manners import Manners, retry_after
from threads.web.network import Guard, Network, Transport
from threads.web.refusals import REDIRECTS, failures_of

_SILENCE, _MOST_SECONDS = 10.0, 30.0
_LATER = frozenset({408, 425, 429})  # beside 5xx: the same again may be taken another time


class Receiver:
    """An address that JSON is posted to.

    Redirects are not followed: what is sent goes to the host that was named, or nowhere. Nothing
    of the answer is read but its status. The address may hold a secret, so failures name its host
    alone.
    """

    def __init__(self, url: str, manners: Manners, network: Network | None = None) -> None:
        self._address = web_address(url)
        self._agent = manners.agent
        self._network = network or Network()

    @property
    def host(self) -> str:
        """The host that is posted to."""
        return self._address.host

    def post(self, body: bytes, headers: Mapping[str, str]) -> None:
        """Post a body of JSON.

        Raises ``SourceUnavailable`` for what may work another time, ``SourceError`` for an answer
        that this body would get again.
        """
        told = {"Content-Type": "application/json", "User-Agent": self._agent, **headers}
        request = httpx.Request("POST", self._address, headers=told, content=body)
        request.extensions["timeout"] = httpx.Timeout(_SILENCE).as_dict()
        with failures_of(self.host):
            guard = Guard(self._network, self._address)
            guard.start(_MOST_SECONDS)
            with closing(Transport(guard)) as transport:
                answer = transport.handle_request(request)
                answer.close()
            _refuse(answer)


def _refuse(answer: httpx.Response) -> None:
    status = answer.status_code
    if answer.is_success:
        return
    if status >= 500 or status in _LATER:
        wait = retry_after(answer.headers.get("retry-after"))
        raise SourceUnavailable(f"the server didn't take it ({status})", wait=wait)
    if status in REDIRECTS:
        raise SourceRefused(
            f"answers with a redirect ({status})", remedy="give the address that it leads to"
        )
    raise SourceRefused(f"the server refused it ({status})")
