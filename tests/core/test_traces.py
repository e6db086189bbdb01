"""What gives a writer away is found where it stands, and an ordinary letter raises no alarm."""

from __future__ import annotations

import random
import time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.trace_kinds import Own, Trace, TraceKind
from bot.rules.traces import find
from bot.rules.traces_of_contacts import MAX_NUMBERS
from tests.core.growth import steps
from tests.core.test_names import DOUBLES, INVISIBLE

#: A page of ordinary letters, in many voices.
LETTERS = (
    """To you,

It is the 3rd of May and the lilacs behind number 14 are out again. You always said they smelled of your grandmother's
soap. I walked past on Sunday at half past seven, and the light was on in what used to be our kitchen. Somebody has
painted the door green. I stood there until 7:45, like a fool, with a bag of oranges that had cost me $4.50, and I
thought: this is what it is to be a ghost. Nobody looks up.

You once told me that you may forgive anything but being late. I was late, Thomas. I was eleven years late. I will not
knock. I only wanted somebody to know that I still have the blue cup, and that I never drink from it.

— the one who left""",
    """dear mum

i know you dont read things on the internet lol but ill write it anyway. it was me who broke the vase in 2009 not
danny. he took the blame bc he thought youd go easier on him, and you didnt, and he never said a word. he was nine!!
i was thirteen and i let him. he lives in leeds now with sarah and the baby and every christmas when you tell the vase
story he looks at me across the table and just smiles. that smile is going to kill me one day. so. it was me. it was a
rainy day and i was bored and i threw a tennis ball at the wall. im sorry. its been 15 years and im still sorry.

xx""",
    """The Will

My father's will was two pages long. He left the house to my sister Rosalind, the boat to my brother, and to me the
field behind the church, where nothing grows but roses gone wild. "He will have his reasons," said the notary, and
closed the folder. A rose field! I laughed all the way to the car.

I went there in October 2011. Twelve acres, lines 3 to 15 of the register, worth perhaps £1,250. And there, under the
hedge, was the bench he had built in 1987, with my initials cut into it. He had sat there every Sunday. He'd told
everybody that he was at mass.

I will never sell it.""",
    """I am forty-two years old, I work in a bank, and I have never told a soul that I write poems on the back of
receipts.

Milk 1.09
Bread 2.49
I saw you through the window
of the 8:15 to Basel,
and you were reading Rilke,
and I was reading you.
Total 3.58

There are 312 of them in a shoebox. My wife believes the box holds tax papers from 1998–2004. Perhaps one day when I am
gone she may open it and find out whom she was married to. I hope that she will laugh. I hope she reads the one about
her hands first: it is on a receipt from the 12.03.2006, 18:22, two coffees, €5.60, and it is the only good one.""",
    """Hey you, from the library, Tuesday, third floor, window seat.

You were wearing a yellow coat, and you were crying over page 394. I had the same book at home, so I knew exactly which
page it was. I wanted to say that it gets better. I wanted to say that Nora does come back in chapter 27. But you can't
just walk up to people and say, "Nora comes back." So I put a tissue on your table and went away, and my ears were red
until the bus.

If you ever read this: it gets better. Look at page 511.

Somebody with red ears""",
    """To the man who sold me his bike for 80 euros in 2016,

you said its name was Hannibal. You told me to oil the chain on the first of every month and never to leave it out in
the rain. I was polite about it, and I thought you were a little mad. That bike has taken me 23,417 km since. It took
me to work, to the hospital on the night that Ed had his stroke, and it took me home at 4 a.m. when there was nothing
more to be done. I sang to it. I want you to know that I oil the chain. I want you to know that it never rains on him.

Thank you.""",
    """My therapist says to write the letter and not send it. Well, Dr. Meyer, I'm sending it.

Dad: You missed every game. All 41. I counted. Coach Bill used to drive me home, and he'd make up excuses for you, and
they got better each year. "Your father's ship was delayed in Rotterdam." You sold insurance! We lived 1,000 miles from
the sea! I believed him until I was fourteen because I'd rather have had a sailor than what I had.

I've got a boy of my own now. He's six. He is terrible at football, and I have been to every single match. It rained at
most of them. I was there at 9:00 with a flask and a folding chair, and do you know what? It isn't hard. That's what I
can't forgive. It isn't even hard.""",
    """A poem, because I can't say it otherwise:

May came late this year, and the frost
took the plums and the early rose.
You said: it will pass. What is lost
will come back as everyone knows.

But the tree by the gate stayed bare,
and the well in the yard ran dry.
I looked for you everywhere,
in the grass, in the corn, in the sky.

Well. It is a sunny day.
There's a bird on your side of the bed.
I have so many things to say,
and I'm saying them here instead.""",
    """Dear Professor,

in the spring of 1974 you gave me a D for an essay on Emily Dickinson ("Hope is the thing with feathers") and wrote in
the margin, in red: "Are you sure that you should be here?" I was nineteen, the first in my family; my mother cleaned
the very building we were sitting in. I took the question seriously. I left in June.

I am writing to answer it. I ran a bakery for thirty-one years at 27 High Street, I raised three daughters (one is a
professor, of all things), I have read Dickinson every morning of my life with my first cup of tea. Yes. I was sure. I
should have been there. You may keep the D; I have framed the essay, and it hangs above the oven, with ISBN
978-0-674-67624-6 on the shelf below it.

Yours sincerely,
a baker""",
    """omg ok so this is to whoever left the note in my locker on 2/14. i have read it 100 times. i asked EVERYONE. mia
thinks its jake, jake thinks its mia, lol. you wrote "your laugh sounds like someone dropping a tray of glasses" and i
dont know if thats nice?? but nobody ever noticed my laugh before so i decided it is nice. anyway im in room 212 on
thursdays after 5th period & i will be there til 4:30. no pressure. i'll be the one dropping glasses

ps i'd also like to know how u got the locker open, the code is 4 digits, thats like 10000 possibilities""",
    """For Ruth, who will not read it.

I do not believe in heaven. You did, and every evening at 6 you told me about it as if it were a town you had grown up
in: which street had the good bread, who lived at no. 9, how far it was on foot from the station. I used to roll my
eyes. Now you're there or nowhere, and I catch myself looking for it on maps. Last night I dreamed that I'd got off the
train and there was the bakery, warm, open, and someone in an apron said: "She's been in already this morning. She said
you'd be late. She paid for two."

I'm not saying I believe it. I am saying that it's page 77 of the atlas, upper left, and that I have marked the place.

Love, as ever,
your stubborn one""",
    """An apology to the class of 2b

Children, today I shouted. There were reasons: 26 of you, one of me, the heating stuck at 28 degrees, a letter from the
council in my pocket. None of them is your fault. Grace asked me whether fish sleep, which is a good question, and I
said, "Sit down!" in a voice that I last heard from my own teacher, Mr. Frank, in 1981.

Fish do sleep, Grace. They keep their eyes open, they hover, they let the water hold them. I should have said so. On
Monday at 8:30 we'll begin with fish. I will bring a bowl and 3 goldfish at €2.95 each, and we shall sit around it and
be quiet, and I'll be the quietest of all.""",
    """Things I never said to my neighbour at 38, in order of size:

1. Your dog is not "just talking".
2. I know that you know that I took the parcel in 2019. It was a kettle. I gave it back, but I had made tea
with it first.
3. When my husband walked out, on the 30th of November, in the pouring rain, you mowed my half of the lawn without a
word. In November! There was nothing to mow. You just walked up and down out there for 40 minutes so that somebody
would be.
4. I heard you play "Moon River" through the wall on the night of the funeral. I put my hand on the wallpaper. I think
you may have felt it.
5. Thank you. That's the largest. That's why it is last.""",
    """A mon amour, or whatever one writes on the top of such a thing.

We said ten years. We said: the café at the corner, Rue des Martyrs 50, on 01/09/2022, at noon, whatever has happened,
whoever we've become. I was there. I wore the ridiculous hat. I ordered two coffees (4 € each, can you believe it) and
I drank them both, slowly, first mine, then yours. The waiter, a boy called Luc, asked if he should wait with the bill.
I told him the story. He sat down! He said that his shift ended at 2 and that he'd never heard anything so sad, and
then we laughed so hard that the people at table 6 asked to be moved.

I am not angry. I only thought you'd like to know that it was a good day, that there was sun, and that I went.""",
    """to myself at sixteen

you are not ugly. you are not stupid either, you just need glasses, ask mom. stop giving carla your lunch money, it's
$3.25 a day, do the math. the band breaks up, i'm sorry. you will not marry justin. you will, and i know how this
sounds, learn to like olives.

there's a night coming, i won't say which, when you sit on the bathroom floor and count the tiles. there are 144. count
them again. then open the door, because dad is standing outside it, and he has been standing there for an hour, and he
does not know how to knock. that's all. open the door. everything i have comes after that door.

ever yours, ten years and 2,000 miles later""",
)

