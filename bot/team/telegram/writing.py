"""What is said to staff on Telegram: plain Dutch, a link to the console, and never a word about a person."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from bot.language.languages import SOURCE
from bot.messages import Button, Outgoing
from bot.team.mail import CASES, SETTINGS, words_in

#: What the button sends back with which a colleague hears no more. No button of the bot or of the municipality looks like it.
STOP = "colleague:stop"
#: What a code looks like, however it was typed: letters that make no word, and that are in no number or account.
SIGNS = "BCDFGHJKLMNPQRSTVWXZ"
_CODE = re.compile("-?".join([f"([{SIGNS}]{{4}})"] * 3))
Answer = Literal["linked", "used", "of_another", "too_often", "unlinked", "nobody", "wrong"]
#: With which of them the button goes.
_WITH_STOP = ("linked", "of_another")


def code_in(text: str) -> str:
    """The code of a colleague, where these words are nothing else; empty where they are not."""
    found = _CODE.fullmatch(text.strip().upper())
    return "-".join(found.groups()) if found else ""


class StaffMessages:
    """Writes messages from their templates."""

    def __init__(self, channel: str, page_url: str) -> None:
        """`page_url` is where people reach us."""
        self._channel = channel
        self._page_url = page_url
        self._environment = words_in(Path(__file__).parent / "templates")

    def notice(self, address: str, kind: str, count: int, number: int) -> Outgoing:
        """That so many questions are new, urgent, or not taken. `number`: of the row that it is about."""
        text = self._drawn("notice.txt", kind=kind, count=count, link=self._page_url + CASES)
        return self._message(address, text, number, stop=True)

    def answer(self, address: str, answer: Answer, number: int) -> Outgoing:
        """What came of a code, or of the button."""
        text = self._drawn("answer.txt", answer=answer, settings=self._page_url + SETTINGS)
        return self._message(address, text, number, stop=answer in _WITH_STOP)

    def _message(self, address: str, text: str, number: int, *, stop: bool) -> Outgoing:
        """Numbers of the staff's own messages stand below zero: those above are of people's."""
        buttons = (Button(label=self._drawn("stop.txt"), data=STOP),) if stop else ()
        values = {"id": -number, "channel": self._channel, "address": address, "text": text, "buttons": buttons}
        return Outgoing(**values, language=SOURCE, direction="ltr")  # type: ignore[arg-type]

    def _drawn(self, template: str, **values: object) -> str:
        return self._environment.get_template(template).render(values, tongue=SOURCE).strip()
