"""Who helps with worries beside inburgering: the municipality's own way first, and truthfully `ask` where no source says it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from teaching import DIALOGS, TODAY, UTRECHT, ZWOLLE, request, shipped_knowledge, text, world

from bot.guidance.fact_names import PLACE, WORRIES, Worry
from bot.guidance.knowledge import Knowledge, Row
from bot.guidance.referrals import ORDER, ReferralsGuide, referrals
from bot.guidance.world import World
from dialogs.guides import UNKNOWN, Slot
from dialogs.reading import read_yaml

OWN = Row.model_validate(
    {
        "key": "referral.schulden.GM0193",
        "text": "Kom op maandag naar het spreekuur over geld.",
        "source": "Gegevens van de gemeente zelf",
        "date": "2026-11-01",
        "certainty": "law",
    }
)


def with_own_row() -> World:
    return replace(world(), knowledge=Knowledge([*shipped_knowledge(), OWN]))


def told(around: World | None = None, **facts: Slot) -> dict[str, str]:
    guide, asked = ReferralsGuide(around or world()), request(facts)
    keys = guide.consult(asked).values["referrals"]
    assert isinstance(keys, tuple)
    return {key: text(row["hulp"]) for key, row in guide.describe(asked, "referrals", keys).items()}


@pytest.mark.parametrize("worry", list(Worry))
def test_every_worry_has_somebody_who_helps(worry: Worry) -> None:
    assert list(told(**{WORRIES: [worry.value]})) == [worry.value]


def test_every_worry_has_its_place_in_the_order() -> None:
    assert set(ORDER) == set(Worry)
    assert len(ORDER) == len(Worry)


@pytest.mark.parametrize("answer", [["geen"], [], UNKNOWN, None])
def test_without_worries_nobody_is_referred(answer: Slot) -> None:
    advice = ReferralsGuide(world()).consult(request({WORRIES: answer}))
    assert advice.outcome == "none"
    assert advice.values["referrals"] == ()


def test_violence_comes_first_with_the_numbers_to_call() -> None:
    found = told(**{WORRIES: ["schulden", "kinderen", "geweld"]})
    assert list(found) == ["geweld", "schulden", "kinderen"]
    assert "112" in found["geweld"]
    assert "0800-2000" in found["geweld"]


def test_the_row_of_the_own_municipality_goes_before_the_national_one() -> None:
    assert told(with_own_row(), **{WORRIES: ["schulden"], PLACE: ZWOLLE}) == {"schulden": "Kom op maandag naar het spreekuur over geld."}
    elsewhere = told(with_own_row(), **{WORRIES: ["schulden"], PLACE: UTRECHT})
    assert elsewhere == told(**{WORRIES: ["schulden"]})
    assert referrals(request({WORRIES: ["schulden"], PLACE: ZWOLLE}), with_own_row())[0].municipality == "GM0193"


def test_r3_12_childcare_during_lessons_comes_from_the_tax_office() -> None:
    row = shipped_knowledge().row("referral.kinderen", TODAY)
    assert row.certainty == "law"
    assert "vier weken" in str(row.text)


@pytest.mark.parametrize("worry", [worry for worry in Worry if worry is not Worry.children])
def test_what_has_no_source_is_to_be_asked_and_says_so(worry: Worry) -> None:
    row = shipped_knowledge().row(f"referral.{worry}", TODAY)
    assert row.certainty == "ask"
    assert "gemeente" in str(row.text)


def test_the_pictogram_of_a_referral_is_that_of_the_answer() -> None:
    labels = read_yaml((DIALOGS / "facts.yaml").read_text("utf-8")).data["facts"][WORRIES]["values"]
    asked = request({WORRIES: [worry.value for worry in Worry]})
    rows = ReferralsGuide(world()).describe(asked, "referrals", [worry.value for worry in Worry])
    assert {key: row["teken"] for key, row in rows.items()} == {worry.value: labels[worry.value].split(" ")[0] for worry in Worry}
