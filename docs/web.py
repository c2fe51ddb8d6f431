"""The web that the pages' sessions read from: files on this machine, under the names of hosts.

Nothing of it leaves the machine. It is a proxy, which is how a program is told to ask there for
every host: ``http://crosspatch.example/doorbells`` is the file ``crosspatch.example/doorbells``.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder of hosts; gives the proxy's address."""

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            path = folder / (address.hostname or "") / address.path.strip("/")
            found = path.is_file() and not address.query
            body = path.read_bytes() if found else b"not here"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
