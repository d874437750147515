"""The page's own words in Arabic, as far as the tests look at them; the real ones are in the catalogs."""

from __future__ import annotations

ARABIC = {
    "Menu": "القائمة",
    "Taal": "اللغة",
    "Mens": "شخص",
    "Verberg": "إخفاء",
    "Naar de vraag": "إلى السؤال",
    "Altijd te vinden": "موجود دائماً",
    "Gesprek": "المحادثة",
    "Uw antwoord": "جوابك",
    "Zelf typen": "الكتابة بنفسك",
    "Uw bericht": "رسالتك",
    "Stuur": "إرسال",
    "Klaar": "تم",
    "Dag": "اليوم",
    "Maand": "الشهر",
    "Jaar": "السنة",
    "Een getal": "رقم",
    "Naam van de plaats, of postcode": "اسم المدينة أو الرمز البريدي",
    "Gebruik waar ik nu ben": "استخدم مكاني الآن",
    "Code om terug te komen": "رمز للعودة",
    "Probeer het nu": "جرّب الآن",
    "Er is geen verbinding. Uw antwoord is niet weg. Ik probeer het vanzelf opnieuw.": ""
    "لا يوجد اتصال. جوابك لم يضع. سأحاول مرة أخرى تلقائياً.",
    "Dit gaat te snel voor mij": "هذا سريع جداً بالنسبة لي",
    "Wacht een paar tellen. Probeer het dan opnieuw.": "انتظر قليلاً ثم حاول مرة أخرى.",
    "Naar het gesprek": "إلى المحادثة",
    "Een code maken": "إنشاء رمز",
    "Maak een code": "أنشئ رمزاً",
    "Met een code vindt u dit gesprek later terug. Ook op een andere telefoon.": "بالرمز تجد هذه المحادثة لاحقاً، حتى على هاتف آخر.",
    "Ik heb een code": "لدي رمز",
    "Uw code": "رمزك",
    "Ga terug naar mijn gesprek": "العودة إلى محادثتي",
    "Deze pagina is leeg.": "هذه الصفحة فارغة.",
    "Lege pagina": "صفحة فارغة",
}

MONTHS = {
    "nl": ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"),
    "ar": ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
}
