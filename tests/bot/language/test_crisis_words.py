"""Words of danger are heard in many languages; daily words that look alike are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.crisis import Crisis, DangerWords
from bot.language.languages import LOCALES, Languages
from bot.language.matching import Matcher
from dialogs.inputs import Happened, Picked
from dialogs.phrase import Phrase
from dialogs.reading import read_yaml
from dialogs.state import Option, Question

#: Read once: reading takes longer than listening.
HEARING = Crisis.read()

DANGER = [
    # the wish to die
    "ik wil dood",
    "Ik wil niet meer leven.",
    "ik kan niet meer",
    "was ik maar dood",
    "ik denk aan zelfmoord",
    "I want to die",
    "I don't want to live anymore",
    "i will kill myself",
    "بدي موت",
    "أريد أن أموت",
    "أفكر بالانتحار",
    "ما عاد فيني",
    "ክመውት እደሊ",
    "می‌خواهم بمیرم",
    "می خواهم بمیرم",
    "waan isdilayaa",
    "ölmek istiyorum",
    "ÖLMEK İSTİYORUM",
    "غواړم مړ شم",
    "ez dixwazim bimirim",
    "دەمەوێت بمرم",
    "je veux mourir",
    "хочу умереть",
    "не хочу больше жить",
    "не хочу жити",
    "quiero morir",
    "መሞት እፈልጋለሁ",
    # violence
    "mijn man slaat mij",
    "Mijn man, hij slaat mij, ik weet niet wat ik moet doen",
    "mijn man slaat de kinderen",
    "ik ben verkracht",
    "hij zegt dat hij me gaat vermoorden",
    "my husband beats me",
    "He hits my children",
    "they want to kill me",
    "زوجي يضربني",
    "زَوْجِي يَضْرِبُنِي",
    "عم يضرب ولادي",
    "سيقتلني",
    "اغتصبني",
    "ሰብኣየይ ይሃርመኒ",
    "شوهرم مرا می زند",
    "شوهرم مرا می‌زند",
    "ninkaygu wuu i garaacaa",
    "kocam beni dövüyor",
    "li min dixe",
    "mon mari me frappe",
    "il m'a frappée",
    "муж бьёт меня",
    "чоловік б'є мене",
    "mi marido me pega",
    "ባለቤቴ ይደበድበኛል",
    # a threat, danger, a child
    "ik word bedreigd",
    "De school bedreigt mij",
    "ik ben bang voor mijn man",
    "Ik ben niet veilig thuis",
    "mijn kind is in gevaar",
    "hij heeft een mes",
    "112",
    "huiselijk geweld",
    "I am in danger",
    "I'm afraid of my husband",
    "عم يهددوني",
    "خايفة من زوجي",
    "أنا في خطر",
    "ኣብ ሓደጋ ኣለኹ",
    "در خطر هستم",
    "beni tehdit ediyorlar",
    "tehlikedeyim",
    "мне угрожают",
    "мені погрожують",
    "je suis en danger",
]

DAILY = [
    "mijn docent is streng",
    "examen stress",
    "ik heb veel stress voor het examen",
    "ik ben bang voor het examen",
    "De docent slaat een les over",
    "hij slaat ons altijd over",
    "wij slaan hoofdstuk 3 over",
    "de klok slaat twaalf",
    "ik ben geslaagd",
    "mijn vader is dood",
    "mijn oma is doodgegaan in Syrië",
    "ik ga dood van het lachen",
    "ik ben doodmoe",
    "ik wil dood graag naar school",
    "mijn inburgering is in gevaar",
    "ik kan niet meer komen op dinsdag",
    "ik wil stoppen met de les",
    "ik wil een mes kopen voor de keuken",
    "hij slaat mij niet",
    "mijn man slaat mij nooit",
    "wat is huiselijk geweld?",
    "KNM vraag over huiselijk geweld",
    "De factuur klopt niet",
    "ik ben niet bang",
    "vandaag is de les niet doorgegaan",
    "my teacher is strict",
    "exam stress is killing me",
    "I have to beat the deadline",
    "my phone died",
    "he does not hit me",
    "I want to kill time",
    "المعلم صارم",
    "عندي ضغط من الامتحان",
    "الدراسة تقتلني",
    "والدي مات",
    "زوجي لا يضربني",
    "شو يعني عنف منزلي",
    "ፈተና ከቢድ እዩ",
    "معلم من سختگیر است",
    "macallinku waa adag yahay",
    "öğretmenim çok sert",
    "sınav stresi",
    "döviz kuru",
    "dil kursu",
    "учитель строгий",
    "экзамен убивает меня морально",
    "мой отец умер",
    "mon professeur est sévère",
    "je suis stressé par l'examen",
    "",
    "?",
    "😀",
]


@pytest.fixture(scope="module")
def crisis() -> Crisis:
    return Crisis.read()


@pytest.mark.parametrize("text", DANGER)
def test_words_of_danger_are_heard(crisis: Crisis, text: str) -> None:
    assert crisis.heard(text)
    assert crisis.heard(text.upper())


@pytest.mark.parametrize("text", DAILY)
def test_daily_words_are_not_taken_for_danger(crisis: Crisis, text: str) -> None:
    assert not crisis.heard(text)


def test_what_is_denied_in_one_clause_is_not_denied_in_the_next(crisis: Crisis) -> None:
    assert crisis.heard("Nee, niet goed. Mijn man slaat mij. Niet doorvertellen.")
    assert crisis.heard("ik durf niet naar huis, hij slaat mij")


@pytest.mark.parametrize("kind", ["choice", "text", "place", "date", "number", "wait", "forget", None])
@pytest.mark.parametrize("language", ["nl", "ar", "en"])
def test_danger_goes_before_every_question_in_whatever_language(matcher: Matcher, kind: str | None, language: str) -> None:
    asked = None
    if kind:
        options = (Option(value="a", label=Phrase(text="🌅 Overdag")),)
        asked = Question.model_validate({"asking": 3, "step": "s", "kind": kind, "text": Phrase(text="?"), "options": options})
    meant = matcher.meaning("زوجي يضربني", language, asked, starts={"man": "mens"})
    assert isinstance(meant, Happened)
    assert meant.occasion == "crisis"


def test_the_very_words_of_a_button_are_an_answer(matcher: Matcher) -> None:
    options = (Option(value="a", label=Phrase(text="🛑 Ik word bedreigd")), Option(value="b", label=Phrase(text="Nee")))
    asked = Question(asking=3, step="s", kind="choice", text=Phrase(text="?"), options=options)
    assert matcher.meaning("ik word bedreigd", "nl", asked) == Picked(asking=3, indexes=(0,))


def test_every_language_that_is_offered_or_planned_has_words_of_danger(languages: Languages) -> None:
    listed = read_yaml((LOCALES / "crisis.yaml").read_text("utf-8")).data
    assert set(listed) == set(languages)
    assert all(DangerWords.model_validate(words).sure for words in listed.values())


@given(st.text(max_size=300))
def test_any_text_can_be_listened_to(text: str) -> None:
    assert HEARING.heard(text) in (True, False)
