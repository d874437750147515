"""Draws the pages and single messages from their templates, in the person's language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from bot.channels.webchat import shown
from bot.channels.webchat.assets import Assets
from bot.channels.webchat.needs import Needs
from bot.channels.webchat.posts import MAX_TEXT
from bot.channels.webchat.sessions import form_token
from bot.channels.webchat.tongues import html_tag

_TEMPLATES = Path(__file__).with_name("templates")


class Pages:
    """The templates with the words and the languages of this house."""

    def __init__(self, needs: Needs, assets: Assets) -> None:
        self._needs = needs
        self._environment = _environment(needs, assets)

    def page(self, name: str, language: str, session: str | None = None, **values: object) -> str:
        """A whole page. Its forms carry one fresh update id and, where there is a session, its token."""
        return self._environment.get_template(name).render(self._context(language, session) | values)

    def chat(self, language: str, session: str, messages: tuple[shown.Shown, ...], last: int, *, offer: bool) -> str:
        """The conversation as it stands, `last` being the newest row that went into it. `offer`: ask how they want to be told."""
        typing = not any(message.open and message.row.buttons for message in messages)
        return self.page("chat.html", language, session, messages=messages, last=last, typing=typing, offer=offer)

    def message(self, message: shown.Shown, session: str) -> str:
        """One message alone, just as the whole page would draw it."""
        return self.page("message.html", message.row.language, session, message=message, last=message.row.id)

    def _context(self, language: str, session: str | None) -> dict[str, object]:
        return {
            "language": language,
            "direction": self._needs.direction(language),
            "update": uuid4().hex,
            "token": form_token(session or ""),
        }


def _environment(needs: Needs, assets: Assets) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    @pass_context
    def words(context: Context, sentence: str) -> Markup:
        # Escaped here, because the newstyle extension takes a translation for finished HTML.
        return escape(needs.translate(str(context["language"]), sentence))

    def no_plurals(one: str, many: str, count: int) -> str:
        raise NotImplementedError("The pages of the web chat count nothing.")

    environment.install_gettext_callables(words, no_plurals, newstyle=True)  # type: ignore[attr-defined]
    environment.globals |= {"asset": assets.url, "months": needs.months, "max_text": MAX_TEXT, "typed_kinds": shown.TYPED}
    environment.filters |= _filters()
    return environment


def _filters() -> Mapping[str, object]:
    return {
        "tag": html_tag,
        "links": shown.with_links,
        "split_label": shown.split_label,
        "quiet": shown.is_quiet,
        "asking": shown.asking_of,
    }