#: Names that could be something else, or that share words with the letters.
PEOPLE = (
    ("may", "May", "May 🌸"),
    ("will", "Will", "Will"),
    ("rose.field", "Rose Field", "Rose"),
    ("x_sunny_day_x", "sunny", "Sunny Day ☀"),
    ("ed_2009", "Ed", "Ed"),
    ("tom1987", "Tom", "[mod] Tom (he/him)"),
    ("ali", "Ali", "Neil"),
    ("don", "Don", "Maya"),
    ("nightowl77", "night owl", "The Night Owl"),
    ("j", "J", "i"),
    ("grace_hope", "Hope", "Joy"),
    ("ami.w", "Ami", "Dana Scully"),
    ("1987", "2011", "🌊🌊"),
    ("mark_wolf", "Mark the Wolf", "Jan"),
)
ID = 812345678901234567


def own(*names: str) -> Own:
    return Own(names, ID)


def kinds(text: str, *names: str) -> list[tuple[TraceKind, str]]:
    return [(trace.kind, trace.what) for trace in find(text, own(*names))]


# No false alarms


@pytest.mark.parametrize("names", PEOPLE, ids=lambda names: names[0])
def test_a_page_of_ordinary_letters_raises_no_alarm(names: tuple[str, ...]) -> None:
    # A username that is nothing but a year is looked for: whoever has one knows.
    assert [found for letter in LETTERS for found in kinds(letter, *names) if names[0] != "1987"] == []


