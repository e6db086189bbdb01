"""A whole journey for adversaries to look into: several authors, two servers, everything that people do, failures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from simcord.actors import MemberActor

from tests import acts
from tests.town import Server, Town, another_server, answer_of, choose, labels, picture, selects, sure

#: Words that stand in exactly one text each: what was never public …
HELD, RETURNED, REJECTED, DRAFT, NOTE, REASON, WHY, ELSEWHERE, BECAUSE = (
    "Zwetschgenkuchen", "Quarkstollen", "Pfefferminztee", "Johannisbeere", "Kandiszucker", "Marzipanbrot", "Sauerteig",
    "Holunder", "Rosinenschnecke",
)  # fmt: skip
SECRET_TEXTS = (HELD, RETURNED, REJECTED, DRAFT, NOTE, REASON, WHY, ELSEWHERE, BECAUSE)
#: … and what is; in the database all of it is sealed.
PUBLISHED, PEN_REPLY, ANSWER, OPEN = "Fahrradkette", "Regenschirm", "Flussufer", "Ehrlicherweise"
PUBLIC_TEXTS = (PUBLISHED, PEN_REPLY, ANSWER, OPEN)
#: Who wrote which number in The Commons, after `whole_life`; the first five were published.
AUTHORS = {1: "quilla", 2: "marlow", 3: "quilla", 4: "marlow", 5: "hesper", 6: "quilla", 7: "marlow", 8: "marlow"}


@dataclass
class Cast:
    """Whose names must not come out, beside the town's own people. Some are called something else in the server."""

    here: Town
    #: Author of letters, in direct messages; in both servers.
    quilla: MemberActor = field(init=False)
    #: Author of other letters, by form too; in both servers.
    marlow: MemberActor = field(init=False)
    #: Answers under a pen name, and reports; in both servers.
    tamsin: MemberActor = field(init=False)
    #: Drafts, and never sends; in both servers.
    corvin: MemberActor = field(init=False)
    #: Author of one letter and a reader of others, who is forgotten.
    hesper: MemberActor = field(init=False)

    def __post_init__(self) -> None:
        make = self.here.person
        self.quilla = make("quillfeather", "Quilla Featherstone", nick="Feathers McQuill", avatar="a1" * 16)
        self.marlow = make("marlowe77", "Marlow Greensleeve", nick="Sleeves", avatar="b2" * 16)
        self.tamsin = make("tamsinbell", "Tamsin Bellweather", avatar="c3" * 16)
        self.corvin = make("corvinus", "Corvin Blackthorn", nick="Thornback")
        self.hesper = make("hesperus9", "Hesper Lanternlight", nick="Lanterna")

    @property
    def secret(self) -> list[MemberActor]:
        """Those of whom nobody must learn that they wrote anything."""
        return [self.quilla, self.marlow, self.tamsin, self.corvin, self.hesper]

    @property
    def everybody(self) -> list[MemberActor]:
        """The same, and those whose names are seen in the town anyway."""
        here = self.here
        return [*self.secret, here.wren, here.ida, here.sol, here.mora, here.otto]


def letter(title: str, word: str) -> str:
    """A letter like every other, but for its title and one word."""
    return f"{title}\n\nThis is the paragraph with the word {word}, and it ends here."


async def post(
    here: Town,
    who: MemberActor,
    text: str,
    server: str = "The Commons",
    pictures: Sequence[tuple[str, bytes]] = (),
) -> None:
    """A letter from the first word to the desk of that server."""
    await acts.dm(here.env, who, text, attachments=pictures, hurried=True)
    if "Which letterbox?" in selects(here.draft(who)):
        await choose(here, who, "Which letterbox?", server)
    await who.user.click(here.draft(who), label="Send letter")


async def answered(here: Town, author: MemberActor, reader: MemberActor, passer_by: MemberActor) -> None:
    """The newest letter is answered under a pen name, in the open, and by its author."""
    await here.reply(reader, f"Take it along, the {PEN_REPLY}.", "The neighbour")
    await passer_by.send(here.thread(), f"{OPEN}, me too.")
    await here.pass_time(10)
    await acts.reply_in_dm(here.env, author, here.from_bot(author)[-1], f"At the {ANSWER}, then.")
    await here.pass_time(70)


