"""Each known trick is recognised, picked or typed, with its weight; what is only like it is not."""

from __future__ import annotations

import pytest
from suspecting import FAMILY, KNOW, WI2013, WI2021, ids, rows, told
from teaching import TODAY

from bot.guidance.fraud_words import likely
from dialogs.guides import UNKNOWN, Slot


def recognised(pattern: str, severity: str, picked: str, typed: str, innocent: str) -> None:
    """Picked and typed lead to the pattern with its weight; a sentence that is only like it does not."""
    advice = told(picked)
    assert ids(advice) == [pattern]
    assert advice.outcome == severity
    assert pattern in likely(typed, KNOW, TODAY)
    assert told(pattern).outcome == severity, "a pattern that was asked back counts like one that was picked"
    assert pattern not in likely(innocent, KNOW, TODAY)


def test_f01_a_free_laptop_for_signing_is_a_stop_and_a_trial_lesson_is_not() -> None:
    recognised("F01", "stop", "gift", "Ik krijg een gratis laptop als ik teken", "Mag ik een gratis proefles?")
    assert told("trial").outcome == "none"


def test_f02_money_for_enrolling_is_a_stop_and_paying_duo_for_an_exam_is_not() -> None:
    recognised("F02", "stop", "cash", "Ik kreeg geld toen ik mij inschreef", "Ik betaal 50 euro aan DUO voor het examen")
    assert told("exam_fee").outcome == "none"


def test_f03_no_need_to_come_is_a_stop_and_a_lesson_that_falls_out_today_is_not() -> None:
    recognised("F03", "stop", "no_lessons", "Hij zegt dat ik niet hoef te komen", "De les gaat vandaag niet door")


def test_f04_more_hours_billed_than_followed_is_a_stop_and_equal_hours_are_not() -> None:
    recognised("F04", "stop", "ghost_hours", "Op de factuur staan meer uren dan ik les had", "De factuur klopt met mijn uren")
    assert told("invoice_right").outcome == "none"


def test_f05_signing_an_empty_paper_is_a_stop_and_signing_the_pip_is_not() -> None:
    recognised("F05", "stop", "blank", "Ik moest een leeg papier tekenen", "Ik moet mijn PIP tekenen bij de gemeente")
    assert told("town_paper").outcome == "none"


def test_f06_a_signature_that_is_not_mine_is_a_stop_and_not_having_signed_yet_is_not() -> None:
    recognised("F06", "stop", "forged", "Iemand heeft in mijn naam getekend", "Ik heb het contract nog niet getekend")


def test_f07_asking_for_my_digid_is_a_stop_and_using_it_myself_is_not() -> None:
    recognised("F07", "stop", "digid", "De school vraagt mijn DigiD", "Hoe kan ik zelf inloggen met DigiD?")


def test_f08_a_stranger_who_brings_me_to_a_school_is_a_warning_and_a_stop_beside_anything_else() -> None:
    recognised("F08", "warn", "stranger", "Een onbekende bracht mij naar de school", "Een vrouw in de bus vroeg mij de weg")
    assert told("stranger", "questions").outcome == "stop"


def test_f09_photos_of_my_papers_are_a_warning_and_a_copy_at_the_desk_is_in_order() -> None:
    recognised("F09", "warn", "id_photo", "Ze willen een foto van mijn pas via WhatsApp", "Mijn paspoort is bijna niet meer geldig")
    assert told("copy").outcome == "none"


def test_f10_everything_paid_at_once_is_a_stop_and_an_exam_fee_is_not() -> None:
    recognised("F10", "stop", "all_at_once", "Ik moet alles in één keer betalen", "Hoeveel kost het examen?")


@pytest.mark.parametrize(("school", "outcome"), [("De Brug", "none"), ("De Kade", "none"), ("De Haven", "stop"), ("De Toren", "stop")])
def test_f11_the_mark_in_the_catalogue_decides(school: str, outcome: str) -> None:
    assert told("no_mark", school=f"Voorbeeldschool {school}").outcome == outcome
    assert told(school=f"voorbeeldschool {school.lower()}").outcome == ("stop" if outcome == "stop" else "unclear")


def test_f11_without_a_school_that_is_known_a_missing_mark_is_a_stop() -> None:
    recognised("F11", "stop", "no_mark", "De school heeft geen keurmerk meer", "De school heeft een nieuw keurmerk")
    assert told("no_mark", school="Een school die nergens staat").outcome == "stop"
    assert told("no_mark", school=UNKNOWN).outcome == "stop"


def test_f11_a_mark_that_is_being_checked_frightens_nobody() -> None:
    assert told("no_mark", school="Voorbeeldschool De Linde").outcome == "warn"
    (row,) = rows("signs", "no_mark", school="Voorbeeldschool De Linde").values()
    assert "nagekeken" in row["why"]


