"""For Prometheus: `GET /metrics`, beside `/health`. Only counts and ages; no id, no name, nothing of any text.

Nothing is counted twice: what is in the database is read there when somebody asks, what the process knows of itself
comes from `Vitals`. So between two questions it costs nothing. Needs the extra `metrics`.
"""

from __future__ import annotations

import importlib
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.clock import Clock
from bot.errors import StoreError
from bot.host.vitals import Vitals
from bot.letter import Kind, State
from bot.settings import Settings
from bot.store import reader
from bot.store.tables.processes import without_any

#: Counting all letters takes longer the more there are. They are counted again when this many times as long has passed.
REST = 100


@dataclass(frozen=True, slots=True)
class Family:
    """What is told under one name: a figure for each combination of the labels' values."""

    name: str
    about: str
    figures: Mapping[tuple[str, ...], float]
    labels: tuple[str, ...] = ()
    counts: bool = False  #: whether it only grows until the process ends

    def for_prometheus(self, library: Any) -> Any:
        """Returns the same as the library's value."""
        kind = library.metrics_core.CounterMetricFamily if self.counts else library.metrics_core.GaugeMetricFamily
        family = kind(f"unsigned_{self.name}", self.about, labels=self.labels)
        for values, figure in self.figures.items():
            family.add_metric(values, figure)
        return family


class Metrics:
    """Says how the bot does, whenever it is asked. Raises ImportError where the extra is not installed."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._library: Any = importlib.import_module("prometheus_client")
        self._settings, self._clock = settings, clock
        self._letters: Mapping[str, int] = {}
        self._count_again = 0.0

    def page(self, accept: str, vitals: Vitals) -> tuple[bytes, str]:
        """Returns the page and its content type, in the format that the request accepts. Reads the database."""
        encode, content_type = self._library.exposition.choose_encoder(accept)
        registry = self._library.CollectorRegistry()
        families = [*_of_itself(vitals), *self._in_database(vitals)]
        registry.register(_Told([family.for_prometheus(self._library) for family in families]))
        self._library.ProcessCollector(registry=registry)
        return encode(registry), content_type

    def _in_database(self, vitals: Vitals) -> Iterator[Family]:
        now = int(self._clock().timestamp())
        works = vitals.trouble is None
        try:
            with reader.looking(self._settings) as connection:
                post, letters = reader.post(connection, now), self._count(connection)
                running = reader.processes(connection, now)
        except StoreError:
            works = False
        else:
            yield _by("letters", "Letters", "state", {state: letters.get(state, 0) for state in State})
            yield _by("deliveries", "Deliveries", "kind", {kind: post.kinds.get(kind, 0) for kind in Kind})
            ages = {kind: max(0, now - since) for kind, since in post.oldest_by_kind.items()}
            yield _by("oldest_delivery_seconds", "How long the oldest that is due has waited", "kind", ages)
            missing = sum(len(each.numbers) for each in without_any(running))
            if len(running) > 1 or missing:
                yield _one("shards_unserved", "Shards that no process serves which is alive", missing)
                seen = {each.shards: max(0, now - each.seen_at) for each in running}
                yield _by("process_seen_seconds", "When each process was seen last that is alive", "shards", seen)
            yield _one("deliveries_in_flight", "Deliveries that are being sent", post.in_flight)
            yield _one("deliveries_stuck", f"Deliveries that were tried {reader.STUCK} times or more", post.stuck)
        yield _one("database_works", "Whether the database can be read, and the last attempt to write worked", works)

    def _count(self, connection: sqlite3.Connection) -> Mapping[str, int]:
        began = time.monotonic()
        if began >= self._count_again:
            self._letters = reader.letters_by_state(connection)
            now = time.monotonic()
            self._count_again = now + REST * (now - began)
        return self._letters


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """What the library calls a collector."""

    families: Sequence[Any]

    def collect(self) -> Sequence[Any]:
        return self.families


def _of_itself(vitals: Vitals) -> Iterator[Family]:
    yield _one("connected", "Whether Discord is connected over every shard", vitals.connected)
    yield _one(
        "waits_for_discord", "Whether the start waits for Discord, or for another process", vitals.waits is not None
    )
    yield _one("stopped", "Whether nothing is delivered (/health says why)", vitals.stopped is not None)
    yield _one("catching_up", "Whether what happened meanwhile is looked through", vitals.catching_up)
    yield _one("not_looked_at", "What could not be looked at then, and is tried again", vitals.not_looked_at)
    refused = {(str(status),): count for status, count in vitals.refused.items()}
    yield Family("refused_requests", "Requests that Discord counts as refused", refused, ("status",), counts=True)
    yield Family("attempts", "Attempts at deliveries", vitals.attempts, ("kind", "outcome"), counts=True)
    failures = {(): vitals.failures}
    yield Family("database_failures", "Transactions that the machine has failed", failures, counts=True)


def _one(name: str, about: str, figure: float) -> Family:
    return Family(name, about, {(): float(figure)})


def _by(name: str, about: str, label: str, figures: Mapping[str, int]) -> Family:
    return Family(name, about, {(str(value),): figure for value, figure in figures.items()}, (label,))
