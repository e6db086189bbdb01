"""What in a text gives its writer away, to ask "really?" before it is sent. Nothing is refused here.

Names are the difficult part: a person called Will writes "I will", and an alarm at every letter teaches people to press
it away. So names are looked for in two ways.

* A name that is nothing else (Kowalska, nightowl77, x_sunny_day_x) is found wherever it stands as a word, in any case,
  with look-alike letters, with signs or spaces between its letters. Its parts too (words, pieces between _ . - and
  digits, humps of CamelCase) when they have at least MIN_PART letters and are no ordinary words.
* A name that could be something else, because all its words are ordinary (May, Rose Field) or it has at most two
  letters (Ed, J), is found only where it is used as a name: as a signature (on a line of its own at the end, or after a
  dash or a closing such as "Love,"), after "my name is" or "I'm", and, with several words, wherever it is capitalised
  (Rose Field) or written as one (rose_field). Parts that could be something else are found in the same places.

First names count as nothing else: Anna's letter to another Anna asks once more than needed. The list of ordinary words
is English, so a German called Blume is asked about flowers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

import phonenumbers
import regex

from bot.filters import Folded, Reading, Term, compile_term, fold, host, occurrences, read

if TYPE_CHECKING:
    Span = tuple[int, int]

#: Letters that a part of a name needs, to be looked for on its own.
MIN_PART = 4


class TraceKind(Enum):
    """What gives the writer away."""

    OWN_NAME = "own name"  #: username, display name, nickname, or a telling part of one
    OWN_MENTION = "own mention"  #: a mention of the writer, or their id
    EMAIL = "email"
    PHONE = "phone"
    HANDLE = "handle"  #: a name in a social network
    PERSON_LINK = "person link"  #: a link that says who made or shared it


@dataclass(frozen=True, slots=True)
class Own:
    """Whose text it is: their username, display name and nickname in that server, and their id."""

    names: tuple[str, ...] = field(repr=False)
    id: int = field(repr=False)


@dataclass(frozen=True, slots=True)
class Trace:
    """Something telling: `text[start:end]` is `what`, for nobody's eyes but the writer's."""

    kind: TraceKind
    what: str = field(repr=False)
    start: int
    end: int


def find(text: str, own: Own) -> list[Trace]:
    """Everything in a text that gives its writer away, in order; a trace inside a longer one is left out.

    Any length will do. After the first MAX_NUMBERS rows of digits no more telephone numbers are looked for.
    """
    folded = fold(text)
    found = [
        *((TraceKind.OWN_NAME, span) for span in _own_names(text, own)),
        *((kind, folded.span(*span)) for kind, span in _in_folded(folded, own)),
    ]
    return [Trace(kind, text[start:end], start, end) for kind, (start, end) in _outermost(found)]


def _in_folded(folded: Folded, own: Own) -> Iterator[tuple[TraceKind, Span]]:
    finders: list[tuple[TraceKind, Iterable[Span]]] = [
        (TraceKind.OWN_MENTION, _mentions(folded.text, own.id)),
        (TraceKind.EMAIL, (match.span() for match in _EMAIL.finditer(folded.text))),
        (TraceKind.PHONE, _numbers(folded.text)),
        (TraceKind.HANDLE, _handles(folded.text)),
    ]
    yield from _addresses(folded.text)
    for kind, spans in finders:
        yield from ((kind, span) for span in spans)


def _outermost(found: Iterable[tuple[TraceKind, Span]]) -> Iterator[tuple[TraceKind, Span]]:
    reached = 0
    for kind, (start, end) in sorted(found, key=lambda one: (one[1][0], -one[1][1])):
        if end > reached:
            reached = end
            yield kind, (start, end)


# Their own name


def _own_names(text: str, own: Own) -> Iterator[Span]:
    reading = read(text)
    for name in dict.fromkeys(own.names):
        yield from _one_name(reading, _BRACKETED.sub(" ", name) if _BRACKETED.sub("", name).strip() else name)


#: What people hang onto a display name: (she/her), [mod].
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>")


def _one_name(reading: Reading, name: str) -> Iterator[Span]:
    words = _split(name)
    whole = _term(" ".join(words))
    if whole is None:
        return
    accept = _name_test(reading, len(words) > 1) if _is_ambiguous(words) else _always
    yield from filter(accept, occurrences(reading, whole))
    is_name = _name_test(reading, several=False)
    for word in words if len(words) > 1 else ():
        part = _term(word)
        if part and sum(map(str.isalpha, word)) > 1:
            yield from filter(_always if _is_telling(word) else is_name, occurrences(reading, part))


def _always(span: Span) -> bool:
    return True


@lru_cache(maxsize=1024)
def _split(name: str) -> tuple[str, ...]:
    """The words of a name: between signs and around digits, and the humps of CamelCase."""
    humps = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return tuple(regex.findall(r"[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|\d+", humps)) or tuple(name.split())


_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]")


def _term(name: str) -> Term | None:
    # Chinese, Japanese, Thai and Korean names stand in a text without a space before or after.
    open_ends = "*" if _UNSPACED.search(name) and len(name) > 1 else ""
    return compile_term(open_ends + name.replace("*", " ") + open_ends, loose=True)


def _is_ambiguous(words: tuple[str, ...]) -> bool:
    """Could the name be something else? All its words are ordinary, or it is very short."""
    name = "".join(words)
    return len(name) <= (1 if _UNSPACED.search(name) else 2) or all(map(is_ordinary, words))


def _is_telling(part: str) -> bool:
    return sum(map(str.isalpha, part)) >= MIN_PART and not is_ordinary(part)


def _name_test(reading: Reading, several: bool) -> Callable[[Span], bool]:
    """A test whether a name that could be something else is a name where it stands; `several`: it has several words."""
    tail = _tail(reading.text)

    def accept(span: Span) -> bool:
        is_title = several and _is_title(reading.text[slice(*span)])
        return is_title or _is_signature(reading.text, span, tail) or _is_introduced(reading.text, span)

    return accept


def _is_title(written: str) -> bool:
    words = re.findall(r"[^\W_]+", written)
    return not re.search(r"\s", written) or all(word[0].isupper() for word in words)


_CLOSING = re.compile(
    r"(?:^|[\u2010-\u2015~\-]|\b(?:love|yours|truly|sincerely|faithfully|regards|signed|hugs|kisses|wishes|always|forever|xx+|xo+)\b"
    r"\W{0,3}[,.!\n])[^\w\n]{0,6}$",
    re.IGNORECASE,
)
#: What may follow a signature on its line.
_AFTER = re.compile(r"[^\w\n]{0,10}(?:x{1,5}|(?:xo){1,5}x?)?[^\w\n]{0,10}(?:\n|$)", re.IGNORECASE)
_POSTSCRIPT = re.compile(r"\W{0,3}p\.?\s?(?:p\.?\s?)?s\b", re.IGNORECASE)


def _tail(text: str) -> int:
    """Where the last two lines of a text begin, postscripts not counted."""
    lines = [match for match in re.finditer(r"[^\n]+", text) if match[0].strip() and not _POSTSCRIPT.match(match[0])]
    return lines[-2:][0].start() if lines else 0


def _is_signature(text: str, span: Span, tail: int) -> bool:
    start, end = span
    line = max(text.rfind("\n", 0, start) + 1, start - 80)
    before = text[line:start]
    return start >= tail and bool(_CLOSING.search(before) and _AFTER.match(text, end))


_INTRODUCED = re.compile(r"\b(?:(my name(?: is|['’]s))|I['’]m|I am|call me)\s{1,3}[\"'“‘*_]{0,3}$", re.IGNORECASE)


def _is_introduced(text: str, span: Span) -> bool:
    """ "My name is will" in any case, "I'm Will" only with a capital: "I'm well" and "I'm ed" are something else."""
    match = _INTRODUCED.search(text[max(0, span[0] - 24) : span[0]])
    return match is not None and (bool(match[1]) or text[span[0]].isupper())


# Addresses of people


def _mentions(text: str, own: int) -> Iterator[Span]:
    for match in re.finditer(rf"<@!?{own}>|(?<!\d){own}(?!\d)", text):
        yield match.span()


_MAILERS = (
    "gmail|googlemail|hotmail|outlook|yahoo|ymail|icloud|aol|live|msn|proton|protonmail|gmx|web|mail|yandex|posteo"
)
_ENDING = r"(?:com|net|org|de|me|io|edu|uk|fr|es|it|eu|nl|ch|at|ru|pl|br|ca|au|us|co\.uk)\b"
_EMAIL = re.compile(
    rf"""
    (?<![\w.+%-]) [\w.+%-]{{1,64}}+
    (?: @ (?:[\w-]{{1,63}}\.){{1,6}} [^\W\d_]{{2,24}}
    |   \s? [(\[{{] \s? at \s? [)\]}}] \s? [\w-]{{1,63}} \s? (?: \. | [(\[{{] \s? dot \s? [)\]}}] | dot\s )\s?{_ENDING}
    |   \s at \s (?:{_MAILERS}) \s? (?: \. | \sdot\s ) \s? {_ENDING}
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)

