"""What typed words are taken for."""

from __future__ import annotations

import pytest

from bot.language.languages import Languages
from bot.language.matching import Matcher
from bot.language.words import read_words
from dialogs.folding import fold
from dialogs.inputs import Anywhere, Called, Heard, Input, Picked, Started
from dialogs.phrase import Phrase
from dialogs.state import Option, Question

ASKING = 7
STARTS = {"cursus": "cursus_kiezen", "school": "cursus_kiezen", "geld": "kosten"}


def question(*labels: str, kind: str = "choice", service: tuple[str, ...] = ("unknown", "why", "back")) -> Question:
    words = {
        "unknown": "❓ Ik weet het niet",
        "why": "💡 Waarom vraagt u dit?",
        "back": "↩️ Terug",
        "done": "✅ Klaar",
        "no": "Nee",
        "yes": "Ja",
    }
    answers = [{"value": f"v{index}", "label": Phrase(text=label)} for index, label in enumerate(labels)]
    others = [{"role": role, "label": Phrase(text=words[role])} for role in service]
    return Question.model_validate(
        {"asking": ASKING, "step": "stap", "kind": kind, "slot": "s", "text": Phrase(text="?"), "options": (*answers, *others)}
    )


def yes_no() -> Question:
    options = (Option(value="yes", label=Phrase(text="👤 Ja, graag")), Option(value="no", label=Phrase(text="❌ Nee, nu niet")))
    return question(kind="yes_no", service=()).model_copy(update={"options": options})


WHEN = question("🌅 Overdag", "🌆 's Avonds", "📅 In het weekend")


def heard(meant: Input) -> str:
    """What was only heard: nothing was picked and nothing begun, at most something is offered."""
    assert isinstance(meant, Heard)
    assert meant.value is None
    return meant.text


def picked(*indexes: int) -> Picked:
    return Picked(asking=ASKING, indexes=indexes)


@pytest.mark.parametrize(
    ("language", "text", "index"),
    [
        ("nl", "overdag", 0),
        ("nl", "OVERDAG!", 0),
        ("nl", "🌅 Overdag", 0),
        ("nl", "s avonds", 1),
        ("nl", "in het", 2),
        ("nl", "overdga", 0),
        ("nl", "1", 0),
        ("nl", "twee", 1),
        ("ar", "٢", 1),
        ("ar", "خلال النهار", 0),
        ("ar", "خلال نهار", 0),
        ("ar", "مساء", 1),
        ("ar", "overdag", 0),
        ("ar", "in the day", 0),
        ("nl", "ik weet het niet", 3),
        ("nl", "geen idee", 3),
        ("ar", "لا أعرف", 3),
        ("en", "I don't know", 3),
        ("nl", "waarom", 4),
    ],
)
def test_typed_words_pick_an_option(matcher: Matcher, language: str, text: str, index: int) -> None:
    assert matcher.meaning(text, language, WHEN, starts=STARTS) == picked(index)


def test_the_labels_on_the_screen_count(matcher: Matcher) -> None:
    labels = ["صباحاً", "b", "c", "d", "e", "f"]
    assert matcher.meaning("صباحا", "ar", WHEN, labels) == picked(0)


@pytest.mark.parametrize("text", ["iets heel anders", "9", "0", "av", "!!!", "😀", "over"])
def test_what_does_not_fit_is_only_heard(matcher: Matcher, text: str) -> None:
    ambiguous = question("Overdag", "Over een maand")
    assert heard(matcher.meaning(text, "nl", ambiguous)) == text


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Ik kan niet lezen", "ik kan"),
        ("Ik heb geen kinderen", "ik heb een kinderen"),
        ("Ik kan niet lezen", "ik kan wel lezen"),
        ("Ja, maar ik wil niet", "ja maar"),
    ],
)
def test_a_near_miss_never_turns_a_meaning_round(matcher: Matcher, label: str, text: str) -> None:
    assert heard(matcher.meaning(text, "nl", question(label, "Anders"))) == text


def test_where_one_letter_turns_a_verb_round_only_the_very_words_count(matcher: Matcher) -> None:
    asked = question("x", "y")
    labels = ["Bilmiyorum", "Okuyabilirim", "a", "b", "c"]
    assert heard(matcher.meaning("biliyorum", "tr", asked, labels)) == "biliyorum"
    assert matcher.meaning("okuyabilirim", "tr", asked, labels) == picked(1)


