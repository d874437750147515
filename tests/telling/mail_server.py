"""A mail server of our own on loopback, and the post that it took."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, Envelope, Session

#: Seconds in which a letter comes on a busy machine, and between two looks.
PATIENCE, LOOKS_AGAIN = 20.0, 0.2


@dataclass
class MailServer:
    """Takes every letter, but for recipients in `refuses`, and but for what is in `answers`."""

    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)
    url: str = ""

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answers:
            return self.answers.pop(0)
        self.recipients += envelope.rcpt_tos
        letter = message_from_bytes(bytes(envelope.content or b""), policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 OK"

    async def receives(self, subject: str) -> str:
        """The words of a letter that comes, the first of this subject."""
        for _ in range(int(PATIENCE / LOOKS_AGAIN)):
            if found := [letter.get_content() for letter in self.letters if letter["Subject"] == subject]:
                return str(found[0])
            await asyncio.sleep(LOOKS_AGAIN)
        raise AssertionError(f"no letter {subject}; only {[letter['Subject'] for letter in self.letters]}")

    def said(self, number: int = -1) -> str:
        """The words of a letter."""
        return self.letters[number].get_content()


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailServer]:
    """A running one."""
    post = MailServer()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(post, loop=loop, hostname="mail.example.org"), "127.0.0.1", 0)
    post.url = f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield post
    finally:
        server.close()
        await server.wait_closed()
