"""Rules of law as tables: what a guide says to somebody for whom the rule holds, and not to somebody for whom it does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pytest
from suspecting import ACTIVE, DISPUTED, NEW, SUSPENDED, WITHDRAWN
from teaching import TODAY, course, request, text, world

from bot.guidance.binding import guides
from dialogs.guides import Slot

Facts = Mapping[str, Slot]

GUIDES = guides(
    world(
        course(key="active", institution="active"),
        schools=(ACTIVE, NEW, SUSPENDED, WITHDRAWN, DISPUTED),
        rooms=(),
    )
)

ASYLUM_2013: Facts = {"wet_brief": "wi2013", "vergunning": "asiel"}
FAMILY_2013: Facts = {"wet_brief": "wi2013", "vergunning": "gezin_bij_asiel"}
OTHER_2013: Facts = {"wet_brief": "wi2013", "vergunning": "anders"}
ASYLUM_2021: Facts = {"wet_brief": "wi2021", "vergunning": "asiel"}
FAMILY_2021: Facts = {"wet_brief": "wi2021", "vergunning": "gezin_bij_asiel"}
OTHER_2021: Facts = {"wet_brief": "wi2021", "vergunning": "anders"}


@dataclass(frozen=True, kw_only=True)
class Ruled:
    """One rule: where the guide says it, and where it must not."""

    id: str
    guide: str
    #: Words that are said where the rule holds.
    says: str
    holds: Facts
    #: Somebody for whom it does not hold.
    unless: Facts
    asked: Facts = field(default_factory=dict)
    #: What is asked in the second case; left out: the same.
    asked_unless: Facts | None = None
    today: date = TODAY


def told(guide: str, facts: Facts, today: date = TODAY, **asked: Slot) -> str:
    """Everything that a guide says to somebody, its lists included."""
    about, question = GUIDES[guide], request(facts, today, **asked)
    advice = about.consult(question)
    said = [advice.outcome]
    for name, gives in about.signature.values.items():
        value = advice.values.get(name)
        if value is None:
            continue
        if gives.kind == "list":
            rows = about.describe(question, name, [str(key) for key in value])  # type: ignore[union-attr]
            said += [text(words) for row in rows.values() for words in row.values()]
        else:
            said.append(text(value))  # type: ignore[arg-type]
    return " ".join(said)


def table(*rules: Ruled) -> pytest.MarkDecorator:
    """A table of rules, each under its own number."""
    return pytest.mark.parametrize("rule", rules, ids=[rule.id for rule in rules])


def check(rule: Ruled) -> None:
    """The rule is told where it holds, and nowhere else."""
    assert rule.says in told(rule.guide, rule.holds, rule.today, **rule.asked)
    asked = rule.asked if rule.asked_unless is None else rule.asked_unless
    assert rule.says not in told(rule.guide, rule.unless, rule.today, **asked)


def everybody() -> Iterable[Facts]:
    """People under each law, with each permit."""
    return (ASYLUM_2013, FAMILY_2013, OTHER_2013, ASYLUM_2021, FAMILY_2021, OTHER_2021, {})
