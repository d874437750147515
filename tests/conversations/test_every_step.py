"""Together the transcripts carry out every step of every script."""

from __future__ import annotations

from pathlib import Path

from conversations.conftest import shipped_library, talk

from dialogs.transcripts import play, read_chat

HERE = Path(__file__).parent


def passed_by_all() -> set[tuple[str, str]]:
    """Steps by script and name. A transcript that goes otherwise than written is found by its own test."""
    passed: set[tuple[str, str]] = set()
    for file in sorted(HERE.glob("*.chat")):
        chat = read_chat(file.read_text("utf-8"), file.name)
        talking = talk(chat)
        play(chat, talking.take)
        passed |= talking.passed
    return passed


def test_every_step_of_every_script_is_carried_out_by_a_transcript() -> None:
    steps = {(name, step) for name, script in shipped_library().scripts.items() for step in script.steps}
    assert sorted("/".join(step) for step in steps - passed_by_all()) == []
