"""Knowledge: rows with a source and dates, found for the day asked about."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.guidance.knowledge import Knowledge, KnowledgeRefused, NotKnown
from dialogs.phrase import Plain


def row(**changes: Any) -> dict[str, Any]:
    return {"key": "fee.KNM", "value": 50, "source": "Regeling", "date": "2026-11-23", "certainty": "law", **changes}


def test_in_december_an_exam_in_january_has_januarys_fee() -> None:
    known = Knowledge([row(value=50, valid_until=date(2026, 12, 31)), row(value=53, valid_from=date(2027, 1, 1))])
    assert known.value("fee.KNM", date(2026, 12, 31)) == 50
    assert known.value("fee.KNM", date(2027, 1, 1)) == 53


def test_what_is_no_longer_true_is_not_known() -> None:
    known = Knowledge([row(valid_until=date(2026, 12, 31))])
    assert known.find("fee.KNM", date(2027, 1, 1)) is None
    with pytest.raises(NotKnown):
        known.value("fee.KNM", date(2027, 1, 1))


def test_a_sentence_names_its_source_and_takes_only_the_values_it_has_fields_for() -> None:
    known = Knowledge([row(key="why.near", value=None, text="Dichtbij: {plaats}.")])
    phrase = known.sentence("why.near", date(2026, 11, 23), plaats=Plain(text="Zwolle"), school=Plain(text="De Brug"))
    assert phrase.source == "why.near"
    assert set(phrase.values) == {"plaats"}


def test_a_row_with_only_a_number_is_no_sentence() -> None:
    with pytest.raises(NotKnown):
        Knowledge([row()]).sentence("fee.KNM", date(2026, 11, 23))


@pytest.mark.parametrize(
    "rows",
    [
        [row(value=None)],
        [row(source=None)],
        [row(certainty="perhaps")],
        [row(valid_from="2027-01-01", valid_until="2026-01-01")],
        [row(value=None, text="{open")],
        [row(value=None, text="{a.b}")],
        [row(), row()],
        [row(valid_until="2026-12-31"), row(valid_from="2026-12-31")],
        [row(surprise=1)],
    ],
    ids=["says nothing", "no source", "certainty", "backwards", "open brace", "no plain field", "twice", "one day twice", "unknown column"],
)
def test_rows_that_cannot_be_trusted_are_refused(rows: list[dict[str, Any]]) -> None:
    with pytest.raises(KnowledgeRefused) as refused:
        Knowledge(rows)
    assert any("fee.KNM" in problem for problem in refused.value.problems)


def test_a_file_without_rows_is_passed_over() -> None:
    known = Knowledge.of_files({"fees": {"rows": [row()]}, "sentences": {"sentences": {"yes": "Ja"}}, "empty": None})
    assert [one.key for one in known] == ["fee.KNM"]


def test_keys_are_told_in_the_order_of_the_file_and_only_while_they_hold() -> None:
    known = Knowledge([row(key="x.b"), row(key="x.a"), row(key="x.old", valid_until=date(2020, 1, 1)), row(key="y.c")])
    assert known.keys("x.", date(2026, 11, 23)) == ("x.b", "x.a")


def test_the_newest_row_that_ended_can_still_be_found() -> None:
    known = Knowledge(
        [
            row(value=45, valid_until=date(2025, 12, 31)),
            row(value=50, valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 31)),
        ]
    )
    assert [known.last("fee.KNM", day) and known.last("fee.KNM", day).value for day in (date(2026, 6, 1), date(2027, 1, 2))] == [45, 50]  # type: ignore[union-attr]
    assert known.last("fee.KNM", date(2025, 6, 1)) is None
    assert known.last("fee.ONA", date(2027, 1, 2)) is None
