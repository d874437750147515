"""How somebody wants to be talked with: facts that change what the bot does, not what it advises."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from dialogs.days import day_of
from dialogs.facts import FactDefinition, Setting
from dialogs.guides import Known, Person

#: The answer that switches a setting on.
ON = "yes"


def is_set(facts: Mapping[str, FactDefinition], person: Person, setting: Setting, today: date) -> bool:
    """Whether a setting is on today. One that stays fresh for 0 days is over at the end of the day on which it was said."""
    for name, fact in facts.items():
        if fact.setting == setting and (told := person.facts.get(name)):
            return told[-1].value == ON and _lasts(fact, told[-1], today)
    return False


def _lasts(fact: FactDefinition, said: Known, today: date) -> bool:
    return fact.fresh_for is None or today - day_of(said.at) <= timedelta(days=fact.fresh_for)
