"""The rooms of the staff with the console in front of them, built as one part of the house."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from bot.appointments import Appointments
from bot.beginning import Beginning
from bot.casework import Casework
from bot.channels.masking import mask
from bot.clock import Tick
from bot.console import Console, Rooms
from bot.handling import Handling
from bot.messages import Outgoing
from bot.pictures import Pictures
from bot.settings import Settings
from bot.staffing import StaffRoom
from bot.turns import House, Turns

REMINDED_EVERY = timedelta(minutes=1)


class Office:
    """Where the municipality works."""

    def __init__(
        self, house: House, turns: Turns, settings: Settings, *, deliver: Callable[[Sequence[Outgoing]], None], theme: str, secure: bool
    ) -> None:
        """`deliver` begins the way of what was said, after the commit; `theme` is where the colours and sizes of the house are."""
        self.staff = StaffRoom(house.database, house.now, one_factor=settings.mode == "demo")
        casework = Casework(house, turns, deliver)
        self.appointments = Appointments(house, casework, deliver)
        self.rooms = Rooms(
            staff=self.staff,
            casework=casework,
            appointments=self.appointments,
            handling=Handling(house, casework, deliver),
            beginning=Beginning(house, deliver),
            pictures=Pictures(house, casework, deliver),
        )
        self.console = Console(self.rooms, house.speech, now=house.now, mask=mask, theme=theme, secure=secure)

    def ticks(self) -> tuple[Tick, ...]:
        """What these rooms do by themselves."""
        return (Tick(name="appointments", every=REMINDED_EVERY, do=self.appointments.tick),)
