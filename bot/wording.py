"""Makes the messages of a turn out of what was said: at most two, the question last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.enclosing import pictures_of
from bot.language.render import Renderer
from bot.messages import Button
from dialogs.events import Enclosed, Event, LanguageChosen, Said
from dialogs.phrase import Joined, Phrase
from dialogs.state import Option, Question

#: The source language.
DUTCH = "nl"


@dataclass(frozen=True, kw_only=True)
class Message:
    """One message in the person's language, with its phrase and its Dutch kept beside it."""

    kind: str
    phrase: Phrase
    text: str
    dutch: str
    language: str
    question: Question | None = None
    buttons: tuple[Button, ...] = ()
    private: bool = False
    #: What is drawn beside the words, and what is to be kept.
    pictures: tuple[Enclosed, ...] = ()
    files: tuple[Enclosed, ...] = ()


def worded(events: Sequence[Event], language: str, renderer: Renderer) -> list[Message]:
    """The messages of a turn: everything that was said as one, then the question as another."""
    statements: list[Said] = []
    question: Said | None = None
    for event in events:
        match event:
            case LanguageChosen(language=chosen):
                language = chosen
            case Said(question=None):
                statements.append(event)
            case Said():
                question = event
    messages: list[Message] = []
    if statements:
        words = _message("say", _paragraphs([said.phrase for said in statements]), None, language, renderer)
        files = tuple(said.file for said in statements if said.file is not None)
        messages.append(replace(words, pictures=pictures_of(statements), files=files))
    if question is not None:
        messages.append(_message("refresh" if question.refresh else "ask", question.phrase, question.question, language, renderer))
    return messages


def _paragraphs(phrases: list[Phrase]) -> Phrase:
    if len(phrases) == 1:
        return phrases[0]
    return Phrase(text="{said}", values={"said": Joined(items=tuple(phrases), style="paragraphs")})


def _message(kind: str, phrase: Phrase, question: Question | None, language: str, renderer: Renderer) -> Message:
    return Message(
        kind=kind,
        phrase=phrase,
        text=renderer.render(phrase, language),
        dutch="" if language == DUTCH else renderer.render(phrase, DUTCH),
        language=language,
        question=question,
        buttons=buttons(question, language, renderer) if question else (),
    )


def buttons(question: Question, language: str, renderer: Renderer) -> tuple[Button, ...]:
    """The buttons of a question; each carries its number and its place in the list of options."""
    return tuple(
        Button(
            label=renderer.render(option.label, language),
            data=f"{question.asking}:{index}",
            role=option.role,
            chosen=str(option.value) in question.chosen,
        )
        for index, option in enumerate(question.options)
    )


def chosen_label(options: Sequence[Option], language: str, renderer: Renderer) -> str:
    """What was picked, in words."""
    return ", ".join(renderer.render(option.label, language) for option in options)
