"""Tells somebody which exams and lessons belong to them, which are left, what these cost, and how and where to register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from bot.guidance.exam_costs import costs, tries_left
from bot.guidance.exam_registering import how, place_row, places, waiting, where
from bot.guidance.exams import SKILLS, Exam, ExamPart, exam_parts, free_tries, parts_left
from bot.guidance.exemption import reliefs
from bot.guidance.fact_names import COUNTS, Law
from bot.guidance.standing import Standing
from bot.guidance.world import World
from dialogs.guides import Advice, Gives, Request, Row, Signature, Slot
from dialogs.phrase import Joined, Phrase, Plain, Value

Outcome = Literal["known", "nothing_left", "route_unknown", "unclear"]
_TOLD = ("known", "nothing_left")
_PART = ("onderdeel", "niveau", "naam", "uitleg", "duur", "teken")
#: Reliefs that lean on papers or work, and so belong beside the parts they may take away.
_BY_PAPERS = frozenset({"diploma", "temporary", "nt2_1", "nt2_2", "practical", "ona_work", "ona_map"})


def outcome(standing: Standing) -> Outcome:
    """How sure the parts are, and whether any is left."""
    if not standing.decided.certain:
        return "unclear"
    if not standing.parts:
        return "route_unknown"
    return "known" if parts_left(standing.parts, standing.about) else "nothing_left"


def notes(standing: Standing) -> tuple[Phrase, ...]:
    """What to know beside the parts: what may not be needed because of a diploma or work, and what was only assumed."""
    told = tuple(one.text for one in reliefs(standing) if one.relief in _BY_PAPERS)
    assumed = standing.about.passed is None and bool(standing.parts)
    return (*told, standing.knowledge.sentence("exam.assumed", standing.today)) if assumed else told


def lines(phrases: Iterable[Phrase]) -> Joined | None:
    """Sentences below each other; None without any."""
    items = tuple(phrases)
    return Joined(items=items, style="lines") if items else None


def higher(standing: Standing) -> tuple[Phrase, Phrase]:
    """What somebody may do above what the law asks, and how to begin with it."""
    name = standing.about.route if standing.decided.law is Law.wi2021 and standing.about.route else Law.wi2013
    know, today = standing.knowledge, standing.today
    return know.sentence(f"exam.higher.{name}", today), know.sentence(f"exam.higher_next.{name}", today)


def part_row(standing: Standing, part: ExamPart) -> Row:
    """A part in words: its name, level, what it is, how long the exam takes and how often it was tried."""
    know, today = standing.knowledge, standing.today
    name = know.sentence(f"exam.name.{part.exam}", today)
    level = Plain(text=part.level or "")
    explained: list[Value] = [know.sentence(f"exam.explained.{part.exam}", today)]
    explained += [know.sentence("exam.ask", today)] if part.certainty == "ask" else []
    explained += _tried(standing, part)
    minutes = know.find(f"exam.minutes.{part.level}.{part.exam}", today)
    return {
        "onderdeel": name,
        "niveau": level,
        "naam": know.sentence("exam.with_level", today, onderdeel=name, niveau=level) if part.level else name,
        "uitleg": Joined(items=tuple(explained), style="sentences"),
        "duur": know.sentence("exam.length", today, minuten=int(minutes.value)) if minutes else Plain(text=""),
        "teken": Plain(text=str(know.value(f"progress.sign.{part.exam}", today))),
    }


def _tried(standing: Standing, part: ExamPart) -> Iterator[Phrase]:
    """How often somebody did the exam without passing."""
    times = standing.about.tries.get(part.exam, 0)
    if times:
        many = times >= max(COUNTS.values())
        yield standing.knowledge.sentence(f"exam.tries{'.many' if many else ''}", standing.today, keer=times)


class ExamPartsGuide:
    """The guide `exam_parts`."""

    signature = Signature(
        name="exam_parts",
        outcomes=("known", "nothing_left", "route_unknown", "unclear"),
        parameters={"day": "The day of the exam, for its price. Left out: the day that is planned, or the first that is likely."},
        values={
            "parts": Gives(kind="list", fields=_PART),
            "left": Gives(kind="list", fields=_PART, present_when=("known",)),
            "left_names": Gives(present_when=("known",)),
            "text": Gives(present_when=("nothing_left", "route_unknown", "unclear")),
            "notes": Gives(),
            "fees": Gives(),
            "register": Gives(kind="list", fields=("tekst",)),
            "where": Gives(),
            "places": Gives(kind="list", fields=("plaats", "afstand")),
            "waiting": Gives(),
            "higher": Gives(present_when=_TOLD),
            "higher_next": Gives(present_when=_TOLD),
            "ask_tries": Gives(),
            "ona_work": Gives(),
        },
    )

    def __init__(self, world: World) -> None:
        """Answer from what this world knows."""
        self._world = world

    def consult(self, request: Request) -> Advice:
        """The parts, without those that only count when something else fails, and everything about what is left."""
        standing, found = self._standing(request), outcome(self._standing(request))
        left = parts_left(standing.parts, standing.about)
        values: dict[str, Value | Sequence[str] | None] = {
            "parts": tuple(part.exam.value for part in _shown(standing)),
            "left": tuple(part.exam.value for part in left),
            "places": places(standing, left),
            "ask_tries": "yes" if _tries_matter(standing, left) else "no",
            "notes": lines(notes(standing)),
            "fees": lines(costs(standing, left, _day(request.arguments.get("day")))),
            "register": tuple(how(standing, left)),
            "where": lines(where(standing, left)),
            "waiting": lines(waiting(standing, left)),
        }
        if found in _TOLD:
            values["higher"], values["higher_next"] = higher(standing)
        if found == "known":
            values["left_names"] = Joined(items=tuple(part_row(standing, part)["naam"] for part in left))
            values["ona_work"] = _ona_work(standing, left)
        else:
            values["text"] = self._text(standing, found)
        return Advice(outcome=found, values=values)

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """The rows of parts, of ways to register, or of places."""
        standing = self._standing(request)
        if value in ("parts", "left"):
            shown = {part.exam.value: part for part in _shown(standing)}
            return {key: part_row(standing, shown[key]) for key in keys if key in shown}
        if value == "register":
            ways = how(standing, parts_left(standing.parts, standing.about))
            return {key: ways[key] for key in keys if key in ways}
        return {key: place_row(standing, key) for key in keys if self._world.places.get(key)}

    def _standing(self, request: Request) -> Standing:
        return Standing.of(request.person, self._world, request.today)

    def _text(self, standing: Standing, found: Outcome) -> Phrase:
        return standing.decided.reason if found == "unclear" else self._world.knowledge.sentence(f"exam.told.{found}", standing.today)


def _shown(standing: Standing) -> tuple[ExamPart, ...]:
    """The parts of this person; while the route is not known, those that every route has."""
    return standing.parts or exam_parts(standing.about, standing.decided, standing.knowledge, standing.today)


def _tries_matter(standing: Standing, left: Sequence[ExamPart]) -> bool:
    """Whether the price depends on tries, and none were told yet."""
    exams = [part for part in left if part.exam in (*SKILLS, Exam.knm)]
    free = free_tries(standing.decided, standing.about, standing.knowledge, standing.today)
    return free is not None and bool(exams) and not tries_left(standing, exams)


def _ona_work(standing: Standing, left: Sequence[ExamPart]) -> Phrase | None:
    """How much work may make ONA unnecessary, for who has it left and was not asked yet."""
    asked = standing.about.ona_work is None and any(part.exam is Exam.ona for part in left)
    return standing.knowledge.sentence("exam.ona_work", standing.today) if asked else None


def _day(said: Slot) -> date | None:
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        return None
