"""Somebody's Telegram who takes turns with the running service, and looks closely at what each turn brings."""

from __future__ import annotations

import asyncio

from botapi.chat import Chat, Seen
from botapi.server import BotApi

#: Seconds that a turn may take on a busy machine; a lively chat is also held to Telegram's pace of one message a second.
PATIENCE = 20.0
MOST_NEW_MESSAGES = 2
#: Seconds that even the quickest person looks before they answer.
LOOKS = 0.1


class Phone:
    """A person with a phone in some language. Every turn is checked: at most two new messages, the question last, old buttons gone."""

    def __init__(self, api: BotApi, *, language: str = "nl") -> None:
        self.chat: Chat = api.person(language=language)
        self.chat.patience = PATIENCE
        self._last = 0

    async def types(self, text: str, *, ends: bool = False) -> list[Seen]:
        """Type something; the new messages. `ends`: no question is asked any more."""
        await asyncio.sleep(LOOKS)
        await self.chat.says(text)
        return await self._turn(ends)

    async def shows(self, photo: bytes) -> list[Seen]:
        """Send a photo, having read what came meanwhile; the new messages."""
        self._last = self.chat.screen()[-1].id
        await self.chat.shows(photo)
        return await self._turn(ends=False)

    async def taps(self, mark: str, *, ends: bool = False, beside: bool = False) -> list[Seen]:
        """Tap the button with this pictogram or word under the last question; the new messages. `beside`: another stays open above it."""
        question = self.newest_question if beside else self.open_question
        label = next(label for label in question.buttons if mark in label)
        await self.chat.taps(mark)
        new = await self._turn(ends)
        answered = next(seen for seen in self.chat.screen() if seen.id == question.id)
        assert answered.buttons == ()
        assert answered.text.removesuffix(label).startswith(question.text), "the choice stands below the question"
        assert answered.text != question.text
        return new

    async def ticks(self, mark: str) -> None:
        """Tick one of several; the same message shows that it is ticked."""
        question = self.open_question
        await self.chat.taps(mark)
        await self.chat.until(lambda _: any("☑" in label and mark in label for label in self.open_question.buttons))
        assert self.open_question.id == question.id

    @property
    def open_question(self) -> Seen:
        """The one message that has buttons."""
        (question,) = [seen for seen in self.chat.screen() if seen.buttons]
        return question

    @property
    def newest_question(self) -> Seen:
        """The lowest message that has buttons."""
        return [seen for seen in self.chat.screen() if seen.buttons][-1]

    async def _turn(self, ends: bool) -> list[Seen]:
        """What came since the last turn, once its last message is there."""
        await self.chat.until(lambda screen: any(seen.id > self._last and (ends or seen.buttons) for seen in screen))
        new = [seen for seen in self.chat.screen() if seen.id > self._last]
        assert len(new) <= MOST_NEW_MESSAGES, [seen.text for seen in new]
        assert ends or new[-1].buttons, "the question comes last"
        self._last = new[-1].id
        return new
