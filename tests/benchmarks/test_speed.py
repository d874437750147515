"""Wegwijzer against its peers, in interleaved rounds on the same machine; only ratios can fail, never a number of seconds."""

from __future__ import annotations

import pytest
from benchmarks.contenders import AIOGRAM, FLOOR, OURS, PTB
from benchmarks.load_server import Load
from benchmarks.rounds import Comparison, compare, table

pytestmark = pytest.mark.long

#: What is aimed at, in turns a second at 50 people.
TIMES_CONVERSATION_HANDLER = 4.0
TIMES_DIALOGS_IN_MEMORY = 1.5
#: How many times the bare floor's a usual wait may be, when 500 people think.
TIMES_WAIT_ON_THE_FLOOR = 5.0
BYTES_PER_CONTACT = 2048


@pytest.fixture(scope="module")
def busy() -> Comparison:
    comparison = compare([PTB, AIOGRAM, OURS], Load(people=50, think=0, warm_up=4, seconds=10), rounds=3)
    print(*table(comparison, PTB.name), sep="\n")
    return comparison


def test_our_durable_turn_is_four_times_as_fast_as_a_conversation_handler_with_a_row(busy):
    assert busy.ratio(OURS.name, PTB.name, lambda one: one.turns_per_second) >= TIMES_CONVERSATION_HANDLER


def test_our_durable_turn_is_half_as_fast_again_as_dialogs_in_memory(busy):
    assert busy.ratio(OURS.name, AIOGRAM.name, lambda one: one.turns_per_second) >= TIMES_DIALOGS_IN_MEMORY


def test_nobody_in_a_hurry_is_left_without_an_answer(busy):
    assert [one.lost for one in busy.rounds[OURS.name]] == [0, 0, 0]


def test_people_who_think_wait_not_many_times_longer_than_on_the_bare_floor():
    calm = compare([FLOOR, OURS], Load(people=500, think=6, warm_up=10, seconds=15), rounds=2)
    print(*table(calm, FLOOR.name), sep="\n")

    assert calm.ratio(OURS.name, FLOOR.name, lambda one: one.p50) <= TIMES_WAIT_ON_THE_FLOOR


def test_a_contact_who_has_finished_leaves_hardly_anything_in_memory():
    resting = compare([OURS], Load(people=50, think=0, first_contacts=1000, contacts=4000), rounds=1)
    print(*table(resting, OURS.name), sep="\n")

    assert resting.usual(OURS.name, lambda one: one.growth) < BYTES_PER_CONTACT
