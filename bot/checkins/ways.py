"""How a person on the web page wants to be told of a message: by a signal in this browser, by an e-mail, or not at all."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.checkins.notifying import CODE_TO_CONFIRM, Speaker
from bot.checkins.notifying import Ways as Given
from bot.page import WEB
from storage import mail_addresses, reach, subscriptions
from storage.database import Database, Service
from storage.reach import Reader
from storage.transactions import Transaction

log = logging.getLogger(__name__)

CODE_DIGITS = 6
CODE_KEPT = timedelta(minutes=30)
MOST_TRIES = 5
#: Codes mailed for one person, or to one mailbox, in this time: nobody's mailbox is filled by us.
MOST_CODES = 4
CODES_WITHIN = timedelta(days=1)


class Asked(StrEnum):
    """What became of a wish for e-mail."""

    sent = "sent"
    #: This cannot be an e-mail address.
    no_address = "no_address"
    #: Enough codes were mailed for today.
    too_often = "too_often"
    #: The mail server did not take it.
    failed = "failed"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a person can choose on this page, and what they chose."""

    #: They said yes to being reminded; without it there is nothing to choose.
    may_be_told: bool = False
    #: The key for this page's script; empty where this house sends no signals.
    push_key: str = ""
    pushed: bool = False
    #: Whether this house sends e-mail.
    mail_offered: bool = False
    #: The e-mail address, all but its first letter covered; empty where there is none.
    mail: str = ""
    mailed: bool = False
    code_waits: bool = False

    @property
    def open(self) -> bool:
        """Whether there is something to offer: they may be told, and nothing tells them yet."""
        return self.may_be_told and not (self.pushed or self.mailed) and bool(self.push_key or self.mail_offered)


class WaysRoom:
    """Keeps what a person chooses on the page. Everything needs their yes to being reminded."""

    def __init__(self, database: Database, speaker: Speaker, given: Given, *, page_url: str, now: Callable[[], datetime]) -> None:
        self._database = database
        self._speaker = speaker
        self._given = given
        self._page_url = page_url
        self._now = now

    async def standing(self, address: str) -> Standing:
        """How it stands for who is at this address."""
        async with self._database.reading(Service()) as tx:
            reader = await reach.reader(tx, channel=WEB, address=address)
            if reader is None or not reader.may_be_told:
                return Standing()
            pushed = await subscriptions.is_on(tx, contact_id=reader.contact_id, address_id=reader.address_id)
            mailbox = await mail_addresses.of(tx, reader.contact_id, now=self._now())
        return Standing(
            may_be_told=True,
            push_key=self._given.push.public_key if self._given.push else "",
            pushed=pushed,
            mail_offered=self._given.mail is not None,
            mail=_covered(mailbox.address) if mailbox else "",
            mailed=mailbox is not None and mailbox.confirmed,
            code_waits=mailbox is not None and mailbox.code_waits,
        )

    async def push_here(self, address: str, endpoint: str, keys: Mapping[str, str]) -> bool:
        """This browser shows a signal from now on. False where it cannot be sent to, or the person did not say yes."""
        push = self._given.push
        if push is None or not push.fits(endpoint, keys):
            return False
        async with self._database.writing(Service()) as tx:
            reader = await self._reader(tx, address)
            if reader is None:
                return False
            where = {"contact_id": reader.contact_id, "address_id": reader.address_id}
            await subscriptions.keep(tx, **where, endpoint=endpoint, keys=keys, now=self._now())
        return True

    async def no_push(self, address: str) -> None:
        """No more signals in this browser."""
        async with self._database.writing(Service()) as tx:
            reader = await reach.reader(tx, channel=WEB, address=address)
            if reader is not None:
                await subscriptions.stop(tx, contact_id=reader.contact_id, address_id=reader.address_id)

    async def ask_mail(self, address: str, mail: str) -> Asked:
        """A code goes to this e-mail address; only after it was typed the address counts."""
        mail, now = mail.strip(), self._now()
        if self._given.mail is None or not self._given.mail.fits(mail):
            return Asked.no_address
        code = "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
        async with self._database.writing(Service()) as tx:
            reader = await self._reader(tx, address)
            if reader is None:
                return Asked.failed
            if await mail_addresses.codes_sent(tx, reader.contact_id, mail, since=now - CODES_WITHIN) >= MOST_CODES:
                return Asked.too_often
            counted = CODES_WITHIN
            await mail_addresses.ask(tx, reader.contact_id, address=mail, code=code, now=now, until=now + CODE_KEPT, within=counted)
        minutes = str(int(CODE_KEPT.total_seconds() // 60))
        letter = self._speaker.letter(mail, CODE_TO_CONFIRM, reader.language, f"{self._page_url}notices", code=code, minutes=minutes)
        return Asked.sent if (await self._given.mail.send(letter)).sent else Asked.failed

    async def confirm_mail(self, address: str, code: str) -> bool:
        """The code that was mailed: from now on word of a message goes there."""
        digits = "".join(str(int(sign)) for sign in code if sign.isdecimal())
        async with self._database.writing(Service()) as tx:
            reader = await self._reader(tx, address)
            return reader is not None and await mail_addresses.confirm(
                tx, reader.contact_id, digits, now=self._now(), most_tries=MOST_TRIES
            )

    async def no_mail(self, address: str) -> None:
        """No more e-mail: the address is forgotten."""
        async with self._database.writing(Service()) as tx:
            reader = await reach.reader(tx, channel=WEB, address=address)
            if reader is not None:
                await mail_addresses.stop(tx, reader.contact_id)

    async def _reader(self, tx: Transaction, address: str) -> Reader | None:
        reader = await reach.reader(tx, channel=WEB, address=address)
        return reader if reader is not None and reader.may_be_told else None


def _covered(address: str) -> str:
    """Enough to know it again, and nothing for who looks over a shoulder."""
    name, _, host = address.rpartition("@")
    return f"{name[:1]}…@{host}"
