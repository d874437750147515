"""Scripted people: each begins, answers eight questions by button or by typing, and goes; the next one takes the place."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

#: Who has heard nothing for so long (seconds) has been lost by the bot.
PATIENCE = 20.0
#: The quickest thumb, in seconds: nobody answers a message before the server has told the bot that it was sent.
REACTION = 0.002
FIRST_CHAT = 1_000_000


@dataclass(kw_only=True)
class Person:
    """Somebody in the middle of an intake."""

    chat: int
    #: How many questions were answered.
    step: int = 0
    #: The moment of the last update that waits for an answer, or None while thinking.
    asked_at: float | None = None


@dataclass(kw_only=True)
class Crowd:
    """As many people at once as wanted; what they do goes to `send`, what the bot says comes to `hear`."""

    steps: list[Json]
    closing: str
    send: Callable[[Json], None]
    later: Callable[[float, Callable[[], None]], object]
    #: The command by which a person begins.
    begin: str = "/start"
    #: Seconds that a person thinks, on average; 0: answers at once.
    think: float = 0.0
    #: Seconds from an update to its answer, while they are counted.
    waits: list[float] = field(default_factory=list)
    counting: bool = False
    lost: int = 0
    finished: int = 0
    people: dict[int, Person] = field(default_factory=dict)
    #: The last number given to an update, a message or a button pressed.
    number: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    def gather(self, count: int) -> None:
        """`count` people begin, spread over the time that they think."""
        for i in range(count):
            self.later(self.think * i / count, self._arrive)

    def hear(self, chat: int, text: str, message: Json) -> None:
        """A message, new or edited, reaches a person; only the awaited question moves them on."""
        person = self.people.get(chat)
        if person is None or person.asked_at is None or self._awaited(person) not in text:
            return
        if self.counting:
            self.waits.append(time.perf_counter() - person.asked_at)
        person.asked_at = None
        pause = max(REACTION, self.chance.uniform(0.5, 1.5) * self.think)
        if person.step == len(self.steps):
            self.finished += 1
            del self.people[chat]
            self.later(pause, self._arrive)
        else:
            self.later(pause, lambda: self._answer(person, message))

    def look_round(self) -> None:
        """People who have waited too long leave, and are counted as lost."""
        now = time.perf_counter()
        for person in [one for one in self.people.values() if one.asked_at is not None and now - one.asked_at > PATIENCE]:
            self.lost += 1
            del self.people[person.chat]
            self._arrive()

    def next_number(self) -> int:
        """A number never given before."""
        self.number += 1
        return self.number

    def _awaited(self, person: Person) -> str:
        return str(self.steps[person.step]["question"]) if person.step < len(self.steps) else self.closing

    def _arrive(self) -> None:
        person = Person(chat=FIRST_CHAT + self.next_number())
        self.people[person.chat] = person
        command = {"text": self.begin, "entities": [{"type": "bot_command", "offset": 0, "length": len(self.begin)}]}
        self._say(person, "message", self._message(person, command))

    def _answer(self, person: Person, message: Json) -> None:
        step = self.steps[person.step]
        person.step += 1
        if not step["options"]:
            self._say(person, "message", self._message(person, {"text": step["answer"]}))
            return
        press = {"id": str(self.next_number()), "from": _user(person), "chat_instance": "1", "message": message}
        self._say(person, "callback_query", press | {"data": _button(message, step["answer"])})

    def _message(self, person: Person, content: Json) -> Json:
        return {"message_id": self.next_number(), "date": int(time.time()), "chat": _chat(person), "from": _user(person)} | content

    def _say(self, person: Person, kind: str, content: Json) -> None:
        person.asked_at = time.perf_counter()
        self.send({"update_id": self.next_number(), kind: content})


def _user(person: Person) -> Json:
    return {"id": person.chat, "is_bot": False, "first_name": f"Persoon {person.chat}", "language_code": "nl"}


def _chat(person: Person) -> Json:
    return {"id": person.chat, "type": "private", "first_name": f"Persoon {person.chat}"}


def _button(message: Json, label: str) -> str:
    """What is behind the button that carries the label, whatever pictogram stands beside it."""
    for row in message["reply_markup"]["inline_keyboard"]:
        for button in row:
            if label in button["text"]:
                return str(button["callback_data"])
    raise LookupError(f"no button {label} in {message}")