def test_the_page_is_one() -> None:
    lengths = [len(letter.split()) for letter in LETTERS]
    assert len(LETTERS) >= 12
    assert all(60 <= length <= 200 for length in lengths)


@pytest.mark.parametrize(
    "text",
    [
        "See you on 01.02.2012, 12/03/1998 or 2012-05-03 10:15.", "From 1998-2004 and 14:30-15:45.",
        "It cost $1,250,000 or 1 250 000 EUR or 12.500.000,00 €.", "Lines 120-145, 200-210, chapters 12 34 56 78 90.",
        "3.1415926535 is pi, and 4 8 15 16 23 42 are numbers.", "612 345 678 people live there.",
        "ISBN 978-3-16-148410-0",
        "10115 Berlin, Invalidenstr. 44-46", "0 1 2 3 4 5 6 7 8 9", "It is 12 345 678 901 km away.",
        "Meet me @ 5, or @home, not with @everyone.", "The room was page#1234.", "Look at youtube.com or at home.",
        "My insta is full of you. My twitter is abandoned. My discord is quiet.", "We met on r/books.",
        "https://en.wikipedia.org/wiki/Letter https://example.com/a?page=2 https://youtu.be/dQw4w9WgXcQ",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ https://instagram.com/reel/abc https://x.com/home",
        "https://www.instagram.com/p/abc/ https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC",
        "<@123456789012345678> and 987654321098765432 are others.", "and/or, his/her, 24/7, I/O",
    ],
)  # fmt: skip
def test_what_is_nobodys(text: str) -> None:
    assert kinds(text, "Kowalska") == []


# Their own name


