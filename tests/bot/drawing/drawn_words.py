"""Words for pictures in three scripts, as guides and catalogs would give them, and ways to look at what was drawn."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

from PIL import Image

from bot.drawing.engine import draw

LANGUAGES = ("nl", "ar", "ti")
NAMES = ("road", "calendar", "school", "letters")
STATES = ("done", "done", "done", "here", "next", "next", "next", "next")
STATIONS = ("🏠", "🏛", "📝", "📄", "🏫", "📖", "🧱", "🏁")
LAYOUTS = ("duo_term", "duo_invoice", "duo_fine", "pip", "ind", "gemeente", "school_contract", "exam")
SCHOOL = ("school", "soort", "plaats", "afstand", "tijden", "prijs", "sterren", "redenen")

ROADS = {
    "nl": (
        "Welkom in Nederland",
        "Gesprek met de gemeente",
        "Leerbaarheidstoets",
        "PIP: uw plan",
        "Taallessen",
        "Examen lezen",
        "Kennis van de Nederlandse Maatschappij (KNM)",
        "Klaar met inburgeren",
    ),
    "ar": (
        "أهلاً بكم في هولندا",
        "محادثة مع البلدية",
        "اختبار القدرة على التعلّم",
        "الخطة \u2068PIP\u2069",
        "دروس اللغة",
        "امتحان القراءة",
        "معرفة المجتمع الهولندي (\u2068KNM\u2069)",
        "انتهى الاندماج",
    ),
    "ti": (
        "እንቋዕ ናብ ሆላንድ ብደሓን መጻእኩም",
        "ዝርርብ ምስ ምምሕዳር ከተማ",
        "ፈተና ናይ ምምሃር ክእለት",
        "PIP: መደብኩም",
        "ትምህርቲ ቋንቋ",
        "ፈተና ምንባብ",
        "ፍልጠት ብዛዕባ ሕብረተሰብ ሆላንድ (KNM)",
        "ተወዲኡ",
    ),
}
DATES = {
    "nl": (
        ("woensdag", "25", "november", "2026", "Examen Lezen in Zwolle"),
        ("vrijdag", "18", "december", "2026", "Laatste dag om u aan te melden voor het examen Schrijven"),
        ("maandag", "4", "januari", "2027", "Eerste les"),
    ),
    "ar": (
        ("الأربعاء", "25", "نوفمبر", "2026", "امتحان القراءة في \u2068Zwolle\u2069"),
        ("الجمعة", "18", "ديسمبر", "2026", "آخر يوم للتسجيل في امتحان الكتابة لدى \u2068DUO\u2069"),
        ("الاثنين", "4", "يناير", "2027", "الدرس الأول"),
    ),
    "ti": (
        ("ረቡዕ", "25", "ሕዳር", "2026", "ፈተና ምንባብ ኣብ Zwolle"),
        ("ዓርቢ", "18", "ታሕሳስ", "2026", "ናይ መወዳእታ መዓልቲ ንምምዝጋብ"),
        ("ሰኑይ", "4", "ጥሪ", "2027", "ናይ መጀመርታ ትምህርቲ"),
    ),
}
SCHOOLS = {
    "nl": (
        "Voorbeeldschool De Brug",
        "Taalles voor wie met andere letters leerde lezen",
        "Zwolle",
        "3 km",
        "dinsdag en donderdag, 9:00 tot 12:00 uur",
        "€ 12,50 per uur",
        "Vier sterren van Blik op Werk",
        "U leerde lezen met andere letters, en deze groep begint daarmee. De kinderopvang is naast de school.",
    ),
    "ar": (
        "Voorbeeldschool De Brug",
        "دروس لغة لمن تعلّم القراءة بحروف أخرى",
        "Zwolle",
        "\u20683 كم\u2069",
        "الثلاثاء والخميس، من \u20689:00\u2069 إلى \u206812:00\u2069",
        "\u2068€ 12.50\u2069 في الساعة",
        "أربع نجوم",
        "تعلّمتم القراءة بحروف أخرى، وهذه المجموعة تبدأ بذلك. توجد حضانة أطفال بجانب المدرسة.",
    ),
    "ti": (
        "Voorbeeldschool De Brug",
        "ትምህርቲ ቋንቋ",
        "Zwolle",
        "3 ኪሎ ሜትር",
        "ሰሉስን ሓሙስን 9:00 - 12:00",
        "€ 12,50 ኣብ ሰዓት",
        "ኣርባዕተ ኮኾብ",
        "እዚ ጉጅለ ብኡ ይጅምር።",
    ),
}
#: What stands on the buttons of these letters.
SIGNS = ("📅", "🧾", "💶", "🧩", "🛟", "🏛", "🖊", "📝")
LETTERS = {
    "nl": (
        "DUO: uw laatste dag",
        "DUO: een rekening van de school",
        "DUO: een boete",
        "Gemeente: uw plan (PIP)",
        "IND: uw vergunning",
        "Gemeente",
        "Contract van een school",
        "Uitnodiging voor een examen",
    ),
    "ar": (
        "رسالة \u2068DUO\u2069: آخر يوم لكم",
        "رسالة \u2068DUO\u2069: فاتورة من المدرسة",
        "رسالة \u2068DUO\u2069: غرامة",
        "البلدية: خطتكم \u2068PIP\u2069",
        "رسالة \u2068IND\u2069: تصريح الإقامة",
        "البلدية",
        "عقد من مدرسة",
        "دعوة إلى امتحان",
    ),
    "ti": (
        "DUO: መወዳእታ መዓልትኹም",
        "DUO: ሕሳብ ናይ ቤት ትምህርቲ",
        "DUO: መቕጻዕቲ",
        "ምምሕዳር: መደብኩም",
        "IND: ፍቓድኩም",
        "ምምሕዳር ከተማ",
        "ውዕል ናይ ቤት ትምህርቲ",
        "ዕድመ ንፈተና",
    ),
}


def rows(name: str, language: str) -> list[dict[str, Any]]:
    """Rows of a picture in a language."""
    match name:
        case "road":
            told = zip(ROADS[language], STATES, STATIONS, strict=True)
            return [{"station": station, "state": state, "pictogram": sign} for station, state, sign in told]
        case "calendar":
            leaves = [(dict(zip(("weekday", "day", "month", "year"), date[:4], strict=True)), date[4]) for date in DATES[language]]
            return [{"day": leaf, "what": what, "pictogram": sign} for (leaf, what), sign in zip(leaves, ("📖", "✏", "🏫"), strict=True)]
        case "school":
            return [dict(zip(SCHOOL, SCHOOLS[language], strict=True))]
        case _:
            told = zip(LETTERS[language], LAYOUTS, SIGNS, strict=True)
            return [{"letter": letter, "layout": layout, "pictogram": sign} for letter, layout, sign in told]


def sketch(language: str, *parts: tuple[str, list[dict[str, Any]]]) -> str:
    """What the engine is given."""
    told = [{"name": name, "rows": listed} for name, listed in parts]
    return json.dumps({"parts": told, "language": language, "direction": "rtl" if language == "ar" else "ltr"}, ensure_ascii=False)


def seen(language: str, *parts: tuple[str, list[dict[str, Any]]]) -> Image.Image:
    """A drawn picture, to be looked at."""
    return look(draw(sketch(language, *parts))[0])


def look(png: bytes) -> Image.Image:
    """The dots of a picture."""
    with Image.open(BytesIO(png)) as image:
        return image.convert("RGB")


def balance(image: Image.Image, colour: str) -> float:
    """Where a colour stands on average, from 0 (left) to 1 (right)."""
    wanted = bytes.fromhex(colour.removeprefix("#"))
    line = image.tobytes()
    places = [at // 3 % image.width for at in range(0, len(line), 3) if line[at : at + 3] == wanted]
    return sum(places) / len(places) / image.width
