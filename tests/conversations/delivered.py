"""What was delivered, as a transcript shows it: a message for each thing that was said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from furnished import MemoryChannel
from sqlalchemy import select

from bot.main import Bot
from bot.messages import Delivery, Outgoing
from dialogs.library import Library
from dialogs.phrase import Joined, Phrase
from dialogs.script import Say, SayCount, SayEach, SayText
from dialogs.state import State
from dialogs.transcripts import Choice, Shown
from storage.database import Service
from storage.tables import messages_out


class Witness(MemoryChannel):
    """A channel that also remembers what a message was made of, before the memory lets go of what it sent to guests."""

    def __init__(self) -> None:
        super().__init__()
        self.bot: Bot | None = None
        self._phrases: dict[int, Phrase] = {}
        self._steps: Mapping[str, frozenset[str]] = {}

    async def deliver(self, message: Outgoing) -> Delivery:
        assert self.bot is not None
        async with self.bot.database.writing(Service()) as tx:
            content = (await tx.execute(select(messages_out.c.content).where(messages_out.c.id == message.id))).scalar_one()
        if "phrase" in content:
            self._phrases[message.id] = Phrase.model_validate(content["phrase"])
        return await super().deliver(message)

    def seen(self, message: Outgoing, state: State) -> Iterator[Shown]:
        """A message as delivered. What was said before the question of a turn came as paragraphs of one, and is taken apart here."""
        if message.kind == "say":
            yield from self._said(message)
        elif message.kind in ("ask", "refresh"):
            yield _asked(message, state)

    def _said(self, message: Outgoing) -> Iterator[Shown]:
        assert self.bot is not None
        self._steps = self._steps or steps_by_text(self.bot.shelf.newest)
        phrase = self._phrases.get(message.id)
        said = phrase.values.get("said") if phrase else None
        phrases = said.items if isinstance(said, Joined) and said.style == "paragraphs" else [phrase]
        words = [self.bot.speech.renderer.render(one, message.language) for one in phrases if isinstance(one, Phrase)] or [message.text]
        assert "\n\n".join(words) == message.text, "what was kept is what was delivered"
        for one, text in zip(phrases, words, strict=True):
            yield Shown(words=text, alike=self._steps.get(one.text, frozenset()) if isinstance(one, Phrase) else frozenset())


def _asked(message: Outgoing, state: State) -> Shown:
    question = state.question
    assert question is not None, "what is asked is waited for"
    assert question.asking == message.asking
    choices = tuple(
        Choice(index=index, label=button.label, role=button.role, value=None if option.value is None else str(option.value))
        for index, (button, option) in enumerate(zip(message.buttons, question.options, strict=True))
    )
    return Shown(words=message.text, step=question.step, asking=question.asking, kind=question.kind, choices=choices)


def steps_by_text(library: Library) -> Mapping[str, frozenset[str]]:
    """The names of steps, by the text that they say."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for script in library.scripts.values():
        for name, step in script.steps.items():
            if isinstance(step, Say):
                found[_text(step)].add(name)
    return {text: frozenset(names) for text, names in found.items()}


def _text(step: Say) -> str:
    match step.say:
        case SayText(text=text) | SayEach(text=text):
            return text
        case SayCount(one=one):
            return one
        case text:
            return text