#: Rows of digits that are looked at in one text; the writer of more has better things to worry about.
MAX_NUMBERS = 40
#: Where a number without a country's code may be from. One that only looks like another country's is found as well.
REGIONS = ("US", "GB", "DE", "FR", "ES", "IT", "NL", "BR", "IN", "AU", "PL")
_DIGITS = re.compile(r"(?<![\w.,:/$€£#+])(?:\+|00|\()?[ (]{0,2}\d[\d ()./\u00a0\u2010-\u2013-]{5,22}\d(?![\d%€])")
_ASKED_TO_CALL = re.compile(
    r"\b(?:call|phone|tel|cell|mobile|whatsapp|signal|text|ring|number|handy)\b\D{0,25}$", re.IGNORECASE
)
_LIKE_A_NUMBER = re.compile(r"0|\(|\d{3}([ .-])\d{3}\1\d{4}$|\d{10}$")


def _numbers(text: str) -> Iterator[Span]:
    rows = (match for match in _DIGITS.finditer(text) if 7 <= sum(map(str.isdigit, match[0])) <= 16)
    for row, _ in zip(rows, range(MAX_NUMBERS), strict=False):
        span = _number(text, row)
        if span:
            yield span


def _number(text: str, row: re.Match[str]) -> Span | None:
    """Where in a row of digits a telephone number stands.

    With a country's code a valid number is enough. Without one it must also be grouped as that country does, and begin
    or be asked for as a number: 612 345 678 could be anything.
    """
    digits = row[0].replace("00", "+", 1) if row[0].startswith("00") else row[0]
    cut = len(row[0]) - len(digits)
    asked = bool(_ASKED_TO_CALL.search(text[max(0, row.start() - 40) : row.start()]))
    for region in (None,) if "+" in digits else REGIONS:
        strict = phonenumbers.Leniency.VALID if region is None or asked else phonenumbers.Leniency.EXACT_GROUPING
        for match in phonenumbers.PhoneNumberMatcher(digits, region, leniency=strict, max_tries=5):
            if region is None or _is_likely(match.raw_string, digits[: match.start], asked):
                start = match.start + (digits[match.start] == "(" and ")" not in match.raw_string)
                return row.start() + (start + cut if start else 0), row.start() + match.end + cut
    return None


