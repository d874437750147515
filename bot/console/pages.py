"""Draws the pages of the console from their templates, in Dutch or in English."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Literal

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from bot.cases.casework import OUTCOMES
from bot.language import staff_words
from bot.speech import Speech
from bot.team.staffing import PASSWORD_LEAST, PASSWORD_MOST
from bot.team.working import PROMISED_MOST
from dialogs.days import HOME, day_of
from dialogs.phrase import Day

_HERE = Path(__file__).parent
STYLE, SCRIPT, CASE_SCRIPT = "console.css", "console.js", "case.js"
_KINDS = {STYLE: "text/css", SCRIPT: "text/javascript", CASE_SCRIPT: "text/javascript"}
STYLES = "/console/static"
#: Characters of what a coordinator writes.
MAX_WORDS = 1_500
Unit = Literal["day", "hour", "minute"]


class Pages:
    """The templates with the words of this house. Every page is drawn with the `tongue` of who reads it."""

    def __init__(self, speech: Speech, now: Callable[[], datetime], theme: str) -> None:
        """`theme` is where the colours and sizes of the house are."""
        self._speech = speech
        self._now = now
        #: Languages in which people are written to.
        self.offered = speech.languages.offered
        self._words = staff_words.shipped()
        self._static = {name: (_HERE / "static" / name).read_bytes() for name in _KINDS}
        edition = sha256(b"".join(self._static.values())).hexdigest()[:12]
        self._environment = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            extensions=["jinja2.ext.i18n"],
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.install_gettext_callables(*self._translating(), newstyle=True)  # type: ignore[attr-defined]
        self._environment.globals |= {
            "theme": theme,
            "style": f"{STYLES}/{edition}/{STYLE}",
            "script": f"{STYLES}/{edition}/{SCRIPT}",
            "case_script": f"{STYLES}/{edition}/{CASE_SCRIPT}",
            "outcomes": OUTCOMES,
            "once": token_hex,
        }
        self._environment.globals |= {
            "password_least": PASSWORD_LEAST,
            "password_most": PASSWORD_MOST,
            "max_words": MAX_WORDS,
            "promised_most": PROMISED_MOST,
        }
        self._environment.filters |= {"age": self._age}
        self._environment.filters |= self._worded()
        self._environment.filters |= {"tag": lambda code: speech.languages[code].html, "direction": speech.languages.direction}

    def page(self, template: str, /, **values: object) -> str:
        """A whole page."""
        return self._environment.get_template(template).render(values)

    async def serve_static(self, request: web.Request) -> web.Response:
        """The styles and the script, under an address that changes with them."""
        name = request.match_info["name"]
        if name not in _KINDS:
            raise web.HTTPNotFound
        headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
        packed = "gzip" in request.headers.get("Accept-Encoding", "")
        if packed:
            headers["Content-Encoding"] = "gzip"
        body = gzip.compress(self._static[name], mtime=0) if packed else self._static[name]
        return web.Response(body=body, content_type=_KINDS[name], charset="utf-8", headers=headers)

    def _translating(self) -> tuple[Callable[[Context, str], Markup], Callable[[Context, str, str, int], Markup]]:
        """How templates translate. Escaped here, because the newstyle extension takes a translation for finished HTML."""

        @pass_context
        def say(context: Context, text: str) -> Markup:
            return escape(self._words.say(_tongue(context), text))

        @pass_context
        def count(context: Context, one: str, many: str, number: int) -> Markup:
            return escape(self._words.count(_tongue(context), one, many, number))

        return say, count

    def _worded(self) -> Mapping[str, Callable[..., str]]:
        """Filters that speak the language of the page."""

        @pass_context
        def moment(context: Context, at: datetime) -> str:
            """A day and a time as a colleague writes them."""
            return f"{self._speech.renderer.render(Day(day=day_of(at)), _tongue(context))}, {at.astimezone(HOME):%H:%M}"

        @pass_context
        def day(context: Context, at: date) -> str:
            """A day as a colleague writes it, of a moment too."""
            on = day_of(at) if isinstance(at, datetime) else at
            return self._speech.renderer.render(Day(day=on), _tongue(context))

        @pass_context
        def language(context: Context, code: str) -> str:
            """What a language is called by the staff."""
            return self._speech.languages.name_in(code, _tongue(context))

        return {"moment": moment, "day": day, "language": language}

    def _age(self, at: datetime) -> tuple[int, Unit]:
        """How long ago, in one number."""
        passed = self._now() - at
        if passed >= timedelta(days=1):
            return passed.days, "day"
        hours, minutes = divmod(max(0, int(passed.total_seconds())) // 60, 60)
        return (hours, "hour") if hours else (minutes, "minute")


def _tongue(context: Context) -> str:
    return str(context["tongue"])
