"""Everything that is needed to speak a language: the register, the catalogs, and who renders and understands."""

from __future__ import annotations

from dataclasses import dataclass

from bot.guidance.tongues import LanguagesGuide
from bot.language.catalogs import Catalogs
from bot.language.crisis import Crisis
from bot.language.languages import Languages
from bot.language.matching import Matcher
from bot.language.render import Renderer
from bot.language.words import read_words


@dataclass(frozen=True, kw_only=True)
class Speech:
    """The languages of one process."""

    languages: Languages
    catalogs: Catalogs
    renderer: Renderer
    matcher: Matcher
    #: The guide that offers them for choice.
    tongues: LanguagesGuide

    @classmethod
    def read(cls) -> Speech:
        """With the registers and catalogs that are shipped."""
        languages = Languages.read()
        catalogs = Catalogs.read(languages)
        renderer = Renderer(catalogs)
        checked = frozenset(code for code in languages.offered if languages[code].status == "offered")
        tongues = LanguagesGuide({code: languages.own_name(code) for code in languages.offered}, checked)
        matcher = Matcher(renderer, read_words(), Crisis.read())
        return cls(languages=languages, catalogs=catalogs, renderer=renderer, matcher=matcher, tongues=tongues)
