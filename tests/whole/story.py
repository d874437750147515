"""What happens in the story of somebody who is threatened, on the web page as on Telegram."""

from __future__ import annotations

import re
from io import BytesIO

from PIL import Image

#: Over the letter that the coordinator gets.
URGENT = "1 dringende vraag wacht op de gemeente"
#: The coordinator's, in Dutch.
OWN_WORDS = "U kunt morgen om tien uur bij mij komen."
PLACE = "Voorbeeldplein 1"
#: Two times to choose from: the day and the hour of each.
FIRST, SECOND = ("2030-01-07", "10:30"), ("2030-01-08", "14:00")


def link_of(letter: str) -> str:
    """Where a letter leads to."""
    return re.search(r"http\S+/console/cases\S*", letter)[0]  # type: ignore[index]


def photo(size: tuple[int, int] = (300, 200)) -> bytes:
    """A picture of a paper."""
    content = BytesIO()
    Image.new("RGB", size, "white").save(content, "JPEG")
    return content.getvalue()
