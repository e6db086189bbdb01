"""simcord's web server, with our page at its root: what a browser asks of the demo, answered in few bytes.

Like `frames`, it relies on simcord's internals (3.2.1, pinned).
"""

# pyright: reportPrivateUsage=false

from __future__ import annotations

import asyncio
import gzip
import hmac
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, cast

import simcord
import simcord.preview
from aiohttp import web
from simcord.preview._server import PreviewServer

from bot.archive.pages import SEARCH_POLICY
from bot.demo.outside import ROUTE

PAGE = Path(__file__).with_name("page")
OURS = ("/page.css", "/page.js", "/frame.css")
FRAME = Path(simcord.preview.__file__).with_name("static") / "index.html"


_BELOW_PICTURES = ":scope > .embed-card, :scope > .message-components"

#: What we change in simcord's own pages: our style sheet, a friendlier text for an empty channel, for a webhook
#: the badge that Discord gives it, and pictures above embeds and buttons, where Discord has them.
_CORRECTIONS = {
    "/frame": {
        "</head>": '<link rel="stylesheet" href="/frame.css"></head>',
        "No messages in this channel.": "Nothing here yet.",
    },
    "/messages.js": {
        '"WEBHOOK"': '"APP"',
        "\n    root.append(list);\n": f"\n    root.insertBefore(list, root.querySelector('{_BELOW_PICTURES}'));\n",
    },
    # Each frame would load 30 MB of fonts before it shows anything, so that it looks the same anywhere. Here a font is
    # loaded when a character needs it, unless the machine has it.
    "/presentation.js": {
        "await document.fonts.load(requirement.css, requirement.sample);": "",
        "document.fonts.check(requirement.css, requirement.sample)": "true",
    },
    "/preview.css": {
        "  font-style: italic;": "  font-style: italic; unicode-range: U+0;",  # drawn from the upright one
        'src: url("/fonts/noto-color-emoji': 'src: local("Noto Color Emoji"), url("/fonts/noto-color-emoji',
        'src: url("/fonts/noto-sans-mono': 'src: local("Noto Sans Mono"), url("/fonts/noto-sans-mono',
        'src: url("/fonts/noto-sans-sc': 'src: local("Noto Sans CJK SC"), url("/fonts/noto-sans-sc',
    },
}
_WHILE_LOADING = "private, max-age=300"  #: the frames load the same files, one after another