@pytest.mark.parametrize(
    ("text", "index"), [("ja", 0), ("nee", 1), ("نعم", 0), ("لا", 1), ("yes", 0), ("Nope", 1), ("ja graag", 0), ("oké", 0)]
)
def test_yes_and_no_in_three_languages(matcher: Matcher, text: str, index: int) -> None:
    assert matcher.meaning(text, "ar", yes_no()) == picked(index)


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("nl", "menu", "menu"),
        ("nl", "/menu", "menu"),
        ("nl", "Stop!", "end"),
        ("nl", "mijn gegevens", "my_data"),
        ("nl", "pauze", "pause"),
        ("ar", "القائمة", "menu"),
        ("ar", "اللغة", "language"),
        ("ar", "موظف", "human"),
        ("ar", "taal", "language"),
        ("ti", "ቋንቋ", "language"),
        ("en", "hide", "hide"),
        ("tr", "insan", "human"),
    ],
)
@pytest.mark.parametrize("kind", ["choice", "text", "place", "date", "number", "wait", None])
def test_words_that_work_anywhere_work_at_any_question(
    matcher: Matcher, kind: str | None, language: str, text: str, word: Anywhere
) -> None:
    asked = question(kind=kind, service=()) if kind else None
    assert matcher.meaning(text, language, asked) == Called(word=word)


@pytest.mark.parametrize("kind", ["text", "place", "wait"])
@pytest.mark.parametrize("text", ["school", "1", "ik zoek een menu met soep", "stop met de trein", "ja", "overdga"])
def test_a_free_answer_is_not_hijacked(matcher: Matcher, kind: str, text: str) -> None:
    asked = question("Overdag", kind=kind)
    assert matcher.meaning(text, "nl", asked, starts=STARTS) == Heard(text=text)


def test_a_buttons_own_words_win_over_a_word_that_works_anywhere(matcher: Matcher) -> None:
    assert matcher.meaning("terug", "nl", WHEN) == picked(5)


def test_a_keyword_begins_a_script_unless_it_answers_the_question(matcher: Matcher) -> None:
    assert matcher.meaning("School", "nl", None, starts=STARTS) == Started(script="cursus_kiezen")
    assert matcher.meaning("مدرسة", "ar", None, starts=STARTS) == Started(script="cursus_kiezen")
    assert matcher.meaning("college", "ar", None, starts=STARTS) == Started(script="cursus_kiezen")
    assert matcher.meaning("kursus", "nl", None, starts=STARTS) == Started(script="cursus_kiezen")
    assert matcher.meaning("geld", "nl", WHEN, starts=STARTS) == Started(script="kosten")
    assert matcher.meaning("school", "nl", question("School kiezen", "Iets anders"), starts=STARTS) == picked(0)
    assert matcher.meaning("fiets", "nl", None, starts=STARTS) == Heard(text="fiets")


def test_labels_that_begin_with_numbers_are_not_counted(matcher: Matcher) -> None:
    years = question("0 jaar", "1-3 jaar", "4 jaar of meer", service=())
    assert matcher.meaning("2", "nl", years) == Heard(text="2")
    assert matcher.meaning("1", "nl", years) == picked(1)
    assert matcher.meaning("4", "nl", years) == picked(2)


@pytest.mark.parametrize(("text", "indexes"), [("overdag, weekend dag", (0, 2)), ("1 3", (0, 2)), ("overdag", (0,)), ("١، ٣", (0, 2))])
def test_several_answers_at_once(matcher: Matcher, text: str, indexes: tuple[int, ...]) -> None:
    asked = question("🌅 Overdag", "🌆 's Avonds", "📅 Weekend dag", kind="many", service=("done",))
    assert matcher.meaning(text, "nl", asked) == picked(*indexes)


def test_several_answers_of_which_one_is_not_understood_are_not_understood(matcher: Matcher) -> None:
    asked = question("Overdag", "Weekend", kind="many", service=("done",))
    assert heard(matcher.meaning("overdag, nooit meer", "nl", asked)) == "overdag, nooit meer"
    assert matcher.meaning("klaar", "nl", asked) == picked(2)


def test_numbers_and_days_come_with_their_value(matcher: Matcher) -> None:
    number, day = question(kind="number"), question(kind="date")
    assert matcher.meaning("٣", "ar", number) == Heard(text="٣", value=3)
    assert matcher.meaning("drie", "ar", number) == Heard(text="drie", value=3)
    assert matcher.meaning("3 november 2026", "ar", day) == Heard(text="3 november 2026", value="2026-11-03")
    assert matcher.meaning("weet ik niet", "nl", number) == picked(0)


def test_erasing_asks_for_the_very_words(matcher: Matcher) -> None:
    asked = question(kind="forget", service=("no", "yes"))
    assert matcher.meaning("ja", "nl", asked) == picked(1)
    assert matcher.meaning("2", "nl", asked) == Heard(text="2")
    assert matcher.meaning("j", "nl", asked) == Heard(text="j")


def test_no_word_of_a_language_means_two_things(languages: Languages) -> None:
    for code, words in read_words().items():
        assert code in languages
        assert not words.called.keys() & words.answered.keys(), code
        assert len(words.called) == len({(fold(word), call) for call, listed in words.anywhere.items() for word in listed}), code
        assert len(words.answered) == len({(fold(word), answer) for answer, listed in words.answers.items() for word in listed}), code
        assert "" not in (words.called.keys() | words.answered.keys() | words.counted.keys() | words.turning), code


def test_every_language_of_the_register_has_words(languages: Languages) -> None:
    assert set(read_words()) == set(languages)
    assert all(len(read_words()[code].counted) >= 21 for code in languages.offered)
