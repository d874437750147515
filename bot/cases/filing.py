"""While somebody of the municipality has a person's case, what the person types or says is kept; what steers the bot still does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.arriving import Arrival
from dialogs.days import day_of
from dialogs.inputs import Called, Happened, Input, Started
from dialogs.sentences import Sentence
from storage import casework, files, handling
from storage.files import SentVoice
from storage.transactions import Transaction

#: Messages that come within this time of each other are one flurry, with one receipt.
FLURRY = timedelta(minutes=5)


async def file(tx: Transaction, arrival: Arrival, given: Input, now: datetime) -> Sequence[Sentence] | None:
    """Keep typed words, and a voice, for who has the case; gives what is said to the person. None: they are for the bot."""
    inbound, held = arrival.inbound, arrival.held
    if inbound.kind not in ("text", "voice") or not held.consents.get("human") or _steers(given):
        return None
    case_id = await casework.taken(tx, held.contact_id)
    if case_id is None:
        return None
    if inbound.kind == "voice" and inbound.voice is None:
        return [Sentence.film_not_kept]
    last = await casework.last_typed(tx, case_id)
    if inbound.text:
        await casework.file(tx, case_id, text=inbound.text, language=held.language, now=now)
    await handling.wake(tx, case_id, today=day_of(now))
    masked = [Sentence.masked] if inbound.masked else []
    if (voice := inbound.voice) is not None:
        spoken = SentVoice(channel=inbound.channel, reference=voice.reference, seconds=voice.seconds)
        await files.want_voice(tx, held.contact_id, case_id, spoken, now=now)
        return [*masked, Sentence.voice_filed]
    return [*masked, Sentence.case_filed] if last is None or last <= now - FLURRY else masked


def _steers(given: Input) -> bool:
    """Words that work anywhere, the beginning of a script, and words of danger."""
    return isinstance(given, Called | Started) or (isinstance(given, Happened) and given.occasion == "crisis")
