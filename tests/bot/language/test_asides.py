"""What people type beside an answer, in many languages, and what that changes: nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.asides import Asides
from bot.language.matching import Matcher
from bot.language.words import read_words
from dialogs.folding import fold
from dialogs.inputs import Called, Happened, Heard, Picked, Remark, Remarked, Started, Wondered
from dialogs.phrase import Phrase
from dialogs.state import Option, Question

KINDS = ["choice", "many", "yes_no", "date", "number", "place", "text", "confirm", "forget", "wait"]
STARTS = {"school": "cursus_kiezen", "cursus": "cursus_kiezen", "geld": "geld", "examen": "examens", "menu": "menu"}


def question(kind: str = "choice", *labels: str) -> Question:
    options = tuple(
        Option(value=f"v{index}", label=Phrase(text=label)) for index, label in enumerate(labels or ("🌅 Overdag", "🌆 's Avonds"))
    )
    return Question.model_validate({"asking": 4, "step": "s", "kind": kind, "slot": "s", "text": Phrase(text="?"), "options": options})


@pytest.mark.parametrize(
    ("language", "text", "remark"),
    [
        ("nl", "Hallo!", "greeting"),
        ("nl", "goedemorgen", "greeting"),
        ("ar", "السلام عليكم", "greeting"),
        ("nl", "مرحبا", "greeting"),
        ("ti", "ሰላም", "greeting"),
        ("tr", "merhaba", "greeting"),
        ("so", "iska warran", "greeting"),
        ("uk", "Добрий день", "greeting"),
        ("nl", "ik begrijp het niet", "unclear"),
        ("nl", "?", "unclear"),
        ("ar", "؟؟", "unclear"),
        ("ar", "ما فهمت", "unclear"),
        ("en", "I don't understand", "unclear"),
        ("ti", "ኣይተረድኣንን", "unclear"),
        ("fa", "نمی‌فهمم", "unclear"),
        ("nl", "herhaal", "again"),
        ("ar", "مرة تانية", "again"),
        ("tr", "tekrar", "again"),
    ],
)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "text"])
def test_a_remark_is_no_answer_and_no_miss(matcher: Matcher, language: str, text: str, remark: Remark, kind: str) -> None:
    assert matcher.meaning(text, language, question(kind), starts=STARTS) == Remarked(remark=remark)


@pytest.mark.parametrize(
    "text", ["bedankt", "dank u wel", "thank you", "شكرا", "يسلمو", "teşekkürler", "የቐንየለይ", "mahadsanid", "спасибо", "merci"]
)
@pytest.mark.parametrize("kind", [*KINDS, None])
def test_thanks_are_heard_in_every_language(matcher: Matcher, text: str, kind: str | None) -> None:
    assert matcher.meaning(text, "nl", question(kind) if kind else None, starts=STARTS) == Happened(occasion="thanks")


def test_somebody_who_tells_a_name_may_be_called_salam(matcher: Matcher) -> None:
    assert matcher.meaning("Salam", "so", question("text")) == Heard(text="Salam")
    assert matcher.meaning("سلام", "ar", question("text")) == Heard(text="سلام")


def test_a_word_that_works_anywhere_and_a_buttons_own_words_go_before_a_remark(matcher: Matcher) -> None:
    assert matcher.meaning("stop", "nl", question()) == Called(word="end")
    assert matcher.meaning("moeilijk", "nl", question("choice", "🌱 Moeilijk", "🌳 Makkelijk")) == Picked(asking=4, indexes=(0,))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("wat is ONA?", ("ona",)),
        ("Wat is een PIP", ("een pip",)),
        ("wat betekent DUO en PIP?", ("duo", "pip")),
        ("ONA?", ("ona",)),
        ("brede intake?", ("brede intake",)),
        ("what is KNM", ("knm",)),
        ("what does PVT mean?", ("pvt",)),
        ("ما هو DUO؟", ("duo",)),
        ("شو يعني PIP", ("pip",)),
        ("PIP እንታይ እዩ?", ("pip",)),
        ("ONA nedir?", ("ona",)),
        ("DigiD چیست؟", ("digid",)),
        ("waa maxay PIP", ("pip",)),
        ("что такое КНМ", ("кнм",)),
        ("c'est quoi ONA", ("ona",)),
    ],
)
@pytest.mark.parametrize("kind", ["choice", "text", "place", "date", None])
def test_what_a_word_means_can_be_asked_anywhere(matcher: Matcher, text: str, words: tuple[str, ...], kind: str | None) -> None:
    meant = matcher.meaning(text, "nl", question(kind) if kind else None, starts=STARTS)
    assert isinstance(meant, Wondered)
    assert meant.words == words


def test_what_is_no_word_is_still_what_it_was(matcher: Matcher) -> None:
    meant = matcher.meaning("overdag?", "nl", question())
    assert meant == Picked(asking=4, indexes=(0,))
    meant = matcher.meaning("school?", "nl", question(), starts=STARTS)
    assert meant == Wondered(words=("school",), otherwise=Started(script="cursus_kiezen"))


@pytest.mark.parametrize(
    ("text", "near", "subjects"),
    [
        ("ik denk overdag misschien", (0,), ()),
        ("ik wil iets weten over mijn examen", (), ("examens",)),
        ("hoeveel geld kost een cursus", (), ("geld", "cursus_kiezen")),
        ("ik zoek een kursus", (), ("cursus_kiezen",)),
        ("het weer is mooi", (), ()),
    ],
)
def test_what_is_not_understood_comes_with_the_nearest(
    matcher: Matcher, text: str, near: tuple[int, ...], subjects: tuple[str, ...]
) -> None:
    assert matcher.meaning(text, "nl", question(), starts=STARTS) == Heard(text=text, near=near, subjects=subjects)


def test_the_nearest_is_found_through_arabic_prefixes(matcher: Matcher) -> None:
    assert matcher.meaning("سؤال عن المدرسة", "ar", question(), starts=STARTS) == Heard(text="سؤال عن المدرسة", subjects=("cursus_kiezen",))
    assert matcher.meaning("بدي روح للمدرسة والمدارس", "ar", question(), starts=STARTS).subjects == ("cursus_kiezen",)  # type: ignore[union-attr]


def test_a_pictogram_alone_picks_its_choice(matcher: Matcher) -> None:
    assert matcher.meaning("🌆", "ar", question()) == Picked(asking=4, indexes=(1,))
    assert matcher.meaning("✏️", "nl", question("choice", "✏ Schrijven", "📖 Lezen")) == Picked(asking=4, indexes=(0,))
    assert matcher.meaning("🐟", "nl", question()) == Heard(text="🐟")
    assert matcher.meaning("📖", "nl", question("choice", "📖 Lezen", "📖 Boeken")) == Heard(text="📖")


def test_a_question_that_asks_what_was_meant_takes_an_answer_to_the_question_behind_it(matcher: Matcher) -> None:
    behind = question()
    before = behind.model_copy(update={"asking": 9, "options": behind.options[:1], "before": behind})
    assert matcher.meaning("overdag", "nl", before) == Picked(asking=9, indexes=(0,))
    assert matcher.meaning("'s avonds", "nl", before) == Picked(asking=4, indexes=(1,))


def test_no_word_is_a_remark_and_something_else() -> None:
    for code, words in read_words().items():
        assert not words.remarked.keys() & words.called.keys(), code
        assert not words.remarked.keys() & words.answered.keys(), code
        assert len(words.remarked) == len({(fold(word), aside) for aside, listed in words.remarks.items() for word in listed}), code
        assert "" not in words.remarked.keys() | words.away.keys(), code
        assert all(ask.count("…") == 1 for ask in words.asks), code
        assert {"greeting", "thanks", "again", "unclear"} == set(words.remarks), code
        assert len(words.counted) >= 21, code


@settings(deadline=None)
@given(text=st.text(max_size=80), kind=st.sampled_from([*KINDS, None]), language=st.sampled_from(["nl", "ar", "ti", "fa", "tr"]))
def test_no_typed_text_ever_raises(matcher: Matcher, text: str, kind: str | None, language: str) -> None:
    matcher.meaning(text, language, question(kind) if kind else None, starts=STARTS)


@given(st.text(max_size=80))
def test_any_text_can_be_a_remark_or_not(text: str) -> None:
    asides = Asides(WORDS)
    assert asides.remark(text, ("nl",)) in ("greeting", "thanks", "again", "unclear", None)
    assert isinstance(asides.asked(text), tuple)


WORDS = {code: words for code, words in read_words().items() if code in ("nl", "en", "ar")}
