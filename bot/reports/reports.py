"""What people report about schools, as the staff works on it: read, checked, sent to Blik op Werk, answered, disputed or withdrawn."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cases.casework import scope_of
from bot.guidance.school_alerts import Signal, alerts, counts
from bot.guidance.third_persons import Piece, ThirdPersons
from bot.messages import Outgoing
from bot.recording import Recorded
from bot.reports.letters import Letter, letter
from bot.turns import House
from dialogs.days import day_of
from dialogs.phrase import Phrase
from dialogs.sentences import Sentence
from dialogs.state import State
from storage import conversations, municipalities, reports, staff
from storage.database import Service
from storage.reports import Report, Step
from storage.staff import Member
from storage.transactions import Transaction

log = logging.getLogger(__name__)

#: From each state, the states to which somebody of the staff may bring a report.
NEXT: Mapping[str, tuple[str, ...]] = {
    "new": ("checked", "disputed", "withdrawn"),
    "checked": ("sent", "disputed", "withdrawn"),
    "sent": ("answered", "disputed", "withdrawn"),
    "answered": ("disputed", "withdrawn"),
    "disputed": ("checked",),
    "withdrawn": ("checked",),
}
#: What somebody who asked for it is told when their report comes to this state.
TOLD = {"sent": Sentence.report_sent, "answered": Sentence.report_answered}
#: Who is told that there are many signals about one school.
LEAD = "lead"


class ReportNotFound(Exception):
    """There is no such report for this member of staff."""


class ReportChanged(Exception):
    """The report is in another state now than on the page that was looked at."""


@dataclass(frozen=True, kw_only=True)
class School:
    """What is reported about one school of one municipality."""

    name: str
    #: Of the last term, without what is disputed or withdrawn.
    counted: int
    reports: Sequence[Report]


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """There are many signals about this school."""

    school: str
    count: int
    first: datetime
    last: datetime


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The first page of the reports."""

    schools: Sequence[School]
    alarms: Sequence[Alarm]


@dataclass(frozen=True, kw_only=True)
class ReportSheet:
    """A report with everything that is shown of it."""

    report: Report
    school: str
    #: What happened, as sentences of the letter.
    patterns: Sequence[str]
    proof: Sequence[str]
    #: The letter that the person agreed to: before and after their own words.
    before: Sequence[Piece]
    words: Sequence[Piece]
    after: Sequence[Piece]
    #: The number of their open case.
    case: str | None
    steps: Sequence[Step]
    #: To which states it can go.
    next: Sequence[str]


