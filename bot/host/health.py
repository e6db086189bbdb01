"""For supervisors: `GET /health`, on this machine only, says whether the bot is alive, connected, and delivering.

Beside it, `GET /metrics` is for Prometheus (`metrics.py`).
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress

from aiohttp import web

from bot import words
from bot.clock import Clock
from bot.errors import SettingError, StoreError
from bot.host.metrics import Metrics
from bot.host.vitals import Vitals
from bot.settings import Settings
from bot.store import reader

LOOPBACK = "127.0.0.1"
UNAVAILABLE = 503


class Health:
    """Listens between `start` and `stop`; without a port it does nothing. Both may be called twice."""

    def __init__(self, port: int | None, settings: Settings, clock: Clock, vitals: Callable[[], Vitals]) -> None:
        self._port = port
        self._settings = settings
        self._clock = clock
        self._vitals = vitals
        self._metrics: Metrics | None = None
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Starts listening. Raises SettingError when another process has the port."""
        if self._port is None or self._runner is not None:
            return
        with suppress(ImportError):  # the extra is not installed
            self._metrics = Metrics(self._settings, self._clock)
        app = web.Application()
        app.router.add_get("/health", self._answer)
        app.router.add_get("/metrics", self._tell)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, LOOPBACK, self._port).start()
        except OSError as error:
            await runner.cleanup()
            raise SettingError(
                words.host.HEALTH_PORT_TAKEN.format(port=self._port, why=os.strerror(error.errno or 0))
            ) from error
        self._runner = runner

    async def stop(self) -> None:
        """Stops listening."""
        if self._runner is not None:
            runner, self._runner = self._runner, None
            await runner.cleanup()

    async def _answer(self, _: web.Request) -> web.Response:
        """Responds with 200 while Discord is connected over every shard and the database works, else with 503; with the
        shards, counts, ages, why the deliveries stopped, if so, and what fails (`failing`: part and sentence). A start
        that waits for Discord, or for another process, says so there."""
        now = self._vitals()
        post, unreadable = await asyncio.to_thread(self._post)
        failing = {} if now.connected else {"discord": now.waits or words.host.NOT_CONNECTED}
        if trouble := now.trouble or (None if now.waits else unreadable):  # at a first start there is none yet
            failing["database"] = trouble
        said = {"alive": True, "connected": now.connected, "shards": now.shards, **post, "stopped": now.stopped}
        return web.json_response({**said, "failing": failing}, status=UNAVAILABLE if failing else 200)

    async def _tell(self, request: web.Request) -> web.Response:
        """Responds with the page for Prometheus; 404 with a sentence where the extra is not installed."""
        if self._metrics is None:
            return web.Response(text=f"{words.host.METRICS_MISSING}\n", status=404)
        accepts = request.headers.get("Accept", "")
        page, content_type = await asyncio.to_thread(self._metrics.page, accepts, self._vitals())
        return web.Response(body=page, headers={"Content-Type": content_type})

    def _post(self) -> tuple[dict[str, int | None], str | None]:
        """Returns counts of deliveries and the age of the oldest in seconds (0 when nothing waits); null where the
        database cannot be read, and then why."""
        now = int(self._clock().timestamp())
        try:
            with reader.looking(self._settings) as connection:
                post = reader.post(connection, now)
        except StoreError as error:
            return {"oldest": None, "waiting": None}, str(error)
        return {"oldest": 0 if post.oldest is None else max(0, now - post.oldest), "waiting": post.waiting}, None