def _is_likely(number: str, before: str, asked: bool) -> bool:
    if sum(map(str.isdigit, number)) <= 8 or before[-1:].strip(" ("):
        return False
    return asked or bool(_LIKE_A_NUMBER.match(number))


# Names in social networks

_NETWORK = (
    "insta|instagram|ig|snap|snapchat|sc|twitter|tiktok|tik tok|telegram|discord|kik|line|whatsapp|steam|psn|xbox"
    "|gamertag|facebook|fb|tumblr|reddit|twitch|youtube|github|linkedin|spotify|bluesky|threads|onlyfans|skype|signal|mastodon"
)
_AT = re.compile(r"(?<![\w@./<+-])@([A-Za-z_][\w.-]{1,38}\w)")
_TAG = re.compile(r"(?<![\w#@.])([^\W\d][\w.]{1,31})#\d{4}(?!\w)")
_REDDIT = re.compile(r"(?<![\w/])/?u/([\w-]{3,20})\b")
_MINE = re.compile(
    rf"""
    \b (?: my | (?:add|follow|find|dm|message|text|hmu) (?:\ me|\ us)? \ on | i['’]m\ on | i\ am\ on ) \s (?:{_NETWORK})
    (?:\ (?:handle|name|account|user|username|id|tag|user\ name))?
    (?P<joint> \s?[:=]\s? | ['’]s\s | \s(?:is|as|at|under)\s | \s(?=@) ) (?:called\s)?
    (?P<quote> [@"'“‘]? ) (?P<name> [\w.-]{{2,38}}\w )
    (?P<ends> [)"'”’]{{0,2}} (?: [.,;!?\n] | \s(?:and|if|so|but|or)\b | \s?$ ) )?
    """.replace("tik tok", r"tik\ tok"),
    re.IGNORECASE | re.VERBOSE,
)


