"""Waiting for the plan under the new law: nothing runs yet, what comes, by when, what can be done now, and a card to show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.guidance.dutch import in_dutch
from bot.guidance.fact_names import GOAL, READS, SCHOOLING, TIMES, WORKS, YOUNG_CHILDREN, Law, PipStage
from bot.guidance.knowledge import Knowledge
from bot.guidance.law import Ruling, ruling
from bot.guidance.learner import Learner, learner
from bot.guidance.world import World
from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Day, Joined, Phrase, Plain, Value

Outcome = Literal["waiting", "late", "has_pip", "other_law", "unclear"]
BRING, NOW = "pip.bring.", "pip.now."
_DUTCH = "nl"


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """How it stands with the plan."""

    outcome: Outcome
    #: That the three years have not begun, or when they did; or why there is no plan to wait for.
    text: Phrase
    #: What comes next.
    comes: Phrase | None = None
    #: By when the municipality should have the plan ready.
    ready: Phrase | None = None


def plan(about: Learner, decided: Ruling, knowledge: Knowledge, today: date) -> Plan:
    """How far somebody is; a first PIP that lies in the future is a mistake and counts as none."""
    if not decided.certain:
        return Plan(outcome="unclear", text=decided.next_step)
    if decided.law is Law.wi2013:
        return Plan(outcome="other_law", text=knowledge.sentence("pip.other_law", today))
    first = about.first_pip if about.first_pip and about.first_pip <= today else None
    if first or about.pip_stage is PipStage.has_pip:
        day = Day(day=first + timedelta(days=1)) if first else None
        text = knowledge.sentence("pip.begun.since", today, dag=day) if day else knowledge.sentence("pip.begun", today)
        return Plan(outcome="has_pip", text=text, comes=knowledge.sentence(f"pip.comes.{PipStage.has_pip}", today))
    late, ready = _ready(about, knowledge, today)
    stage = about.pip_stage or PipStage.nothing
    comes = knowledge.sentence(f"pip.comes.{stage}", today)
    return Plan(outcome="late" if late else "waiting", text=knowledge.sentence("pip.not_begun", today), comes=comes, ready=ready)


def due_day(about: Learner, knowledge: Knowledge, today: date) -> date | None:
    """The day by which the municipality should have made the plan, counted from DUO's letter."""
    written = about.duo_letter_day
    if written is None or written > today:
        return None
    return written + timedelta(weeks=knowledge.value("law.pip_weeks", today))


def _ready(about: Learner, knowledge: Knowledge, today: date) -> tuple[bool, Phrase]:
    due = due_day(about, knowledge, today)
    if due is None:
        return False, knowledge.sentence("pip.ready.weeks", today)
    late = due < today
    return late, knowledge.sentence("pip.ready.late" if late else "pip.ready.by", today, dag=Day(day=due))


def card(about: Learner, knowledge: Knowledge, today: date) -> Joined:
    """What to show at the counter: each line in Dutch, under the same in the person's own language."""
    lines = [knowledge.sentence(f"pip.card.{key}", today) for key in _card(about)]
    dutch = [Plain(text=in_dutch(line), language=_DUTCH) for line in lines]
    if about.language == _DUTCH:
        return Joined(items=tuple(dutch), style="lines")
    both = tuple(Joined(items=pair, style="lines") for pair in zip(lines, dutch, strict=True))
    return Joined(items=both, style="paragraphs")


def _card(about: Learner) -> Iterator[str]:
    """Only what was said; nothing private beyond school and lessons."""
    yield "head"
    if about.language not in (None, _DUTCH):
        yield "interpreter"
    for fact, said in ((READS, about.reads), (SCHOOLING, about.schooling), (GOAL, about.goal)):
        if said is not None:
            yield f"{fact}.{said}"
    yield from (f"{TIMES}.{part}" for part in sorted(about.times))
    if about.works:
        yield f"{TIMES}.{WORKS}"
    if about.young_children:
        yield f"{TIMES}.{YOUNG_CHILDREN}"
    yield "question"


class PipGuide:
    """The guide `pip`."""

    signature = Signature(
        name="pip",
        outcomes=("waiting", "late", "has_pip", "other_law", "unclear"),
        values={
            "text": Gives(),
            "comes": Gives(present_when=("waiting", "late", "has_pip")),
            "ready": Gives(present_when=("waiting", "late")),
            "test": Gives(present_when=("waiting", "late")),
            "card": Gives(present_when=("waiting", "late")),
            "bring": Gives(kind="list", fields=("text",)),
            "now": Gives(kind="list", fields=("text",)),
        },
    )

    def __init__(self, world: World) -> None:
        """Answer from what this world knows."""
        self._knowledge = world.knowledge

    def consult(self, request: Request) -> Advice:
        """How far the plan is, what comes, and what to prepare while waiting."""
        know, today = self._knowledge, request.today
        about = learner(request.person)
        found = plan(about, ruling(about, know, today), know, today)
        values: dict[str, Value | Sequence[str] | None] = {"text": found.text, "bring": (), "now": ()}
        if found.comes is not None:
            values["comes"] = found.comes
        if found.ready is not None:
            values |= {
                "ready": found.ready,
                "test": know.sentence("pip.test", today),
                "card": card(about, know, today),
                "bring": know.keys(BRING, today),
                "now": tuple(key for key in know.keys(NOW, today) if know.value(key, today) not in (about.activities or ())),
            }
        return Advice(outcome=found.outcome, values=values)

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """The sentence of each."""
        known = set(self._knowledge.keys("pip.", request.today))
        return {key: {"text": self._knowledge.sentence(key, request.today)} for key in keys if key in known}
