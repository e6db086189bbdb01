"""A letterbox: where letters appear, where they are reviewed, its rules; and what may be wrong with it. A server may
have several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.language import Said
from bot.letter.letter import Rating

#: Default for `Letterbox.keep_days`.
KEEP_DAYS = 90
#: Default for `Letterbox.ping_minutes`.
PING_MINUTES = 30
#: What `Letterbox.review` may be: moderators read each letter before it appears, or only those that the rules for words
#: and links point out.
REVIEWED, INSTANT = "reviewed", "instant"
#: Default for `Letterbox.notice_delay`.
NOTICE_DELAY = 60


@dataclass(frozen=True, slots=True)
class Limits:
    """What a letterbox takes from one person."""

    waiting: int = 1  #: letters that wait for the desk
    daily: int = 3  #: letters within 24 hours
    responses: int = 5  #: anonymous responses within a minute
    account_days: int = 0  #: how many days old the account must be
    member_hours: int = 0  #: how many hours they must have been a member


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterbox:
    """Where letters appear, where they are reviewed, its rules. What has no default was chosen when it was set up."""

    id: int
    guild_id: int
    name: str = ""  #: tells it from the others of its server
    letters_id: int  #: text channel or forum where letters appear
    desk_id: int  #: the channel where they are reviewed
    mature_id: int | None  #: age-restricted channel for Not Safe for Work letters
    open: bool
    categories: tuple[str, ...]  #: to whom a letter may be addressed; the first is the default
    limits: Limits = field(default_factory=Limits)
    refused: tuple[str, ...] = ()  #: words that no letter and no anonymous response may contain
    flagged: tuple[str, ...] = ()  #: words that are pointed out to the desk
    links: str = "allow"  #: what happens to links: "allow", "flag" or "refuse"
    keep_days: int = KEEP_DAYS  #: days after the last response for which an author is known
    crisis: bool = False  #: whether words of crisis are looked for, and their writers read `crisis_text`
    crisis_words: tuple[str, ...] = ()  #: the server's own, beside those of `rules.crisis`
    crisis_text: str = ""  #: where somebody answers now, in its owner's words
    collection: int = 0  #: seconds from one collection to the next; 0: letters reach the desk at once
    opens_at: int | None = None  #: Unix seconds: from then on one that is closed is open again
    reasons: tuple[str, ...] = ()  #: those that moderators have saved, to choose from
    language: str = "en"  #: Discord's code of the language that its desk and its readers read
    review: str = REVIEWED
    quorum: int = 1  #: moderators who must approve a letter
    reviewers: tuple[int, ...] = ()  #: ids of roles whose members decide about letters, whatever else they may do
    writers: tuple[int, ...] = ()  #: ids of roles of which one is needed to write letters; none: everybody may
    ping_role: int | None = None  #: id of the role that is told at the desk when a letter waits
    ping_minutes: int = PING_MINUTES  #: minutes from one such message to the next, at least
    digest_hours: int = 0  #: hours after which a letter that waits stands in the desk's daily digest; 0: there is none
    archive: bool = False  #: whether its letters may stand on a page outside Discord, that anybody can read
    archive_names: bool = False  #: whether that may name the members who agreed to it
    notice_delay: int = NOTICE_DELAY  #: seconds; authors are told of what others did after a random wait up to this

    @property
    def unread(self) -> bool:
        """Whether letters appear that no moderator has read."""
        return self.review == INSTANT

    def takes_letters(self, now: int) -> bool:
        """Return whether it is open at this moment (Unix seconds)."""
        return self.open or (self.opens_at is not None and self.opens_at <= now)

    def channel_for(self, rating: Rating) -> int | None:
        """Return the channel where a letter of this rating appears, or None where it may not."""
        return self.letters_id if rating is Rating.SAFE else self.mature_id

    def shows(self, rating: Rating) -> bool:
        """Return whether this rating says anything here: where there is no other one, it stands under no letter."""
        return rating is Rating.MATURE or self.mature_id is not None


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is wrong with a letterbox's channels.

    Two lacks are the same when their `what` and `about` are, however they are worded.
    """

    what: str  #: a name that never changes, such as “permissions”
    about: tuple[str, ...]  #: the channel, and whatever else tells this lack from others
    said: Said  #: the sentence: what is wrong, and what to do about it


@dataclass(frozen=True, slots=True)
class Checkup:
    """What Discord answers a bot that asks without connecting to the gateway."""

    name: str  #: the bot's name
    intents: Mapping[str, bool]  #: for each privileged intent, whether the developer portal grants it
    clock_off: int | None  #: seconds by which this machine's clock is ahead; None when Discord did not say the time
    problems: Mapping[int, Sequence[str]]  #: by letterbox id: what is wrong with its channels
