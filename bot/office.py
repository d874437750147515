"""The rooms of the staff with the console in front of them, built as one part of the house."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from bot.casework import Casework
from bot.channels.masking import mask
from bot.clock import Tick
from bot.colleagues import ColleaguesRoom
from bot.console import Console, Rooms
from bot.messages import Mailer, Outgoing
from bot.news import NewsRoom
from bot.own_access import AccessRoom
from bot.settings import Settings
from bot.staff_mail import StaffMail
from bot.staffing import StaffRoom
from bot.turns import House, Turns
from bot.working import WorkingRoom

#: How often it is looked whether staff must be told.
TOLD_EVERY = timedelta(seconds=10)


class Office:
    """Where the municipality works."""

    def __init__(
        self,
        house: House,
        turns: Turns,
        settings: Settings,
        *,
        deliver: Callable[[Sequence[Outgoing]], None],
        mailer: Mailer | None,
        theme: str,
        secure: bool,
    ) -> None:
        """`deliver` begins the way of what was said, after the commit; `theme` is where the colours and sizes of the house are."""
        database, writer = house.database, house.database.writer
        self.mail = StaffMail(database, mailer, house.metrics, writer=writer, page_url=settings.page_url, now=house.now)
        self.staff = StaffRoom(house.database, house.now, one_factor=settings.mode == "demo")
        self.rooms = Rooms(
            staff=self.staff,
            casework=Casework(house, turns, deliver),
            working=WorkingRoom(house, self.mail),
            news=NewsRoom(database),
            access=AccessRoom(database, self.mail, house.now),
            colleagues=ColleaguesRoom(database, self.mail, house.now),
        )
        self.console = Console(self.rooms, house.speech, now=house.now, mask=mask, theme=theme, secure=secure)

    def ticks(self) -> tuple[Tick, ...]:
        """What these rooms do by themselves."""
        return (Tick(name="staff_mail", every=TOLD_EVERY, do=self.mail.tick),)