def _handles(text: str) -> Iterator[Span]:
    for pattern in (_AT, _TAG, _REDDIT):
        for match in pattern.finditer(text):
            if not is_ordinary(match[1]) and match[1].lower() not in ("everyone", "here"):
                yield match.span()
    for match in _MINE.finditer(text):
        if _is_handle(match):
            yield match.span("name")


def _is_handle(match: re.Match[str]) -> bool:
    """Not "my insta is full of you" nor "my insta is abandoned": a word that ends the phrase and is no ordinary one."""
    name: str = match["name"]
    if re.search(r"[:=]", match["joint"]) or match["quote"] or re.search(r"[\d_.]", name):
        return True
    common = is_ordinary(name) or re.search(r"(?:ed|ing|ly|ful|less|ive|able|ent|ant|al|ous|ic)$", name)
    return match["ends"] is not None and not common


# Links


_ADDRESS = re.compile(
    r"(?<![\w@])(?:https?|discord)://[^\s<>]{3,2000}|(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12}/[^\s<>]{1,2000}",
    re.IGNORECASE,
)
#: Beginnings of addresses that lead to a person, or to something that shows whose it is.
_PERSONS = re.compile(
    r"(?:ptb\.|canary\.)?discord(?:app)?\.com/users/\d|-/users/\d"
    r"|(?:m\.|mobile\.|[a-z]{2}-[a-z]{2}\.)?facebook\.com/(?:profile\.php\?(?:.{0,200}&)?id=\d|people/|share/)"
    r"|(?:[a-z]{2}\.)?linkedin\.com/(?:in|pub)/|open\.spotify\.com/(?:intl-[a-z]{2}/)?user/|spotify\.link/"
    r"|paypal\.me/|paypal\.com/paypalme/|cash\.app/|venmo\.com/|revolut\.me/|monzo\.me/|ko-fi\.com/|buymeacoffee\.com/"
    r"|steamcommunity\.com/(?:id|profiles)/|vk\.com/id\d|wa\.me/\d|(?:vm|vt)\.tiktok\.com/|tiktok\.com/t/"
    r"|google\.[a-z.]{2,6}/maps/contrib/|maps\.google\.[a-z.]{2,6}/maps/contrib/|photos\.app\.goo\.gl/|photos\.google\.com/share/"
    r"|(?:docs|drive)\.google\.com/|last\.fm/user/|goodreads\.com/user/",
    re.IGNORECASE,
)
#: What apps add to a link so that they know who shared it.
_SHARED_BY = frozenset(
    {"igsh", "igshid", "si", "fbclid", "gclid", "mibextid", "twclid", "ttclid", "msclkid", "yclid", "wbraid", "gbraid"}
    | {
        "mc_eid",
        "_branch_match_id",
        "share_id",
        "shareid",
        "sharer",
        "share_app_id",
        "sender_device",
        "sec_uid",
        "u_code",
    }
    | {"user_id", "userid", "uid", "ref_id", "referrer_id", "rdt_cid", "li_fat_id", "xmt", "share_link_id", "share_iid"}
)
#: Networks whose addresses begin with somebody's name, and what may stand before it.
_NETWORKS = re.compile(
    r"(?:m\.|mobile\.)?(?:instagram\.com|instagr\.am|tiktok\.com|x\.com|twitter\.com|t\.me|telegram\.me|facebook\.com|fb\.com|fb\.me"
    r"|threads\.net|threads\.com|twitch\.tv|youtube\.com|github\.com|gitlab\.com|snapchat\.com|soundcloud\.com|pinterest\.[a-z]{2,3}"
    r"|reddit\.com|bsky\.app|onlyfans\.com|patreon\.com|linktr\.ee|medium\.com|vimeo\.com|vk\.com|tumblr\.com|mastodon\.social"
    r"|deviantart\.com|behance\.net|flickr\.com|ask\.fm|ngl\.link|curiouscat\.live|carrd\.co|bandcamp\.com)/"
    r"(?:add/|profile/|people/|photos/|users?/|u/|c/|s/|blog/)?(@?[\w.-]{2,60})",
    re.IGNORECASE,
)
_BLOGS = re.compile(
    r"(?!www\.)([\w-]{2,60})\.(?:tumblr|wordpress|blogspot|substack|carrd|bandcamp|livejournal|neocities)\.(?:com|co|org)\b"
)
#: First words of their addresses that are nobody's name.
_PLACES = """
about ads api app blog business careers channel clip comments communities compose dashboard download events explore
faq features feed games gaming gp groups hashtag help home i intent invite jobs joinchat legal live login marketplace
messages music notes notifications orgs p pages pin playlist popular post posts premium press privacy public r reel
reels results s search settings share shared shorts signup sponsors stories subscriptions tag tags terms topic topics
trending tv video videos watch web wiki
"""
_NOBODY = frozenset(_PLACES.split())


