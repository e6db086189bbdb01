"""The whole life of a letter, as people live it."""

from __future__ import annotations

from pathlib import Path

from bot.demo import fidelity
from tests.town import BODY, TITLE, labels, text_of, town


async def test_first(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren)
        print(text_of(card), labels(card))
        done = await here.wren.user.click(card, label="Send letter")
        print(done.response and done.response.content)
        card = here.desk_card(1)
        print(text_of(card), labels(card))
        await here.mora.click(card, label="Approve")
        print(text_of(here.desk_card(1)))
        post = here.published()[0]
        print(text_of(post), labels(post))
        assert TITLE in text_of(post) and BODY in text_of(post)
        print([text_of(m) for m in here.from_bot(here.wren)])
        r = await here.reply(here.ida, "I have one like it. Ride it.", "The neighbour")
        print(r.response.content)
        await here.sol.send(here.thread(), "Me too, honestly.")
        await here.pass_time(15)
        print(here.thread_texts())
        notice = here.from_bot(here.wren)[-1]
        print(text_of(notice), labels(notice))
        await fidelity.reply_in_dm(here.env, here.wren, notice, "I did. Thank you, both.")
        print(here.thread_texts())
        print([text_of(m) for m in here.from_bot(here.wren)])
        print(await here.outbox())
        await here.pass_time(120)
        print(await here.outbox())
        print(text_of(here.published()[0]))
        for r in here.env.http_requests: print(r.method, r.path)
