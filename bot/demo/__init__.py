"""Furnishes an empty house with made-up schools and municipalities, each with *Voorbeeld* in its name. Only the composition root enters."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date, datetime
from importlib.resources import as_file, files
from typing import Any

from bot.catalogue import import_file
from bot.guidance.places import Places
from bot.team.staffing import StaffRoom
from storage import catalogue, invitations, municipalities
from storage.database import Database, Service

#: The day on which the made-up data were looked up: a clock that lags must not refuse them.
MADE_ON = date(2026, 11, 2)

#: Somebody of the first municipality, for who tries the console. Of a demo only, where nothing is real.
COORDINATOR = "coordinator@zwolle.example.nl"
PASSWORD = "voorbeeld-wachtwoord"  # noqa: S105 - it is printed at every start
#: Who leads their team: hears what was left too long, and of a school that several people report.
LEAD = "teamleider@zwolle.example.nl"
_NAMES = {COORDINATOR: ("coordinator", "Voorbeeldcoördinator"), LEAD: ("lead", "Voorbeeldteamleider")}

_HERE = files("bot.demo")


async def furnish(database: Database, places: Places, now: datetime) -> bool:
    """Load the demo content on the first start. True when it did; a house with schools in it is left alone."""
    async with database.reading(Service()) as tx:
        if await catalogue.marks(tx):
            return False
    async with database.writing(Service()) as tx:
        halls = demo_municipalities()
        await municipalities.put(tx, halls)
        for hall in halls:
            (place, *_) = places.find(hall["name"]).candidates
            await invitations.add(tx, code=hall["slug"], now=now, municipality_code=hall["code"], place=place.key, route="demo")
    with as_file(_HERE / "catalogus.csv") as path:
        await import_file(path, database, places=places, now=now, today=max(now.date(), MADE_ON))
    return True


async def employ(staff: StaffRoom) -> bool:
    """A coordinator and a team lead, where there is no staff yet. True when there was none."""
    if await staff.anybody():
        return False
    first = demo_municipalities()[0]["code"]
    for email, (role, name) in _NAMES.items():
        await staff.accept(await staff.invite(email, role, [first]), name, PASSWORD)
    return True


def demo_municipalities() -> list[Mapping[str, Any]]:
    """Municipalities that take part, with contact lines that nobody can take for real ones."""
    text = _HERE.joinpath("gemeenten.csv").read_text(encoding="utf-8-sig")
    return [_municipality(row) for row in csv.DictReader(text.splitlines(), delimiter=";")]


def _municipality(row: Mapping[str, str]) -> Mapping[str, Any]:
    return {
        "code": row["code"],
        "name": row["naam"],
        "province": row["provincie"],
        "participating": row["deelnemer"] == "ja",
        "slug": row["slug"],
        "phone": row["telefoon"],
        "mail": row["mail"],
        "website": row["website"],
        "address": row["adres"],
        "answer_days": int(row["werkdagen"]) if row["werkdagen"] else None,
    }
