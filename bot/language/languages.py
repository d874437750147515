"""Which languages there are: own name, direction, whether it is offered, and where a missing text is looked for next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from babel import Locale
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from bot.language.errors import RegisterUnreadable
from dialogs.reading import Unreadable, read_yaml

#: The language in which every text is written first.
SOURCE = "nl"
#: Where the registers and the catalogs are, in the repository and where the package is installed.
LOCALES = Path(__file__).parents[2] / "locales"

Direction = Literal["ltr", "rtl"]
Unit = Literal["kilometer", "week", "month", "hour", "year", "day"]


class Language(BaseModel):
    """One language of the register; `locales/languages.yaml` says what each column means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    own_name: str
    status: Literal["offered", "draft", "planned"]
    direction: Direction
    html: str
    fallback: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    day: str = "full"
    more_months: tuple[str, ...] = ()
    units: Mapping[Unit, str] = {}
    lists: Mapping[Literal["and", "or"], str] = {}
    exact_words: bool = False
    note: str = ""

    @property
    def offered(self) -> bool:
        """Whether a person can choose it, checked or not."""
        return self.status != "planned"


class Languages:
    """The register. A code that it does not hold is answered as Dutch: a message in Dutch is better than none."""

    def __init__(self, register: Mapping[str, Language]) -> None:
        """`register` by code; must hold Dutch and every language that another falls back to, else RegisterUnreadable."""
        named = {SOURCE, *(code for language in register.values() for code in language.fallback)}
        if not named <= register.keys():
            raise RegisterUnreadable(f"not in the register: {', '.join(sorted(named - register.keys()))}")
        self._register = dict(register)
        self._tags = {_plain(tag): code for code, language in register.items() for tag in (code, *language.aliases)}

    @classmethod
    def read(cls, path: Path = LOCALES / "languages.yaml") -> Languages:
        """Read the register. Raises RegisterUnreadable where it is not as it should be."""
        try:
            return cls(TypeAdapter(dict[str, Language]).validate_python(read_yaml(path.read_text("utf-8")).data))
        except (Unreadable, ValidationError) as error:
            raise RegisterUnreadable(path.name, str(error)) from error

    def __getitem__(self, code: str) -> Language:
        return self._register.get(code) or self._register[SOURCE]

    def __contains__(self, code: object) -> bool:
        return code in self._register

    def __iter__(self) -> Iterator[str]:
        return iter(self._register)

    def known(self, code: str) -> str:
        """The code itself, or Dutch where the register does not hold it."""
        return code if code in self else SOURCE

    @property
    def offered(self) -> tuple[str, ...]:
        """Codes of the languages that can be chosen, in the order of the register."""
        return tuple(code for code, language in self._register.items() if language.offered)

    def chain(self, code: str) -> tuple[str, ...]:
        """The languages in which a text is looked for, the first with a text wins; ends with Dutch."""
        return tuple(dict.fromkeys((self.known(code), *self[code].fallback, SOURCE)))

    def direction(self, code: str) -> Direction:
        """Where a line of this language begins."""
        return self[code].direction

    def own_name(self, code: str) -> str:
        """What its speakers call it."""
        return self[code].own_name

    def name_in(self, code: str, language: str) -> str:
        """What a language is called in another one: for staff, "Arabisch"."""
        names = Locale.parse(self.known(language)).languages
        return str(names.get(code) or self.own_name(code))

    def code_of(self, tag: str) -> str | None:
        """The code for a tag of a phone or browser: `ar-SY` gives `ar`, `prs` gives `fa_AF`; None when not in the register."""
        parts = _plain(tag).split("-")
        tags = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
        return next((self._tags[shorter] for shorter in tags if shorter in self._tags), None)

    def best(self, tags: Sequence[str]) -> str:
        """The offered language to propose for these tags, the most wanted first.

        A language that is not offered yet gives way to what its speakers read next; without any clue it is Dutch.
        """
        wanted = [code for tag in tags if (code := self.code_of(tag))]
        further = [code for first in wanted for code in self[first].fallback]
        return next((code for code in (*wanted, *further) if self[code].offered), SOURCE)


def tags_in(header: str) -> tuple[str, ...]:
    """The tags of an Accept-Language header, the most wanted first; what cannot be read is left out."""
    weighed = [(weight, tag) for part in header.split(",") for tag, weight in _weighed(part)]
    return tuple(tag for _, tag in sorted(weighed, key=lambda pair: -pair[0]))


def _weighed(part: str) -> Iterable[tuple[str, float]]:
    tag, _, weight = part.partition(";")
    try:
        wanted = float(weight.partition("=")[2] or 1)
    except ValueError:
        return
    if tag.strip() not in ("", "*") and 0 < wanted <= 1:
        yield tag.strip(), wanted


def _plain(tag: str) -> str:
    return tag.strip().replace("_", "-").casefold()
