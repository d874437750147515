"""E-mail by SMTP: plain words, nothing about the person."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from urllib.parse import unquote, urlsplit

import aiosmtplib

from bot.messages import Delivery, Failure, Letter

log = logging.getLogger(__name__)

SECONDS = 15.0
LONGEST_ADDRESS = 254

_PORTS = {"smtp": 587, "smtps": 465}
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@(?:{_LABEL}\.)+[A-Za-z][A-Za-z0-9-]{{1,62}}")
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class Mail:
    """Sends e-mail, as a `Mailer`. `url` is smtp://name:password@host:port or smtps://…; a password goes over TLS only."""

    def __init__(self, url: str, sender: str) -> None:
        parts = urlsplit(url)
        self._sender = sender
        self._domain = sender.rpartition("@")[2] or "localhost"
        self._host = parts.hostname or ""
        self._port = parts.port or _PORTS[parts.scheme]
        self._name = unquote(parts.username) if parts.username else None
        self._password = unquote(parts.password) if parts.password else None
        self._tls = parts.scheme == "smtps"
        # None: where the server offers it.
        self._start_tls = True if self._name and not self._tls and self._host not in _HERE else (False if self._tls else None)

    def fits(self, address: str) -> bool:
        """Whether this can be an e-mail address. Nothing that could become another header or recipient."""
        return len(address) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(address) is not None

    async def send(self, letter: Letter) -> Delivery:
        """Send one."""
        if not self.fits(letter.to):
            return Delivery(failure=Failure.refused)
        try:
            await aiosmtplib.send(
                self._written(letter),
                hostname=self._host,
                port=self._port,
                username=self._name,
                password=self._password,
                use_tls=self._tls,
                start_tls=self._start_tls,
                timeout=SECONDS,
            )
        except (aiosmtplib.SMTPException, OSError) as error:
            return _failed(error)
        return Delivery()

    def _written(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = letter.to
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(datetime.now(UTC))
        # Not the name of this machine.
        message["Message-ID"] = make_msgid(domain=self._domain)
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        return message


def _failed(error: Exception) -> Delivery:
    """A refusal for good is about that mailbox; anything else may be better later. Nothing of what the server wrote is logged."""
    code = _code(error)
    log.warning("mail_not_sent", extra={"error": type(error).__name__, "code": code})
    about_mailbox = isinstance(error, aiosmtplib.SMTPRecipientsRefused | aiosmtplib.SMTPRecipientRefused | aiosmtplib.SMTPDataError)
    return Delivery(failure=Failure.refused if about_mailbox and code >= 500 else Failure.passing)


def _code(error: Exception) -> int:
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return max((each.code for each in error.recipients), default=0)
    return error.code if isinstance(error, aiosmtplib.SMTPResponseException) else 0