async def short_life(here: Town, cast: Cast) -> None:
    """One letter, published and answered."""
    await post(here, cast.quilla, letter("The chain", PUBLISHED), pictures=[("quilla.png", picture())])
    await here.mora.click(here.desk_card(1), label="Approve")
    await answered(here, cast.quilla, cast.tamsin, here.sol)


async def by_form(here: Town, who: MemberActor, title: str, word: str) -> None:
    """A letter through `/letter write`."""
    shown = await who.slash(here.hall, "letter write")
    await who.submit_modal(shown, {"title": title, "text:0:n": letter(title, word)})
    await who.user.click(here.draft(who), label="Send letter")


async def whole_life(here: Town, cast: Cast) -> Server:
    """Everything that people do, in two servers, with failures on the way; gives the second one."""
    orchard = await another_server(here, *cast.secret, here.wren)
    await published_life(here, cast)
    await in_the_orchard(here, cast, orchard)
    await before_the_desk(here, cast)
    await here.restart()
    await troubled_life(here, cast, orchard)
    await press_everything(here, cast)
    await life_with_more(here, cast)
    await sure(cast.quilla, await cast.quilla.slash(here.hall, "letter withdraw", number=3))
    asked = await cast.hesper.user.slash("letter forget")
    await cast.hesper.user.click(answer_of(asked), label="Forget me")
    await here.pass_time(60)
    return orchard


async def published_life(here: Town, cast: Cast) -> None:
    """Letters 1 to 5 stand in public: two by each of two authors, one by another."""
    quilla, marlow, tamsin, _, hesper = cast.secret
    await short_life(here, cast)
    await by_form(here, marlow, "The kettle", "Teekanne")
    await here.mora.click(here.desk_card(2), label="Approve")
    await answered(here, marlow, tamsin, here.ida)
    for number, (who, colour) in enumerate(((quilla, "blue"), (marlow, "green"), (hesper, "white")), 3):
        await post(here, who, letter(f"Colours of {colour}", "Farbe"), pictures=[(f"{who.name}.png", picture(colour))])
        await here.mora.click(here.desk_card(number), label="Approve")
        await here.reply(hesper, f"Such a {colour}.", f"Owl of {number}")
        if who is quilla:
            await quilla.send(here.thread(), "I wonder who wrote this.")
        await here.pass_time(70)


async def in_the_orchard(here: Town, cast: Cast, orchard: Server) -> None:
    """The same people in another server: two letters in public, answered and reported, and one that waits."""
    tamsin = orchard.member(cast.tamsin)
    for number, who in enumerate((cast.quilla, cast.marlow), 1):
        await post(here, who, letter(f"Apples {number}", "Apfelbaum"), "The Orchard")
        await orchard.keeper.click(orchard.desk_card(number), label="Approve")
        shown = await tamsin.click(orchard.published()[-1], label="Leave a reply")
        await tamsin.submit_modal(shown, {"reply": "I like them sour.", "pen": "The neighbour"})
        shown = await tamsin.click(orchard.published()[-1], label="Report")
        await tamsin.submit_modal(shown, {"why": f"It smells of {WHY}."})
        await here.pass_time(70)
    await orchard.keeper.slash(orchard.desk, "letters block", number=1, reason=f"Too much {BECAUSE}.")
    await orchard.keeper.slash(orchard.desk, "letters unblock", number=1)
    await post(here, cast.quilla, letter("Pears", ELSEWHERE), "The Orchard")


async def before_the_desk(here: Town, cast: Cast) -> None:
    """Letters 6 to 8 wait, are rejected, come back; and there are drafts, one with more than can be taken."""
    quilla, marlow, _, corvin, _ = cast.secret
    await post(here, quilla, letter("No answer", HELD))
    await by_form(here, marlow, "Tea", REJECTED)
    await here.mora.slash(here.desk, "letters reject", number=7, reason=f"Not with {REASON}.")
    await post(here, marlow, letter("Cake", RETURNED))
    await here.mora.slash(here.desk, "letters return", number=8, note=f"Less {NOTE}, please.")
    await acts.dm(here.env, corvin, letter("Unsent", DRAFT), stickers=["Wave"])


