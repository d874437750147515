"""What the address of the list of people asks for: filters, order, and where a page begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, get_args
from urllib.parse import urlencode

from bot.guidance.following import Need
from bot.guidance.world import Level
from dialogs.days import months_later
from storage.followed import After, Filter, Order

UNKNOWN = "unknown"
LAWS = ("wi2013", "wi2021", UNKNOWN)
LEVELS = (*(level.name for level in Level), UNKNOWN)
#: Words for how many parts are open.
EXAMS: Mapping[str, tuple[int, int]] = {"0": (0, 0), "1-2": (1, 2), "3-": (3, 99)}
MONTHS = ("3", "6", "12")
#: Needs, and what stands out beside them.
SIGNS = (*(need.value for need in Need), "at_risk", "high_risk", "failed", "stopped")
REACH = ("yes", "no")
ORDERS: tuple[Order, ...] = get_args(Order)
USUAL: Order = "harm"
ME, NOBODY = "me", "nobody"
#: What a list that is saved keeps of its address.
KEPT = ("q", "law", "level", "exams", "months", "sign", "reach", "who", "sort")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A list as it was asked for; words that are not known count as not said."""

    chosen: Mapping[str, str]
    filter: Filter
    order: Order
    after: After | None

    @property
    def query(self) -> str:
        """The same list from its beginning, as the end of an address."""
        return urlencode({name: value for name, value in self.chosen.items() if value})


def asked(query: Mapping[str, str], member_id: int, today: date) -> Asked:
    """Read the address."""
    chosen = {name: query.get(name, "").strip()[:40] for name in KEPT}
    allowed: dict[str, Any] = {"law": LAWS, "level": LEVELS, "exams": (*EXAMS, UNKNOWN), "months": (*MONTHS, UNKNOWN)}
    allowed |= {"sign": SIGNS, "reach": REACH, "sort": ORDERS}
    chosen |= {name: chosen[name] if chosen[name] in words else "" for name, words in allowed.items()}
    who = chosen["who"]
    chosen["who"] = who if who in (ME, NOBODY) or (who.isascii() and who.isdigit() and len(who) < 10) else ""
    # The usual order needs no word.
    chosen["sort"] = "" if chosen["sort"] == USUAL else chosen["sort"]
    order: Order = next((one for one in ORDERS if one == chosen["sort"]), USUAL)
    months = chosen["months"]
    found = Filter(
        number=chosen["q"].upper(),
        law=chosen["law"],
        level=chosen["level"],
        exams=EXAMS.get(chosen["exams"]),
        exams_unknown=chosen["exams"] == UNKNOWN,
        before=months_later(today, int(months)) if months in MONTHS else None,
        no_last_day=months == UNKNOWN,
        sign=chosen["sign"],
        reachable={"yes": True, "no": False}.get(chosen["reach"]),
        coordinator=member_id if chosen["who"] == ME else int(chosen["who"]) if chosen["who"].isdigit() else None,
        nobodys=chosen["who"] == NOBODY,
    )
    return Asked(chosen=chosen, filter=found, order=order, after=_after(query.get("after", ""), order))


def told(end: After) -> str:
    """Where a page begins, for an address."""
    value, number = end
    return f"{value.isoformat() if isinstance(value, date) else value}~{number}"


def _after(text: str, order: Order) -> After | None:
    """The beginning of a page; None for one that cannot be read."""
    value, _, number = text.rpartition("~")
    if not value or not number.isalnum():
        return None
    try:
        match order:
            case "harm" | "exams":
                return int(value), number
            case "last_day":
                return date.fromisoformat(value), number
            case "contact":
                at = datetime.fromisoformat(value)
                return (at, number) if at.tzinfo else None
            case "number":
                return value, number
    except ValueError:
        return None
