"""Datasette on one of our databases; only here are Datasette and uvicorn imported."""

from __future__ import annotations

import logging
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from socket import socket
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from reports.browsing.described import described, grouped
from reports.browsing.links import article_links, outside, page_link, row_link
from threads.database import is_at_rest, store_errors

_TEMPLATES = Path(__file__).parent.parent / "templates" / "browse"
_SETTINGS = {
    "default_page_size": 50,
    "max_returned_rows": 1_000,
    "sql_time_limit_ms": 5_000,  # SQL of one's own, and threads of 100,000 comments
    "facet_time_limit_ms": 1_000,
    "suggest_facets": False,  # it suggests ids and texts
    "truncate_cells_html": 1_000,
    "allow_download": False,
}
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_ARTICLES_SQL = """
SELECT id, title FROM articles ORDER BY published_at IS NULL, published_at DESC, id LIMIT 1000
"""
Asgi = Callable[..., Awaitable[None]]
# What asyncio says, again and again, of a browser that hangs up while a page is sent to it.
_HUNG_UP = "socket.send() raised exception."


class Browser(Datasette):  # type: ignore[misc]
    """Datasette with the descriptions, queries and links of one of our databases.

    ``private``: it answers only to names of this machine, so that no page on the web can have the
    browser read it under another one (DNS rebinding).
    """

    def __init__(self, path: Path, *, private: bool = True) -> None:
        self.shown, self.private = path.stem, private
        # Where rich is installed, Datasette prints every local variable of a failure: pages of it
        # for a query that took too long, strangers' words among them.
        sys.modules["datasette.handle_exception"].rich = None  # type: ignore[attr-defined]
        if not pm.has_plugin(__name__):  # before Datasette puts its application together
            pm.register(_Hooks, __name__)
        super().__init__(
            metadata=described(self.shown), settings=_SETTINGS, template_dir=str(_TEMPLATES)
        )
        self.remove_database("_memory")
        self.add_database(_File(self, str(path)), name=self.shown)


class _File(Database):  # type: ignore[misc]
    """A database file that is only looked at, whatever characters its path has."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        path = Path(self.path)
        with store_errors(path):
            connection = _connected(path, "mode=ro")
            try:
                connection.execute("SELECT 1 FROM sqlite_master").fetchone()
            except sqlite3.OperationalError as error:
                connection.close()
                if not is_at_rest(path, error):
                    raise
                connection = _connected(path, "immutable=1")
            connection.execute("PRAGMA query_only = ON")
        self._all_file_connections.append(connection)
        return connection

    async def execute(self, sql: str, *args: Any, **known: Any) -> Any:
        """Ask as Datasette does; what has a time of its own, as counts have, may fail unsaid.

        SQLite doesn't always call it interrupted, and Datasette prints all else.
        """
        if known.get("custom_time_limit"):
            known["log_sql_errors"] = False
        return await super().execute(sql, *args, **known)


def _connected(path: Path, how: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?{how}"
    return sqlite3.connect(address, uri=True, check_same_thread=False)


class _Hooks:
    """What Datasette asks of us, for every Datasette in this program: others are left alone."""

    @staticmethod
    @hookimpl  # type: ignore[untyped-decorator]
    def render_cell(row: Any, value: Any, column: str, table: str | None, datasette: Any) -> Any:
        """Give a cell its links."""
        if not isinstance(datasette, Browser):
            return None
        home = datasette.urls.database(datasette.shown)
        if table is None and column == "source":
            return outside(value, "on its page")
        if table is None:
            return row_link(home, column, value)
        if (table, column) == ("articles", "title"):
            return article_links(home, value, row["id"])
        if (table, column) == ("comments", "external_id"):
            ask = datasette.get_database(datasette.shown).execute
            return page_link(ask, row["id"], f"#{value} on its page" if value else "its page")
        return None

    @staticmethod
    @hookimpl  # type: ignore[untyped-decorator]
    def extra_template_vars(template: str, database: str | None, datasette: Any) -> Any:
        """Give the templates the articles to choose from, and the queries by kind."""
        if not isinstance(datasette, Browser) or database != datasette.shown:
            return None

        async def found() -> dict[str, Any]:
            rows = await datasette.get_database(database).execute(_ARTICLES_SQL)
            articles = [(row["id"], row["title"] or "(no title)") for row in rows]
            return {"articles": articles, "grouped": grouped()}

        return found if template in {"query.html", "database.html"} else None

    @staticmethod
    @hookimpl  # type: ignore[untyped-decorator]
    def asgi_wrapper(datasette: Any) -> Callable[[Asgi], Asgi] | None:
        """Turn away strangers' names, and lead from the top to the one database."""
        if not isinstance(datasette, Browser):
            return None

        def wrapped(app: Asgi) -> Asgi:
            async def answer(scope: Any, receive: Any, send: Any) -> None:
                if scope["type"] != "http":
                    await app(scope, receive, send)
                elif datasette.private and _host(scope) not in _LOOPBACK:
                    await _say(send, 403, b"This is served to its own machine only.", [])
                elif scope["path"] == "/":
                    place = datasette.urls.database(datasette.shown).encode()
                    await _say(send, 302, b"", [(b"location", place)])
                else:
                    await app(scope, receive, send)

            return answer

        return wrapped


def _host(scope: Any) -> str:
    named = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    try:
        return urlsplit(f"//{named}").hostname or ""
    except ValueError:
        return ""


async def _say(send: Any, status: int, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    kind = (b"content-type", b"text/plain; charset=utf-8")
    await send({"type": "http.response.start", "status": status, "headers": [kind, *headers]})
    await send({"type": "http.response.body", "body": body})


def run(path: Path, sock: socket, *, private: bool) -> None:
    """Serve a database on a socket that listens, until the program is interrupted."""
    logging.getLogger("asyncio").addFilter(_is_news)
    config = uvicorn.Config(
        Browser(path, private=private).app(), log_level="warning", lifespan="on", workers=1
    )
    uvicorn.Server(config).run(sockets=[sock])


def _is_news(record: logging.LogRecord) -> bool:
    return record.getMessage() != _HUNG_UP
