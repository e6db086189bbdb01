"""Changes responses that the bot has posted, and deletes them, as their writers want it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import discord

from bot import words
from bot.errors import Closed, Final, Gone
from bot.language import Language, language_of
from bot.letter import Letter, Response
from cogs import _cards_public as public_cards
from cogs import _codes as codes
from cogs._cards import retold, said_by
from cogs._codes import our_errors
from cogs._looking import Looking, is_shut
from cogs._webhooks import Webhooks


class ResponsesAgain:
    """The part of the courier that changes responses; `bot.post.courier.Courier` describes its methods."""

    _looking: Looking
    _webhooks: Webhooks

    async def edit_response(self, letter: Letter, response: Response, language: str) -> None:
        """Changes a response where it stands, through whatever posted it. A thread that sleeps is opened for that.

        Raises Gone if it stands no more, Closed in a thread that somebody locked or closed, Final if the webhook that
        posted it is lost.
        """
        assert response.message_id is not None
        async with our_errors():
            thread = await self._thread_of(letter, response)
            if thread is None:
                raise Gone(words.trouble.GONE)
            if is_shut(thread, letter):
                raise Closed(words.trouble.CLOSED)
            message = await thread.fetch_message(response.message_id)
            async with opened(thread):
                await self._edit(thread, message, response, language_of(language))

    async def still_stands(self, letter: Letter, response: Response) -> int | None:
        """Returns the id of a response's message in the letter's thread; None when it stands there no more."""
        if response.message_id is None or response.thread_id != letter.thread_id:
            return None
        async with our_errors():
            thread = await self._thread_of(letter, response)
            try:
                return None if thread is None else (await thread.fetch_message(response.message_id)).id
            except discord.NotFound:
                return None

    async def _thread_of(self, letter: Letter, response: Response) -> discord.Thread | None:
        self._looking.check_server(letter)
        return await self._looking.find_thread(response.thread_id or letter.thread_id)

    async def _edit(self, thread: discord.Thread, message: discord.Message, response: Response, say: Language) -> None:
        if message.webhook_id is None:
            card = public_cards.framed_response_card(response, public_cards.face_of(response, self._looking.face))
            await message.edit(**retold(card, say, pictures=None))
            return
        webhook = await self._webhooks.of(thread)
        if webhook is None or webhook.id != message.webhook_id:
            raise Final(words.trouble.WEBHOOK_LOST)
        try:
            drawn = said_by(public_cards.response_card(response), say)
            await webhook.edit_message(message_id=message.id, **drawn, thread=thread)
        except discord.HTTPException as error:
            if error.code in codes.WEBHOOK_LOST:
                self._webhooks.forget(thread)
            raise

    async def delete_response(self, letter: Letter, response: Response) -> None:
        """Deletes a response's message, through whatever posted it; it may be gone already.

        Raises Forbidden where the bot is not in the server any more.
        """
        assert response.message_id is not None
        async with our_errors():
            thread = await self._thread_of(letter, response)
            if thread is None:
                return
            try:
                message = await thread.fetch_message(response.message_id)
                try:
                    await self._delete(thread, message)
                except discord.HTTPException as error:
                    if error.code != codes.THREAD_ARCHIVED:
                        raise
                    async with opened(thread):
                        await self._delete(thread, message)
            except discord.HTTPException as error:
                if error.code in codes.WEBHOOK_LOST:
                    self._webhooks.forget(thread)
                if error.code != codes.UNKNOWN_MESSAGE:
                    raise

    async def _delete(self, thread: discord.Thread, message: discord.Message) -> None:
        webhook = None if message.webhook_id is None else await self._webhooks.of(thread)
        if webhook is not None and webhook.id == message.webhook_id:
            await webhook.delete_message(message.id, thread=thread)
        else:
            await message.delete()


@asynccontextmanager
async def opened(thread: discord.Thread) -> AsyncGenerator[None]:
    """Opens an archived thread for what is done in it, and archives it again; whether it is locked stays as it is.

    Only for threads that `may_open`, and for what has to be done there all the same.
    """
    archived = thread.archived
    if archived:
        await thread.edit(archived=False)
    try:
        yield
    finally:
        if archived:
            await thread.edit(archived=True)
