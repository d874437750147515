"""On which grounds DUO may give somebody more time, and when to ask for it. DUO decides; nothing is promised here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from bot.guidance.efforts import class_hours, tried
from bot.guidance.exams import SKILLS, Exam
from bot.guidance.fact_names import Circumstance, Diploma, Law, Route
from bot.guidance.standing import Standing
from bot.guidance.world import World
from dialogs.days import months_later
from dialogs.guides import Advice, Gives, Request, Row, Signature
from dialogs.phrase import Day, Joined, Phrase, Value

#: `ask`: with a form. `automatic`: DUO does it by itself. `human`: too heavy or too difficult to do alone.
Way = Literal["ask", "automatic", "human"]
Missing = Literal["hours", "tries", "nothing"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Extension:
    """One ground that may hold for this person."""

    ground: str
    way: Way
    text: Phrase
    #: The last day when DUO says yes, for grounds with a fixed length and a last day that is known.
    new_last_day: date | None = None


def extensions(standing: Standing) -> tuple[Extension, ...]:
    """Every ground that may hold, in the order of the knowledge; none while the law is not sure."""
    if not standing.decided.certain:
        return ()
    found = {*_circumstances(standing), *_efforts(standing), *_by_duo(standing)}
    order = standing.knowledge.keys(_prefix(standing), standing.today)
    return tuple(_extension(standing, key) for key in order if key.rpartition(".")[2] in found)


def when_to_ask(standing: Standing) -> Phrase:
    """From which day an application can be made, or that it can be made now."""
    know, today = standing.knowledge, standing.today
    if standing.term.outcome == "over":
        return know.sentence("extra.when.over", today)
    earliest = _earliest(standing)
    if earliest is None:
        return know.sentence(f"extra.when.{standing.decided.law}", today)
    return know.sentence("extra.when.now" if earliest <= today else "extra.when.from", today, dag=Day(day=earliest))


def missing(standing: Standing) -> Missing:
    """What is still to be asked before the ground of hours and tries can be judged."""
    if standing.decided.law is not Law.wi2013 or not standing.decided.certain:
        return "nothing"
    hours = class_hours(standing.about)
    if hours is None:
        return "hours"
    needed = _value(standing, "uren_en_pogingen")
    return "tries" if hours >= needed["hours"] and tried(standing.about, needed["tries"]) is None else "nothing"


def _prefix(standing: Standing) -> str:
    return f"extra.ground.{standing.decided.law}."


def _value(standing: Standing, ground: str) -> Mapping[str, Any]:
    """What the ground asks for; empty where it does not exist under this law."""
    row = standing.knowledge.find(_prefix(standing) + ground, standing.today)
    return {} if row is None else row.value or {}


def _extension(standing: Standing, key: str) -> Extension:
    row = standing.knowledge.row(key, standing.today)
    value = row.value or {}
    return Extension(
        ground=key.rpartition(".")[2],
        way=value.get("way", "ask"),
        text=standing.knowledge.sentence(key, standing.today),
        new_last_day=_new_last_day(standing, value),
    )


def _new_last_day(standing: Standing, value: Mapping[str, Any]) -> date | None:
    """Weeks are seven days each, months are months of the calendar. A day that has passed is not shown."""
    last = standing.about.last_day or (standing.term.last_day if standing.term.outcome == "known" else None)
    if last is None or not ("adds_weeks" in value or "adds_months" in value):
        return None
    new = months_later(last, value.get("adds_months", 0)) + timedelta(weeks=value.get("adds_weeks", 0))
    return new if new >= standing.today else None


def _circumstances(standing: Standing) -> Iterator[str]:
    """What held somebody back, as far as the law knows it and it took long enough."""
    about, short = standing.about, []
    told = set(about.circumstances or ()) | ({Circumstance.dutch_training} if Diploma.busy in (about.diplomas or ()) else set())
    for ground in sorted(told):
        row = standing.knowledge.find(_prefix(standing) + ground, standing.today)
        if row is None or not _may_hold(standing, row.value or {}):
            continue
        if (row.value or {}).get("long") and about.circumstances_long is False:
            short.append(ground)
        else:
            yield ground
    # Grounds that are each too short may be added up, where the law says so.
    if len(short) > 1:
        yield "samen"


def _may_hold(standing: Standing, value: Mapping[str, Any]) -> bool:
    """Nothing that is known speaks against it: not the route, not the permit, not the day of the plan."""
    about = standing.about
    if about.route is not None and about.route not in value.get("routes", list(Route)):
        return False
    if value.get("refugee") and about.refugee is False:
        return False
    after = value.get("months_after_pip")
    if after is None or about.first_pip is None:
        return True
    months = after[about.route] if about.route is not None else min(after.values())
    return months_later(about.first_pip, months) < standing.today


def _efforts(standing: Standing) -> Iterator[str]:
    """Enough lessons and tries (old law); nearly done after much work (new law)."""
    about = standing.about
    needed = _value(standing, "uren_en_pogingen")
    if needed and (class_hours(about) or 0) >= needed["hours"] and tried(about, needed["tries"]) is not False:
        yield "uren_en_pogingen"
    needed = _value(standing, "bijna_klaar")
    passed = set(about.passed or ())
    if not needed or about.route is not Route.b1 or not {Exam.knm, Exam.pvt, Exam.map} <= passed:
        return
    attended = about.refugee is not False or (about.hours_total or 0) >= needed["hours"]
    if attended and needed["skills"] <= sum(skill in passed for skill in SKILLS) < len(SKILLS):
        yield "bijna_klaar"


def _by_duo(standing: Standing) -> Iterator[str]:
    """What DUO does by itself, whatever held somebody back."""
    about = standing.about
    since = _value(standing, "corona").get("began_by")
    if since and about.permit_known is not None and about.permit_known <= date.fromisoformat(since):
        yield "corona"
    if _slow_result(standing):
        yield "late_uitslag"


def _slow_result(standing: Standing) -> bool:
    """The result of Speaking or Writing at A2 may come after the last day."""
    about, value = standing.about, _value(standing, "late_uitslag")
    low = standing.decided.law is Law.wi2013 or about.route is Route.self_reliance or about.registered_exam in about.scaled_down
    if not value or not low or about.registered_exam not in (Exam.speaking, Exam.writing):
        return False
    last = standing.term.last_day
    return last is None or about.exam_day is None or about.exam_day + timedelta(weeks=value["result_weeks"]) > last


def _earliest(standing: Standing) -> date | None:
    """New law: months before the last day. Old law: months after the first day, which lies before the new law began."""
    know, today = standing.knowledge, standing.today
    if standing.decided.law is Law.wi2021:
        last = standing.term.last_day
        return None if last is None else months_later(last, -know.value("extra.when.wi2021", today))
    latest = date.fromisoformat(know.value("law.new_since", today)) - timedelta(days=1)
    return months_later(min(standing.term.first_day or latest, latest), know.value("extra.when.wi2013", today))


class ExtraTimeGuide:
    """The guide `extra_time`."""

    signature = Signature(
        name="extra_time",
        outcomes=("human", "maybe", "automatic", "none", "unclear"),
        values={
            "grounds": Gives(kind="list", fields=("text",)),
            "missing": Gives(),
            "when": Gives(present_when=("human", "maybe")),
            "decides": Gives(present_when=("human", "maybe")),
            "next_step": Gives(present_when=("none", "unclear")),
        },
    )

    def __init__(self, world: World) -> None:
        """Answer from what this world knows."""
        self._world = world

    def consult(self, request: Request) -> Advice:
        """The grounds that may hold, when to ask, and who decides."""
        standing = Standing.of(request.person, self._world, request.today)
        found = extensions(standing)
        values: dict[str, Value | Sequence[str] | None] = {
            "grounds": tuple(one.ground for one in found),
            "missing": missing(standing),
        }
        ways = {one.way for one in found}
        if ways & {"human", "ask"}:
            values |= {"when": when_to_ask(standing), "decides": self._world.knowledge.sentence("extra.decides", request.today)}
            return Advice(outcome="human" if "human" in ways else "maybe", values=values)
        if found:
            return Advice(outcome="automatic", values=values)
        return Advice(outcome="none" if standing.decided.certain else "unclear", values=values | {"next_step": _otherwise(standing)})

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """What each ground means."""
        found = {one.ground: one for one in extensions(Standing.of(request.person, self._world, request.today))}
        return {key: {"text": self._text(found[key], request.today)} for key in keys if key in found}

    def _text(self, one: Extension, today: date) -> Value:
        if one.new_last_day is None or one.way != "ask":
            return one.text
        day = self._world.knowledge.sentence("extra.new_day", today, dag=Day(day=one.new_last_day))
        return Joined(items=(one.text, day), style="sentences")


def _otherwise(standing: Standing) -> Phrase:
    """What to do when nothing was found."""
    if not standing.decided.certain:
        return standing.decided.next_step
    told, short = standing.about.circumstances, standing.about.circumstances_long is False
    return standing.knowledge.sentence("extra.none.short" if told and short else "extra.none", standing.today)
