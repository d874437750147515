"""The calendar file: whole days with a reminder, the same date the same entry, and nothing of the person on a shared phone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from bot.drawing.dates import DISCREET, Date, calendar_file

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
EXAM = Date(day=date(2026, 12, 18), what="امتحان القراءة، \u2068Zwolle\u2069; القاعة 2", uid="7 examen")
LESSON = Date(day=date(2027, 1, 4), what="Eerste les", uid="7 les")


def events(*dates: Date, discreet: bool = False) -> list[Event]:
    file = calendar_file(dates, NOW, discreet=discreet)
    return list(Calendar.from_ical(file.content).walk("VEVENT"))  # type: ignore[arg-type]


def test_it_is_a_file_that_phones_take() -> None:
    file = calendar_file([EXAM], NOW, discreet=False)
    assert (file.name, file.media_type) == ("wegwijzer.ics", "text/calendar")
    assert file.content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"\r\nVERSION:2.0\r\n" in file.content
    assert b"X-WR-TIMEZONE:Europe/Amsterdam" in file.content
    assert max(len(line) for line in file.content.split(b"\r\n")) <= 75


def test_each_date_is_a_whole_day_in_the_words_of_the_person() -> None:
    exam, lesson = events(EXAM, LESSON)
    assert (exam.decoded("dtstart"), exam.decoded("dtend")) == (date(2026, 12, 18), date(2026, 12, 19))
    assert [str(event["summary"]) for event in (exam, lesson)] == [EXAM.what, "Eerste les"]
    assert str(exam["transp"]) == "TRANSPARENT"


def test_the_reminder_comes_the_day_before_in_the_morning() -> None:
    (alarm,) = events(EXAM)[0].walk("VALARM")
    start = datetime(2026, 12, 18) + alarm.decoded("trigger")  # noqa: DTZ001 the phone's own time
    assert start == datetime(2026, 12, 17, 9)  # noqa: DTZ001
    assert alarm.decoded("trigger") == timedelta(hours=-15)


def test_the_same_date_is_the_same_entry_and_another_persons_is_not() -> None:
    first, again = events(EXAM)[0], events(Date(day=date(2026, 12, 20), what="verplaatst", uid=EXAM.uid))[0]
    assert first["uid"] == again["uid"]
    assert events(Date(day=EXAM.day, what=EXAM.what, uid="8 examen"))[0]["uid"] != first["uid"]
    assert "examen" not in first["uid"]


def test_on_a_shared_phone_nothing_says_what_it_is() -> None:
    content = calendar_file([LESSON], NOW, discreet=True).content.decode()
    assert "les" not in content.lower().replace("wegwijzer", "")
    assert [str(event["summary"]) for event in events(LESSON, discreet=True)] == [DISCREET]


def test_a_talk_has_its_hour_and_place_and_two_reminders() -> None:
    begins = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
    talk = Date(day=begins.date(), what="Afspraak", uid="7 talk", begins=begins, place="Voorbeeldplein 1")
    (event,) = events(talk)
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (begins, begins + timedelta(hours=1))
    assert [alarm.decoded("trigger") for alarm in event.walk("VALARM")] == [timedelta(days=-1), timedelta(hours=-2)]
    assert str(event["location"]) == "Voorbeeldplein 1"
    assert "location" not in events(talk, discreet=True)[0]
