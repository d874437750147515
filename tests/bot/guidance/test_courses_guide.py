"""The guide that advises courses: what it offers, what it says of each, and who chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from teaching import EVENING, SATURDAY, SCHOOL, UTRECHT, ZWOLLE, course, request, text, world

from bot.guidance.cards import FIELDS, course_label
from bot.guidance.courses import CoursesGuide
from bot.guidance.world import Catalogue, Course, Institution, Kind, Level, Literacy, Location, QualityMark, Session
from dialogs.guides import Advice, Row, Slot
from dialogs.phrase import Plain

SECOND = Institution(key="second", name="Voorbeeldschool B", mark=QualityMark.aspirant, mark_checked=SCHOOL.mark_checked, mark_source="x")
ROOMS = (Location(key="room", institution="school", place=ZWOLLE), Location(key="hall", institution="second", place=UTRECHT))


def guide(*courses: Course) -> CoursesGuide:
    return CoursesGuide(world(*courses, schools=(SCHOOL, SECOND), rooms=ROOMS))


def advice(*courses: Course, **facts: Slot) -> Advice:
    return guide(*courses).consult(request(facts))


def shown(one: Course, **facts: Slot) -> Row:
    return guide(one).describe(request(facts), "offers", [one.key])[one.key]


def keys(told: Advice, name: str = "offers") -> Sequence[str]:
    found = told.values[name]
    assert isinstance(found, tuple)
    return found


def test_a_course_by_itself_is_called_by_school_and_town() -> None:
    known = world(course(key="a"), schools=(SCHOOL, SECOND), rooms=ROOMS)
    assert course_label(known, "a").text == f"{SCHOOL.name}, Zwolle"
    assert course_label(known, "gone").text == "gone"


def test_offers_are_named_by_key_with_the_best_first() -> None:
    told = advice(course(key="late", start_dates=(date(2027, 6, 1),)), course(key="soon", start_dates=(date(2027, 1, 4),)))
    assert told.outcome == "offers"
    assert keys(told) == ("soon", "late")
    assert keys(told, "first") == ("soon",)
    assert told.values["count"] == 2


def test_when_nothing_fits_that_is_the_outcome() -> None:
    told = advice(course(sessions=EVENING), momenten=["overdag"])
    assert told.outcome == "none"
    assert (keys(told), keys(told, "first"), told.values["count"]) == ((), (), 0)


def test_the_signature_declares_every_value() -> None:
    told = advice(course())
    assert set(told.values) == set(CoursesGuide.signature.values)


def test_every_field_of_a_card_is_there_and_only_what_speaks_against_may_be_empty() -> None:
    for facts in ({}, {"woonplaats": ZWOLLE, "leest": "latijn", "wet_brief": "wi2021", "vergunning": "asiel"}):
        row = shown(course(), **facts)
        assert tuple(row) == FIELDS
        assert [name for name in FIELDS if not text(row[name])] == ["let_op"]


def test_what_speaks_against_begins_with_a_warning_word() -> None:
    assert text(shown(course(start_dates=()))["let_op"]) == "Let op: Vraag de school wanneer de cursus begint."


@pytest.mark.parametrize(
    ("facts", "price", "said"),
    [
        ({}, Decimal("14.50"), "€ 14.50 per uur"),
        ({"wet_brief": "wi2013"}, None, "prijs niet bekend: vraag de school"),
        ({"wet_brief": "wi2021", "vergunning": "asiel"}, Decimal(14), "de gemeente betaalt de cursus die zij kiest"),
        ({"wet_brief": "wi2021", "vergunning": "gezin_bij_asiel"}, Decimal(14), "de gemeente betaalt de cursus die zij kiest"),
        ({"wet_brief": "wi2021", "vergunning": "anders"}, Decimal(14), "€ 14 per uur"),
        ({"wet_brief": "wi2021"}, Decimal(14), "€ 14 per uur"),
    ],
)
def test_r3_02_the_price_is_said_to_who_pays_it(facts: dict[str, Slot], price: Decimal | None, said: str) -> None:
    assert text(shown(course(price_per_hour=price), **facts)["prijs"]) == said


@pytest.mark.parametrize(
    ("one", "home", "said"),
    [
        (course(), ZWOLLE, "in uw eigen plaats"),
        (course(), "GM0166/kampen", "ongeveer 13 kilometer"),
        (course(), None, "afstand niet bekend"),
        (course(online_percent=100), ZWOLLE, "alle lessen online"),
        (course(online_percent=50), None, "afstand niet bekend"),
    ],
)
def test_distance_is_said_as_far_as_it_is_known(one: Course, home: Slot, said: str) -> None:
    assert text(shown(one, woonplaats=home)["afstand"]) == said


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (course(), "dinsdag en donderdag van 09:00 tot 12:00"),
        (
            course(sessions=(*SATURDAY, Session(weekday=1, start=time(9), end=time(12)))),
            "maandag van 09:00 tot 12:00 en zaterdag van 10:00 tot 15:00",
        ),
        (course(sessions=()), "tijden niet bekend"),
        (course(sessions=(), online_percent=100), "online, op eigen tijd"),
    ],
)
def test_lessons_at_the_same_hours_are_said_together(one: Course, said: str) -> None:
    assert text(shown(one)["tijden"]) == said


def test_a_new_school_has_no_stars_yet() -> None:
    assert text(shown(course())["sterren"]) == "3 sterren van 4"
    assert text(shown(course(institution="second", location="hall"))["sterren"]) == "nog geen sterren"


def test_the_date_and_source_of_the_data_are_said() -> None:
    assert text(shown(course())["gegevens_van"]) == "Gegevens van 2026-11-02. Bron: Voorbeeld."


def test_a_course_that_is_gone_or_whose_school_lost_its_mark_is_left_out() -> None:
    asked = request({})
    assert guide(course()).describe(asked, "offers", ["gone", "course"]).keys() == {"course"}
    lost = CoursesGuide(world(course(), schools=(replace(SCHOOL, mark=QualityMark.suspended),)))
    assert lost.describe(asked, "offers", ["course"]) == {}


def test_a_course_without_a_known_school_or_place_is_not_in_the_catalogue() -> None:
    found = Catalogue.of([SCHOOL], ROOMS, [course(), course(key="b", institution="other"), course(key="c", location="nowhere")])
    assert set(found.courses) == {"course"}


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"wet_brief": "wi2013"}, "U kiest zelf een school"),
        ({"wet_brief": "wi2013", "vergunning": "asiel"}, "U kiest zelf een school"),
        ({"wet_brief": "wi2021", "vergunning": "asiel"}, "De gemeente kiest uw cursus en betaalt die"),
        ({"wet_brief": "wi2021", "vergunning": "gezin_bij_asiel"}, "De gemeente kiest uw cursus en betaalt die"),
        ({"wet_brief": "wi2021", "vergunning": "anders"}, "U kiest zelf een school"),
        ({"wet_brief": "wi2021"}, "Teken nog niets"),
        ({}, "Teken nog niets"),
        ({"wet_brief": "wi2013", "vergunning_periode": "vanaf_2022"}, "Teken nog niets"),
    ],
)
def test_r2_33_who_chooses(facts: dict[str, Slot], said: str) -> None:
    assert said in text(advice(course(), **facts).values["who_chooses"])


@pytest.mark.parametrize(
    ("facts", "kinds"),
    [
        ({"leest": "niet"}, ("alfabetisering",)),
        ({"leest": "niet", "niveau": "a2", "doel": "opleiding"}, ("alfabetisering",)),
        ({"leest": "ander_schrift"}, ("ander_alfabet", "taal")),
        ({"leest": "latijn", "niveau": "nul", "doel": "examen"}, ("taal",)),
        ({"leest": "latijn", "niveau": "a1", "doel": "werk"}, ("duaal", "taal")),
        ({"leest": "latijn", "niveau": "a2", "doel": "opleiding"}, ("staatsexamen_1", "taal")),
        ({"leest": "latijn", "niveau": "b1", "doel": "opleiding"}, ("staatsexamen_1", "staatsexamen_2")),
        (
            {"leest": "latijn", "niveau": "a1", "doel": "opleiding", "wet_brief": "wi2021", "leerroute": "onderwijs"},
            ("onderwijsroute", "taal"),
        ),
        ({"leest": "latijn", "niveau": "nul", "doel": "dagelijks", "wet_brief": "wi2021", "leerroute": "z"}, ("z_route", "taal")),
    ],
)
def test_5b_kinds_of_course_that_fit_are_named_whatever_the_schools_offer(facts: dict[str, Slot], kinds: tuple[str, ...]) -> None:
    assert keys(advice(**facts), "kinds") == kinds


@pytest.mark.parametrize("goal", ["examen", "werk", "opleiding", "dagelijks", None])
@pytest.mark.parametrize("level", ["nul", "a1", "a2", "b1", None])
@pytest.mark.parametrize("reads", ["niet", "ander_schrift", "latijn", None])
def test_r5_03_a_route_is_never_proposed_and_there_is_always_something_to_say(goal: Slot, level: Slot, reads: Slot) -> None:
    told = advice(wet_brief="wi2021", vergunning="asiel", doel=goal, niveau=level, leest=reads)
    assert keys(told, "kinds")
    assert not {"z_route", "onderwijsroute"} & set(keys(told, "kinds"))


def test_the_preparation_names_kinds_times_children_and_work() -> None:
    told = advice(
        wet_brief="wi2021", vergunning="asiel", leest="latijn", niveau="a1", doel="werk", momenten=["avond", "kleine_kinderen", "ik_werk"]
    )
    said = text(told.values["preparation"])
    assert said == (
        "Dit past bij u: taal en werk samen of een taalcursus. U kunt naar les: in de avond. "
        "Vraag om les op tijden dat er opvang is voor uw kinderen. Vraag om les die past naast uw werk."
    )


def test_who_wants_an_education_under_the_new_law_is_told_to_ask_for_that_route() -> None:
    facts: dict[str, Slot] = {"doel": "opleiding", "leest": "latijn", "niveau": "a1"}
    assert "onderwijsroute" in text(advice(**facts, wet_brief="wi2021").values["preparation"])
    assert "onderwijsroute" not in text(advice(**facts, wet_brief="wi2013").values["preparation"])


def test_kinds_can_be_described() -> None:
    rows = guide().describe(request({}), "kinds", ["taal", "nothing"])
    assert {key: text(row["soort"]) for key, row in rows.items()} == {"taal": "een taalcursus"}


def test_what_is_not_known_is_said_and_what_is_known_is_not() -> None:
    said = text(advice(woonplaats=ZWOLLE, leest="latijn", niveau="a1").values["not_counted"])
    assert said == "Dit weten wij nog niet: waarvoor u leert en wanneer u kunt. Daar keken wij niet naar."
    everything = advice(woonplaats=ZWOLLE, leest="latijn", niveau="a1", doel="werk", momenten=["overdag"])
    assert everything.values["not_counted"] == Plain(text="")


def test_5b_three_people_get_what_the_rules_of_fitting_say() -> None:
    literacy = course(key="letters", kind=Kind.literacy, literacy=Literacy.full, level_to=Level.a1)
    alphabet = course(key="alphabet", kind=Kind.other_alphabet, literacy=Literacy.other_alphabet, level_to=Level.zero)
    language = course(key="language", level_from=Level.a1)
    training = course(key="training", kind=Kind.exam_training, level_from=Level.a1)
    everything = (literacy, alphabet, language, training)
    assert set(keys(advice(*everything, leest="niet", schooljaren="0", niveau="nul"))) == {"letters"}
    assert set(keys(advice(*everything, leest="ander_schrift", schooljaren="7_12", niveau="nul"))) == {"alphabet"}
    assert keys(advice(*everything, leest="latijn", niveau="a2", doel="examen", wet_brief="wi2013")) == ("training",)
