"""The register and words as shipped, and a small set of translations to speak with."""

from __future__ import annotations

import pytest

from bot.language.catalogs import Catalogs
from bot.language.crisis import Crisis
from bot.language.languages import Languages
from bot.language.matching import Matcher
from bot.language.render import Renderer
from bot.language.words import read_words

EN = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

# draft
msgid "Welke taal wilt u?"
msgstr "Which language do you want?"

msgid "Alleen in het Engels"
msgstr "Only in English"

msgctxt "keyword"
msgid "school"
msgstr "school, college"

msgctxt "keyword"
msgid "cursus"
msgstr "course"

msgid "🌅 Overdag"
msgstr "🌅 In the day"

msgid "Ik kan niet lezen"
msgstr "I cannot read"

#, fuzzy
msgid "Oud"
msgstr "Very old"

msgid "Hallo {naam}"
msgstr "Hello {name}"
"""

AR = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=0 && n%100<=2 ? 4 : 5);\n"

msgid "Welke taal wilt u?"
msgstr "أي لغة تريد؟"

msgid "{school} in {plaats}"
msgstr "{school} في {plaats}"

msgid "DUO betaalt geen laptop."
msgstr "DUO لا تدفع عن لابتوب."

msgid "Uw cursus begint op {dag}."
msgstr "تبدأ دورتك يوم {dag}."

msgid "Overdag"
msgstr "خلال النهار"

msgid "🌅 Overdag"
msgstr "🌅 خلال النهار"

msgid "🌆 's Avonds"
msgstr "🌆 مساءً"

msgid "Ja"
msgstr "نعم"

msgid "{n} cursus"
msgid_plural "{n} cursussen"
msgstr[0] "لا دورات"
msgstr[1] "دورة واحدة"
msgstr[2] "دورتان"
msgstr[3] "{n} دورات"
msgstr[4] "{n} دورة"
msgstr[5] "{n} دورةً"

msgctxt "keyword"
msgid "school"
msgstr "مدرسة، المدارس"

msgctxt "maand"
msgid "mei"
msgstr "أيار"
"""


@pytest.fixture(scope="session")
def languages() -> Languages:
    return Languages.read()


@pytest.fixture(scope="session")
def catalogs(languages: Languages) -> Catalogs:
    return Catalogs(languages, {"en": EN, "ar": AR})


@pytest.fixture(scope="session")
def renderer(catalogs: Catalogs) -> Renderer:
    return Renderer(catalogs)


@pytest.fixture(scope="session")
def matcher(renderer: Renderer) -> Matcher:
    return Matcher(renderer, read_words(), Crisis.read())
