"""E-mail arrives as it was written, and every refusal has its meaning."""

from __future__ import annotations

import pytest
from telling.mail_server import MailServer

from bot.channels.mail import Mail
from bot.messages import Failure, Letter

LETTER = Letter(to="samira@example.org", subject="هناك رسالة.", text="هناك رسالة لكم.\n\nhttps://w.example.org/\n")


async def test_a_letter_arrives_as_it_was_written(mail: Mail, post: MailServer) -> None:
    assert (await mail.send(LETTER)).sent
    (letter,) = post.letters
    assert post.recipients == ["samira@example.org"]
    assert (letter["From"], letter["To"], letter["Subject"]) == ("wegwijzer@example.org", "samira@example.org", "هناك رسالة.")
    assert letter.get_content_type() == "text/plain"
    assert post.said().replace("\r\n", "\n") == LETTER.text


async def test_a_letter_says_that_a_machine_wrote_it_and_not_which(mail: Mail, post: MailServer) -> None:
    await mail.send(LETTER)
    (letter,) = post.letters
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@example.org>")


@pytest.mark.parametrize(("answer", "failure"), [("550 no such person", Failure.refused), ("450 later", Failure.passing)])
async def test_a_mailbox_that_refuses_is_known_from_one_that_is_busy(mail: Mail, post: MailServer, answer: str, failure: Failure) -> None:
    post.refuses["samira@example.org"] = answer
    assert (await mail.send(LETTER)).failure is failure
    assert post.letters == []


async def test_a_server_that_does_not_want_it_now_is_tried_later(mail: Mail, post: MailServer) -> None:
    post.answers.append("451 later")
    assert (await mail.send(LETTER)).failure is Failure.passing
    assert (await mail.send(LETTER)).sent


async def test_a_server_that_is_away_is_tried_later() -> None:
    assert (await Mail("smtp://127.0.0.1:9", "a@example.org").send(LETTER)).failure is Failure.passing


@pytest.mark.parametrize(
    "address",
    [
        "",
        "samira",
        "samira@",
        "@example.org",
        "samira@example",
        "a b@example.org",
        "a@b.org\nBcc: c@d.org",
        "a@b.org, c@d.org",
        "<a@b.org>",
        "ا@b.org",
    ],
)
async def test_what_is_no_address_is_not_written_to(mail: Mail, post: MailServer, address: str) -> None:
    assert not mail.fits(address)
    assert (await mail.send(Letter(to=address, subject="a", text="b"))).failure is Failure.refused
    assert post.letters == []


@pytest.mark.parametrize("address", ["samira@example.org", "a.b+c@mail.example.co.uk", "x_1@1und1.de"])
def test_a_usual_address_is_known_as_one(address: str) -> None:
    assert Mail("smtps://name:p%40ss@mail.example.org", "a@example.org").fits(address)
