"""A photo or paper that somebody sent: on offer for a day, given to the open case with a yes, thrown away with a no."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.drawing.photos import is_paper
from bot.errors import PhotoHasNoCase
from bot.messages import Photo
from dialogs.guides import Form
from storage import cases, files
from storage.conversations import Held
from storage.transactions import Transaction

SEND, DROP = "send_photo", "drop_photo"
#: What scripts may do with what was just sent.
FORMS = (Form(name=SEND, fields={}), Form(name=DROP, fields={}))
#: Without a yes it is gone after this.
OFFERED = timedelta(hours=24)


async def offer(tx: Transaction, held: Held, photo: Photo, now: datetime) -> None:
    """Remember with what a photo can be fetched, or the photo itself where it cannot be fetched later."""
    await files.offer(
        tx,
        held.contact_id,
        channel=held.channel,
        now=now,
        until=now + OFFERED,
        reference=photo.reference or None,
        picture=photo.content or None,
        paper=is_paper(photo.content),
    )


async def submit(tx: Transaction, held: Held, form: str, now: datetime) -> None:
    """There was a yes or a no. Raises PhotoHasNoCase when a script sends a photo before it handed over."""
    if form == DROP:
        await files.drop_offers(tx, held.contact_id)
        return
    case = await cases.open_of(tx, held.contact_id)
    if case is None:
        raise PhotoHasNoCase
    await files.want(tx, held.contact_id, case, channel=held.channel, now=now)
