"""What happened to check-ins in a simulated time: told as a story, and judged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import takewhile

from dialogs.days import HOME
from storage.check_ins import Kept

#: Kinds of happenings that are counted per month, in the order in which they are shown.
COUNTED = ("came", "answered", "later", "put off", "dropped")


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One thing that happened to one person."""

    at: datetime
    who: int
    kind: str
    what: str = ""
    #: The row of the check-in; None where it is not about one.
    row: Kept | None = None

    def __str__(self) -> str:
        return f"{self.at.astimezone(HOME):%a %d %b %Y %H:%M}  {self.kind:9} {self.what}"


@dataclass
class Chronicle:
    """Everything that happened, in its order."""

    happenings: list[Happening] = field(default_factory=list)
    _by_person: defaultdict[int, list[Happening]] = field(default_factory=lambda: defaultdict(list))

    def tell(self, at: datetime, who: int, kind: str, what: str = "", row: Kept | None = None) -> None:
        one = Happening(at=at, who=who, kind=kind, what=what, row=row)
        self.happenings.append(one)
        self._by_person[who].append(one)

    def of(self, *kinds: str) -> list[Happening]:
        return [one for one in self.happenings if one.kind in kinds]

    def summary(self) -> Iterator[str]:
        """Per month how many came, were answered, asked for later, were put off, were dropped; and why."""
        months: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for one in self.of(*COUNTED):
            months[f"{one.at:%Y-%m}"][one.kind] += 1
        yield f"{'month':8}" + "".join(f"{kind:>10}" for kind in COUNTED)
        for month, counts in sorted(months.items()):
            yield f"{month:8}" + "".join(f"{counts[kind]:10}" for kind in COUNTED)
        for kind in ("put off", "dropped"):
            reasons = Counter(one.what.partition(": ")[0] for one in self.of(kind))
            yield f"{kind}: " + ", ".join(f"{reason} {number}" for reason, number in reasons.most_common())
        plans = Counter(one.row.plan for one in self.of("came") if one.row)
        yield "came: " + ", ".join(f"{plan} {number}" for plan, number in plans.most_common())

    def life(self, who: int) -> Iterator[str]:
        """One person's time, line by line."""
        return map(str, self._by_person[who])

    def most_told(self) -> int:
        """The person to whom most different things happened."""
        kinds = defaultdict(set)
        for one in self.happenings:
            kinds[one.who].add((one.kind, one.what.partition(": ")[0]))
        return max(kinds, key=lambda who: len(kinds[who]))

    def twice(self) -> list[str]:
        """Check-ins that came again although nobody asked for that."""
        wrong, waiting = [], set()
        for one in self.of("came", "later"):
            assert one.row is not None
            if one.kind == "later":
                waiting.discard(one.row.id)
            elif one.row.id in waiting:
                wrong.append(str(one))
            else:
                waiting.add(one.row.id)
        return wrong

    def hindered_until(self, who: int, at: datetime, kinds: dict[str, str]) -> datetime | None:
        """Until when before this moment something stood in the way: kinds of beginnings, each with the kind of its end."""
        last: datetime | None = None
        open_ones: set[str] = set()
        ends = {end: begin for begin, end in kinds.items()}
        for one in takewhile(lambda one: one.at <= at, self._by_person[who]):
            if one.kind in ends:
                open_ones.discard(ends[one.kind])
                last = one.at
            if one.kind in kinds:
                open_ones.add(one.kind)
        return at if open_ones else last


def causes(row: Kept) -> date | None:
    """The day in a check-in's cause."""
    for part in row.cause.split("/"):
        try:
            return date.fromisoformat(part)
        except ValueError:
            continue
    return None


def late_by(row: Kept, at: datetime) -> timedelta:
    """How long after the day that was meant it came."""
    return timedelta(0) if row.day is None else max(timedelta(0), timedelta(days=(at.astimezone(HOME).date() - row.day).days))
