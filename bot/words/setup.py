"""What people read who set a letterbox up step by step, and who have me put something right."""

from __future__ import annotations

from bot.language import Sentence

STEP = Sentence("Step {step} of {steps} · {title}")
TITLES = {
    "channels": Sentence("Where letters appear, and where they are reviewed"),
    "review": Sentence("Who reviews"),
    "writers": Sentence("Who may write"),
    "categories": Sentence("To whom letters may be"),
    "care": Sentence("How careful I am"),
    "preview": Sentence("A letter, as it will look"),
}
EXPLAINED = {
    "channels": Sentence(
        "Letters appear where everybody reads them. Before that, moderators read them at the desk, a private channel."
    ),
    "review": Sentence("Whoever has Manage Messages in the server or at the desk always may review."),
    "writers": Sentence(
        "Everybody in the server may write, unless you choose otherwise. Nobody learns who wrote a letter, whatever "
        "you choose here."
    ),
    "categories": Sentence("Whoever writes chooses one; the first is the default. In a forum each becomes a tag."),
    "care": Sentence("Limits, collection and delays in one choice. Each can be changed later: `/letterbox settings`."),
    "preview": Sentence("This is what readers see of a letter: no byline, and the day only."),
}
BACK, NEXT, TRY_AGAIN = Sentence("Back"), Sentence("Next"), Sentence("Try again")
MEND, CHANGE_IT, NAME_IT = Sentence("Mend what you can"), Sentence("Change"), Sentence("Name it")
TO_THE_END, OPEN = Sentence("Skip to the end"), Sentence("Open the letterbox")
GO_ON, START_AGAIN = Sentence("Go on"), Sentence("Start again")
SET_IT_UP = Sentence("Set it up")
UNDER_WAY = Sentence(
    "A set-up that was begun {begun} stands at step {step}: {title}. Go on with it, or start again? What it created "
    "stays."
)
MISSING = Sentence("⚠ **Still missing**")
BOTH_OR_NONE = Sentence(
    "Give both `letters` and `desk`, or neither: then I ask for everything step by step. Nothing was saved."
)

WHAT_TO_MAKE = Sentence("Create channels, or use those that are there?")
MAKE = {
    "forum": Sentence("Create a forum and a private desk for me"),
    "text": Sentence("Create a text channel and a private desk for me"),
    "forum-mature": Sentence("The same, and an age-restricted forum"),
    "text-mature": Sentence("The same, and an age-restricted text channel"),
    "": Sentence("I choose channels that are there"),
}
ABOUT_MAKE = {
    "forum": Sentence("Each letter is a post, with tags for its category"),
    "text": Sentence("Each letter is a message, with a thread below it"),
    "forum-mature": Sentence("For letters that are Not Safe for Work; the desk is age-restricted, too"),
    "text-mature": Sentence("For letters that are Not Safe for Work; the desk is age-restricted, too"),
    "": Sentence("Of any kind: text channels or forums"),
}
WILL_MAKE = Sentence("When you open the letterbox I create {channels}. Administrators, {who} and I will see the desk.")
WILL_MAKE_FOR_ADMINISTRATORS = Sentence(
    "When you open the letterbox I create {channels}. Only administrators and I will see the desk."
)
NOBODY_REVIEWS = Sentence("administrators")
#: What the channels are called that are created, and a letterbox with a name gives its own: “praise-desk”.
CHANNEL_NAMES = {"letters": Sentence("letters"), "desk": Sentence("letter-desk"), "mature": Sentence("letters-mature")}
NAMED = {"letters": Sentence("{name}"), "desk": Sentence("{name}-desk"), "mature": Sentence("{name}-mature")}
TOPICS = {
    "letters": Sentence("Letters nobody signs. Write yours to me in a direct message, or with /letter write."),
    "desk": Sentence("Letters wait here until a moderator has read them."),
    "mature": Sentence("Letters nobody signs, Not Safe for Work. Write yours to me, or with /letter write."),
}
TOPIC_NAMED = Sentence("{name} · {topic}")
LACKS_MANAGE_CHANNELS = Sentence(
    "To create channels I need Manage Channels. [Give me that]({url}), or choose channels that are there."
)
LACKS_IN_SERVER = Sentence("In this server I lack: {permissions}. [Give me these]({url}).")
CHOOSE_CHANNEL = {
    "letters": Sentence("Choose where letters appear."),
    "desk": Sentence("Choose where moderators review them: a channel that everybody may not see."),
}
NAME_NEEDED = Sentence(
    "This server has a letterbox already, so this one needs a name: **Name it**, or `/letterbox setup name:`. To move "
    "or change the one that there is, use `/letterbox settings`."
)
NAME_TAKEN = Sentence("There is a letterbox called {name} already; `/letterbox settings` changes it.")
NAME_UNDER_WAY = Sentence("Somebody is setting up a letterbox called {name} already: `/letterbox setup name:{name}`.")
NAMED_SO = Sentence("It is called {name}.")
TOO_MANY = Sentence("Ten set-ups are under way in this server: end one, or wait until tomorrow.")
OVER = Sentence("This set-up is over. `/letterbox setup` begins another, `/letterbox settings` changes what there is.")
BUSY = Sentence("Somebody is opening this letterbox at the moment. Try again in a minute.")
NOT_MADE = Sentence("I could not create {channel}: {why} What I created stays; **Try again** goes on from there.")
WHY_NOT_MADE = Sentence("Discord refused it.")
WHY_NO_FORUM = Sentence("Discord refused it. Where it takes no forum, choose a text channel at step 1.")
WHY_NO_ANSWER = Sentence("Discord did not answer.")

CARE = Sentence("How careful?")
PRESETS = {
    "relaxed": Sentence("Relaxed"),
    "careful": Sentence("Careful"),
    "strict": Sentence("Strict"),
}
ABOUT_PRESETS = {
    "relaxed": Sentence("For friends: many letters a day, at once and without delays"),
    "careful": Sentence("For most servers: three letters a day, and authors hear of things a little later"),
    "strict": Sentence("For large or delicate ones: one letter a day, collected every hour, links shown to the desk"),
}
OWN_CHOICE = Sentence("This is your own choice, none of the three.")

SAMPLE_TITLE = Sentence("The bicycle in the yard")
SAMPLE_TEXT = Sentence(
    "You left it leaning on the wall the day you moved out, and I have walked around it ever since.\n\n"
    "This morning I oiled the chain. I think I will ride it to the river."
)
WHERE = Sentence("{what}: {where}")
OPENED = Sentence("**The letterbox is open.**")

CAN_MEND = Sentence("Some of this I can put right myself: **Mend what you can**.")
WHAT_WAS_MENDED = Sentence("**Mended**")
MENDED_PERMISSIONS = Sentence("In {channel} I gave myself: {permissions}.")
MENDED_DESK = Sentence("{channel} is hidden from everybody but {who} and me.")
MENDED_RESTRICTED = Sentence("{channel} is age-restricted.")
NOT_MENDED = Sentence("Discord did not let me do this: {mended}")

GREETING = Sentence(
    "Hello. I carry letters nobody signs: members write to me, your moderators read each letter without learning whose "
    "it is, and I publish it here in the server. Whoever may manage this server sets me up in two minutes."
)
NOTHING_TO_MEND = Sentence("There is nothing any more that I can put right myself.")
