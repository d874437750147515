"""How fast the house goes: as usual, or as a test wants it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot import queueing
from bot.channels.telegram import Limits
from bot.checkins import checkins
from bot.team.staffing import USUAL_EFFORT, Effort


@dataclass(frozen=True, kw_only=True)
class Tempo:
    """How often rooms look whether there is something to do, how long they hold what they took, and how much work a password is.

    Other values are for tests.
    """

    sweep_every: timedelta = timedelta(seconds=5)
    check_in_every: timedelta = timedelta(seconds=20)
    files_every: timedelta = timedelta(seconds=5)
    #: The writer of a row has this long to deliver it before another may.
    row_lease: timedelta = queueing.LEASE
    #: Who claimed check-ins has this long to start them before another may.
    check_in_lease: timedelta = checkins.LEASE
    #: Nobody waits for a turn meanwhile where it is 0.
    check_in_rest: float = checkins.REST
    effort: Effort = USUAL_EFFORT
    #: Messages a second in one chat of Telegram; None: no limit.
    chat_rate: float | None = Limits.chat_rate


#: Where nobody says otherwise.
USUAL = Tempo()
