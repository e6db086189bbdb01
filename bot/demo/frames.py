"""A simulated Discord that several people can be seen using at once, in frames of one page.

simcord's Preview shows one channel on one page. `Frames` is a Preview whose pages each have a person and a channel of
their own, and are updated together. It relies on simcord's internals (3.2.1, pinned), as `simulated` does.
"""

# pyright: reportPrivateUsage=false

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar, cast
from zoneinfo import ZoneInfo

import simcord
import simcord.preview
from aiohttp import web
from simcord.preview._server import PreviewServer

from bot.demo.simulated import Simulation
from bot.errors import SetupError

log = logging.getLogger(__name__)

PAGE = Path(__file__).with_name("page")
FRAME = Path(simcord.preview.__file__).with_name("static") / "index.html"
TICK = 1.0  #: seconds between two steps of the simulated clock


class Frames(simcord.preview.Preview):
    """simcord's Preview, with a person and a channel of its own for every page.

    A frame's address ends in `#<secret>.<person>.<channel>`. Whoever knows the secret may look as anybody: the page
    offers everybody to choose from. What a person sees of a channel is decided by simcord, by Discord's rules.
    """

    _MAX_PAGES = 64
    _PAGE_LEASE_SECONDS = 86_400.0  # a tab in the background asks rarely, and should still be there tomorrow

    def __init__(
        self,
        world: Simulation,
        members: Mapping[int, simcord.MemberActor],
        channel: simcord.ChannelHandle,
        *,
        places: Callable[[], Any],
        port: int,
    ) -> None:
        """`channel` is one that everybody may read; `places` returns who is here and what is where, for the page."""
        super().__init__(
            world.env,
            channel,
            tuple(members.values()),
            layout="channel",
            display="responsive",
            width=960,
            height=720,
            locale="en-US",
            timezone="UTC",
            presentation_time=None,
            assets=None,
            port=port,
        )
        self.world = world
        self.members = members
        self.guild = channel.guild
        self.places = places
        self._server = _Server(self, port)
        self._shown = 0
        self._ticking: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """The address of the page. The secret is behind the #, so browsers do not send it."""
        return f"{self._origin}/#{self.capability}"

    async def __aenter__(self) -> Frames:
        try:
            await super().__aenter__()
        except simcord.SetupError as error:
            raise SetupError(_why_not(error)) from error
        # Otherwise every new frame would begin where simcord's own first page stands.
        cast(Any, self._python).window_end_id = None
        self._ticking = asyncio.create_task(self._keep_time())
        return self

    async def __aexit__(self, *exc_info: Any) -> None:
        if self._ticking is not None:
            self._ticking.cancel()
            with suppress(asyncio.CancelledError):
                await self._ticking
        await super().__aexit__(*exc_info)

    async def _keep_time(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            try:
                await self.world.tick()
            except TimeoutError:  # the bot is busy for longer than simcord waits: until the next tick
                pass
            except Exception:
                log.exception("The clock stumbled, and goes on.")
            self.show_changes()

    def show_changes(self) -> None:
        """Updates every frame, if anything has happened since it last did."""
        if self._shown == (happened := self.world.happened):
            return
        self._shown = happened
        self.world.log_errors()
        self._advance_presentation_time()
        for page in tuple(self._pages.values()):
            self._publish(page, reason="refresh")

    async def open_frame(self, person: int, channel: int) -> dict[str, Any]:
        """Opens a page for this person in this channel."""
        async with self.world.turn:
            self.channel = self._channel(channel)
            member = self.members[person]
            return self._page_payload(self._open_page(member if self.channel.guild else member.user))

    def _channel(self, channel: int) -> simcord.ChannelHandle:
        found = self.env.backend.get_channel(channel)
        return simcord.ChannelHandle(self.env, self.guild if found.guild_id else None, found)

    def _viewer(self, viewer_id: Any) -> Any:
        """Returns the frame's person; it is set by `open_frame`, and a page that is open cannot change it."""
        if isinstance(viewer_id, (simcord.MemberActor, simcord.UserHandle)):
            return viewer_id
        raise simcord.SetupError("a frame does not change hands")

    async def _action(self, context_id: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
        """Waits for its turn, acts in the frame's own channel, and updates all frames."""
        async with self.world.turn:
            page = self._get_page(context_id)
            self.channel = self._channel(page.channel_id)
            receipt = await super()._action(context_id, _as_of_now(page, body))
            self.show_changes()
            return receipt

    def show_times_of(self, zone: str) -> None:
        """Shows times in this zone, the browser's own; an unknown one changes nothing."""
        with suppress(KeyError, ValueError, OSError):
            self.timezone = ZoneInfo(zone).key


def _why_not(error: simcord.SetupError) -> str:
    """Returns why there is no page, for whoever started the demo."""
    if isinstance(error.__cause__, OSError):
        return "That port is taken. Choose another with --port, or leave it out and any free one will do."
    return f'The demo lacks something it needs: {error} Install it with: pip install -e ".[demo]"'


def _as_of_now(page: Any, body: Any) -> Any:
    """Returns the same action, on the page as it is now; anything that is no action is left for simcord to refuse.

    simcord refuses an action on a page that has changed since it was drawn. Discord only checks whether the message and
    its button are still there, as simcord does next; and here the frames change each other often.
    """
    if not isinstance(body, dict):
        return body
    return {**cast("dict[str, Any]", body), "published_revision": page.revision}


#: What we change in simcord's own pages: our style sheet, a friendlier text for an empty channel, and for a webhook
#: the badge that Discord gives it.
_CORRECTIONS = {
    "/frame": {
        "</head>": '<link rel="stylesheet" href="/frame.css"></head>',
        "No messages in this channel.": "Nothing here yet.",
    },
    "/messages.js": {'"WEBHOOK"': '"APP"'},
}


class _Server(PreviewServer):
    """simcord's web server, with our page at the root and the addresses of `Frames`."""

    preview: Frames
    _STATIC_FILES: ClassVar[dict[str, str]] = {
        **PreviewServer._STATIC_FILES,
        "/": str(PAGE / "index.html"),
        "/page.css": str(PAGE / "page.css"),
        "/page.js": str(PAGE / "page.js"),
        "/frame.css": str(PAGE / "frame.css"),
        "/icon.svg": str(PAGE / "icon.svg"),
        # Not files: `_static` answers these two itself. Listed here, they get a route of their own.
        "/frame": str(FRAME),
        "/places": "",
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

    async def _static(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/places":
            return await self._places(request)
        response = cast(web.Response, await super()._static(request))
        for simcords, ours in _CORRECTIONS.get(request.path, {}).items():
            response.text = (response.text or "").replace(simcords, ours)
        if request.path.startswith("/fonts/"):
            # They are 30 MB, and there are four frames: loading them once is enough.
            response.headers["Cache-Control"] = "private, max-age=86400"
            del response.headers["Pragma"]
        return response

    async def _places(self, request: web.Request) -> web.Response:
        """Returns who is here, and which channel each frame shows to whom."""
        if not self._authorized(request):
            raise web.HTTPUnauthorized
        self.preview.show_times_of(request.query.get("zone", ""))
        return web.json_response(self.preview.places(), headers=self._SECURITY_HEADERS)
