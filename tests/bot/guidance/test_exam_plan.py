"""The plan backwards from the last day: what first, by which day, and what when there is no time, no day or no route."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from teaching import TODAY, person, request, text, world

from bot.guidance.exam_days import latest_day, lead, timing
from bot.guidance.exam_plan import ExamPlan, ExamPlanGuide, exam_plan, planned_days
from bot.guidance.exams import Exam, ExamPart, parts_left
from bot.guidance.standing import Standing
from dialogs.guides import Advice, Slot

WORLD = world()
GUIDE = ExamPlanGuide(WORLD)
OLD: dict[str, Slot] = {"wet_brief": "wi2013", "vergunning_datum": "2019-01-01", "vergunning": "asiel", "examens_gehaald": ["PVT"]}
NEW: dict[str, Slot] = {"wet_brief": "wi2021", "vergunning": "asiel", "examens_gehaald": ["PVT", "MAP"]}
B1, Z, EDUCATION = (NEW | {"leerroute": route} for route in ("b1", "z", "onderwijs"))
ALL_B1 = ["LEZ", "LUI", "SCH", "SPR", "KNM", "PVT", "MAP"]
WEEK = timedelta(weeks=1)


def at(facts: dict[str, Slot], last: date | None = None) -> Standing:
    return Standing.of(person(**facts, **({"einddatum_duo": last.isoformat()} if last else {})), WORLD, TODAY)


def plan(facts: dict[str, Slot], last: date | None = None) -> ExamPlan:
    return exam_plan(at(facts, last))


def asked(facts: dict[str, Slot], last: date | None = None) -> Advice:
    return GUIDE.consult(request(facts | ({"einddatum_duo": last.isoformat()} if last else {})))


def told(facts: dict[str, Slot], last: date | None = None) -> str:
    return " ".join(text(step.said) for step in plan(facts, last).steps)


def part(exam: Exam, level: str | None = None) -> ExamPart:
    return ExamPart(exam=exam, level=level, source="")


@pytest.mark.parametrize(
    ("exam", "level", "weeks"),
    [
        (Exam.reading, "A2", 7 + 8 + 4),
        (Exam.knm, None, 7 + 8 + 4),
        (Exam.writing, "A2", 7 + 16 + 4),
        (Exam.speaking, "A2", 7 + 16 + 4),
        (Exam.writing, "B1", 7 + 8 + 4),
        (Exam.ona, None, 6 + 6 + 8 + 4),
    ],
)
def test_r2_05_r2_26_r2_27_weeks_from_registering_to_a_safe_last_day(exam: Exam, level: str | None, weeks: int) -> None:
    last = TODAY + 40 * WEEK
    assert lead(at(OLD, last), part(exam, level)).weeks == weeks
    assert latest_day(at(OLD, last), part(exam, level)) == last - weeks * WEEK


@pytest.mark.parametrize(
    ("weeks", "found"), [(19, "in_time"), (18, "tight"), (15, "tight"), (14, "late"), (7, "late"), (6, "too_late"), (0, "too_late")]
)
def test_r2_27_r2_32_the_plan_is_for_the_day_of_the_result(weeks: int, found: str) -> None:
    assert timing(at(OLD, TODAY + weeks * WEEK), part(Exam.reading, "A2")) == found


def test_the_nearest_comes_first_and_the_same_things_are_done_together() -> None:
    steps = plan(OLD, date(2028, 1, 10)).steps
    assert [[one.exam.value for one in step.parts] for step in steps] == [["SCH", "SPR"], ["ONA"], ["LEZ", "LUI", "KNM"]]
    assert [step.day for step in steps] == [date(2027, 7, 5), date(2027, 7, 26), date(2027, 8, 30)]
    assert text(plan(OLD, date(2028, 1, 10)).next or "") == "Meld u uiterlijk op 2027-07-05 aan voor Schrijven en Spreken."


def test_a_plan_of_under_a_year_says_first_what_to_register_for_now() -> None:
    last = TODAY + 33 * WEEK
    assert asked(OLD, last).outcome == "plan"
    assert text(plan(OLD, last).next or "").startswith("Meld u uiterlijk op 2027-01-04 aan voor Schrijven en Spreken.")


@pytest.mark.parametrize(
    ("weeks", "note"),
    [
        (18, "Dan kan het nog op tijd."),
        (10, "Bewaar het bewijs van uw aanmelding."),
        (4, "Misschien is er geen plek meer voor uw laatste dag."),
    ],
)
def test_too_late_is_said_calmly_with_what_is_still_possible(weeks: int, note: str) -> None:
    facts, last = OLD | {"examens_gehaald": ["LUI", "SCH", "SPR", "KNM", "ONA", "PVT"]}, TODAY + weeks * WEEK
    assert "Meld u aan voor Lezen, het liefst voor 2026-11-30." in told(facts, last)
    assert note in told(facts, last)
    assert "uiterlijk" not in told(facts, last)


def test_r2_05_the_plan_says_that_a_portfolio_is_not_sent_by_post() -> None:
    facts, last = OLD | {"examens_gehaald": ["LEZ", "LUI", "SCH", "SPR", "KNM", "PVT"]}, TODAY + 60 * WEEK
    assert "Stuur het niet per post: dan kan die les niet meer." in told(facts, last)


@pytest.mark.parametrize(("days", "kept"), [(10 * 7, True), (6 * 7 + 1, True), (6 * 7, False)])
def test_r2_32_duo_gives_time_by_itself_to_who_registers_more_than_six_weeks_before(days: int, kept: bool) -> None:
    facts = OLD | {"examens_gehaald": ["LUI", "SCH", "SPR", "KNM", "ONA", "PVT"]}
    assert ("Dan geeft DUO zelf extra tijd. Kijk in uw brief." in told(facts, TODAY + timedelta(days=days))) is kept


def test_what_is_overdue_comes_before_what_is_not() -> None:
    steps = plan(OLD, date(2027, 4, 10)).steps
    assert steps[0].parts[0].exam is Exam.writing
    assert [step.day for step in steps] == sorted(step.day or date.max for step in steps)


@pytest.mark.parametrize(
    ("facts", "last", "outcome"),
    [
        ({}, None, "unclear"),
        ({"wet_brief": "wi2013", "vergunning_datum": "2023-01-01"}, None, "unclear"),
        (NEW, date(2028, 1, 1), "route_unknown"),
        (B1 | {"examens_gehaald": ALL_B1}, date(2020, 1, 1), "nothing_left"),
        (B1, None, "no_last_day"),
        (B1, date(2028, 1, 1), "plan"),
        (B1, date(2027, 5, 23), "plan"),
        (B1, date(2027, 5, 22), "urgent"),
        (B1, TODAY, "urgent"),
        (B1, TODAY - timedelta(days=1), "over"),
        (B1 | {"eerste_pip_datum": "2025-03-10"}, None, "plan"),
        (B1 | {"eerste_pip_datum": "2023-03-10"}, None, "over"),
    ],
)
def test_h4_the_outcome_says_when_time_is_short_or_over(facts: dict[str, Slot], last: date | None, outcome: str) -> None:
    found = asked(facts, last)
    assert found.outcome == outcome
    for name, gives in GUIDE.signature.values.items():
        if gives.present_when:
            assert bool(found.values.get(name)) is (outcome in gives.present_when), name


def test_r1_56_after_the_last_day_no_day_is_named_and_nothing_is_threatened() -> None:
    over = plan(B1, date(2026, 10, 1))
    assert "geen boete" in text(over.text)
    assert all(step.day is None for step in over.steps)
    assert "2026" not in text(over.text) + told(B1, date(2026, 10, 1)) + text(over.next or "")
    assert asked(B1, date(2026, 10, 1)).values["days"] == ()


def test_without_a_last_day_there_is_an_order_without_days() -> None:
    steps = plan(OLD).steps
    assert [[one.exam.value for one in step.parts] for step in steps] == [["SCH", "SPR"], ["LEZ", "LUI", "KNM"], ["ONA"]]
    assert all(step.day is None for step in steps)
    assert "Zoek uw laatste dag." in text(plan(OLD).next or "")
    assert "Zoek uw eerste PIP." in text(plan(B1).next or "")


def test_what_only_duo_knows_is_asked_and_has_no_day() -> None:
    facts: dict[str, Slot] = {"wet_brief": "wi2013", "examens_gehaald": ["LEZ"]}
    asked_step = plan(facts, date(2028, 1, 1)).steps[-1]
    assert (asked_step.kind, asked_step.day) == ("ask", None)
    assert text(asked_step.action) == "Misschien hoort dit bij u: ONA en PVT. Vraag het DUO of uw gemeente."


def test_a_planned_exam_is_no_longer_registered_for() -> None:
    booked = B1 | {"aangemeld_examen": "KNM", "examen_datum": "2026-12-08"}
    assert text(plan(booked, date(2028, 1, 1)).next or "") == "Uw examen KNM is op 2026-12-08."
    assert told(booked, date(2028, 1, 1)).count("KNM") == 1
    assert "Bewaar het bewijs" not in told(booked, date(2028, 1, 1))
    assert "Bewaar het bewijs" in told(booked, date(2027, 1, 20))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (None, "U bent aangemeld voor KNM. De dag staat in Mijn Inburgering."),
        ("2026-11-10", "U deed KNM op 2026-11-10. De uitslag komt na ongeveer 8 week."),
        ("2026-09-01", "U deed KNM op 2026-09-01. Kijk in Mijn Inburgering naar de uitslag."),
    ],
)
def test_r2_26_who_waits_hears_for_what_and_something_else_comes_first(day: str | None, said: str) -> None:
    facts = B1 | {"aangemeld_examen": "KNM", "examen_datum": day}
    assert said in told(facts, date(2028, 1, 1))
    assert "Meld u uiterlijk" in text(plan(facts, date(2028, 1, 1)).next or "")


def test_r2_14_the_z_route_counts_hours_and_the_talk_comes_last() -> None:
    said = told(Z | {"uren_totaal": 300, "uren_meedoen": 120}, TODAY + 50 * WEEK)
    assert "U deed 300 hour, u doet nog 500 hour. Dat is ongeveer 10 hour per week tot uw laatste dag." in said
    assert "u doet nog 680 hour. Uren van PVT en MAP tellen ook. Dat is ongeveer 14 hour per week" in said
    assert said.endswith("Het eindgesprek komt als de uren klaar zijn. Vraag uw gemeente om een dag.")


@pytest.mark.parametrize(
    ("hours", "said"), [(None, "U doet 800 hour les. Vraag uw school"), (800, "U heeft genoeg uren les."), (799, "u doet nog 1 hour")]
)
def test_r2_14_hours_that_are_not_known_are_asked_and_enough_is_enough(hours: int | None, said: str) -> None:
    assert said in told(Z | {"uren_totaal": hours}, date(2028, 1, 1))


def test_r2_13_the_education_route_has_a_way_out_by_exams_while_there_is_time() -> None:
    assert "Meld u uiterlijk op 2027-08-21 aan voor vier taalexamens op B1 en KNM." in told(EDUCATION, date(2028, 1, 1))
    assert "Niet af? Dan tellen ook vier taalexamens op B1 en KNM." in told(EDUCATION, TODAY + 5 * WEEK)
    assert "Was dat op B1?" in told(EDUCATION | {"examens_gehaald": ["LEZ", "LUI", "SCH", "SPR", "KNM"]}, date(2028, 1, 1))


def test_r2_16_r2_17_the_municipality_is_asked_for_pvt_and_map() -> None:
    assert "Vraag uw gemeente om een dag voor PVT en MAP." in told(B1 | {"examens_gehaald": ["geen"]}, date(2028, 1, 1))


def test_r1_44_who_has_a_dutch_diploma_asks_duo_first() -> None:
    assert "Vraag DUO om vrijstelling." in text(plan(B1 | {"diploma_nl": ["vmbo_plus"]}, date(2028, 1, 1)).next or "")


def test_r2_04_who_aims_higher_hears_what_the_state_exam_stands_for() -> None:
    notes = " ".join(map(text, plan(OLD | {"hoger_willen": "ja"}, date(2028, 1, 1)).notes))
    assert "Het staatsexamen komt dan in plaats van de taalexamens op A2." in notes
    assert plan(OLD | {"hoger_willen": "nee"}, date(2028, 1, 1)).notes == ()


def test_days_to_keep_are_in_order_and_stay_the_same_event_while_parts_are_passed() -> None:
    facts = OLD | {"einddatum_duo": "2028-01-10"}
    found = asked(facts).values["days"]
    assert found == ("register-16", "portfolio-ona", "register-8", "last-day")
    rows = GUIDE.describe(request(facts), "days", found)  # type: ignore[arg-type]
    assert [text(row["what"]) for row in rows.values()] == [
        "Aanmelden: Schrijven en Spreken",
        "Portfolio ONA opsturen",
        "Aanmelden: Lezen en Luisteren en KNM",
        "Uw laatste dag",
    ]
    assert [text(row["uid"]) for row in rows.values()] == list(rows)
    assert text(rows["last-day"]["day"]) == "2028-01-10"
    later = asked(facts | {"examens_gehaald": ["PVT", "LEZ", "SCH", "ONA"]}).values["days"]
    assert later == ("register-16", "register-8", "last-day")


def test_an_estimated_last_day_is_called_an_estimate() -> None:
    facts: dict[str, Slot] = {"wet_brief": "wi2013", "vergunning_datum": "2021-12-30", "vergunning": "asiel"}
    standing = Standing.of(person(**facts), WORLD, date(2024, 1, 5))
    told_days = GUIDE.describe(request(facts, today=date(2024, 1, 5)), "days", ["last-day"])
    assert standing.term.outcome == "estimate"
    assert text(told_days["last-day"]["what"]) == "Uw laatste dag (schatting)"


PASSED = st.lists(st.sampled_from([exam.value for exam in Exam]), unique=True)
ROUTES = st.sampled_from([OLD, B1, Z, EDUCATION, {"wet_brief": "wi2013"}, B1 | {"afgeschaald": ["SCH"]}])


@given(
    facts=ROUTES,
    passed=PASSED,
    days=st.integers(-400, 1500),
    booked=st.sampled_from(["LEZ", "KNM", "ONA", None]),
    exam=st.integers(-200, 400) | st.none(),
)
def test_every_part_left_is_planned_once_in_order_and_never_for_a_day_that_has_passed(
    facts: dict[str, Slot], passed: list[str], days: int, booked: str | None, exam: int | None
) -> None:
    day = None if exam is None else (TODAY + timedelta(days=exam)).isoformat()
    standing = at(
        {**facts, "examens_gehaald": passed or ["geen"], "aangemeld_examen": booked, "examen_datum": day}, TODAY + timedelta(days=days)
    )
    steps = exam_plan(standing).steps
    planned = [one for step in steps for one in step.parts]
    left = parts_left(standing.parts, standing.about)
    assert sorted(planned, key=lambda one: one.exam) == sorted(left, key=lambda one: one.exam)
    assert all(step.day is None or step.day >= TODAY for step in steps)
    dated = [step.day is not None for step in steps]
    assert dated == sorted(dated, reverse=True)
    latest = [step.day for step in steps if step.day and "uiterlijk" in text(step.action)]
    assert latest == sorted(latest)
    uids = [one.key for one in planned_days(standing, exam_plan(standing))]
    assert len(uids) == len(set(uids))
    assert all(step.day <= standing.term.last_day for step in steps if step.day and standing.term.last_day and step.kind == "register")


def test_the_last_day_is_among_the_days_also_while_the_route_is_not_known() -> None:
    found = asked(NEW, date(2028, 1, 1))
    assert (found.outcome, found.values["days"]) == ("route_unknown", ("last-day",))
    assert asked(OLD | {"examens_gehaald": ["LEZ", "LUI", "SCH", "SPR", "KNM", "ONA", "PVT"]}, date(2028, 1, 1)).values["days"] == ()