@pytest.mark.parametrize(
    ("names", "text", "what"),
    [
        (["Kowalska"], "And then he said: KOWALSKA, come here.", "KOWALSKA"),
        (["Maria Kowalska"], "Nobody calls me kowalska.", "kowalska"),
        (["Maria Kowalska"], "He wrote to mariakowalska.", "mariakowalska"),
        (["maria_kowalska99"], "Maria's letter", "Maria"),
        (["MariaKowalska"], "dear maria", "maria"),
        (["Kowalska"], "Kоwаlskа", "Kоwаlskа"),
        (["Kowalska"], "I am K.o.w.a.l.s.k.a.", "K.o.w.a.l.s.k.a"),
        (["Kowalska"], "k o w a l s k a", "k o w a l s k a"),
        (["Kowalska"], "k_o_w_a_l_s_k_a", "k_o_w_a_l_s_k_a"),
        (["Kowalska"], "||Kow**alska**||", "Kow**alska"),
        (["O'Brien"], "old O’Brien sat there", "O’Brien"),
        (["Mary"], "Yours, rnary.", "rnary"),
        (["Ian"], "So lan went.", "lan"),
        (["Νίκος"], "Ο ΝΙΚΟΣ", "ΝΙΚΟΣ"),
        (["Мария"], "Её звали мария.", "мария"),
        (["नेहा"], "मैं नेहा हूँ", "नेहा"),
        (["山田"], "私は 山田 です", "山田"),
        (["[mod] Zelda (she/her)"], "They say Zelda is bad at this, but she is not.", "Zelda"),
        (["x_sunny_day_x"], "find x sunny day x there", "x sunny day x"),
        (["nightowl77"], "nightowl was here", "nightowl"),
        (["xX_Zephyrine_Xx"], "Zephyrine", "Zephyrine"),
        (["sam"], "Then Sam spoke.", "Sam"),
        (["Anna-Lena"], "annalena", "annalena"),
        # Names that could be something else, where they are used as names.
        (["May"], "I miss you.\n\nMay", "May"),
        (["May"], "I miss you. — May", "May"),
        (["May"], "I miss you.\nLove,\nmay xx", "may"),
        (["May"], "I miss you.\nLove, May", "May"),
        (["May"], "I miss you.\n- May\n\nP.S. I kept the key.", "May"),
        (["May"], "Bye.\n\nMay\n\nP.S. I kept it.\nPPS: And the key.", "May"),
        (["Will"], "My name is Will, and I may be late.", "Will"),
        (["will"], "I'm Will from the corner.", "Will"),
        (["Ed"], "Yours, Ed", "Ed"),
        (["J"], "Bye.\n\n~J.", "J"),
        (["Rose Field"], "They call me Rose Field.", "Rose Field"),
        (["Rose Field"], "write to rose_field", "rose_field"),
        (["Rose Field"], "write to rosefield", "rosefield"),
        (["rose.field"], "Bye,\nrose field", "rose field"),
        (["Rose Field"], "Love,\nRose", "Rose"),
        (["kowalska_mx"], "Bye, yours, mx", "mx"),
        (["山田"], "私は山田です", "山田"),
        (["김민수"], "김민수가 왔다", "김민수"),
        (["Wіll"], "Yours,\nWill", "Will"),
    ],
)  # fmt: skip
def test_their_own_name(names: list[str], text: str, what: str) -> None:
    assert kinds(text, *names) == [(TraceKind.OWN_NAME, what)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Rose Field", "We passed a rose field."), ("May", "— May\n— Really?\n— Yes, in June."),
        ("May", "I may go in May. Dear May, will you come?\nIn May."),
        ("Will", "I'm well, and I will be. Will you?"), ("Ed", "I'm ed up."), ("Anna", "Hannah sang an nap."),
        ("Don", "I don't. We don’t."), ("Maya", "I may a thousand times."), ("Ali", "all, all of it"),
        ("Neil", "Nell"),
        ("Tom", "a torn letter"), ("Hell", "he'll"), ("Ami", "At 7 a.m. I left."), ("Ima", "I'm a man."),
        ("", "nothing"),
        ("🌊", "🌊 sea"), ("рот", "a pot of tea"), ("pot", "мой рот большой"), ("***", "***"), ("Sam", "same, Samuel"),
        ("III", "ill"), ("Lol", "room 101"),
    ],
)  # fmt: skip
def test_what_is_not_their_name(name: str, text: str) -> None:
    assert kinds(text, name) == []


