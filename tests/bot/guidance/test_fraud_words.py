"""What people type in their own words: the trick they may mean is asked back; innocent sentences give nothing."""

from __future__ import annotations

import re
import time

import pytest
from teaching import TODAY, request, shipped_knowledge, text, world

from bot.guidance.fraud_words import MOST_ASKED, WORDS, FraudWordsGuide, likely
from bot.guidance.recognising import patterns

GUIDE = FraudWordsGuide(world())

#: A sentence, and the pattern that must be among those asked back.
TOLD = [
    ("F01", "Als ik teken, krijg ik een gratis laptop."),
    ("F01", "They give you a free laptop when you sign"),
    ("F01", "أعطوني لابتوب مجاناً إذا سجلت عندهم"),
    ("F01", "به من لپ‌تاپ رایگان دادند"),
    ("F01", "İmza atarsam bedava laptop veriyorlar"),
    ("F01", "Waxay i siiyeen laptop bilaash ah"),
    ("F01", "ላፕቶፕ ብነጻ ሂቦምኒ"),
    ("F02", "Ik kreeg 250 euro toen ik mij inschreef, ik heb getekend"),
    ("F02", "He offered me cash if I sign up"),
    ("F02", "عرضوا علي فلوس حتى أسجل في المدرسة"),
    ("F03", "Hij zegt dat ik niet hoef te komen, alleen tekenen"),
    ("F03", "You don't have to come, we arrange it"),
    ("F03", "قالوا لا داعي للحضور إلى الدروس"),
    ("F04", "Op de factuur staan meer uren dan ik les had"),
    ("F04", "Op de factuur staan 60 uren maar ik had maar 20 uur les"),
    ("F04", "There are 60 hours on the invoice and I only had 20"),
    ("F04", "في الفاتورة 60 ساعة وأنا حضرت 20 ساعة فقط"),
    ("F04", "The invoice has more hours than I was in class"),
    ("F04", "في الفاتورة ساعات أكثر من الدروس التي أخذتها"),
    ("F05", "Ik moest een leeg papier tekenen"),
    ("F05", "They asked me to sign a blank form"),
    ("F05", "طلبوا مني التوقيع على ورقة فارغة"),
    ("F05", "Boş kağıda imza attırdılar"),
    ("F06", "Iemand heeft in mijn naam getekend"),
    ("F06", "That signature is not mine"),
    ("F06", "هذا توقيع مزور"),
    ("F07", "De school vraagt mijn DigiD"),
    ("F07", "Ik heb mijn DigiD wachtwoord gegeven"),
    ("F07", "The teacher asked for my DigiD code"),
    ("F07", "طلبوا مني رمز DigiD"),
    ("F08", "Een onbekende bracht mij naar de school"),
    ("F08", "A man on the bus told me about a school"),
    ("F08", "رجل في الباص أخذني إلى المدرسة"),
    ("F09", "Iemand wil een foto van mijn verblijfspas via WhatsApp"),
    ("F09", "They want a picture of my permit on WhatsApp"),
    ("F09", "طلبوا صورة الإقامة على الواتساب"),
    ("F10", "Ik moet alles in één keer betalen"),
    ("F10", "I must pay the whole amount upfront"),
    ("F10", "يريدون كل المبلغ دفعة واحدة"),
    ("F10", "Hij wil 10.000 euro ineens"),
    ("F11", "De school heeft geen keurmerk meer"),
    ("F11", "The school lost its quality mark"),
    ("F11", "المدرسة بدون keurmerk"),
    ("F12", "Ik kan een papier over 600 uren kopen"),
    ("F12", "They sell a statement of 600 hours"),
    ("F12", "يبيعون ورقة عن الساعات"),
    ("F12", "Ik moet doen alsof ik niet kan lezen"),
    ("F13", "Iemand maakt mijn ONA voor mij"),
    ("F13", "He sells an ONA portfolio"),
    ("F13", "يعمل ONA بدلا عني"),
    ("F14", "Met een oortje bij het examen"),
    ("F14", "Someone will take the exam for me"),
    ("F14", "شخص يعمل الامتحان عني"),
    ("F15", "Op Facebook verkopen ze examenvragen"),
    ("F15", "They sell the questions of the exam"),
    ("F15", "يبيعون أسئلة الامتحان"),
    ("F16", "De hele les is in het Arabisch"),
    ("F16", "The whole lesson is in Arabic"),
    ("F16", "كل الدروس بالعربي"),
    ("F17", "Wij moesten thuis blijven want er was controle op school"),
    ("F17", "They told us to stay home because of an inspection"),
    ("F17", "قالوا ابقوا في البيت لأن هناك تفتيش"),
    ("F18", "Er staat een laptop op mijn factuur"),
    ("F18", "There is a laptop on the invoice"),
    ("F18", "في الفاتورة لابتوب"),
    ("F19", "Ik moest meteen tekenen"),
    ("F19", "They pressured me to sign"),
    ("F19", "ضغطوا علي حتى أوقع"),
    ("F20", "Ik krijg minder lessen dan beloofd"),
    ("F20", "Many classes are cancelled"),
    ("F20", "دروس أقل من الوعد"),
    ("F21", "De groep is veel te makkelijk"),
    ("F21", "The class is too easy for me"),
    ("F21", "المجموعة سهلة جدا"),
    ("F22", "Ik kan een diploma kopen"),
    ("F22", "He sells diplomas"),
    ("F22", "يبيعون دبلوم"),
    ("F23", "De man van de school bedreigt mij"),
    ("F23", "They keep my passport"),
    ("F23", "هددني"),
    ("F23", "أخذوا جوازي"),
    ("F23", "Beni tehdit ediyorlar"),
    ("F24", "De school zegt dat ik een lening bij DUO krijg en moet tekenen"),
    ("F24", "The school says I get a loan from DUO"),
    ("F24", "تقول المدرسة إن DUO تعطيني قرض"),
    ("F25", "Mijn tolk krijgt geld van de school"),
    ("F25", "The volunteer gets a commission from the school"),
    ("F25", "المترجم يأخذ عمولة من المدرسة"),
    ("F26", "Mijn school is failliet"),
    ("F26", "The school closed down"),
    ("F26", "أغلقت المدرسة"),
    ("lent", "De school gaf mij een laptop voor de les"),
    ("lent", "The school gave me a laptop"),
    ("lent", "أعطتني المدرسة لابتوب"),
]