def test_f11_the_day_and_the_source_of_the_mark_are_said() -> None:
    (bad,) = rows("signs", "no_mark", school="suspended").values()
    (good,) = rows("in_order", "no_mark", school="active").values()
    assert "2026-11-02" in bad["why"]
    assert "2026-11-02" in good["text"]


def test_f12_a_paper_about_hours_for_money_is_a_stop_also_acting_as_if_one_cannot_read() -> None:
    recognised("F12", "stop", "hours_paper", "Ik kan een papier over 600 uren kopen", "Hoeveel uren les krijg ik?")
    assert ids(told("act_illiterate")) == ["F12"]


def test_f13_somebody_else_makes_my_ona_is_a_stop_and_help_with_it_is_not() -> None:
    recognised("F13", "stop", "ona", "Iemand maakt mijn ONA voor mij", "Wie kan mij helpen met ONA?")


def test_f14_an_earpiece_or_another_person_at_the_exam_is_a_stop_and_taking_it_is_not() -> None:
    recognised("F14", "stop", "earpiece", "Met een oortje bij het examen", "Ik doe morgen examen")
    assert ids(told("other_person")) == ["F14"]


def test_f15_exam_questions_for_money_are_a_warning_and_practising_is_not() -> None:
    recognised("F15", "warn", "questions", "Op Facebook verkopen ze examenvragen", "Waar kan ik examenvragen oefenen?")


def test_f16_whole_lessons_in_another_language_are_a_warning_and_a_word_of_help_is_not() -> None:
    recognised("F16", "warn", "not_in_dutch", "De hele les is in het Arabisch", "De docent legt soms een woord uit in het Arabisch")
    assert told("some_words").outcome == "none"


def test_f17_staying_home_at_an_inspection_is_a_stop_and_being_ill_at_home_is_not() -> None:
    recognised("F17", "stop", "inspection", "Wij moesten thuis blijven want er was controle op school", "Ik ben thuis want ik ben ziek")


def test_f18_a_laptop_on_the_invoice_is_a_stop_and_an_invoice_without_one_is_not() -> None:
    recognised("F18", "stop", "laptop_billed", "Er staat een laptop op mijn factuur", "Ik kreeg de factuur op mijn telefoon")


def test_f19_signing_at_once_is_a_warning_and_not_having_signed_is_not() -> None:
    recognised("F19", "warn", "today", "Ik moest meteen tekenen", "Ik heb nog niets getekend")


def test_f20_fewer_lessons_than_promised_is_a_warning_and_one_lesson_that_falls_out_is_not() -> None:
    recognised("F20", "warn", "fewer_lessons", "Ik krijg minder lessen dan beloofd", "De les gaat vandaag niet door")


def test_f21_a_group_that_is_too_easy_is_a_warning_and_a_low_level_is_not() -> None:
    recognised("F21", "warn", "too_easy", "De groep is veel te makkelijk", "Ik zoek een cursus om te leren, mijn niveau is laag")


def test_f22_a_diploma_for_money_is_a_stop_and_earning_one_is_not() -> None:
    recognised("F22", "stop", "diploma", "Ik kan een diploma kopen", "Ik heb mijn diploma gehaald")
    assert {KNOW.row(f"fraud.{kind}.F22", TODAY).certainty for kind in ("pattern", "why", "now")} == {"ask"}


def test_f23_a_threat_or_kept_papers_are_urgent_and_a_passport_that_expires_is_not() -> None:
    recognised("F23", "urgent", "threat", "De man van de school bedreigt mij", "Mijn paspoort is bijna niet meer geldig")
    assert told("kept_papers").outcome == "urgent"


@pytest.mark.parametrize(("about", "outcome"), [(WI2021, "stop"), (WI2013, "none"), (FAMILY, "none"), ({}, "warn")])
def test_f24_a_loan_is_a_trick_only_for_refugees_under_the_law_of_2021(about: dict[str, Slot], outcome: str) -> None:
    assert told("loan", about=about).outcome == outcome


def test_f24_while_the_law_is_not_clear_it_is_a_reason_to_wait_and_to_ask() -> None:
    (row,) = rows("signs", "loan").values()
    assert "DUO" in row["why"]
    assert "F24" in likely("De school zegt dat ik een lening bij DUO krijg en moet tekenen", KNOW, TODAY)
    assert "F24" not in likely("Kan ik geld lenen bij DUO?", KNOW, TODAY)


def test_f25_a_helper_who_earns_on_a_school_is_a_warning_and_a_volunteer_who_helps_is_not() -> None:
    recognised("F25", "warn", "helper", "Mijn tolk krijgt geld van de school", "Een vrijwilliger helpt mij met Nederlands")


def test_f26_a_school_that_stops_is_a_warning_and_a_holiday_is_not() -> None:
    recognised("F26", "warn", "school_stops", "Mijn school is failliet", "De school is dicht in de vakantie")
    (row,) = rows("signs", "school_stops").values()
    assert "Misschien" in row["why"]
    assert "DUO beslist" in row["why"]
