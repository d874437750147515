"""Pages of the console with very many people, as so many times what their bare queries take. Milliseconds are told, and fail nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.console_pages import Cost, case_page, crowded, filtered_page, list_page, signed_in

#: A page may take so many times as long as the queries for its rows: it is signed in, checked, drawn, packed and sent.
TIMES = {"list": 15, "filtered list": 8, "case": 10}


async def costs(folder: Path, people: int, messages: int) -> dict[str, Cost]:
    async with crowded(folder, people, messages) as bot, signed_in(bot) as client:
        found = {
            "list": await list_page(bot, client),
            "filtered list": await filtered_page(bot, client),
            "case": await case_page(bot, client),
        }
    for name, cost in found.items():
        print(f"{name} with {people:,} people and {messages:,} messages: {cost.page:.1f} ms, {cost.times:.1f} times {cost.query:.1f} ms")
    return found


async def test_a_list_and_a_case_cost_little_more_than_their_queries(tmp_path: Path) -> None:
    for name, cost in (await costs(tmp_path, 1_500, 6_000)).items():
        assert cost.times <= TIMES[name], name


@pytest.mark.long
async def test_also_with_ten_thousand_people_and_fifty_thousand_messages(tmp_path: Path) -> None:
    for name, cost in (await costs(tmp_path, 10_000, 50_000)).items():
        assert cost.times <= TIMES[name], name