#: Everyday sentences of people who learn: nothing is wrong with any of them.
INNOCENT = [
    "Mag ik een gratis proefles?",
    "Ik heb geen laptop. Is er een gratis cursus?",
    "De school geeft geen gratis laptop.",
    "De school vroeg niet om mijn DigiD.",
    "Hoe kan ik inloggen met DigiD?",
    "Ik ben mijn DigiD wachtwoord vergeten.",
    "Ik wil DigiD aanvragen.",
    "De school stuurt mijn rooster met WhatsApp.",
    "De docent legt soms een woord uit in het Arabisch.",
    "Ik heb het contract nog niet getekend.",
    "Ik moet mijn PIP tekenen bij de gemeente.",
    "Hoeveel kost het examen? Ik betaal 50 euro aan DUO.",
    "De factuur klopt met mijn uren.",
    "Waar kan ik examenvragen oefenen?",
    "Ik zoek een cursus om te leren, mijn niveau is laag.",
    "Mijn paspoort is bijna niet meer geldig.",
    "De school is dicht in de vakantie.",
    "Ik ben gestopt met school omdat ik ziek was.",
    "Kan ik geld lenen bij DUO?",
    "Ik kreeg een bericht op mijn telefoon.",
    "De les gaat vandaag niet door.",
    "Wat is een keurmerk?",
    "De school heeft een nieuw keurmerk.",
    "Ik heb mijn diploma gehaald.",
    "Can I have a free trial lesson?",
    "I forgot my DigiD password.",
    "Do I have to pay money to register for the exam?",
    "The teacher explains one word in Arabic.",
    "I did not get an invoice for my lessons.",
    "I have to sign my PIP at the municipality.",
    "Where can I practise the exam questions?",
    "My class was cancelled today.",
    "I need a new permit.",
    "I don't know what to do.",
    "هل يوجد درس تجريبي مجاني؟",
    "نسيت كلمة مرور digid",
    "كم سعر الامتحان؟",
    "أين أتدرب على أسئلة الامتحان؟",
    "أبحث عن مدرسة قريبة من البيت",
    "لم يعطوني لابتوب مجاني",
    "المعلم يشرح أحيانا كلمة بالعربي",
    "متى يبدأ الدرس؟",
    "مرحبا",
    "",
    "؟؟؟",
]


