"""Turns Discord's errors into ours, by their codes."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import aiohttp
import discord

from bot import words
from bot.errors import Final, Forbidden, Gone, LoggedOut, TryLater, Unreachable
from cogs._requests import once

UNREACHABLE = {50007, 50278}  #: accepts no direct messages; no server in common
THREAD_EXISTS, THREAD_ARCHIVED = 160004, 50083
UNKNOWN_MESSAGE = 10008
UNKNOWN_WEBHOOK, INVALID_WEBHOOK_TOKEN, INVALID_FORM = 10015, 50027, 50035


@asynccontextmanager
async def our_errors() -> AsyncGenerator[None]:
    """Turns Discord's errors into CourierErrors, and keeps discord.py from repeating blindly what
    changes something (`once`)."""
    try:
        with once():
            yield
    except discord.NotFound as error:
        raise Gone(words.trouble.GONE) from error
    except discord.Forbidden as error:
        if error.code in UNREACHABLE:
            raise Unreachable(words.trouble.GONE) from error
        raise Forbidden(words.trouble.FORBIDDEN) from error
    except discord.HTTPException as error:
        if error.status == 401 and error.code != INVALID_WEBHOOK_TOKEN:
            raise LoggedOut(str(error.status)) from error
        if error.status in (401, 429) or error.status >= 500:
            raise TryLater(str(error.status)) from error
        raise Final(words.trouble.REFUSED) from error
    except discord.RateLimited as error:
        raise TryLater("rate limit", error.retry_after) from error
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise TryLater(type(error).__name__) from error
