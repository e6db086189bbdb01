"""What once outgrew a message: it arrives, it says what is to be done, and everything goes on."""

from __future__ import annotations

from pathlib import Path

from tests import acts
from tests.journeys.test_several_at_once import listed
from tests.town import BODY, another_server, answer_of, choose, labels, selects, text_of, told, town

LINKS = "\n\n".join(f"[one of the pages that I mean {n}](https://example.org/{'y' * 80}{n})" for n in range(10))
ADDRESSES = "Write to " + ", ".join(f"somebody.of.that.name{n}@mail.example.org" for n in range(45))


async def test_a_letter_of_links_sent_back_with_a_long_note_reaches_the_desk_again(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(here.hall, "letterbox settings", links="flag")
        await here.send(here.wren, f"The pages\n\n{LINKS}")
        await here.mora.slash(here.desk, "letters return", number=1, note="*" * 1_000)
        form = await here.wren.user.click(here.draft(here.wren), label="Edit")
        await here.wren.user.submit_modal(form, {"title": "The pages", "text:0:n": f"{LINKS}\n\nNew."})
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        card = here.desk_card(1)
        assert "Approve" in labels(card) and "New." in text_of(card) and "Look at:" in card.content


async def test_a_card_with_nine_blocks_follows_the_letter(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        for number in range(9):
            await here.reply(
                here.person(f"reader{number}", f"Reader {number}"), f"It is number {number}.", f"Heron {number}"
            )
            await here.mora.slash(here.desk, "letters block", number=1, response=number + 1, reason="*" * 1_000)
        await here.mora.slash(here.desk, "letters remove", number=1, reason="~" * 1_000)
        card = here.desk_card(1)
        assert "Removed by" in card.content and len(card.content) <= 2_000


async def test_a_letter_with_forty_five_addresses_can_be_sent(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren, f"Addresses\n\n{ADDRESSES}")
        asked = await here.wren.user.click(card, label="Send letter")
        assert "Nothing was sent." in told(asked)
        sent = await here.wren.user.click(answer_of(asked), label="Send anyway")
        assert "**Received.**" in told(sent) and here.desk_card(1)


async def test_a_letter_with_one_long_link_can_be_sent(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren, f"A page\n\n<https://twitter.com/{'x' * 1_900}>")
        shown = await here.wren.user.click(card, label="Send letter")
        if "this may tell who you are" in told(shown):
            shown = await here.wren.user.click(answer_of(shown), label="Send anyway")
        assert "**Received.**" in told(shown)


async def test_an_answer_by_direct_message_with_sixty_addresses_is_not_lost_silently(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.pass_time(60)
        notice = here.from_bot(here.wren)[-1]
        many = " ".join(f"some.body{n}@mail.example.org" for n in range(60))
        await acts.dm(here.env, here.wren, many, reply_to=notice)
        said = here.from_bot(here.wren)[-1].content
        assert "this may tell who you are" in said and "confirm it there" in said


async def test_a_title_that_nobody_sees_is_none(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren, f"\u3164\n\n{BODY}")
        form = await here.wren.user.click(card, label="Send letter")
        assert form.modal is not None
        await here.wren.user.submit_modal(form, {"title": "\u2800\u200b"})
        assert "It has no title" in text_of(here.draft(here.wren))


async def test_neither_title_nor_text_turns_anything_around(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren, f"{BODY} \u202eeb ot ti si")
        assert BODY in text_of(card) and "\u202e" not in text_of(card)
        form = await here.wren.user.click(card, label="Edit")
        text = f"{BODY}\u202e\n\n\u2067שלום\u2069"
        await here.wren.user.submit_modal(form, {"title": "\u202eThe lamp", "text:0:n": text})
        shown = text_of(here.draft(here.wren))
        assert "The lamp" in shown and "\u202e" not in shown and "\u2067שלום\u2069" in shown


async def test_a_title_in_a_line_has_no_effect_on_the_rest_of_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren, f"# שלום 3 ~~ `x\n\n{BODY}")
        queue = text_of(await listed(here))
        assert "\u2068שלום 3 \\~\\~ \\`x\u2069 ·" in queue


async def test_mine_has_the_title_of_a_draft(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren, f"The lamp\n\n{BODY}")
        listed = await here.wren.user.slash("letter mine")
        assert "The lamp" in told(listed) and "no title" not in told(listed) and "`" not in told(listed)
        opened = await here.wren.user.click(answer_of(listed), label="Open the draft “The lamp”")
        assert "The lamp" in told(opened)


async def test_with_more_servers_than_a_select_can_hold_each_can_be_chosen(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        for _ in range(25):
            await another_server(here, here.wren)
        await here.write(here.wren, f"The lamp\n\n{BODY}")
        offered = [each.label for each in selects(here.draft(here.wren))["Which letterbox?"].options]
        assert len(offered) == 24 and "The Commons" in offered and offered[-1] == "… more letterboxes"
        await choose(here, here.wren, "Which letterbox?", "… more letterboxes")
        further = [each.label for each in selects(here.draft(here.wren))["Which letterbox?"].options]
        assert further == ["The Orchard"] * 3 + ["… letterboxes before these"]
        await choose(here, here.wren, "Which letterbox?", "The Orchard")
        assert "It goes to The Orchard." in text_of(here.draft(here.wren))
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert "**Received.**" in here.from_bot(here.wren)[-1].content