class Reports:
    """Reads in the scope of the staff; writes after the report was found in that scope."""

    def __init__(self, house: House, deliver: Callable[[Sequence[Outgoing]], None]) -> None:
        """`deliver` begins the way of what was said, after the commit."""
        self._house = house
        self._deliver = deliver

    async def listed(self, member: Member) -> Overview:
        """All reports by school; alarms only for who leads the team."""
        scope = scope_of(member)
        async with self._house.database.reading(scope) as tx:
            found = await reports.listed(tx, scope)
        today = day_of(self._house.now())
        by_municipality: dict[str, list[Report]] = defaultdict(list)
        for report in found:
            by_municipality[report.municipality_code].append(report)
        schools = [school for those in by_municipality.values() for school in self._schools(those)]
        fresh = sorted(schools, key=lambda school: (not any(one.state == "new" for one in school.reports), -school.counted))
        if member.role != LEAD:
            return Overview(schools=fresh, alarms=())
        alarms = [self._alarm(alert.school, those) for those in by_municipality.values() for alert in alerts(map(_signal, those), today)]
        return Overview(schools=fresh, alarms=alarms)

    async def sheet(self, member: Member, number: str) -> ReportSheet:
        """A report to read; that it was read is noted. Raises ReportNotFound."""
        scope, report, now = scope_of(member), await self._found(member, number), self._house.now()
        async with self._house.database.reading(scope) as tx:
            case = await reports.open_case(tx, scope, report.contact_id) if report.contact_id is not None else None
        async with self._house.database.writing(Service()) as tx:
            steps = await reports.steps(tx, report.id)
            await staff.note(tx, member.id, "report_seen", case_number=number, now=now)
        know, today = self._house.worlds.world.knowledge, day_of(now)
        told, hide = letter(report, self._school(report), know, today), ThirdPersons(know, today).pieces
        before, _, after = report.draft.partition(report.own_words) if report.own_words else (report.draft, "", "")
        return ReportSheet(
            report=report,
            school=self._school(report),
            patterns=told.happened,
            proof=told.proof,
            before=hide(before.strip()),
            words=hide(report.own_words or ""),
            after=hide(after.strip()),
            case=case,
            steps=steps,
            next=NEXT[report.state],
        )

    async def change(self, member: Member, number: str, *, was: str, state: str, remark: str) -> None:
        """Bring it to another state; who asked for it hears that it was sent or answered.

        Raises ReportNotFound, or ReportChanged where a colleague was first or it cannot go there.
        """
        report, now = await self._found(member, number), self._house.now()
        if state not in NEXT.get(was, ()):
            raise ReportChanged
        async with self._house.database.writing(Service()) as tx:
            # The person before their report, as everywhere: whoever holds both takes them in this order.
            outgoing = await self._tell(tx, report, state, now)
            if not await reports.change(tx, report.id, state, only_from=[was]):
                raise ReportChanged
            await reports.note_step(tx, report.id, staff_id=member.id, state=state, remark=remark, told=bool(outgoing), now=now)
            await staff.note(tx, member.id, f"report_{state}", case_number=number, now=now)
        log.info("report_changed", extra={"report": number, "state": state, "staff": member.id})
        self._deliver(outgoing or ())

    async def letter(self, member: Member, number: str) -> Letter:
        """The letter to Blik op Werk; that it was taken along is noted. Raises ReportNotFound."""
        report, now = await self._found(member, number), self._house.now()
        know, today = self._house.worlds.world.knowledge, day_of(now)
        async with self._house.database.writing(Service()) as tx:
            sender = await municipalities.one(tx, report.municipality_code)
            await staff.note(tx, member.id, "report_exported", case_number=number, now=now)
        return letter(report, self._school(report), know, today, sender=sender)

    async def _found(self, member: Member, number: str) -> Report:
        scope = scope_of(member)
        async with self._house.database.reading(scope) as tx:
            report = await reports.one(tx, scope, number)
        if report is None:
            raise ReportNotFound
        return report

    async def _tell(self, tx: Transaction, report: Report, state: str, now: datetime) -> list[Outgoing] | None:
        """None where nobody is told: it is anonymous, not asked for, or they cannot be reached now."""
        if report.contact_id is None or not report.wants_to_hear or state not in TOLD:
            return None
        held = await conversations.hold_person(tx, report.contact_id)
        if held is None or held.unreachable:
            return None
        queue = self._house.queue
        said = queue.sentence(Phrase(text=self._house.shelf.newest.sentence(TOLD[state])), held)
        return await queue.queue(tx, Recorded(held=held, state=State()), [said], now, asked=False)

    def _schools(self, found: Sequence[Report]) -> list[School]:
        """The reports of one municipality, together where they are about the same school."""
        signals = {report.id: _signal(report) for report in found}
        counted = counts(signals.values(), day_of(self._house.now()))
        together: dict[str, list[Report]] = defaultdict(list)
        for report in found:
            together[signals[report.id].school or ""].append(report)
        return [School(name=self._school(those[0]), counted=counted.get(key, 0), reports=those) for key, those in together.items()]

    def _alarm(self, key: str, found: Sequence[Report]) -> Alarm:
        about = [report for report in found if _signal(report).school == key]
        (alert,) = alerts(map(_signal, about), day_of(self._house.now()))
        dates = [report.at for report in about if alert.first <= day_of(report.at) <= alert.last]
        return Alarm(school=self._school(about[0]), count=alert.count, first=min(dates), last=max(dates))

    def _school(self, report: Report) -> str:
        """As the catalogue has it, or as it was typed; empty where nobody knows."""
        known = self._house.worlds.world.catalogue.institutions.get(report.school_key or "")
        return known.name if known else report.school_name or ""


def _signal(report: Report) -> Signal:
    return Signal(
        school_key=report.school_key, school_name=report.school_name, person=report.contact_id, day=day_of(report.at), state=report.state
    )
