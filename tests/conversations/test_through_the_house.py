"""A handful of the transcripts through a house whose memory is PostgreSQL; on SQLite all of them are played."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from conversations.whole_house import House, open_house

from dialogs.transcripts import play_awaiting, read_chat

HERE = Path(__file__).parent
#: Together: facts kept, changed and erased, consents, cases, wishes, reports, reminders, codes, persons who come and go, files.
ON_POSTGRES = (
    "cursus_wet_2013",
    "cursus_wet_2021_wens",
    "gegevens_ja_veranderen",
    "gegevens_meenemen",
    "koppelen_gelukt",
    "melding_arabisch",
    "mens_vragen",
    "menu_meer",
    "wie_is_hier_ander",
)


@pytest.fixture
async def house_on_postgres(postgres_url: str) -> AsyncIterator[House]:
    async with open_house(postgres_url) as house:
        yield house


@pytest.mark.postgres
async def test_transcripts_go_the_same_way_where_the_memory_is_postgresql(house_on_postgres: House) -> None:
    for name in ON_POSTGRES:
        chat = read_chat((HERE / f"{name}.chat").read_text("utf-8"), f"{name}.chat")
        talking = await house_on_postgres.talk(chat)
        assert await play_awaiting(chat, talking.take) is None
