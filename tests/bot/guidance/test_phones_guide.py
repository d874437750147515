"""Who uses a phone, and whether a typed code is right."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.guidance.fact_names import CHOSEN_COURSE
from bot.guidance.own_data import OwnConsentsGuide, OwnDataGuide
from bot.guidance.phones import MyNameHereGuide, NewJoinCodeGuide, PersonsHereGuide, TypedJoinCodeGuide, code_in
from dialogs.facts import FactDefinition, LegalBasis
from dialogs.guides import Companion, Known, Person, Phone, Request, Slot
from dialogs.phrase import Phrase, Plain
from dialogs.transcripts.talking import plainly

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
BASIS = LegalBasis(wi2013="Toestemming", wi2021="Toestemming")


def words(key: str) -> str:
    """The keys themselves, with the fields that the sentences have."""
    return {
        "person_named": "n {name}",
        "person_unnamed": "u {number}",
        "person_waiting": "{name} w",
        "said_with_help": "{value} h",
        "said_by_municipality": "{value} m",
    }.get(key, key)


def about(phone: Phone | None = None, facts: dict[str, Known] | None = None, **arguments: Slot) -> Request:
    person = Person(facts={name: (known,) for name, known in (facts or {}).items()}, phone=phone or Phone())
    return Request(arguments=arguments, person=person, today=TODAY)


@pytest.mark.parametrize(("others", "most", "outcome"), [(0, 6, "alone"), (1, 6, "several"), (5, 6, "full"), (4, 6, "several")])
def test_there_is_room_until_there_are_so_many(others: int, most: int, outcome: str) -> None:
    phone = Phone(others=tuple(Companion(key=str(number)) for number in range(others)), most=most)
    advice = PersonsHereGuide(words).consult(about(phone))
    assert advice.outcome == outcome
    assert len(advice.values["others"]) == others  # type: ignore[arg-type]


def test_the_others_are_known_by_what_they_chose_or_by_a_number() -> None:
    phone = Phone(others=(Companion(key="7", label="Amal"), Companion(key="9", waiting=True)))
    rows = PersonsHereGuide(words).describe(about(phone), "others", ["7", "9", "11"])
    assert {key: plainly(row["name"]) for key, row in rows.items()} == {"7": "n Amal", "9": "u 2 w"}


def test_ones_own_name_is_told_where_there_is_one() -> None:
    assert MyNameHereGuide().consult(about()).outcome == "unnamed"
    assert MyNameHereGuide().consult(about(Phone(label="Amal"))).values == {"name": Plain(text="Amal")}


def test_a_new_code_comes_with_its_time() -> None:
    advice = NewJoinCodeGuide().consult(about(Phone(new_code="ABCD2345", code_minutes=10)))
    assert advice.values == {"code": Plain(text="ABCD2345"), "minutes": 10}


@pytest.mark.parametrize(("typed", "code"), [("abcd2345", "ABCD2345"), (" ABCD-23 45 ", "ABCD2345"), ("ABCD٢٣٤٥", "ABCD2345")])
def test_a_code_counts_however_it_is_typed(typed: str, code: str) -> None:
    assert code_in(typed) == code


@pytest.mark.parametrize("typed", ["", "hallo", "ABCD234", "ABCD23456", "ABCD1O00", "ik weet het"])
def test_other_words_are_no_code(typed: str) -> None:
    assert code_in(typed) == ""


@pytest.mark.parametrize(
    ("phone", "outcome"),
    [
        (Phone(typed_code="ABCD2345", code_owner="Amal"), "right"),
        (Phone(typed_code="ABCD2345"), "wrong"),
        (Phone(typed_code="WXYZ2345", code_owner="Amal"), "wrong"),
        (Phone(typed_code="ABCD2345", code_owner="Amal", too_many_codes=True), "too_often"),
    ],
)
def test_a_typed_code_is_right_only_for_its_owner_and_not_after_too_many(phone: Phone, outcome: str) -> None:
    assert TypedJoinCodeGuide().consult(about(phone, code="abcd 2345")).outcome == outcome


def fact(**values: object) -> FactDefinition:
    given = {"type": "choice", "label": "Iets", "purpose": "Iets", "legal_basis": BASIS, "keep": "Kort", **values}
    return FactDefinition.model_validate(given)


FACTS = {
    "open": fact(label="Open"),
    "alone": fact(label="Alleen", private=True),
    CHOSEN_COURSE: fact(label="Cursus", type="text"),
    "typed": fact(label="Getypt", type="text"),
    "helper": fact(label="Hulp", type="yes_no", setting="helped", fresh_for=0),
    "may": fact(label="Mag", type="yes_no", kept_as="consent", consent="remember"),
}


def known(value: str, by: str = "contact") -> Known:
    return Known(value=value, at=NOON, by=by)


def own() -> OwnDataGuide:
    return OwnDataGuide(FACTS, lambda key: Plain(text=key), lambda key: Plain(text=f"cursus {key}"), words)


def test_what_is_private_is_told_apart_and_typed_words_have_no_question_of_their_own() -> None:
    told = {"open": known("a"), "alone": known("b"), "typed": known("c")}
    advice = own().consult(about(facts=told))
    assert advice.values == {"facts": ["open", "typed"], "private_facts": ["alone"], "labels": ["open", "alone"]}


def test_while_somebody_helps_what_is_private_cannot_be_changed() -> None:
    advice = own().consult(about(facts={"open": known("a"), "alone": known("b"), "helper": known("yes")}))
    assert advice.values["labels"] == ["open", "helper"]


def test_what_was_said_with_help_says_so_and_a_label_tells_no_value() -> None:
    request = about(facts={"open": known("a", "helped")})
    assert plainly(own().describe(request, "facts", ["open"])["open"]["value"]) == "a h"
    assert own().describe(request, "labels", ["open"]) == {"open": {"label": Phrase(text="Open")}}


def test_what_the_municipality_put_right_says_so() -> None:
    request = about(facts={"open": known("a", "coordinator")})
    assert plainly(own().describe(request, "facts", ["open"])["open"]["value"]) == "a m"


def test_a_chosen_course_is_told_by_its_name_and_not_by_its_key() -> None:
    request = about(facts={CHOSEN_COURSE: known("brug-3")})
    assert plainly(own().describe(request, "facts", [CHOSEN_COURSE])[CHOSEN_COURSE]["value"]) == "cursus brug-3"


def test_only_what_was_agreed_to_is_listed() -> None:
    guide = OwnConsentsGuide(FACTS)
    assert guide.consult(about(facts={"may": known("no")})).outcome == "none"
    assert guide.consult(about(facts={"may": known("yes")})).values == {"given": ["may"]}