def disguises(name: str) -> st.SearchStrategy[str]:
    """`name` in letters that look the same, with what cannot be seen between, or spaced out."""
    letters = st.tuples(*map(_looks, name))
    return st.tuples(st.sampled_from(["", "", " ", ".", "_", "-", "·"]), letters).map(lambda two: two[0].join(two[1]))


@cache
def _looks(char: str) -> st.SearchStrategy[str]:
    letters = [char, char.upper(), *DOUBLES.get(char.lower(), "").translate(_PLAIN)]
    return st.sampled_from([letter + above for above in ("", "", *INVISIBLE, "\u0301") for letter in letters])


#: Not the plain letters among the doubles: whether "l" can be an i depends on its neighbours.
_PLAIN = {ord(char): None for char in "Il1|ОIVoо"}

prose = st.sampled_from(LETTERS).map(lambda letter: letter.split())
TELLING = ("kowalska", "Zephyr", "Ngozi", "tadeusz", "brunhilde", "nightowl77")


@st.composite
def planted(draw: st.DrawFn, what: st.SearchStrategy[str]) -> tuple[str, str, int]:
    """A letter with something planted between two words of it: the text, what, where."""
    words, piece = draw(prose), draw(what)
    k = draw(st.integers(1, len(words) - 1))
    # A letter of its own before it would be read as one of the letters spaced out, so two plain words stand around it.
    before = " ".join([*words[:k], "there", ""])
    return before + piece + " " + " ".join(["there", *words[k:]]), piece, len(before)


@given(st.sampled_from(TELLING).flatmap(lambda name: st.tuples(st.just(name), planted(disguises(name)))))
@settings(max_examples=500, deadline=None)
def test_a_planted_name_is_found_whatever_its_disguise(case: tuple[str, tuple[str, str, int]]) -> None:
    name, (text, piece, start) = case
    assert find(text, own(name, "May", "Will")) == [Trace(TraceKind.OWN_NAME, piece, start, start + len(piece))]


@pytest.mark.parametrize(
    ("name", "disguise"),
    [
        ("brunhilde", "br\u0301υΝ\u200c𝐡𝔦\u200clDⓔ"), ("Zephyr", "𝔷\u034f𝐞P\u202eΗγ\xadR"), ("Zephyr", "ΖE🅿Ηγ🆁"),
        ("tadeusz", "𝔱🄰𝐝\ufeffΕυⓢⓩ"), ("Ngozi", "🅽ⓖ0🆉ⓘ"), ("Ngozi", "🅽·🅶·0·🆉·🅸"), ("Νίκος", "ΝΙ\u200bΚΟΣ"),
    ],
)  # fmt: skip
def test_a_name_in_boxes_in_greek_and_in_what_cannot_be_seen(name: str, disguise: str) -> None:
    assert kinds(f"so there {disguise} there it is", name) == [(TraceKind.OWN_NAME, disguise)]


# Addresses


EMAILS = ("anna.k@example.com", "a+b@mail.example.co.uk", "ANNA_K@GMAIL.COM", "anna [at] example [dot] com",
          "anna.k at gmail dot com",
          "anna.k at gmail.com", "an\u200bna@example.org", "anna＠example.com")  # fmt: skip
PHONES = ("+44 7911 123456", "+49 30 1234567", "(212) 736-5000", "212-736-5000", "020 7946 0958", "06 12 34 56 78",
          "0151 23456789", "+1 212 736 5000", "0044 7911 123456", "2127365000", "+33 6 12 34 56 78")  # fmt: skip
