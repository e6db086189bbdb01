"""Turns Discord's errors into ours, by the table of codes (`_codes`)."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import aiohttp
import discord

from bot.errors import TryLater
from cogs._codes import ours
from cogs._requests import once


@asynccontextmanager
async def our_errors() -> AsyncGenerator[None]:
    """Turns Discord's errors into CourierErrors, and keeps discord.py from repeating blindly what
    changes something (`once`)."""
    try:
        with once():
            yield
    except discord.HTTPException as error:
        raise ours(error) from error
    except discord.RateLimited as error:
        raise TryLater("rate limit", error.retry_after) from error
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise TryLater(type(error).__name__) from error
