"""What an e-mail to staff says: Dutch above, English beneath, and never a word about a person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context

from bot.language import staff_words
from bot.language.staff_words import STAFF_LANGUAGES, StaffWords
from bot.messages import Letter

#: The pages that letters lead to; the code of a link goes behind it.
CASES, SETTINGS, LINK = "console/cases", "console/settings", "console/invitation"
_TEMPLATES = Path(__file__).parent / "templates"
_BETWEEN = "\n\n--\n\n"


class StaffLetters:
    """Writes letters from their templates, of which the first line is the subject."""

    def __init__(self, page_url: str) -> None:
        """`page_url` is where people reach us."""
        self._page_url = page_url
        self._environment = words_in(_TEMPLATES)

    def address(self, code: str) -> str:
        """Where the link with this code leads."""
        return f"{self._page_url}{LINK}/{code}"

    def about_cases(self, to: str, kind: str, count: int) -> Letter:
        """That so many questions are new, urgent, or not taken."""
        return self._letter(to, "cases.txt", kind=kind, count=count, link=self._page_url + CASES, settings=self._page_url + SETTINGS)

    def with_link(self, to: str, kind: str, code: str) -> Letter:
        """An invitation, or a way to a new password."""
        return self._letter(to, "link.txt", kind=kind, link=self.address(code))

    def _letter(self, to: str, template: str, **values: object) -> Letter:
        drawn = self._environment.get_template(template)
        parts = [drawn.render(values, tongue=tongue).strip().partition("\n") for tongue in STAFF_LANGUAGES]
        return Letter(to=to, subject=parts[0][0], text=_BETWEEN.join(body.strip() for _, _, body in parts) + "\n")


def words_in(templates: Path) -> Environment:
    """What is said to staff outside the console, from templates that are drawn in a `tongue`."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        extensions=["jinja2.ext.i18n"],
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_callables(*_translating(staff_words.shipped()), newstyle=True)  # type: ignore[attr-defined]
    return environment


def _translating(words: StaffWords) -> tuple[Callable[[Context, str], str], Callable[[Context, str, str, int], str]]:
    @pass_context
    def say(context: Context, text: str) -> str:
        return words.say(context["tongue"], text)

    @pass_context
    def count(context: Context, one: str, many: str, number: int) -> str:
        return words.count(context["tongue"], one, many, number)

    return say, count
