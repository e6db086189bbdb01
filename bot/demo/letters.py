"""What people of the demo have written and said before somebody opens it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody said under a letter: a reader under a pen name or, with none, in their own; or its author."""

    after: float  #: days after the letter appeared
    who: str  #: AUTHOR, or somebody who lives there
    text: str
    pen: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A letter of the past; the one at the desk has `ago` 0."""

    ago: float  #: days before today on which it appeared
    who: str
    category: str
    title: str
    text: str
    replies: tuple[Reply, ...] = ()


AUTHOR = "the author"
YOU, FAMILY, MYSELF, GONE, EVERYONE = "To you", "To my family", "To myself", "To someone gone", "To everyone"

PAST = (
    Written(
        152,
        "Juno",
        YOU,
        "The umbrella on platform two",
        "You held it over the pram and let your own shoulder get wet. We did not speak; my train came first.\n\n"
        "She is four now. When it rains she asks whether we should share.",
        (
            Reply(0.3, "Pim", "I would like to live in a town where she is in charge of the weather."),
            Reply(1.2, "Tove", "I have been that wet shoulder. It dries. The rest stays.", pen="Oilskin"),
        ),
    ),
    Written(
        141,
        "Odd",
        GONE,
        "Your number is still in my phone",
        "I changed phones twice and carried you over both times. Nobody would answer, I know. It is only that "
        "the list goes from Anna to Bertil, and you stand between them, where you always stood.\n\n"
        "Bertil says hello.",
        (Reply(0.6, "Juno", "Mine stands between a plumber and a pizzeria. He would laugh.", pen="Under P"),),
    ),
    Written(
        126,
        "Tove",
        FAMILY,
        "I broke the blue jug",
        "It was me, in 1998. Not the cat. The cat got three days outdoors for it, and I let him.\n\n"
        "He is long forgiven and long gone. I found one like it at a market in June. It stands in the hall, "
        "wrapped in newspaper, and I do not know how to give it to you.",
        (
            Reply(0.2, "Sol", "Give it with a tin of tuna in it."),
            Reply(2.0, AUTHOR, "I did. She said that she had always known: there was glue on the cat."),
            Reply(2.1, "Pim", "This is the best thing that I have read all week.", pen="Second Jug"),
        ),
    ),
    Written(
        112,
        "Pim",
        MYSELF,
        "To the one who will sit here in March",
        "Dear me. You have done this before: the dark weeks, the unopened post. You think that it will not end, "
        "and each time it ended on an ordinary day, with laundry.\n\n"
        "The list of people to ring is on the fridge. You wrote it when you were well. Trust her. And at five, when "
        "you cannot sleep, look out: there is a light on the hill road, a window, somebody with a cup.",
        (
            Reply(0.4, "Tove", "I am copying the part about the list.", pen="Kitchen light"),
            Reply(0.9, "Ida", "Ordinary days are underrated."),
        ),
    ),
    Written(
        97,
        "Juno",
        EVERYONE,
        "Thank you for the bread",
        "Somebody has left half a loaf at number nine every Friday since the factory closed, in a clean cloth, "
        "and never rung the bell.\n\n"
        "We have eleven cloths. We wash them and put them back on the wall, and they go again. I have work "
        "since Monday. Please let the next one be for somebody else.",
        (
            Reply(0.1, "Odd", "Friday will find a door.", pen="Half a loaf"),
            Reply(0.5, "Sol", "I did not know this about our street. Now I walk it differently."),
        ),
    ),
    Written(
        83,
        "Juno",
        YOU,
        "I was the substitute goalkeeper",
        "We lost seven to nothing and you, their captain, came over the whole field to say: good hands. I was "
        "eleven. Nobody had said anything about me before, good or bad.\n\n"
        "I am a surgeon. Every morning when I wash them, I think of it.",
        (
            Reply(0.4, "Odd", "I am reading this in a waiting room, and I feel better already.", pen="Bed Four"),
            Reply(0.8, AUTHOR, "Then I wish you good hands, and a short wait."),
        ),
    ),
    Written(
        71,
        "Odd",
        FAMILY,
        "What I meant by “fine”",
        "When you called from the airport and asked how it was without you, I said fine. I meant that the clock "
        "was loud. I meant that I cooked for three and ate it for two days.\n\n"
        "Go. I would say fine again. But I want it written down somewhere what it stood for.",
        (Reply(0.7, "Juno", "I shall listen differently on Sunday when I ring home.", pen="Gate 14"),),
    ),
    Written(
        58,
        "Tove",
        GONE,
        "The tomatoes came up by themselves",
        "I dug nothing this spring. I could not. And there they were in July, between the stones, from the ones "
        "you dropped last year and told me to leave for the birds.\n\n"
        "I ate the first one standing up, as you did, with the salt in my other hand.",
        (
            Reply(0.2, "Pim", "Keep some of the seeds in an envelope. Write his name on it.", pen="Allotment 30"),
            Reply(1.1, AUTHOR, "Her name. It is in the kitchen drawer, and it rattles."),
        ),
    ),
    Written(
        44,
        "Pim",
        YOU,
        "I took the job you wanted",
        "You helped me practise for the interview, because you did not know that I had applied as well, and I "
        "did not say it. You brought cake when I got it.\n\n"
        "I am sorry. Not that I took it. That I let you bring the cake.",
        (
            Reply(0.5, "Odd", "Bring her a cake. Say it over the first slice, not the last one.", pen="Break Room"),
            Reply(0.6, "Ida", "I think she knew how to bake it, too."),
        ),
    ),
    Written(
        29,
        "Juno",
        EVERYONE,
        "She laughed in the library",
        "For nine months our daughter had said nothing outside our flat. On Saturday a boy she does not know "
        "read the duck's part in a voice like a tuba, and she laughed so loudly that the librarian cried.\n\n"
        "I do not know whose boy he is. I would like to tell his mother what a tuba can do.",
        (
            Reply(0.1, "Sol", "Tuba players of the world, take note."),
            Reply(
                0.3,
                "Tove",
                "He does the duck every night. I shall never again ask him to be quieter.",
                pen="Duck's mother",
            ),
            Reply(0.4, AUTHOR, "Saturday at ten? She has asked whether ducks come back."),
        ),
    ),
    Written(
        15,
        "Odd",
        MYSELF,
        "Day one hundred",
        "I counted them in matches, in a glass on the sill, because a number on a phone says nothing and a "
        "glass gets full.\n\n"
        "Tonight I lit one. It was for the candle on my own cake. I bought it myself, it said Congratulations, "
        "and the woman at the counter did not ask on what.",
        (
            Reply(0.2, "Pim", "Congratulations. On exactly that.", pen="Ninety-nine"),
            Reply(0.5, "Juno", "Start a second glass!"),
        ),
    ),
    Written(
        4,
        "Tove",
        YOU,
        "You left the light on",
        "I work nights, and yours is the only window on the hill road. At ten past five you are there with your "
        "cup, and I am nearly home.\n\n"
        "I do not want to meet you. I only want you to know that somebody steers by it.",
        (
            Reply(0.2, "Pim", "I get up at five to feed a baby who hates me. I shall wave.", pen="The hill road"),
            Reply(0.4, "Sol", "And now I want a window on a hill."),
        ),
    ),
)

WAITING = Written(
    0,
    "Pim",
    FAMILY,
    "The chair at the end of the table",
    "We keep setting it. Nobody decided that we would. Yesterday the little one climbed up, looked around at "
    "all of us, and said: you can see everybody from here.\n\n"
    "So that is what you were doing, all those Sundays.",
)

#: What stands in the letterboxes that are opened later.
PRAISE = (
    Written(
        0,
        "Ida",
        EVERYONE,
        "Whoever paints the numbers",
        "On the bins in our street somebody has painted house numbers, with a small bird beside each. I never see "
        "you do it. Mine is a heron, and I have begun to put the bin out early.",
    ),
    Written(
        0,
        "Sol",
        YOU,
        "The man with the spare key",
        "You waited two hours with me on the stairs for the locksmith, and taught me a card game meanwhile. I lost "
        "every round. I have taught it to nine people since.",
    ),
)
NIGHT = (
    Written(
        0,
        "Sol",
        YOU,
        "Ward six, around four",
        "You hummed while you changed the drip, very low, so that nobody would wake. I was awake. It was the only "
        "hour of that week in which I was not afraid.",
    ),
)
