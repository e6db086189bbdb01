"""Looking at a folder of pages with a browser, on this machine only."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from bot import words
from bot.errors import SettingError


@contextmanager
def served(folder: Path, port: int) -> Generator[int]:
    """Serves the folder as long as the block runs, and yields the port; 0 asks for any free one.

    Raises SettingError.
    """

    class Handler(SimpleHTTPRequestHandler):
        """Gives files of the folder; no lists, nothing whose name begins with a dot, nothing that a link leads out to.

        Only to who asks for this machine: a page of another site must not read along under a name of its own.
        """

        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(folder))

        def send_head(self) -> Any:
            host = self.headers.get("Host", "").rpartition(":")[0]
            if host not in ("127.0.0.1", "localhost") or not is_in(folder, Path(self.translate_path(self.path))):
                self.send_error(HTTPStatus.NOT_FOUND)
                return None
            return super().send_head()

        def list_directory(self, path: Any) -> None:
            self.send_error(HTTPStatus.NOT_FOUND)

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            missing = folder / "404.html"
            if code != HTTPStatus.NOT_FOUND or not missing.is_file():
                return super().send_error(code, message, explain)
            content = missing.read_bytes()
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing: who looks is nobody's business."""

    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    except (OSError, OverflowError) as error:
        raise SettingError(words.site.PORT.format(port=port, why=error)) from error
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def is_in(folder: Path, path: Path) -> bool:
    """Returns whether a path is that of something in the folder, links followed, and no part of its name is hidden."""
    try:
        there = path.resolve().relative_to(folder.resolve())
        return not any(part.startswith(".") for part in (*there.parts, path.name))
    except (ValueError, OSError):
        return False
