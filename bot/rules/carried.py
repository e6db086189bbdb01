"""What processes ask each other about somebody, and what they answer, as values and as bytes."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any, cast

from bot.letter import Letterbox, Membership, Reads, Standing, Thread
from bot.rules.shards import Shards

#: Bytes of an answer, at least; larger ones have two, four, eight times as many. Its length tells no more than that.
LEAST = 4_096
#: Bytes of a question, at least.
ASKING = 512
#: Fields of a membership that are no plain values, or are the same for all letterboxes of a server.
OTHERWISE = {"letterbox", "standing", "thread", "there", "reads"}


@dataclass(frozen=True, slots=True)
class Question:
    """What is somebody to the servers that other processes serve?"""

    person_id: int = field(repr=False)
    first: int = 0  #: id of the letterbox that is the likeliest to be theirs
    letter_id: int | None = None  #: the letter that they write under: then only the server that it stands in is asked
    heard: tuple[str, ...] = ()  #: shards that have answered before, which are asked nothing

    def packed(self) -> bytes:
        """Return it as bytes, as many for one account as for another."""
        return json.dumps(asdict(self)).encode().ljust(ASKING)

    @classmethod
    def unpacked(cls, data: bytes) -> Question:
        """Return what was packed."""
        said: dict[str, Any] = json.loads(data)
        return cls(said["person_id"], said["first"], said["letter_id"], tuple(said["heard"]))


@dataclass(frozen=True, slots=True)
class Answer:
    """What they are to the servers of these shards: of those that are not `unknown` (ids), they are in no other."""

    shards: Shards
    found: Sequence[Membership]
    unknown: Collection[int] = ()

    def packed(self) -> bytes:
        """Return it as bytes, filled up to one of a few lengths."""
        servers = {each.letterbox.guild_id: each for each in self.found}
        said = json.dumps(
            {
                "shards": [self.shards.total, self.shards.first, self.shards.last],
                "unknown": [*self.unknown],
                "there": {guild_id: [*each.there] for guild_id, each in servers.items()},
                "reads": {guild_id: _reads(each.reads) for guild_id, each in servers.items()},
                "found": [_plain(each) for each in self.found],
            },
            separators=(",", ":"),
        ).encode()
        length = LEAST
        while length < len(said):
            length *= 2
        return said.ljust(length)

    @classmethod
    def unpacked(cls, data: bytes, letterboxes: Mapping[int, Letterbox]) -> Answer:
        """Return what was packed, with the letterboxes as they are here, by id; without any that is not here."""
        said: dict[str, Any] = json.loads(data)
        there = {int(guild_id): frozenset[int](ids) for guild_id, ids in said["there"].items()}
        reads = {
            int(guild_id): {channel: Reads(True, restricted) for channel, restricted in found}
            for guild_id, found in said["reads"].items()
        }
        found = list[Membership]()
        for each in said["found"]:
            if (box := letterboxes.get(each.pop("letterbox"))) is not None:
                found.append(_membership(each, box, there[box.guild_id], reads[box.guild_id]))
        return cls(Shards(*said["shards"]), found, frozenset(said["unknown"]))


def _reads(reads: Mapping[int, Reads]) -> list[tuple[int, bool]]:
    """Return the channels that somebody can read, and whether each is for adults."""
    return [(channel, each.restricted) for channel, each in reads.items() if each.past]


def _plain(membership: Membership) -> dict[str, Any]:
    plain = {each.name: getattr(membership, each.name) for each in fields(Membership) if each.name not in OTHERWISE}
    thread = membership.thread
    return {
        **plain,
        "letterbox": membership.letterbox.id,
        "standing": membership.standing.name,
        "thread": None if thread is None else asdict(thread),
    }


def _membership(
    said: dict[str, Any], letterbox: Letterbox, there: frozenset[int], reads: Mapping[int, Reads]
) -> Membership:
    thread = None if said["thread"] is None else Thread(**said["thread"])
    given: dict[str, Any] = {
        name: tuple(cast(list[Any], each)) if isinstance(each, list) else each for name, each in said.items()
    }
    given |= {"standing": Standing[said["standing"]], "thread": thread}
    return Membership(**given, letterbox=letterbox, there=there, reads=reads)
