"""Counters for those who keep the service running; no label holds anything of a person."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """The counters of one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.turns = Counter("wegwijzer_turns", "Turns taken.", ["channel", "kind"], registry=self.registry)
        self.repeats = Counter("wegwijzer_repeats", "Updates that were seen before.", ["channel"], registry=self.registry)
        self.poisoned = Counter("wegwijzer_poisoned", "Turns that raised and were apologised for.", registry=self.registry)
        self.misses = Counter("wegwijzer_not_understood", "Typed texts that were not understood.", ["language"], registry=self.registry)
        self.sent = Counter("wegwijzer_sent", "Messages delivered.", ["channel"], registry=self.registry)
        self.failures = Counter("wegwijzer_failures", "Deliveries that failed.", ["channel", "reason"], registry=self.registry)
        self.check_ins = Counter("wegwijzer_check_ins", "Check-ins that were due.", ["verdict"], registry=self.registry)
        self.notices = Counter("wegwijzer_notices", "People told of a message.", ["way", "outcome"], registry=self.registry)
        self.photos = Counter("wegwijzer_photos", "Photos that people sent on.", ["outcome"], registry=self.registry)
        self.undrawn = Counter(
            "wegwijzer_pictures_not_drawn", "Pictures that could not be drawn: the words went alone.", registry=self.registry
        )
        self.waiting = Gauge("wegwijzer_outbox_waiting", "Messages waiting to be sent by this process.", registry=self.registry)
        self.seconds = Histogram(
            "wegwijzer_turn_seconds",
            "From an update to its commit.",
            buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1, 3),
            registry=self.registry,
        )

    def text(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self.registry)