@pytest.mark.parametrize(("pattern", "typed"), TOLD)
def test_what_somebody_tells_in_their_own_words_is_recognised(pattern: str, typed: str) -> None:
    assert pattern in likely(typed, shipped_knowledge(), TODAY)


@pytest.mark.parametrize("typed", INNOCENT)
def test_an_innocent_sentence_gives_nothing(typed: str) -> None:
    assert likely(typed, shipped_knowledge(), TODAY) == ()


@pytest.mark.parametrize("language", ["nl", "en", "ar"])
def test_every_pattern_has_words_in_the_languages_that_are_offered(language: str) -> None:
    know = shipped_knowledge()
    assert [id for id in patterns(know, TODAY) if not know.value(f"{WORDS}{id}", TODAY).get(language)] == []


def test_every_pattern_has_a_sentence_in_dutch_and_another_script() -> None:
    told = {pattern for pattern, _ in TOLD}
    assert told == set(patterns(shipped_knowledge(), TODAY))
    assert {pattern for pattern, typed in TOLD if re.search("[ء-ي]", typed)} == told


def test_a_no_nearby_turns_it_around_and_one_far_away_does_not() -> None:
    know = shipped_knowledge()
    assert "F07" in likely("Ik wist het niet, de school vraagt mijn DigiD", know, TODAY)
    assert likely("De school vraagt nooit mijn DigiD", know, TODAY) == ()


def test_words_of_two_sentences_do_not_belong_together() -> None:
    assert likely("Ik heb een laptop. De proefles is gratis.", shipped_knowledge(), TODAY) == ()


def test_what_was_recognised_is_asked_back_by_its_name() -> None:
    told = request({}, words="Ze gaven mij een gratis laptop")
    advice = GUIDE.consult(told)
    keys = advice.values["patterns"]
    assert advice.outcome == "likely"
    assert isinstance(keys, tuple)
    assert "laptop" in text(GUIDE.describe(told, "patterns", keys)["F01"]["label"])


def test_danger_comes_first_and_not_all_is_asked_at_once() -> None:
    many = "Gratis laptop, leeg papier tekenen, diploma kopen, examenvragen kopen, school is failliet, hij bedreigt mij"
    advice = GUIDE.consult(request({}, words=many))
    keys = advice.values["patterns"]
    assert isinstance(keys, tuple)
    assert (advice.outcome, keys[0], len(keys)) == ("urgent", "F23", MOST_ASKED)


@pytest.mark.parametrize("words", [None, "", "hallo", ["een", "lijst"], "unknown"])
def test_words_that_say_nothing_are_none(words: object) -> None:
    assert GUIDE.consult(request({}, words=words)).outcome == "none"  # type: ignore[arg-type]


def test_a_long_text_is_read_quickly() -> None:
    begun = time.perf_counter()
    likely("gratis laptop tekenen school " * 70, shipped_knowledge(), TODAY)
    assert time.perf_counter() - begun < 1


def test_a_trick_that_is_no_longer_known_is_not_told() -> None:
    assert GUIDE.describe(request({}), "patterns", ["F99"]) == {}


@pytest.mark.parametrize(
    "words", ["The school gave me a free laptop", "المدرسة تعطيني لابتوب مجانا", "De school gaf mij een gratis laptop"]
)
def test_who_says_that_a_laptop_is_free_is_not_asked_whether_it_is_lent(words: str) -> None:
    assert likely(words, shipped_knowledge(), TODAY) == ("F01",)
