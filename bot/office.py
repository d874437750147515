"""The rooms of the staff with the console in front of them, built as one part of the house."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from bot.caseload.calling import CheckInRoom
from bot.caseload.people import PeopleRoom
from bot.caseload.person import PersonRoom
from bot.caseload.plan_papers import PlanPapers
from bot.caseload.week import WeekRoom
from bot.cases.appointments import Appointments
from bot.cases.beginning import Beginning
from bot.cases.casework import Casework
from bot.cases.handling import Handling
from bot.cases.pictures import Pictures
from bot.channels.masking import mask
from bot.clock import Tick
from bot.console import Console, Rooms
from bot.console.accounts import back_path
from bot.inviting import Inviting
from bot.messages import Channel, Mailer, Outgoing
from bot.reports.letterheads import Letterheads
from bot.reports.reports import Reports
from bot.settings import Settings
from bot.team.accounts import AccountRoom
from bot.team.colleagues import ColleaguesRoom
from bot.team.mail import StaffMail
from bot.team.news import NewsRoom
from bot.team.own_access import AccessRoom
from bot.team.staffing import USUAL_EFFORT, Effort, StaffRoom
from bot.team.telegram import StaffMessages, StaffTelegram, TelegramLinks
from bot.team.telling import StaffTelling
from bot.team.working import WorkingRoom
from bot.turns import House, Turns
from bot.wishes import Wishes

#: Whether the caseload was refreshed in the last night is looked at so often.
NIGHT_LOOKED_AT = timedelta(minutes=10)

REMINDED_EVERY = timedelta(minutes=1)
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
        telegram: Callable[[], str],
        channel: Channel | None = None,
        effort: Effort = USUAL_EFFORT,
    ) -> None:
        """`deliver` begins the way of what was said, after the commit; `theme` is where the colours and sizes of the house are.

        `channel` is Telegram, where this house has it; `telegram` says what the bot is called there. `effort` is what a password costs.
        """
        self._house = house
        database, writer = house.database, house.database.writer
        mails = mailer is not None
        telling = StaffTelling(database, mail=mails, telegram=channel is not None)
        self.mail = StaffMail(database, mailer, telling, house.metrics, writer=writer, page_url=settings.page_url, now=house.now)
        messages = StaffMessages(channel.name if channel else "", settings.page_url)
        self.telegram = StaffTelegram(database, channel, messages, telling, house.metrics, mails=mails, writer=writer, now=house.now)
        self.links = TelegramLinks(database, channel, messages, house.now, username=telegram)
        self.staff = StaffRoom(house.database, house.now, one_factor=settings.mode == "demo", effort=effort)
        address = settings.page_url.rstrip("/")
        self.accounts = AccountRoom(database, settings.staff_providers, lambda key: address + back_path(key), house.now)
        casework = Casework(house, turns, deliver)
        self.appointments = Appointments(house, casework, deliver)
        person = PersonRoom(house)
        self.rooms = Rooms(
            staff=self.staff,
            casework=casework,
            appointments=self.appointments,
            handling=Handling(house, casework, deliver),
            beginning=Beginning(house, deliver),
            pictures=Pictures(house, casework, deliver),
            week=WeekRoom(house),
            people=PeopleRoom(house.database, house.now),
            person=person,
            calling=CheckInRoom(house, person),
            reports=Reports(house, deliver),
            wishes=Wishes(house),
            inviting=Inviting(house, mask, page_url=settings.page_url, telegram=telegram),
            plan_papers=PlanPapers(house),
            letterheads=Letterheads(house),
            working=WorkingRoom(house, self.mail),
            telegram=self.links,
            news=NewsRoom(database),
            access=AccessRoom(database, self.mail, house.now),
            colleagues=ColleaguesRoom(database, self.mail, house.now),
            accounts=self.accounts,
        )
        self.console = Console(self.rooms, house.speech, now=house.now, mask=mask, theme=theme, secure=secure)

    def ticks(self) -> tuple[Tick, ...]:
        """What these rooms do by themselves."""
        return (
            Tick(name="caseload", every=NIGHT_LOOKED_AT, do=self._refresh_caseload),
            Tick(name="appointments", every=REMINDED_EVERY, do=self.appointments.tick),
            Tick(name="staff_mail", every=TOLD_EVERY, do=self.mail.tick),
            Tick(name="staff_telegram", every=TOLD_EVERY, do=self.telegram.tick),
        )

    async def stop(self) -> None:
        """Close what is open."""
        await self.accounts.stop()

    async def _refresh_caseload(self) -> None:
        database = self._house.database
        await self._house.caseload.nightly(database, database.writer, self._house.now())
