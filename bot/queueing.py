"""The messages of a turn become rows of the outbox, born claimed by the process that will send them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.arriving import Arrival, picked
from bot.enclosing import packed, sketched, unpacked, written
from bot.forms import HIDE
from bot.language.languages import Languages
from bot.language.render import Renderer
from bot.messages import Button, File, Outgoing, Sketch
from bot.recording import Recorded
from bot.wording import Message, chosen_label, worded
from dialogs.events import Event, Hidden, Submitted
from dialogs.phrase import Phrase
from dialogs.sentences import Sentence
from dialogs.state import State
from storage import outbox
from storage.casework import ABOUT
from storage.conversations import Held
from storage.outbox import NewMessage
from storage.transactions import Transaction

#: The writer of a row has this long to deliver it before another may.
LEASE = timedelta(seconds=60)
#: Older messages can no longer be taken away by most channels.
HIDES_BACK = timedelta(hours=48)


class Queue:
    """Turns what was said into rows, and rows into what a channel delivers."""

    def __init__(self, renderer: Renderer, languages: Languages, writer: str, pulls: Collection[str], *, lease: timedelta = LEASE) -> None:
        """`pulls` names the channels that fetch their rows by themselves."""
        self._renderer = renderer
        self._languages = languages
        self._writer = writer
        self._pulls = pulls
        self._lease = lease

    async def turn(
        self,
        tx: Transaction,
        arrival: Arrival,
        recorded: Recorded,
        events: Sequence[Event],
        now: datetime,
        *,
        clear: bool = False,
        asked: bool = True,
        check_in: int | None = None,
    ) -> list[Outgoing]:
        """Queue the messages of a turn. `asked`: the person is talking just now; else perhaps the `check_in` that says it.

        `clear`: what was said to somebody else goes from the screen before them.
        """
        share = Phrase(text=arrival.library.sentence(Sentence.share_location))
        contents = [
            {**self._content(message, recorded.held, share), **self._enclosed(message, arrival, now)}
            for message in worded(events, arrival.held.language, self._renderer)
        ]
        _add_files(contents, recorded)
        for content in contents:
            content["edits"] = arrival.inbound.message_id if content["kind"] == "refresh" else ""
        _offer_location_early(contents)
        if any(isinstance(event, Hidden) or (isinstance(event, Submitted) and event.form == HIDE) for event in events):
            shown = await outbox.shown(tx, recorded.held.address_id, since=now - HIDES_BACK)
            contents.append({**_bare("hide", recorded.held.language), "edits": ",".join(shown)})
        if clear:
            shown = await outbox.shown(tx, recorded.held.address_id, since=now - HIDES_BACK)
            contents.insert(0, {**_bare("clear", recorded.held.language), "edits": ",".join(shown)})
        else:
            closed = await self._closed(tx, arrival, recorded.state)
            # Nobody waits for what becomes of the copies: the next question goes first.
            contents = [*closed[:1], *contents, *closed[1:]]
        return await self.queue(tx, recorded, contents, now, asked=asked, check_in=check_in)

    async def queue(
        self,
        tx: Transaction,
        recorded: Recorded,
        contents: Sequence[Mapping[str, Any]],
        now: datetime,
        *,
        asked: bool = True,
        check_in: int | None = None,
    ) -> list[Outgoing]:
        """Queue these contents for the address that is being talked with. `asked`: the person is talking just now.

        Of what is not asked for, who only uses the page is told; see `bot.checkins.notifying`.
        """
        held = recorded.held
        contents = [{**content, "discreet": not asked and (held.discreet or held.shared)} for content in contents]
        pulled = held.channel in self._pulls
        rows = [
            NewMessage(
                contact_id=held.contact_id,
                address_id=held.address_id,
                kind=content["kind"],
                asking=content["asking"],
                content=content,
                urgent=asked,
                pulled=pulled,
                notify=not asked,
                check_in=check_in,
            )
            for content in contents
        ]
        queued = await outbox.queue(tx, rows, writer=self._writer, lease_until=now + self._lease, now=now)
        return [
            self.outgoing(row.id, held.channel, held.address, content)
            for row, content in zip(queued, contents, strict=True)
            if row.claimed or pulled
        ]

    def outgoing(self, id: int, channel: str, address: str, content: Mapping[str, Any]) -> Outgoing:
        """A row as a channel delivers it."""
        return Outgoing(
            id=id,
            channel=channel,
            address=address,
            kind=content["kind"],
            text=content["text"],
            language=content["language"],
            direction=self._languages.direction(content["language"]),
            dutch=content["dutch"] if content["beside"] else "",
            buttons=tuple(Button(**button) for button in content["buttons"]),
            question=content["question"],
            asking=content["asking"],
            edits=content["edits"],
            answered=content["answered"],
            location_prompt=content["location"],
            discreet=content.get("discreet", False),
            sketch=self._sketch(content),
            files=unpacked(content.get("files", ())),
        )

    def sentence(self, phrase: Phrase, held: Held) -> dict[str, Any]:
        """The content of a message that is no part of a dialog."""
        language = held.language
        text = self._renderer.render(phrase, language)
        dutch = "" if language == "nl" else self._renderer.render(phrase, "nl")
        return {**_bare("say", language), "text": text, "dutch": dutch, "beside": held.dutch_beside}

    def about_case(
        self, phrase: Phrase, held: Held, *, buttons: Sequence[tuple[str, Phrase]] = (), files: Sequence[File] = ()
    ) -> dict[str, Any]:
        """The same of a message that who has the person's case may read. `buttons`: what each sends back, and what stands on it."""
        labelled = [_button(Button(label=self._renderer.render(label, held.language), data=data)) for data, label in buttons]
        return {**self.sentence(phrase, held), ABOUT: True, "buttons": labelled, "files": packed(files)}

    async def tell(
        self,
        tx: Transaction,
        held: Held,
        phrase: Phrase,
        now: datetime,
        *,
        buttons: Sequence[tuple[str, Phrase]] = (),
        files: Sequence[File] = (),
    ) -> list[Outgoing]:
        """Queue something about the person's case that they did not ask for just now; as `about_case`."""
        content = self.about_case(phrase, held, buttons=buttons, files=files)
        return await self.queue(tx, Recorded(held=held, state=State()), [content], now, asked=False)

    def tapped(self, held: Held, message_id: str, said: Phrase, chosen: Phrase) -> list[dict[str, Any]]:
        """The buttons of a message that is no part of a dialog go, and the choice is shown; a page does that by itself."""
        if held.channel in self._pulls or not message_id:
            return []
        words = {"text": self._renderer.render(said, held.language), "answered": self._renderer.render(chosen, held.language)}
        return [{**_bare("answered", held.language), **words, "edits": message_id}]

    def _content(self, message: Message, held: Held, share: Phrase) -> dict[str, Any]:
        question = message.question
        return {
            **_bare(message.kind, message.language),
            "text": message.text,
            "dutch": message.dutch,
            "beside": held.dutch_beside,
            "phrase": message.phrase.model_dump(mode="json"),
            "buttons": [_button(button) for button in message.buttons],
            "question": question.kind if question else "",
            "asking": question.asking if question else 0,
            "location": self._renderer.render(share, message.language) if question and question.kind == "place" else "",
        }

    def _enclosed(self, message: Message, arrival: Arrival, now: datetime) -> dict[str, Any]:
        """Pictures in the words of the language, to be drawn at delivery; files as they are kept."""
        language, owner = message.language, arrival.held.contact_id
        files = written(message.files, language, self._renderer, now=now, owner=owner, discreet=arrival.discreet)
        return {"pictures": sketched(message.pictures, language, self._renderer), "files": packed(files)}

    def _sketch(self, content: Mapping[str, Any]) -> Sketch | None:
        """What is to be drawn; rows of an earlier release know of no pictures."""
        if not content.get("pictures"):
            return None
        language = content["language"]
        return Sketch(parts=tuple(content["pictures"]), language=language, direction=self._languages.direction(language))

    async def _closed(self, tx: Transaction, arrival: Arrival, after: State) -> list[dict[str, Any]]:
        """The buttons of the question that was just answered go, and the choice is shown in their place; then those of its copies."""
        question, inbound, held, language = arrival.state.question, arrival.inbound, arrival.held, arrival.held.language
        if question is None or after.answered != question.asking or held.channel in self._pulls:
            return []
        copies = await outbox.copies(tx, held.address_id, held.contact_id, question.asking)
        answered = inbound.message_id or (copies[-1] if copies else "")
        others = [copy for copy in copies if copy.rpartition(",")[2] != answered.rpartition(",")[2]]
        pick = picked(inbound.data) if inbound.kind == "button" else None
        pressed = [question.options[index] for index in pick.indexes if index < len(question.options)] if pick else []
        ticked = [option for option in question.options if pick and str(option.value) in question.chosen]
        closed = {
            **_bare("answered", language),
            "text": self._renderer.render(question.text, language),
            "question": question.kind,
            "answered": chosen_label(ticked or pressed, language, self._renderer),
            "asking": question.asking,
            "edits": answered,
        }
        return [closed, *({**_bare("answered", language), "edits": copy} for copy in others)]


def _offer_location_early(contents: Sequence[dict[str, Any]]) -> None:
    """With the words before the question, where there are any: a key for one's location needs a message that has no buttons."""
    match contents:
        case [{"kind": "say"} as words, {"location": str(offer)} as question] if offer:
            words["location"], question["location"] = offer, ""


def _add_files(contents: list[dict[str, Any]], recorded: Recorded) -> None:
    """What forms made goes with the words before the question, or by itself where there are none."""
    if not recorded.files:
        return
    if not contents or contents[0]["kind"] != "say":
        contents.insert(0, _bare("say", recorded.held.language))
    contents[0]["files"] = [*contents[0]["files"], *packed(recorded.files)]


def _button(button: Button) -> dict[str, Any]:
    return {"label": button.label, "data": button.data, "role": button.role, "chosen": button.chosen}


def _bare(kind: str, language: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "text": "",
        "dutch": "",
        "beside": False,
        "language": language,
        "buttons": [],
        "question": "",
        "asking": 0,
        "edits": "",
        "answered": "",
        "location": "",
        "pictures": [],
        "files": [],
    }