HANDLES = (
    "@kowalska_writes",
    "https://www.instagram.com/kowalska.w/",
    "instagram.com/kowalska.w",
    "https://t.me/kowalska",
    "https://www.tiktok.com/@kowalska",
    "https://x.com/kowalska",
    "https://twitter.com/kowalska/status/123",
    "kowal#1234",
    "u/kowalska",
    "https://kowalska.tumblr.com/post/1",
    "twitch.tv/kowalska",
    "youtube.com/@kowalska",
)
LINKS = ("https://discord.com/users/812345678901234568", "https://www.facebook.com/profile.php?id=100012345678",
         "https://www.linkedin.com/in/kowalska-1234/", "https://open.spotify.com/user/kowalska?si=abc",
         "https://open.spotify.com/track/4uLU6hMC?si=0123abcd", "https://www.instagram.com/p/abc/?igsh=MzRlODBi",
         "https://youtu.be/dQw4w9WgXcQ?si=AbCdEf", "https://example.com/?a=1&fbclid=IwAR0", "paypal.me/kowalska",
         "https://steamcommunity.com/id/kowalska", "https://steamcommunity.com/profiles/76561198000000000",
         "https://x.com/someone/status/1?s=20&t=abc", "https://vm.tiktok.com/ZM123/",
         "https://discord.new/AbCdEf", "https://discord.gift/AbCd", "https://discord.com/template/AbCd",
         "https://cash.app/$kowalska")  # fmt: skip
EMOJI = ("<:party:812345678901234500>", "<a:wave_2:81234567890123450>")
ELSEWHERE = ("<#812345678901234500>", "<@&812345678901234500>", "<sound:812345678901234500:812345678901234501>")
SEEN = ("https://discord.com/channels/@me/812345678901234500/812345678901234501",
        "discord.com/channels/812345678901234500/812345678901234501/812345678901234502",
        "https://ptb.discord.com/channels/@me", "https://canary.discordapp.com/channels/1/2/3",
        "discord://-/channels/@me/812345678901234500", "https://discord.com/events/812345678901234500/1",
        "HTTPS://DISCORD.COM/CHANNELS/@ME/1")  # fmt: skip
UPLOADS = ("https://cdn.discordapp.com/attachments/812345678901234500/812345678901234501/me.png?ex=1&is=2&hm=3",
           "https://media.discordapp.net/attachments/1/2/cat.png",
           "cdn.discordapp.com/avatars/812345678901234500/a.png",
           "https://cdn.discordapp.com/emojis/812345678901234500.webp?size=48",
           "https://images-ext-1.discordapp.net/external/x/https/example.com/a.png")  # fmt: skip
INVITES = ("discord.gg/abcdef", "discord.com/invite/abcdef", "discord.gg / abc", "discordapp.com/invite/abcdef")
MENTIONS = (f"<@{ID}>", f"<@!{ID}>", str(ID))
ADDRESSES = [
    (kind, what)
    for kind, those in (
        (TraceKind.EMAIL, EMAILS), (TraceKind.PHONE, PHONES), (TraceKind.HANDLE, HANDLES),
        (TraceKind.PERSON_LINK, LINKS), (TraceKind.EMOJI, EMOJI), (TraceKind.ELSEWHERE, ELSEWHERE),
        (TraceKind.MESSAGE_LINK, SEEN), (TraceKind.UPLOAD, UPLOADS), (TraceKind.INVITE, INVITES),
        (TraceKind.OWN_MENTION, MENTIONS),
    )
    for what in those
]  # fmt: skip


@pytest.mark.parametrize(("kind", "what"), ADDRESSES)
@pytest.mark.parametrize("around", ["{}", "Here: {}.", "({})", "and\n{}\nso it goes", "write to {}, please"])
def test_an_address(kind: TraceKind, what: str, around: str) -> None:
    assert kinds(around.format(what), "May") == [(kind, what)]


@given(st.sampled_from(ADDRESSES).flatmap(lambda one: st.tuples(st.just(one[0]), planted(st.just(one[1])))))
@settings(max_examples=200, deadline=None)
def test_a_planted_address_is_found_at_its_place(case: tuple[TraceKind, tuple[str, str, int]]) -> None:
    kind, (text, piece, start) = case
    assert find(text, own("May")) == [Trace(kind, piece, start, start + len(piece))]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("my insta is kowalska", "kowalska"), ("My Instagram: kowalska.w", "kowalska.w"),
        ("add me on snap: kow_alska", "kow_alska"), ("add me on discord at kow99", "kow99"),
        ("my telegram's kowalska, write!", "kowalska"), ("my twitter handle is “kowalska”", "kowalska"),
        ("find me on psn as dark_kow", "dark_kow"),
    ],
)  # fmt: skip
def test_a_handle_that_is_told(text: str, what: str) -> None:
    assert kinds(text, "May") == [(TraceKind.HANDLE, what)]


