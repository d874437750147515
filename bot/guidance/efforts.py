"""What somebody has already done to learn: lessons that count, and tries of each exam."""

from __future__ import annotations

from bot.guidance.fact_names import TRIES
from bot.guidance.learner import Learner


def class_hours(about: Learner) -> int | None:
    """Hours of lessons in a classroom; lessons online do not count. None when not known."""
    return None if about.hours_total is None else max(0, about.hours_total - (about.hours_online or 0))


def tried(about: Learner, times: int) -> bool | None:
    """Whether every exam that is not passed was tried so often; None while one of them was not told."""
    passed = about.passed or frozenset()
    told = [about.tries.get(exam) for exam in TRIES if exam not in passed]
    if any(count is not None and count < times for count in told):
        return False
    return None if None in told else True