def _addresses(text: str) -> Iterator[tuple[TraceKind, Span]]:
    for match in _ADDRESS.finditer(text):
        address = match[0].rstrip(".,;:!?'\"’”)]*_~|")
        kind = _whose(address)
        if kind:
            yield kind, (match.start(), match.start() + len(address))


def _whose(address: str) -> TraceKind | None:
    plain = re.sub(r"^[a-z]+://(?:[^/@]{0,100}@)?", "", address, count=1, flags=re.IGNORECASE)
    plain = re.sub(r"^www\.", "", plain, count=1, flags=re.IGNORECASE)
    if _PERSONS.match(plain) or _is_shared(plain):
        return TraceKind.PERSON_LINK
    named = _NETWORKS.match(plain)
    if (named and named[1].lower() not in _NOBODY) or _BLOGS.match(host(address)):
        return TraceKind.HANDLE
    return None


def _is_shared(address: str) -> bool:
    keys = {pair.partition("=")[0].lower() for pair in re.split(r"[&;]", address.partition("?")[2]) if "=" in pair}
    # A post shared from X carries its sharer in `t` (and how in `s`).
    return bool(keys & _SHARED_BY) or (
        keys >= {"s", "t"} and bool(re.match(r"(?:x|twitter)\.com/", address, re.IGNORECASE))
    )


# Ordinary words


def is_ordinary(word: str) -> bool:
    """Is it a common English word, in the singular or plural, that letters are full of whoever writes them?"""
    small = word.casefold()
    return small in _ORDINARY or (small.endswith("s") and small[:-1] in _ORDINARY)


