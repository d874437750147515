"""The main journey: from hello to a chosen school, in pictograms, which are the same in every language."""

from __future__ import annotations

from dataclasses import dataclass

HELP = "🏫"
LAW_OF_2013 = "📘"
READS_LATIN = "🔤"
SHOW_NOW = "🏫"
SCHOOL_YEARS = "📚"
LEVEL = "🌿"
GOAL = "📝"
DAYTIME = "🌅"
WORKS = "💼"
CHOSEN_SEVERAL = "✅"
DISTANCE = "◕"
TRANSPORT = "🚌"
SCHOOL = "🏫"
#: No more questions before signing.
ENOUGH = "✅"
YES_KEEP = "💾"
NO = "❌"

#: After the times, up to the card of schools.
AFTER_TIMES = (DISTANCE, TRANSPORT)


@dataclass(frozen=True)
class Tongue:
    """How somebody who speaks it says the few things that are no pictogram."""

    code: str
    own_name: str
    #: A town in their own script.
    town: str
    direction: str
    #: An arrow that points on, as lines run.
    go_on: str
    #: It was on Monday.
    monday: str
    #: Somebody of the school threatens me.
    threat: str
    #: The button of the town, where a name is found by its sound and so only offered.
    meant_town: str = ""

    @property
    def before_times(self) -> tuple[str, ...]:
        """After the town, each question's answer up to where several may be chosen."""
        return (LAW_OF_2013, READS_LATIN, self.go_on, SCHOOL_YEARS, LEVEL, GOAL)


DUTCH = Tongue("nl", "Nederlands", "Zwolle", "ltr", "➡️", "Het was op maandag", "De man van de school bedreigt mij")
ARABIC = Tongue("ar", "العربية", "زفوله", "rtl", "⬅️", "كان يوم الاثنين", "رجل من المدرسة يهددني")
TIGRINYA = Tongue("ti", "ትግርኛ", "ዝወለ", "ltr", "➡️", "ሰኑይ ነይሩ", "እቲ ናይ ቤት ትምህርቲ ሰብኣይ የፈራርሓኒ", "Zwolle")
