"""A small house in memory behind the web page: a scripted conversation in Dutch and Arabic."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from webchat_ways import RoomOfWays
from webchat_words import ARABIC, MONTHS

from bot.channels.webchat import Doorbell, Needs
from bot.messages import Button, Inbound, Outgoing, Receipt

LANGUAGES = (("nl", "Nederlands"), ("ar", "العربية"))


@dataclass(frozen=True)
class Turn:
    """What is said next: a statement before the question, the question, its kind and its labels with their roles."""

    before: dict[str, str]
    text: dict[str, str]
    kind: str
    labels: dict[str, tuple[str, ...]] = field(default_factory=lambda: {"nl": (), "ar": ()})
    roles: tuple[str, ...] = ()


TURNS = (
    Turn(
        before={
            "nl": "Welkom. Ik ben de Wegwijzer, een computerprogramma van de gemeente. Ik ben niet de IND en niet de politie.",
            "ar": "أهلاً وسهلاً. أنا \u2068Wegwijzer\u2069، برنامج حاسوب تابع للبلدية. لست دائرة الهجرة ولست الشرطة.",
        },
        text={"nl": "Kunt u lezen en schrijven met de letters A, B, C?", "ar": "هل تستطيع القراءة والكتابة بالحروف \u2068A, B, C\u2069؟"},
        kind="choice",
        labels={
            "nl": ("✅ Ja, dat kan ik", "◐ Een beetje", "✏️ Met andere letters", "❓ Ik weet het niet", "↩️ Terug"),
            "ar": ("✅ نعم، أستطيع", "◐ قليلاً", "✏️ بحروف أخرى", "❓ لا أعرف", "↩️ رجوع"),
        },
        roles=("answer", "answer", "answer", "unknown", "back"),
    ),
    Turn(
        before={"nl": "Dank u.", "ar": "شكراً."},
        text={"nl": "Wanneer kunt u naar les? U kunt meer dan één kiezen.", "ar": "متى يمكنك حضور الدرس؟ يمكنك اختيار أكثر من واحد."},
        kind="many",
        labels={
            "nl": ("🌅 Overdag", "🌆 's avonds", "📅 In het weekend", "✅ Klaar", "❓ Ik weet het niet", "↩️ Terug"),
            "ar": ("🌅 في النهار", "🌆 في المساء", "📅 في نهاية الأسبوع", "✅ تم", "❓ لا أعرف", "↩️ رجوع"),
        },
        roles=("answer", "answer", "answer", "done", "unknown", "back"),
    ),
    Turn(
        before={"nl": "", "ar": ""},
        text={
            "nl": "Wat is de laatste dag in de brief van DUO?",
            "ar": "ما هو اليوم الأخير المذكور في رسالة \u2068DUO\u2069؟",
        },
        kind="date",
        labels={"nl": ("❓ Ik weet het niet", "↩️ Terug"), "ar": ("❓ لا أعرف", "↩️ رجوع")},
        roles=("unknown", "back"),
    ),
    Turn(
        before={"nl": "", "ar": ""},
        text={"nl": "In welke plaats woont u?", "ar": "في أي مدينة تسكن؟"},
        kind="place",
        labels={"nl": ("↩️ Terug",), "ar": ("↩️ رجوع",)},
        roles=("back",),
    ),
    Turn(
        before={"nl": "", "ar": ""},
        text={
            "nl": "Dank u. Hier past een school bij u. Kijk op https://www.blikopwerk.nl.",
            "ar": "شكراً. هناك مدرسة تناسبك.",
        },
        kind="",
    ),
)
NOT_UNDERSTOOD = {"nl": "Ik begrijp u niet goed. Kies een knop, of typ één woord.", "ar": "لم أفهمك جيداً. اختر زراً أو اكتب كلمة واحدة."}
WORDS = {"menu": "Dit kunt u kiezen.", "human": "Ik vraag iemand van de gemeente.", "hide": "", "back": "Terug."}


@dataclass
class Person:
    """One conversation."""

    language: str
    turn: int = 0
    asking: int = 0
    rows: list[Outgoing] = field(default_factory=list)
    #: Index of the first row of the last turn.
    turn_began: int = 0
    #: In how many languages at once.
    with_dutch: bool = False


class Room:
    """Keeps everything it was told; rings the bell as the real house does after its commit."""

    def __init__(self) -> None:
        self.bell = Doorbell()
        self.people: dict[str, Person] = {}
        self.heard: list[Inbound] = []
        self.seen_rows: list[tuple[str, int]] = []
        self.received_rows: list[tuple[str, int]] = []
        self.ways = RoomOfWays()
        self.codes: dict[str, str] = {}
        self.failing = False
        self.with_dutch = False
        self._updates: set[str] = set()
        self._last_id = 0

    def needs(self, now: datetime | None = None) -> Needs:
        return Needs(
            receive=self.receive,
            history=self.history,
            open_now=self.open_now,
            row=self.row,
            seen=self.seen,
            received=self.received,
            ways=self.ways,
            signal=self.bell,
            codes=self,
            mask=mask_nines,
            translate=lambda language, words: ARABIC.get(words, words) if language == "ar" else words,
            direction=lambda language: "rtl" if language == "ar" else "ltr",
            months=lambda language: MONTHS[language],
            languages=LANGUAGES,
            now=lambda: now or datetime.now(UTC),
        )

    async def receive(self, inbound: Inbound) -> Receipt:
        if self.failing:
            raise RuntimeError("the database is away")
        if inbound.update_id in self._updates:
            return Receipt(new=False)
        self._updates.add(inbound.update_id)
        self.heard.append(inbound)
        before = self._last_id
        self._answer(inbound)
        self.bell.notify(inbound.address)
        person = self.people[inbound.address]
        return Receipt(new=True, outgoing=tuple(row for row in person.rows if row.id > before))

    async def history(self, address: str, after: int) -> list[Outgoing]:
        person = self.people.get(address)
        return [row for row in person.rows if row.id > after] if person else []

    async def open_now(self, address: str) -> list[Outgoing]:
        person = self.people.get(address)
        return person.rows[person.turn_began :] if person else []

    async def row(self, address: str, row: int) -> Outgoing | None:
        return next((one for one in self.people[address].rows if one.id == row), None) if address in self.people else None

    async def seen(self, address: str, last_id: int) -> None:
        self.seen_rows.append((address, last_id))

    async def received(self, address: str, last_id: int) -> None:
        self.received_rows.append((address, last_id))

    async def new_code(self, address: str) -> str:
        self.codes["KLM-4827-PRT"] = address
        return "KLM-4827-PRT"

    async def use_code(self, code: str, address: str) -> bool:
        owner = self.codes.pop(code, None)
        if owner is None:
            return False
        self.people[address] = self.people[owner]
        return True

    def tell(self, address: str, text: str, **more: object) -> Outgoing:
        """A message that comes by itself."""
        row = self._row(address, text, **more)
        self.bell.notify(address)
        return row

    @property
    def address(self) -> str:
        """The only person that there is."""
        (address,) = self.people
        return address

    def said(self) -> list[tuple[str, str]]:
        """What was heard, without the start."""
        return [(inbound.kind, inbound.text or inbound.data) for inbound in self.heard if inbound.kind != "start"]

    def _answer(self, inbound: Inbound) -> None:
        address = inbound.address
        if address not in self.people:
            wanted = next((tag[:2] for tag in inbound.languages if tag[:2] in {"nl", "ar"}), "nl")
            self.people[address] = Person(language=wanted)
        person = self.people[address]
        person.turn_began = len(person.rows)
        match inbound.kind:
            case "start":
                self._ask(address)
            case "command":
                self._command(address, inbound.text)
            case "button" if inbound.data.startswith(f"{person.asking}:") or inbound.data.startswith("c"):
                self._next(address)
            case "text" | "location" if TURNS[person.turn].kind in {"date", "place"}:
                self._next(address)
            case _:
                self._row(address, NOT_UNDERSTOOD[person.language])
                self._ask(address, again=True)

    def _command(self, address: str, word: str) -> None:
        person = self.people[address]
        if word == "hide":
            self._row(address, "", kind="hide")
            self._ask(address, again=True)
            return
        if word == "language":
            person.language = "nl" if person.language == "ar" else "ar"
        else:
            self._row(address, WORDS[word])
        self._ask(address, again=True)

    def _next(self, address: str) -> None:
        person = self.people[address]
        person.turn = min(person.turn + 1, len(TURNS) - 1)
        self._ask(address)

    def _ask(self, address: str, again: bool = False) -> None:
        person = self.people[address]
        turn = TURNS[person.turn]
        before = turn.before[person.language]
        if before and not again:
            self._row(address, before, dutch=turn.before["nl"])
        if not turn.kind:
            self._row(address, turn.text[person.language])
            return
        person.asking += 0 if again and person.asking else 1
        labels = turn.labels[person.language]
        buttons = tuple(
            Button(label=label, data=f"{person.asking}:{index}", role=role)
            for index, (label, role) in enumerate(zip(labels, turn.roles, strict=True))
        )
        text = turn.text[person.language]
        self._row(address, text, kind="ask", question=turn.kind, asking=person.asking, buttons=buttons, dutch=turn.text["nl"])

    def _row(self, address: str, text: str, **more: object) -> Outgoing:
        person = self.people[address]
        self._last_id += 1
        if not (self.with_dutch and person.language != "nl"):
            more.pop("dutch", None)
        row = Outgoing(
            id=self._last_id,
            channel="web",
            address=address,
            text=text,
            language=person.language,
            direction="rtl" if person.language == "ar" else "ltr",
            **more,  # type: ignore[arg-type]
        )
        person.rows.append(row)
        return row


def mask_nines(text: str) -> tuple[str, tuple[str, ...]]:
    """Stands for the real masking: nine digits in a row are a secret."""
    masked = re.sub(r"\d{9}", "•••", text)
    return masked, ("bsn",) if masked != text else ()
