"""What happened in a turn becomes rows: facts, consents, cases, check-ins, and messages in the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot import forms
from bot.cases import cases
from bot.guidance.due import BUSY
from bot.guidance.fact_names import PartOfDay
from bot.guidance.hours import moment_for, part_of_day
from bot.guidance.rules_told import keys_of
from bot.language.render import Renderer
from bot.messages import File
from bot.persons import person_of
from bot.wording import DUTCH
from dialogs.days import day_of
from dialogs.events import (
    CheckInAnswered,
    CheckInPlanned,
    CheckInPutOff,
    ConsentGiven,
    Ended,
    Event,
    FactLearned,
    FactWithdrawn,
    Forgotten,
    HandedOver,
    LanguageChosen,
    Submitted,
)
from dialogs.guides import UNKNOWN, WITHHELD, Slot
from dialogs.library import Library
from dialogs.phrase import phrases_in
from dialogs.planning import comes_before
from dialogs.settings import ON
from dialogs.state import Answer, State
from storage import caseload, check_ins, consents, contacts, facts, reach
from storage.caseload import FOLLOW
from storage.check_ins import Planned
from storage.conversations import Held
from storage.transactions import Transaction

REMEMBER = "remember"
REMIND = "remind"


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """How the contact stands after its events were kept."""

    held: Held
    state: State
    #: Everything about the person was erased in this turn.
    forgotten: bool = False
    answers: dict[str, Slot] = field(default_factory=dict)
    #: What forms made for the person; see `bot.forms.submit`.
    files: tuple[File, ...] = ()


class Recorder:
    """Keeps the events of one turn, inside the turn's transaction."""

    def __init__(self, tx: Transaction, library: Library, renderer: Renderer, now: datetime) -> None:
        self._tx = tx
        self._library = library
        self._renderer = renderer
        self._now = now

    async def record(self, held: Held, state: State, events: Sequence[Event]) -> Recorded:
        """Keep the events in their order; gives the contact and the state as they are to be kept."""
        forgotten = False
        files: list[File] = []
        for event in events:
            match event:
                case FactLearned(fact=fact, value=value, by=by):
                    held = self._switched(held, fact, value)
                    await self._learn(held, fact, Answer(value=value, at=self._now, by=by))
                case FactWithdrawn(fact=fact):
                    held = self._switched(held, fact, None)
                    if held.remembered:
                        await facts.withdraw(self._tx, held.contact_id, fact, at=self._now)
                case ConsentGiven(purpose=purpose, yes=yes):
                    held = await self._consent(held, state, purpose, yes)
                case LanguageChosen(language=language):
                    held = replace(held, language=language, language_asked=True)
                case Submitted(form=form, values=values):
                    files += await forms.submit(self._tx, held, form, values, self._said(state), self._now)
                case CheckInPlanned() | CheckInAnswered() | CheckInPutOff():
                    await self._check_in(held, event)
                case HandedOver():
                    await self._hand_over(held, state, event)
                case Forgotten():
                    await contacts.erase(self._tx, held.contact_id)
                    forgotten = True
                case Ended() if held.remembered:
                    state = state.model_copy(update={"answers": {}})
                case _:
                    pass
        return Recorded(held=held, state=state, forgotten=forgotten, files=tuple(files))

    async def _learn(self, held: Held, name: str, answer: Answer) -> None:
        """A fact becomes a row, of who is remembered; what somebody wrote in their own words is sealed."""
        definition = self._library.facts.get(name)
        written = definition is not None and definition.type == "text"
        if held.remembered and answer.value is not None:
            own_words = (name,) if written else ()
            await facts.learn(self._tx, held.contact_id, {name: answer.value}, at=answer.at, said_by=answer.by, free_text=own_words)

    def _switched(self, held: Held, name: str, value: Slot) -> Held:
        """A setting that is needed where facts are not read stands with the contact too, also of a guest."""
        definition = self._library.facts.get(name)
        match definition.setting if definition else None:
            case "dutch_beside":
                return replace(held, dutch_beside=value == ON)
            case "shared":
                return replace(held, discreet=value == ON)
            case _:
                return held

    async def _consent(self, held: Held, state: State, purpose: str, yes: bool) -> Held:
        """A yes to *remember* turns the answers of this conversation into facts; a no removes those that were kept."""
        await consents.give(self._tx, held.contact_id, purpose=purpose, yes=yes, edition=self._library.edition, at=self._now)
        held = replace(held, consents={**held.consents, purpose: yes})
        if yes and purpose == REMIND:
            await check_ins.take_up(self._tx, held.contact_id, after=self._now)
        if not yes and purpose == REMIND:
            await check_ins.drop(self._tx, held.contact_id, check_ins.NO_CONSENT)
            await reach.withdraw(self._tx, held.contact_id)
        if not yes and purpose in (FOLLOW, REMEMBER):
            await caseload.drop(self._tx, held.contact_id)
        if purpose != REMEMBER or yes == held.remembered:
            return held
        held = replace(held, remembered=yes)
        if yes:
            for name, answer in state.answers.items():
                if self._is_fact(name, answer):
                    await self._learn(held, name, answer)
        else:
            await facts.erase(self._tx, held.contact_id)
            await check_ins.drop(self._tx, held.contact_id, check_ins.NO_CONSENT)
            await reach.withdraw(self._tx, held.contact_id)
        return held

    def _is_fact(self, name: str, answer: Answer) -> bool:
        definition = self._library.facts.get(name)
        return definition is not None and definition.kept_as == "fact" and answer.value not in (UNKNOWN, WITHHELD)

    def _said(self, state: State) -> dict[str, Slot]:
        return {name: answer.value for name, answer in state.answers.items() if self._is_fact(name, answer)}

    async def _check_in(self, held: Held, event: CheckInPlanned | CheckInAnswered | CheckInPutOff) -> None:
        match event:
            case CheckInPlanned(plan=plan):
                await self._plan(held, plan)
            case CheckInAnswered(check_in=number):
                await check_ins.answered(self._tx, held.contact_id, number, now=self._now)
            case CheckInPutOff(check_in=number):
                await self._put_off(held, number)

    async def _put_off(self, held: Held, number: int) -> None:
        """It comes again the next day, or later today where it would come after what it is about."""
        kept = (await check_ins.of(self._tx, [held.contact_id]))[held.contact_id]
        before = next((comes_before(one.cause) for one in kept if one.id == number), None)
        tomorrow = moment_for(day_of(self._now) + timedelta(days=1), await self._part(held), held.contact_id, before=before)
        await check_ins.again(self._tx, held.contact_id, number, due_at=max(tomorrow, self._now + BUSY))

    async def _plan(self, held: Held, plan: str) -> None:
        """Only for who said yes to being remembered and to being reminded."""
        if held.remembered and held.consents.get(REMIND):
            known, today = self._library.checkins[plan], day_of(self._now)
            day = today + timedelta(days=known.after_days or 0)
            due_at = moment_for(day, await self._part(held), held.contact_id)
            row = Planned(contact_id=held.contact_id, plan=plan, cause=today.isoformat(), day=day, due_at=due_at, deadline=known.deadline)
            await check_ins.plan_all(self._tx, [row])

    async def _part(self, held: Held) -> PartOfDay | None:
        """The part of the day that was chosen, just now or long ago."""
        return part_of_day(person_of(await facts.history(self._tx, held.contact_id)))

    async def _hand_over(self, held: Held, state: State, event: HandedOver) -> None:
        reason = self._renderer.render(event.reason, DUTCH)
        await cases.open_or_join(
            self._tx,
            held,
            topic=event.topic,
            reason=reason,
            rules=keys_of(phrase.source for phrase in phrases_in(event.reason)),
            urgent=event.urgent,
            answers=self._said(state),
            now=self._now,
        )