class Server(PreviewServer):
    """simcord's web server, with our page at the root and the addresses of `Frames`."""

    preview: Any  #: a `Frames`
    _STATIC_FILES: ClassVar[dict[str, str]] = {
        **PreviewServer._STATIC_FILES,
        "/": str(PAGE / "index.html"),
        "/page.css": str(PAGE / "page.css"),
        "/page.js": str(PAGE / "page.js"),
        "/frame.css": str(PAGE / "frame.css"),
        "/icon.svg": str(PAGE / "icon.svg"),
        # Not files of simcord's. Listed here, they get a route of their own; it takes no other than GET.
        "/frame": str(FRAME),
        "/places": "",
        "/do": "",
        ROUTE: "",
    }
    _STATIC_CONTENT_TYPES: ClassVar[dict[str, str]] = {
        **PreviewServer._STATIC_CONTENT_TYPES,
        str(PAGE / "index.html"): "text/html",
        str(FRAME): "text/html",
        str(PAGE / "page.css"): "text/css",
        str(PAGE / "icon.svg"): "image/svg+xml",
        str(PAGE / "frame.css"): "text/css",
    }
    #: Only our own page may frame simcord's.
    _SECURITY_HEADERS: ClassVar[dict[str, str]] = {
        **PreviewServer._SECURITY_HEADERS,
        "X-Frame-Options": "SAMEORIGIN",
        "Content-Security-Policy": PreviewServer._SECURITY_HEADERS["Content-Security-Policy"].replace(
            "frame-ancestors 'none'", "frame-ancestors 'self'"
        ),
    }

    def _authorized(self, request: web.Request, *, context: str | None = None) -> bool:
        """Whether the secret is right and the request comes from our own page."""
        headers, hosts = request.headers, self._allowed_hosts()
        secret = headers.get("X-Simcord-Capability", "").partition(".")[0]
        return (
            hmac.compare_digest(secret.encode(), self.preview.capability.encode())
            and context in (None, headers.get("X-Simcord-Context"))
            and headers.get("Host") in hosts
            and headers.get("Origin", self.preview._origin) in {f"http://{host}" for host in hosts}
        )

    async def _pages(self, request: web.Request) -> web.Response:
        """Opens a frame for the person and the channel that its address names."""
        if not self._authorized(request):
            raise web.HTTPUnauthorized
        try:
            _, person, channel = request.headers["X-Simcord-Capability"].split(".")
            payload = await self.preview.open_frame(int(person), int(channel))
        except (KeyError, ValueError, simcord.BackendError, simcord.SetupError) as error:
            raise web.HTTPNotFound from error
        return web.json_response(payload, headers=self._SECURITY_HEADERS)

    async def _state(self, request: web.Request) -> web.StreamResponse:
        """Returns what a frame shows, compressed: it is asked for every second, and mostly the list of commands."""
        response = cast(web.Response, await super()._state(request))
        response.enable_compression()
        return response

    async def _static(self, request: web.Request) -> web.StreamResponse:
        if request.path in ("/places", "/do"):
            return await self._around(request)
        if "server" in request.match_info:
            return await self._outside(request)
        response = cast(web.Response, await super()._static(request))
        body = _corrected(request.path, cast(bytes, response.body))
        if request.path.endswith((".js", ".css", ".ttf")) and request.path not in OURS:
            response.headers["Cache-Control"] = _WHILE_LOADING
            del response.headers["Pragma"]
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            response.headers["Content-Encoding"] = "gzip"
            body = _compressed(body)
        response.body = body
        return response

    async def _outside(self, request: web.Request) -> web.StreamResponse:
        """Returns a file of an archive. It may do what the site's own pages say that they may, in a frame of ours."""
        asked = request.match_info
        if request.headers.get("Host") not in self._allowed_hosts():
            raise web.HTTPForbidden
        try:
            file = self.preview.stage.file
            path, there = await asyncio.to_thread(file, asked["secret"], asked["server"], asked["name"])
        except KeyError as error:
            raise web.HTTPNotFound from error
        return web.FileResponse(path, status=200 if there else 404, headers=_OUTSIDE_HEADERS)

    async def _around(self, request: web.Request) -> web.Response:
        """Does what the page asks for, if anything, and returns what it shows around its frames."""
        if not self._authorized(request):
            raise web.HTTPUnauthorized
        stage, asked = self.preview.stage, request.query
        self.preview.show_times_of(asked.get("zone", ""))
        try:
            await stage.do(asked["deed"] if request.path == "/do" else "", asked)
            told = stage.told(asked.get("letterbox", ""), asked.get("thread", ""))
        except KeyError as error:
            raise web.HTTPNotFound from error
        self.preview.show_changes()
        return web.json_response(told, headers=self._SECURITY_HEADERS)


#: Each page of an archive has its policy in itself; what a page cannot say there is who may frame it.
_OUTSIDE_HEADERS = {
    **Server._SECURITY_HEADERS,
    "Content-Security-Policy": f"{SEARCH_POLICY}; frame-ancestors 'self'",
}


def _corrected(path: str, body: bytes) -> bytes:
    """Returns one of simcord's files with our corrections. What is to be corrected and is not there is an error."""
    text = body
    for simcords, ours in _CORRECTIONS.get(path, {}).items():
        if simcords.encode() not in text:
            raise RuntimeError(f"simcord's {path} has changed: {simcords}")
        text = text.replace(simcords.encode(), ours.encode())
    return text


@lru_cache(maxsize=64)
def _compressed(body: bytes) -> bytes:
    return gzip.compress(body, 6)
