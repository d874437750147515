"""Together the transcripts carry out every step, and go every way through every script that a person can begin."""

from __future__ import annotations

from typing import get_args

import pytest
from conversations.conftest import shipped_library
from conversations.ways import HERE, beginnings, goes, shown_by_all

from dialogs.transcripts import read_chat
from dialogs.transcripts.lines import Way


def test_every_step_of_every_script_is_carried_out_by_a_transcript() -> None:
    steps = {(name, step) for name, script in shipped_library().scripts.items() for step in script.steps}
    passed = {each[:2] for shows in shown_by_all() for each in shows.passed}
    assert sorted("/".join(step) for step in steps - passed) == []


@pytest.mark.parametrize("way", get_args(Way))
def test_every_script_that_a_person_can_begin_is_gone_through_this_way(way: Way) -> None:
    assert [script for script in beginnings() if not goes(way, script)] == []


def test_every_transcript_says_which_way_it_goes() -> None:
    chats = [read_chat(file.read_text("utf-8"), file.name) for file in sorted(HERE.glob("*.chat"))]
    assert [chat.file for chat in chats if not chat.ways] == []


def test_a_transcript_that_says_it_stumbles_or_comes_back_does_so_somewhere() -> None:
    for way in ("unhappy", "again"):
        borne_out = {shows.chat.file for script in shipped_library().scripts for shows in goes(way, script)}
        assert [shows.chat.file for shows in shown_by_all() if way in shows.chat.ways and shows.chat.file not in borne_out] == []