async def troubled_life(here: Town, cast: Cast, orchard: Server) -> None:
    """Reports, removals, blocks; Discord fails, an author takes no direct messages any more."""
    for index in (0, 1):
        shown = await cast.tamsin.click(here.published()[index], label="Report")
        await cast.tamsin.submit_modal(shown, {"why": f"It smells of {WHY}."})
    for number in (1, 2):
        await here.mora.slash(here.desk, "letters remove", number=number, reason="It was reported.")
        await here.mora.slash(here.desk, "letters restore", number=number)
    await here.mora.slash(here.desk, "letters block", number=6, days=3, reason=f"Too much {BECAUSE}.")
    for number in (1, 2):
        await here.mora.slash(here.desk, "letters block", number=number, response=1, reason=f"Too much {BECAUSE}.")
        await here.mora.slash(here.desk, "letters unblock", number=number, response=1)
    here.env.inject_error("POST", "/channels/*/messages", times=3)
    await here.otto.send(here.thread(), "Is it still there?")
    await here.pass_time(60)
    acts.close_dms(here.env, cast.quilla.user)
    await here.otto.send(here.thread(), "Hello?")
    await here.pass_time(60)


async def press_everything(here: Town, cast: Cast) -> None:
    """What has not been pressed yet: lists, pages, Mute and Unmute."""
    quilla, marlow, *_ = cast.secret
    for who in cast.secret:
        await who.slash(here.hall, "letter mine")
        await who.slash(here.hall, "letter data")
    for label in ("Mute", "Unmute"):
        notice = [message for message in here.from_bot(quilla) if label in labels(message)][-1]
        await quilla.user.click(notice, label=label)
    returned = [message for message in here.from_bot(marlow) if "Discard" in labels(message)][-1]
    await sure(marlow.user, await marlow.user.click(returned, label="Discard"))
    for index in range(11):
        await post(here, marlow, letter(f"News of day {index}", HELD))
    queue = await here.mora.slash(here.desk, "letters queue")
    await here.mora.click(answer_of(queue), label="Next")


async def life_with_more(here: Town, cast: Cast) -> None:
    """What not everybody uses: a role that is told, a digest, notes, modes; people who listen, who hear what came of
    their report, who revise, and who choose a day."""
    role = here.guild.create_role("Readers")
    acts.set_permissions(here.desk, role, view_channel=True)
    await here.mora.slash(here.hall, "letterbox settings", ping=role.mention, digest_hours=1)
    await post(here, cast.marlow, letter("One more", HELD))
    for number, who in ((1, cast.tamsin), (2, cast.tamsin), (2, cast.hesper)):
        form = await who.click(here.published()[number - 1], label="Leave a reply")
        taken = await who.submit_modal(form, {"reply": f"Once more, the {PEN_REPLY}.", "pen": f"Hen of {who.name[:2]}"})
        await here.pass_time(30)
        await who.click(taken.followups[-1] if taken.followups else answer_of(taken), label="Tell me of answers")
    for index, who in ((3, cast.tamsin), (4, cast.tamsin), (3, cast.hesper)):
        form = await who.click(here.published()[index], label="Report")
        await who.submit_modal(form, {"why": f"It smells of {WHY}.", "hear": True})
    await here.mora.slash(here.desk, "letters note", number=6, note=f"Ask about the {NOTE}.")
    await here.mora.slash(here.desk, "letters replies", number=4, mode="pen")
    await here.pass_time(30)
    await here.mora.click([each for each in here.desk.history() if "Dismiss" in labels(each)][-1], label="Dismiss")
    for command in ("letters log", "letters blocks"):
        await here.mora.slash(here.desk, command)
    form = await cast.corvin.user.click(here.draft(cast.corvin), label="Publish on …")
    await cast.corvin.user.submit_modal(form, {"day": "in 5 days"})
    await here.pass_time(3_700)


def presses(here: Town, who: MemberActor) -> list[Any]:
    """The messages that answered somebody's presses and commands, and that only they see."""
    messages = [message for channel in here.env.backend.messages.values() for message in channel.values()]
    return [message for message in messages if message.is_ephemeral and message.visible_to(who.id)]
