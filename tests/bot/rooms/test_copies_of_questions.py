"""A question that stands twice in a chat, because something came between: once it is answered no copy keeps its buttons."""

from __future__ import annotations

import pytest
from furnished import Someone

from bot.messages import Photo

DANGER = "mijn man slaat mij"


def standing(someone: Someone) -> list[int]:
    """The numbers of the messages of the chat that still have buttons."""
    buttons: dict[int, bool] = {}
    for number, message in enumerate(someone.channel.sent, 1):
        if message.kind in ("say", "ask"):
            buttons[number] = bool(message.buttons)
        elif message.kind in ("answered", "refresh"):
            buttons[int(message.edits)] = bool(message.buttons)
    return [number for number, has in buttons.items() if has]


async def presses(someone: Someone, number: int, label: str = "") -> None:
    """A button of this message; without a label its first."""
    button = next(button for button in someone.channel.sent[number - 1].buttons if label in button.label)
    await someone.gives(someone.inbound("button", data=button.data, message_id=str(number)))


async def begins(someone: Someone) -> int:
    """In the middle of a talk; the number of the message with the open question."""
    await someone.begins()
    await presses(someone, 1, "Nederlands")
    await presses(someone, standing(someone)[-1], "Een cursus kiezen")
    await someone.types("Zwolle")
    (number,) = standing(someone)
    return number


async def comes_between(someone: Someone, what: str) -> None:
    """Something that is asked about first; after that the open question is asked again."""
    if what == "danger":
        await someone.types(DANGER)
        for _ in range(2):
            await presses(someone, standing(someone)[-1], "Nee")
    else:
        await someone.gives(someone.inbound("photo", photo=Photo(reference="somewhere")))
        await presses(someone, standing(someone)[-1], "Ik vertel het zelf")


@pytest.mark.parametrize("what", ["danger", "photo"])
@pytest.mark.parametrize("which", ["above", "below"])
async def test_an_answer_takes_the_buttons_from_every_copy(someone: Someone, what: str, which: str) -> None:
    first = await begins(someone)
    await comes_between(someone, what)
    above, below = standing(someone)
    assert above == first
    assert someone.channel.sent[above - 1].text == someone.channel.sent[below - 1].text
    await presses(someone, above if which == "above" else below, "2013")
    (after,) = standing(someone)
    assert after > below, "only the next question has buttons"


async def test_typed_words_answer_it_too(someone: Someone) -> None:
    await begins(someone)
    await comes_between(someone, "danger")
    assert len(standing(someone)) == 2
    await someone.types("wet inburgering 2013")
    assert len(standing(someone)) == 1


async def test_a_copy_loses_its_buttons_and_keeps_its_words(someone: Someone) -> None:
    above = await begins(someone)
    await comes_between(someone, "photo")
    await presses(someone, standing(someone)[-1], "2013")
    closed = {message.edits: (message.text != "", message.answered != "") for message in someone.channel.sent if message.kind == "answered"}
    assert closed[str(above)] == (False, False), "without words only the buttons are changed"
