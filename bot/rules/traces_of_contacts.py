"""Finds contacts: addresses, numbers, accounts, links that say whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from bot.rules.links import host
from bot.rules.ordinary_words import is_ordinary
from bot.rules.trace_kinds import Span, TraceKind


def mentions(text: str, own: int) -> Iterator[Span]:
    """Yields where the account id `own` stands, in a mention or by itself."""
    for match in re.finditer(rf"<@!?{own}>|(?<!\d){own}(?!\d)", text):
        yield match.span()


#: Emoji, channels and roles as Discord writes them, by their ids; sounds by that of their server, 0 for Discord's own.
_MADE_OF = re.compile(
    r"<(?:(?P<emoji>a?:\w{1,64}:)|#|@&)(?P<id>\d{15,20})>|<sound:(?P<home>\d{15,20}):\d{15,20}>", re.ASCII
)


def elsewhere(text: str, there: frozenset[int]) -> Iterator[tuple[TraceKind, Span]]:
    """Yields what belongs to another server than the one that has the ids `there`: only its
    members can write such things."""
    for match in _MADE_OF.finditer(text):
        if int(match["id"] or match["home"]) not in there:
            yield TraceKind.EMOJI if match["emoji"] else TraceKind.ELSEWHERE, match.span()


_MAILERS = (
    "gmail|googlemail|hotmail|outlook|yahoo|ymail|icloud|aol|live|msn|proton|protonmail|gmx|web|mail|yandex|posteo"
)
_ENDING = r"(?:com|net|org|de|me|io|edu|uk|fr|es|it|eu|nl|ch|at|ru|pl|br|ca|au|us|co\.uk)\b"
EMAIL = re.compile(
    rf"""
    (?<![\w.+%-]) [\w.+%-]{{1,64}}+
    (?: @ (?:[\w-]{{1,63}}\.){{1,6}} [^\W\d_]{{2,24}}
    |   \s? [(\[{{] \s? at \s? [)\]}}] \s? [\w-]{{1,63}} \s? (?: \. | [(\[{{] \s? dot \s? [)\]}}] | dot\s )\s?{_ENDING}
    |   \s at \s (?:{_MAILERS}) \s? (?: \. | \sdot\s ) \s? {_ENDING}
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
#: Rows of digits that are looked at in one text, at most.
MAX_NUMBERS = 40
#: Countries that a number without a country's code may be from. One that looks like another country's is found as well.
REGIONS = ("US", "GB", "DE", "FR", "ES", "IT", "NL", "BR", "IN", "AU", "PL", "JP", "TR", "MX", "PT")
_DIGITS = re.compile(
    r"(?<![^\W\u3040-\u30ff\u3400-\u9fff])(?<![.,:/$€£#+])"  # Japanese puts no space before a number
    r"(?:\+|00|\()?[ (]{0,2}\d[\d ()./\u00a0\u2010-\u2013-]{5,22}\d(?![\d%€])"
)
_ASKED_TO_CALL = re.compile(
    r"\b(?:call|phone|tel|cell|mobile|whatsapp|signal|text|ring|number|handy|(?:handy|telefon|ruf)?nummer|telefon\w{0,3}|"
    r"ruf(?: mich)?|anrufen|ll[áa]m\w{2,4}|tel[ée]fono|n[úu]mero|m[óo]vil|celular|appell\w{1,2}|num[ée]ro|portable|"
    r"t[ée]l|liga(?: pra mim)?|me liga|(?:za)?dzwo[ńn]|numer|kom[óo]rka|ara|numaram|cep(?: telefonum)?)\b\D{0,25}$"
    r"|(?:電話|番号|携帯|ケータイ|でんわ)\D{0,10}$",
    re.IGNORECASE,
)
_LIKE_A_NUMBER = re.compile(r"0|\(|\d{3}([ .-])\d{3}\1\d{4}$|\d{10}$")


def numbers(text: str) -> Iterator[Span]:
    """Yields where telephone numbers stand."""
    rows = (match for match in _DIGITS.finditer(text) if 7 <= sum(map(str.isdigit, match[0])) <= 16)
    for row, _ in zip(rows, range(MAX_NUMBERS), strict=False):
        span = _number(text, row)
        if span:
            yield span


def _number(text: str, row: re.Match[str]) -> Span | None:
    """Returns where in a row of digits a telephone number stands, or None.

    With a country's code a valid number is enough. Without one it must also be grouped as in that country, and begin or
    be asked for like a number: 612 345 678 could be anything.
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
#: The same in the bot's other languages: behind *is*, only what looks like an account's name.
_MINE_ELSEWHERE = re.compile(
    rf"""
    (?: \b (?: mein | mi | mon | o\ meu | meu | m[óo]j | moje | benim
            | folgt?\ mir\ auf | s[íi]gueme\ en | suis-moi\ sur | me\ segue\ no | obserwuj\ mnie\ na | beni\ takip\ et )
        \s (?:{_NETWORK}) \w{{0,3}} (?:[ -](?:name|konto|account|nick|usuario|compte|pseudo|conta|id))?
      | \b (?:instagramım|instam|snapim|twitterım|discordum|hesabım)
      | (?:インスタ|ツイッター|ライン|LINE|ディスコ|ティックトック|スカイプ|アカウント)(?:のID|のアカウント|名|ID)?
    )
    (?P<joint> \s?[:=：]\s? | \s?は\s? | \s(?=@)
      | \s(?:ist|es|est|c['’]est|é|to|jest)\s | \s(?:hei(?:ß|ss)t|se\ llama|s['’]appelle|se\ chama|nazywa\ się)\s )
    (?P<quote> [@"'“‘„«「]? ) (?P<name> [A-Za-z_][\w.-]{{1,37}}\w )
    """.replace("tik tok", r"tik\ tok"),
    re.IGNORECASE | re.VERBOSE,
)
_ONLY_SAID = re.compile(r"\s(?:ist|es|est|c['’]est|é|to|jest)\s", re.IGNORECASE)


def handles(text: str) -> Iterator[Span]:
    """Yields where the names of accounts in social networks stand."""
    for pattern in (_AT, _TAG, _REDDIT):
        for match in pattern.finditer(text):
            if not is_ordinary(match[1]) and match[1].lower() not in ("everyone", "here"):
                yield match.span()
    for match in _MINE.finditer(text):
        if _is_handle(match):
            yield match.span("name")
    for match in _MINE_ELSEWHERE.finditer(text):
        if match["quote"] or re.search(r"[\d_.]", match["name"]) or not _ONLY_SAID.fullmatch(match["joint"]):
            yield match.span("name")


def _is_handle(match: re.Match[str]) -> bool:
    """Whether a word after a network's name is an account: it must end the phrase and be no ordinary word, unlike in
    "my insta is full of you" or "my insta is abandoned"."""
    name: str = match["name"]
    if re.search(r"[:=]", match["joint"]) or match["quote"] or re.search(r"[\d_.]", name):
        return True
    common = is_ordinary(name) or re.search(r"(?:ed|ing|ly|ful|less|ive|able|ent|ant|al|ous|ic)$", name)
    return match["ends"] is not None and not common


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
#: Those of them that are somebody's account.
_ACCOUNTS = re.compile(
    r"(?:ptb\.|canary\.)?discord(?:app)?\.com/users/\d|-/users/\d"
    r"|(?:m\.|mobile\.|[a-z]{2}-[a-z]{2}\.)?facebook\.com/(?:profile\.php\?(?:.{0,200}&)?id=\d|people/)"
    r"|(?:[a-z]{2}\.)?linkedin\.com/(?:in|pub)/|open\.spotify\.com/(?:intl-[a-z]{2}/)?user/"
    r"|paypal\.me/|cash\.app/|venmo\.com/|steamcommunity\.com/(?:id|profiles)/|vk\.com/id\d|wa\.me/\d"
    r"|last\.fm/user/|goodreads\.com/user/",
    re.IGNORECASE,
)
#: Discord's own: what only its members can see, what they sent, and what names whoever made it.
_DISCORD = re.compile(r"(?:(?:ptb|canary|www)\.)?discord(?:app)?\.com/|-/", re.IGNORECASE)
_UPLOADS = re.compile(r"(?:cdn|media|images-ext-\d)\.discordapp\.(?:com|net)/|cdn\.discord\.com/", re.IGNORECASE)
_SEEN_BY_MEMBERS = re.compile(r"(?:channels|events|guilds|servers)/", re.IGNORECASE)
_MADE_BY = re.compile(
    r"(?:discord\.(?:gift|new)|discord(?:app)?\.com/(?:gifts|template))/[\w-]|promos\.discord\.gg/\w", re.IGNORECASE
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
_SITE_PAGES = """
about ads api app blog business careers channel clip comments communities compose dashboard download events explore
faq features feed games gaming gp groups hashtag help home i intent invite jobs joinchat legal live login marketplace
messages music notes notifications orgs p pages pin playlist popular post posts premium press privacy public r reel
reels results s search settings share shared shorts signup sponsors stories subscriptions tag tags terms topic topics
trending tv video videos watch web wiki
"""
_NO_NAMES = frozenset(_SITE_PAGES.split())


def addresses(text: str) -> Iterator[tuple[TraceKind, Span]]:
    """Yields the addresses that tell whose they are, or who shared them."""
    for match in _ADDRESS.finditer(text):
        address = _trimmed(match)
        kind = _whose(address)
        if kind:
            yield kind, (match.start(), match.start() + len(address))


def profiles(text: str) -> Iterator[Span]:
    """Yields the addresses that lead to somebody's account; not those that tell only who shared them."""
    for match in _ADDRESS.finditer(text):
        address = _trimmed(match)
        if _whose(address) is TraceKind.HANDLE or _ACCOUNTS.match(_bare(address)):
            yield match.start(), match.start() + len(address)


def _trimmed(match: re.Match[str]) -> str:
    return match[0].rstrip(".,;:!?'\"’”)]*_~|")


def _bare(address: str) -> str:
    plain = re.sub(r"^[a-z]+://(?:[^/@]{0,100}@)?", "", address, count=1, flags=re.IGNORECASE)
    return re.sub(r"^www\.", "", plain, count=1, flags=re.IGNORECASE)


def _whose(address: str) -> TraceKind | None:
    plain = _bare(address)
    if _UPLOADS.match(plain):
        return TraceKind.UPLOAD
    if (ours := _DISCORD.match(plain)) and _SEEN_BY_MEMBERS.match(plain, ours.end()):
        return TraceKind.MESSAGE_LINK
    if _PERSONS.match(plain) or _MADE_BY.match(plain) or _is_shared(plain):
        return TraceKind.PERSON_LINK
    named = _NETWORKS.match(plain)
    if (named and named[1].lower() not in _NO_NAMES) or _BLOGS.match(host(address)):
        return TraceKind.HANDLE
    return None


def _is_shared(address: str) -> bool:
    keys = {pair.partition("=")[0].lower() for pair in re.split(r"[&;]", address.partition("?")[2]) if "=" in pair}
    # A post shared from X carries its sharer in `t` (and how in `s`).
    return bool(keys & _SHARED_BY) or (
        keys >= {"s", "t"} and bool(re.match(r"(?:x|twitter)\.com/", address, re.IGNORECASE))
    )
