"""A report to Blik op Werk and a letter to the school: made of what was chosen, in Dutch and in the person's language, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from teaching import SCHOOL, TODAY, request, shipped_knowledge, text, world

from bot.guidance.dutch import in_dutch
from bot.guidance.recognising import patterns
from bot.guidance.report import ReportGuide, Told, letter
from bot.guidance.school_letter import SchoolLetterGuide
from dialogs.guides import UNKNOWN, WITHHELD, Advice, Slot
from dialogs.phrase import Day, Joined, Phrase, Plain

KNOW = shipped_knowledge()
WORLD = world(schools=(replace(SCHOOL, key="brug", name="Voorbeeldschool De Brug"),))
GUIDE, LETTERS = ReportGuide(WORLD), SchoolLetterGuide(WORLD)
WORDS = "طلبوا توقيعي"


def report(about: dict[str, Slot] | None = None, **arguments: Slot) -> Advice:
    return GUIDE.consult(request(about or {}, **arguments))


def dutch(advice: Advice, name: str = "draft") -> str:
    return text(advice.values[name])


# -- the report -------------------------------------------------------------------------------------------------------


def test_the_report_says_what_when_which_school_and_which_proof() -> None:
    told = dutch(report(situations=["blank"], school="voorbeeldschool de brug", when="deze_week", proof=["papieren", "getuige"]))
    for part in ("leeg papier", "Voorbeeldschool De Brug", "deze week", "papieren en iemand die het zag", "Blik op Werk"):
        assert part in told


@pytest.mark.parametrize("nothing", [None, UNKNOWN, WITHHELD, ""])
def test_what_is_not_known_is_said_to_be_not_known(nothing: Slot) -> None:
    told = dutch(report(situations=nothing, school=nothing, when=nothing, proof=nothing, words=nothing))
    for part in ("naam van de school weet ik niet", "weet niet hoe dit heet", "weet niet meer wanneer", "geen bewijs"):
        assert part in told
    assert "eigen woorden" not in told


@pytest.mark.parametrize("pattern", patterns(KNOW, TODAY))
def test_every_pattern_has_a_sentence_in_the_first_person_or_about_somebody(pattern: str) -> None:
    told = dutch(report({"wet_brief": "wi2021", "vergunning": "asiel"}, situations=[pattern]))
    assert in_dutch(KNOW.sentence(f"fraud.report.{pattern}", TODAY)) in told


def test_own_words_are_attached_word_for_word_with_their_language_named() -> None:
    advice = report({"taal": "ar"}, situations=["blank"], words=WORDS)
    assert WORDS in dutch(advice)
    assert "Arabisch, niet vertaald" in dutch(advice)
    assert advice.values["own_words"] == Plain(text=WORDS, language="ar")


def test_words_typed_before_go_along_only_with_a_yes() -> None:
    assert "eerst" in dutch(report(typed_before="dit typte ik eerst", add_typed="ja"))
    assert "eerst" not in dutch(report(typed_before="dit typte ik eerst", add_typed="nee"))
    assert "eerst" not in dutch(report(typed_before="dit typte ik eerst"))
    both = report(typed_before="dit typte ik eerst", add_typed="ja", words="en dit daarna")
    assert text(both.values["own_words"]) == "dit typte ik eerst\nen dit daarna"


def test_the_language_of_own_words_that_is_not_known_is_not_guessed() -> None:
    told = dutch(report(words=WORDS))
    assert "In mijn eigen woorden:" in told
    assert "niet vertaald" not in told


def test_who_reports_stands_in_it_as_they_chose() -> None:
    assert "weet wie ik ben" in dutch(report(named="ja"))
    assert "zonder mijn naam" in dutch(report(named="nee"))
    alone = dutch(report())
    assert "weet wie ik ben" not in alone
    assert "zonder mijn naam" not in alone


def test_the_same_letter_is_told_in_the_persons_language_and_in_dutch_once() -> None:
    asked = request({"taal": "ar"}, situations=["gift"], words=WORDS)
    keys = GUIDE.consult(asked).values["translated"]
    assert isinstance(keys, tuple)
    (row,) = GUIDE.describe(asked, "translated", keys).values()
    shown = row["text"]
    assert isinstance(shown, Joined)
    assert all(isinstance(line, Phrase) for line in shown.items)
    assert WORDS not in text(shown)
    assert report({"taal": "nl"}).values["translated"] == ()


def test_a_school_of_the_catalogue_is_named_by_its_key_and_another_as_typed() -> None:
    assert text(report(school="Voorbeeldschool De Brug").values["school_key"]) == "brug"
    other = report(school="Een andere school")
    assert (text(other.values["school_key"]), "Een andere school" in dutch(other)) == ("", True)


def test_r4_11_where_to_report_without_us_is_said_with_the_advice_to_look_whether_it_still_holds() -> None:
    contact = dutch(report(), "contact")
    assert "klachten@zoekinburgerschool.nl" in contact
    assert "of dit nog klopt" in contact
    assert {KNOW.row(key, TODAY).certainty for key in ("report.contact", "report.contact.check")} == {"ask"}


def test_r6_03_a_report_tells_what_happened_and_accuses_nobody() -> None:
    for pattern in patterns(KNOW, TODAY):
        told = in_dutch(letter(Told(patterns=(pattern,)), KNOW, TODAY, attach=True))
        assert not any(word in told.lower() for word in ("fraude", "oplicht", "crimine", "dief"))


def test_two_words_of_a_moment_that_nobody_knows_say_nothing() -> None:
    told = letter(Told(when="gisteren", proof=("steen",)), KNOW, TODAY, attach=True)
    assert "weet niet meer wanneer" in in_dutch(told)
    assert "geen bewijs" in in_dutch(told)


# -- the letter to the school -----------------------------------------------------------------------------------------


def school_letter(about: dict[str, Slot] | None = None, **arguments: Slot) -> Advice:
    return LETTERS.consult(request(about or {}, **arguments))


def test_a_letter_to_the_school_asks_what_was_chosen_and_leaves_name_and_day_open() -> None:
    told = dutch(school_letter(asks=["kopie", "uren"], school="Voorbeeldschool De Brug"), "letter")
    for part in ("Aan de school: Voorbeeldschool De Brug", "kopie", "overzicht van mijn lesuren", "Mijn naam: ....", "Datum: ...."):
        assert part in told
    assert "stoppen" not in told


@pytest.mark.parametrize("school", [None, UNKNOWN])
def test_a_letter_can_be_made_without_the_name_of_the_school(school: Slot) -> None:
    assert dutch(school_letter(asks=["factuur"], school=school), "letter").startswith("Aan de school\n")


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"wet_brief": "wi2021", "vergunning": "asiel"}, "Uw gemeente koos deze school"),
        ({"wet_brief": "wi2013", "vergunning": "asiel"}, "Zoek eerst een andere school"),
        ({"wet_brief": "wi2021", "vergunning": "anders"}, "Zoek eerst een andere school"),
        ({}, "DUO of uw gemeente"),
        ({"wet_brief": "wi2013", "vergunning": "asiel", "vergunning_periode": "vanaf_2022"}, "DUO of uw gemeente"),
    ],
)
def test_who_wants_to_stop_hears_first_what_to_think_of(about: dict[str, Slot], said: str) -> None:
    advice = school_letter(about, asks=["stoppen"])
    assert advice.outcome == "think_first"
    assert said in dutch(advice, "caution")


def test_who_does_not_want_to_stop_hears_no_caution() -> None:
    advice = school_letter(asks=["uren"])
    assert advice.outcome == "ready"
    assert "caution" not in advice.values


def test_the_letter_to_the_school_is_explained_in_the_persons_language() -> None:
    asked = request({"taal": "en"}, asks=["uren"])
    keys = LETTERS.consult(asked).values["translated"]
    assert isinstance(keys, tuple)
    (row,) = LETTERS.describe(asked, "translated", keys).values()
    assert "overzicht van mijn lesuren" in text(row["text"])
    assert school_letter({"taal": "nl"}, asks=["uren"]).values["translated"] == ()


# -- Dutch ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("items", "style", "written"),
    [
        (("a", "b", "c"), "and", "a, b en c"),
        (("a", "b"), "or", "a of b"),
        (("a",), "and", "a"),
        ((), "and", ""),
        (("A.", "B."), "sentences", "A. B."),
        (("a", "b"), "lines", "a\nb"),
    ],
)
def test_lists_are_joined_as_dutch_joins_them(items: tuple[str, ...], style: str, written: str) -> None:
    assert in_dutch(Joined(items=tuple(Plain(text=item) for item in items), style=style)) == written  # type: ignore[arg-type]


def test_a_day_is_for_the_languages_to_write() -> None:
    with pytest.raises(TypeError):
        in_dutch(Phrase(text="Op {dag}.", values={"dag": Day(day=TODAY)}))
