"""What a person did, in the engine's words: a tap, a command, typed text, a place, a beginning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from bot.messages import Inbound
from bot.speech import Speech
from dialogs.engine import day_of
from dialogs.guides import Slot
from dialogs.inputs import Anywhere, Called, Happened, Heard, Input, Picked, Remarked, Shared, Started
from dialogs.library import Library
from dialogs.state import State
from storage.conversations import Held

ANYWHERE: tuple[Anywhere, ...] = get_args(Anywhere)
#: The command by which people of every chat programme ask what there is.
HELP = "help"


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """An update, with who sent it and where their conversation stands."""

    inbound: Inbound
    held: Held
    state: State
    library: Library
    #: Others use this phone too: what may show by itself says nothing about the person.
    discreet: bool = False


def read_input(arrival: Arrival, speech: Speech, invited: Mapping[str, Slot]) -> Input:
    """One input for the engine."""
    inbound = arrival.inbound
    match inbound.kind:
        case "button":
            return picked(inbound.data) or Heard(text="")
        case "location" if inbound.location is not None:
            return Shared(latitude=inbound.location[0], longitude=inbound.location[1])
        case "start":
            return _begin(arrival, invited)
        case "command":
            return _command(arrival, inbound.text, speech)
        case "photo" | "document" | "voice" | "unreadable" as thing:
            return _sent(thing, inbound.text, speech)
        case _:
            return _typed(arrival, speech)


def picked(data: str) -> Picked | None:
    """`asking:index`, or `asking:index,index!` for a whole choice at once; None for anything else."""
    asking, _, rest = data.partition(":")
    indexes = rest.removesuffix("!").split(",") if rest.removesuffix("!") else []
    numbers = [asking, *indexes]
    if not all(number.isascii() and number.isdigit() and len(number) < 9 for number in numbers) or not rest:
        return None
    return Picked(asking=int(asking), indexes=tuple(int(index) for index in indexes), complete=rest.endswith("!"))


def _begin(arrival: Arrival, invited: Mapping[str, Slot]) -> Input:
    """A conversation begins; somebody in the middle of one gets the open question again."""
    if arrival.state.frames:
        return Started(script=arrival.state.frames[-1].script, answers=invited)
    return Started(script=arrival.library.welcome or "", answers=invited)


def _command(arrival: Arrival, word: str, speech: Speech) -> Input:
    """A command; one that there is not is taken for the word it is, and shows what there is where it means nothing."""
    command = word.strip().lower()
    if command in ANYWHERE:
        return Called(word=command)
    script = arrival.library.commands.get(command)
    if script is None:
        meant = _typed(arrival, speech) if command != HELP else None
        return Called(word="menu") if meant is None or isinstance(meant, Heard) else meant
    if script == arrival.library.welcome:
        return _begin(arrival, {})
    return Started(script=script)


def _sent(thing: Literal["photo", "document", "voice", "unreadable"], words: str, speech: Speech) -> Input:
    """Something that cannot be read; the words beside it count only where they mean danger."""
    if speech.matcher.danger(words):
        return Happened(occasion="crisis", text=words)
    return Remarked(remark=thing) if thing == "unreadable" else Happened(occasion=thing)


def _typed(arrival: Arrival, speech: Speech) -> Input:
    inbound, question, language = arrival.inbound, arrival.state.question, arrival.held.language
    labels = [speech.renderer.render(option.label, language) for option in question.options] if question else []
    today = day_of(inbound.received_at)
    meant = speech.matcher.meaning(inbound.text, language, question, labels, arrival.library.keywords, today)
    if isinstance(meant, Heard | Remarked) and not arrival.state.frames and not arrival.state.asking:
        # The very first words of a conversation, whatever they are.
        return _begin(arrival, {})
    if inbound.masked and isinstance(meant, Heard) and meant.value is None and not (question and question.kind == "text"):
        # What is left after a secret was taken out is no answer, and no miss either.
        return Remarked(remark="again")
    return meant
