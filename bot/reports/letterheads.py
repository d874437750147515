"""Who signs the letters of a municipality, and where answers go: kept by who leads the team."""

from __future__ import annotations

from dataclasses import dataclass

from bot.cases.casework import scope_of
from bot.turns import House
from storage import municipalities, staff
from storage.database import Service
from storage.staff import Member


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """What stands above and under a letter."""

    code: str
    municipality: str
    sender: str
    address: str
    #: Of the town hall, used where no other address is given.
    town_hall: str


class Letterheads:
    """For the municipalities of who asks, and no other."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def of(self, member: Member) -> list[Letterhead]:
        """One for each of their municipalities."""
        async with self._house.database.reading(Service()) as tx:
            rows = [await municipalities.one(tx, code) for code in sorted(scope_of(member).municipalities)]
        return [
            Letterhead(code=row.code, municipality=row.name, sender=row.letter_sender, address=row.letter_address, town_hall=row.address)
            for row in rows
            if row is not None
        ]

    async def keep(self, member: Member, code: str, *, sender: str, address: str) -> bool:
        """False where the municipality is not theirs."""
        if code not in scope_of(member).municipalities:
            return False
        async with self._house.database.writing(Service()) as tx:
            await municipalities.write_letters_as(tx, code, sender=sender, address=address)
            await staff.note(tx, member.id, "letterhead_changed", now=self._house.now())
        return True
