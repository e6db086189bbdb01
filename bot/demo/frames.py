"""A simulated Discord that several people can be seen using at once, in frames of one page.

simcord's Preview shows one channel on one page. `Frames` is a Preview whose pages each have a person and a channel of
their own, and are updated together. It relies on simcord's internals (3.2.1, pinned), as `simulated` does.
"""

# pyright: reportPrivateUsage=false

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, cast
from zoneinfo import ZoneInfo

import simcord
import simcord.preview

from bot.demo import texts
from bot.demo.server import Server
from bot.demo.simulated import Simulation
from bot.errors import SetupError

log = logging.getLogger(__name__)

TICK = 1.0  #: seconds between two steps of the simulated clock


class Stage(Protocol):
    """What is in the frames, and around them."""

    simulated: Simulation

    @property
    def hall(self) -> simcord.ChannelHandle:
        """A channel that everybody may read."""
        ...

    @property
    def viewers(self) -> tuple[simcord.MemberActor, ...]:
        """Those whom one can be, in the server of the hall."""
        ...

    def guild(self, guild_id: int) -> simcord.GuildHandle:
        """Returns a server. Raises KeyError."""
        ...

    def member(self, user_id: int, guild_id: int) -> simcord.MemberActor:
        """Returns somebody one can be, as a member of this server. Raises KeyError."""
        ...

    def told(self, key: str, thread: str) -> dict[str, Any]:
        """Returns what the page shows around its frames, of this letterbox and this thread."""
        ...

    async def do(self, deed: str, asked: Mapping[str, str]) -> None:
        """Does what the page asks for; "" is nothing. Raises KeyError where there is no such thing to do."""
        ...

    async def taken_over(self) -> None:
        """Somebody acts by hand."""
        ...

    def file(self, secret: str, server: str, name: str) -> tuple[Path, bool]:
        """Returns a file of a server's archive, and whether it is the one asked for. Raises KeyError."""
        ...


class Frames(simcord.preview.Preview):
    """simcord's Preview, with a person and a channel of its own for every page.

    A frame's address ends in `#<secret>.<person>.<channel>`. Whoever knows the secret may look as anybody: the page
    offers everybody to choose from. What a person sees of a channel is decided by simcord, by Discord's rules.
    """

    _MAX_PAGES = 64
    _PAGE_LEASE_SECONDS = 86_400.0  # a tab in the background asks rarely, and should still be there tomorrow

    def __init__(
        self,
        stage: Stage,
        *,
        port: int,
        secret: str | None = None,
    ) -> None:
        """`secret` is the one of an earlier run whose page should go on; a new one where None."""
        texts.install()
        super().__init__(
            stage.simulated.env,
            stage.hall,
            stage.viewers,
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
        self.stage = stage
        self.capability = secret or self.capability
        self._server = Server(self, port)
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
                await self.stage.simulated.tick()
            except TimeoutError:  # the bot is busy for longer than simcord waits: until the next tick
                pass
            except Exception:
                log.exception("The clock stumbled, and goes on.")
            self.show_changes()

    def show_changes(self) -> None:
        """Updates every frame, if anything has happened since it last did."""
        if self._shown == (happened := self.stage.simulated.happened):
            return
        self._shown = happened
        self.stage.simulated.log_errors()
        self._advance_presentation_time()
        for page in tuple(self._pages.values()):
            self._publish(page, reason="refresh")

    async def open_frame(self, person: int, channel: int) -> dict[str, Any]:
        """Opens a page for this person in this channel."""
        async with self.stage.simulated.turn:
            self.channel = self._channel(channel)
            guild = self.channel.guild or self.stage.hall.guild
            member = self.stage.member(person, guild.id if guild else 0)
            return self._page_payload(self._open_page(member if self.channel.guild else member.user))

    def _channel(self, channel: int) -> simcord.ChannelHandle:
        found = self.env.backend.get_channel(channel)
        guild = self.stage.guild(found.guild_id) if found.guild_id else None
        return simcord.ChannelHandle(self.env, guild, found)

    def _viewer(self, viewer_id: Any) -> Any:
        """Returns the frame's person; it is set by `open_frame`, and a page that is open cannot change it."""
        if isinstance(viewer_id, (simcord.MemberActor, simcord.UserHandle)):
            return viewer_id
        raise simcord.SetupError("a frame does not change hands")

    async def _action(self, context_id: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
        """Waits for its turn, acts in the frame's own channel, and updates all frames. Whoever acts stops the story."""
        if isinstance(body, dict) and body.get("kind") in self._MUTATING_KINDS - {"history"}:
            await self.stage.taken_over()
        async with self.stage.simulated.turn:
            page = self._get_page(context_id)
            self.channel = self._channel(page.channel_id)
            receipt = await super()._action(context_id, _as_of_now(page, body))
            self.show_changes()
            return receipt

    @property
    def port(self) -> int:
        """The port of the page."""
        return self._server.port or 0

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