#: Words that people make names of, or that are names, and what stands in every letter.
_WORDS = """
a able about above after again against age ago air alive all alone along already also always am amber an and angel
anger animal another answer any april arm army around art ash ask asleep at august aurora autumn awake away axe baby
back bad baker bank bar bare bay be bear beast beauty because bed bee been before begin behind being believe bell
below best better between big bill bird birth bit bitter black blank blaze bliss blood bloom blossom blue board boat
bob body bond bone book boss both bottom bow box boy brave bread break breath breeze bridge bright bring broken brook
brother brown bubble bud buddy bug burn bush busy but butter butterfly button by cake call calm came can candle candy
captain car card care carol carter case cash castle cat chain chance chaos charity charm chase cheese cherry child
children choice christmas church circle city clay clean clear cliff clock close cloud clover coal coast coat coffee
cold color colour come comet cook cookie cool cooper copper coral corner cosmic could country cow cozy crazy cream
crow crown cruel cry crystal cup curious cute daisy damn dance dancer danger dark darkness darling dash date daughter
dawn day dead deal dear death december deep deer demon desert devil diamond did die different dirt do doctor does dog
done door dot double down dragon drama draw dream dreamer dress drew drink drive drop dry duck duke dusk dust each
eagle ear earl early earth east easter easy eat echo edge egg eight elf else ember empty end enemy energy enough even
evening ever every evil eye face fair fairy faith fake fall family fan far farm fast fate father fear feather feel
feet fern few field fifth fight film final find fine finger fire first fish five flame flash flat flea flight floor
flow flower fluffy fly fog folk follow food fool foot for ford forest forever forget fort forty foster found four fox
frank free fresh friday friend frog from front frost fruit full fun funny future galaxy game gamer garden gem gene
general gentle ghost giant gift ginger girl give glad glass glen glory go goat god gold golden gone good goose got
grace grand grandma grandpa grant grape grass grave gray great green grey ground grow guard guest guitar gun guy had
hair half hall hand handy happy hard harmony harsh hart has hat hate have hawk hazel he head heart heat heath heather
heaven heavy hell hello help hen her here hero hey hi hide high hill him hold hole holiday hollow holly home honest
honey hood hook hope horn horse hot hour house how huge human hundred hunt hunter hurt i ice idea if ill in ink inside
into invisible iris iron island it ivory ivy jack jade jar jasmine jay jelly jewel joke joy judge juice july june
jungle just keep key kid kind king kiss kitchen kite kitten kitty knew knife knight know lady lake lamb lamp lance
land lane large last late laugh laughter laurel law lazy leaf leaves led left leg lemon less let letter liar lie life
light like lily lime line lion little live living local lone lonely long look lord lost lot loud love lovely lover
loving low luck lucky lunar lunch mad made magic maid main major make man many maple march mark market marsh mason
master mat match matter max may maybe me meadow mean meat medicine melody memory men mercy merry mess metal midnight
might mild mile milk milky miller mind mine mint minute miracle mirror miss mist misty mole mom moment monday money
monkey monster month moon moonlight moor more morning moss most moth mother mountain mouse mouth move much mud mug mum
music must my myself mystery mystic name near neck need neon nest never new next nice nick night nine ninja no noble
nobody noise none noon nor normal north nose not note nothing november now number nut oak ocean october odd of off
office often oh oil ok old olive on once one only opal open or orange orchid other our out over owl own page pain
paint pale palm panda pansy paper park part party pat path patience pay peace peach pear pearl penny people pepper
perfect person phantom phoenix pick piece pierce pig pillow pine pink pirate place plain plan planet plant play player
please plum poem poet poison pop poppy potato power precious present pretty price pride prince princess private
prophet prudence pumpkin pup puppy pure purple queen quick quiet quite rabbit race rage rain rainbow rainy rare rat
raven ray read reader ready real rebel red reed rest rice rich ride right ring rise river road rob robin rock roman
roof room root rose round royal ruby rue run rust rusty sad saddle safe sage said sail saint salt same sand sandy
sapphire saturday save saw say school sea season second secret see seed self send september serenity seven shade
shadow shall sharp she sheep shell shine shiny ship shirt shoe shop shore short should shout show shy sick side
silence silent silk silly silver simple since sing singer sister six skip sky sleep sleepy slim slow small smart smile
smoke snake snow snowy so soft soldier some someone something sometimes son song soon sorrow sorry soul sound soup
south space spark sparrow special spice spider spirit spoon spot spring square star stay steel step sterling still
stone stop store storm story strange stranger straw strawberry street strong stuff such sue sugar summer sun sunday
sunny sunrise sunset sunshine super sure swan sweet sweetie swift sword table take tale talk tall tea teacher tear
tell ten than thank that the their them then there these they thief thing think third this thistle thorn those thought
thousand three throw thunder thursday thus tide tiger time tiny tired to toad toast today together tomorrow too took
tooth top town toy train travel tree trouble true trust truth try tucker tuesday tulip turn turtle twilight twin two
ugly uncle under unicorn until up upon us use vale valley velvet very viking vine violet virgin voice void wade wait
walk walker wall wander wanderer want war ward warm warrior was wash watch water wave way we web wednesday week weird
well went were west wet whale what wheat wheel when where which while whisper white who whole why wild will willow win
wind window wine wing winner winter wise wish witch with without wolf woman wonder wood word work world worth would
wound wren write writer wrong yard year yellow yes yesterday yet you young your zero
"""
_ORDINARY = frozenset(_WORDS.split())
