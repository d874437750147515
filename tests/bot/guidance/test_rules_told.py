"""A reason for the municipality names the rules that it follows from, with what they rest on."""

from __future__ import annotations

from datetime import date
from typing import cast

from teaching import TODAY, request, world

from bot.guidance.handover import HandoverGuide
from bot.guidance.rules_told import RuleTold, keys_of, rules_told
from dialogs.guides import Slot
from dialogs.phrase import Value, phrases_in


def behind(rule: str, detail: str | None = None) -> tuple[RuleTold, ...]:
    """The rules behind the reason that this rule gives."""
    said = HandoverGuide(world()).consult(request({}, rule=cast(Slot, rule), detail=detail)).values["reason"]
    keys = keys_of(phrase.source for phrase in phrases_in(cast(Value, said)))
    return rules_told(keys, world().knowledge, TODAY)


def test_a_reason_of_one_rule_rests_on_the_law_behind_what_the_person_heard() -> None:
    (rule,) = behind("H5", "running")
    assert (rule.number, rule.text) == ("H5", "")
    assert rule.source == "inburgeren.nl, boete; Algemene wet bestuursrecht, artikel 6:7"
    assert rule.checked == date(2026, 11, 23)


def test_known_tricks_are_rules_of_their_own() -> None:
    rules = behind("H1", "F05, F19")
    assert [rule.number for rule in rules] == ["H1", "F05", "F19"]
    assert rules[1].text == world().knowledge.row("fraud.pattern.F05", TODAY).text


def test_a_detail_that_is_no_trick_is_no_rule() -> None:
    assert [rule.number for rule in behind("H7", "lening")] == ["H7"]


def test_what_is_no_rule_is_not_kept_and_a_rule_that_is_gone_is_left_out() -> None:
    sources = [None, "handover.reason.detail", "fees.exam.writing", "handover.reason.H4", "handover.reason.H4"]
    assert keys_of(sources) == ("handover.reason.H4",)
    assert rules_told(["fraud.pattern.F99"], world().knowledge, TODAY) == ()