def test_what_everybody_there_has_tells_nothing() -> None:
    there = frozenset({812345678901234500, 81234567890123450})
    text = " ".join([*EMOJI, *ELSEWHERE])
    assert find(text, Own(("May",), ID, there)) == []


@pytest.mark.parametrize(
    "text",
    [
        "😀 <3 :party: #letters 12:30:45",
        "I read it on discord.com/terms.",
        "<t:1700000000:f> </letter write:812345678901234500> <sound:0:1>",
        "the discord.gg people",
    ],
)
def test_and_what_anybody_can_write_is_not_asked_about(text: str) -> None:
    assert find(text, own("May")) == []


def test_a_number_asked_for_needs_no_look_of_one() -> None:
    assert kinds("my number is 612 345 678", "May") == [(TraceKind.PHONE, "612 345 678")]


def test_what_stands_inside_something_longer_is_told_once() -> None:
    assert kinds("kowalska@example.com", "Kowalska") == [(TraceKind.EMAIL, "kowalska@example.com")]


# Whatever comes


@given(st.text(max_size=300), st.lists(st.text(max_size=32), max_size=3))
@settings(max_examples=300, deadline=None)
def test_any_text_and_any_names(text: str, names: list[str]) -> None:
    traces = find(text, own(*names))
    assert all(text[trace.start : trace.end] == trace.what != "" for trace in traces)
    assert traces == sorted(traces, key=lambda trace: trace.start)


def test_nothing_of_a_person_shows_in_a_record() -> None:
    person = own("Kowalska")
    shown = repr(person) + repr(find("Kowalska", person))
    assert "owalska" not in shown
    assert str(ID) not in shown


def _seconds(text: str) -> float:
    # Two names with every kind of part: what a person has.
    start = time.process_time()
    find(text, own("rose.field", "Maria Kowalska", "a a a"))
    return time.process_time() - start


def test_a_long_letter_is_quick() -> None:
    text = ("\n\n".join(LETTERS) * 9)[:20_000]
    find(text, own("May"))  # what is looked up once
    assert steps(lambda: find(text, own("rose.field", "Maria Kowalska", "a a a"))) < 40 * len(text)


def test_a_name_and_a_text_made_for_each_other_take_a_moment() -> None:
    person = own("x y x y x y x y", "xyx yx xyx yx xyx yx x", "XyXyXyXyXyXyXyXyXyXyXyXyXyXyXyXy")
    for piece in ("x y ", "xy", "x-y-", "xyx yx "):
        assert steps(lambda piece=piece: find((piece * 20_000)[:20_000], person)) < 100 * 20_000


HOSTILE = (
    "a", "a ", "a.", "a-", "1", "1 ", "12 ", "@", "@a", "a@", "a@b.", "a [at] ", "[", "](", "http://", "http://a.b/",
    "x.com/", "a.b/c?",
    "&si=", "my insta is ", "I'm ", "- ", "\n", " ", "\u200b", "\u0301", "<@", "+", "(", "00 ", "a#1", "u/",
    "rose field ", "Rose ",
    "k o w ", "555 1234567 ", "+1 212 736 5000 ", "|", "'", "https://facebook.com/profile.php?a&", "xo", "love, ",
    "discord.gg/", "<:", "<:a:1", "<a:a:812345678901234500", "discord.com/channels/", "</a b c", "cdn.discordapp.com/",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_nothing_makes_it_slow(piece: str) -> None:
    """Twice the text takes about twice the time, and 20,000 characters no more than a moment."""
    assert _seconds(piece * (20_000 // len(piece))) < 1


def test_only_so_many_numbers() -> None:
    assert len(find("+44 7911 123456, " * (MAX_NUMBERS + 10), own("May"))) == MAX_NUMBERS


def test_a_place_in_noise_of_every_script() -> None:
    noise = random.Random(5).choices([chr(code) for code in range(0x21, 0x3000)], k=5000)
    assert (TraceKind.OWN_NAME, "Kowalska") in kinds("".join(noise) + " Kowalska", "Kowalska")
