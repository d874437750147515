from __future__ import annotations

from datetime import timedelta

from small_world import NOW, Courses, goes_as, press, question, said, talk

from dialogs.events import HandedOver, Said
from dialogs.inputs import Heard, Picked, Shared, Started
from dialogs.sentences import Sentence


def test_a_form_is_asked_from_top_to_bottom() -> None:
    goes_as("""
        script: intake
        bot: Waar woont u?
        you: Utrecht
        fact: woonplaats = utrecht
        bot: Kunt u lezen?
             [Ja] [Nee]
        you: [Ja]
        bot: @tijden
        you: =dag, avond
        fact: momenten = dag, avond
        bot: Hoeveel kinderen heeft u?
        you: ٢
        bot: U heeft 2 kinderen.
        end
    """)


def test_known_answers_are_confirmed_and_not_asked_again() -> None:
    goes_as(
        """
        script: intake
        bot: confirm
             Uw plaats: Utrecht
             Lezen: ✅ Ja
             [confirm_ok] [Uw plaats] [Lezen]
        you: @yes
        bot: @tijden
        """,
        talk(facts={"woonplaats": "utrecht", "leest": "ja"}),
    )


def test_a_changed_answer_leads_back_to_the_confirm_screen() -> None:
    goes_as(
        """
        script: intake
        bot: @bekend
        you: [Lezen]
        bot: @lezen
        you: [Nee]
        fact: leest = nee
        bot: confirm
             Uw plaats: Utrecht
             Lezen: ❌ Nee
             ...
        you: @yes
        bot: @tijden
        """,
        talk(facts={"woonplaats": "utrecht", "leest": "ja"}),
    )


def test_an_answer_can_be_changed_where_the_way_would_not_ask_it() -> None:
    goes_as(
        """
        script: nakijken
        bot: @bekend
        you: [Uw kinderen]
        bot: @hoeveel
        you: 3
        bot: @bekend
        you: @yes
        bot: Klaar.
        end
        """,
        talk(facts={"leest": "nee", "kinderen": 2}),
    )


def test_an_answer_that_is_too_old_is_asked_again() -> None:
    at = talk(facts={"woonplaats": "utrecht", "leest": "ja"})
    at.now = NOW + timedelta(days=31)
    goes_as("script: intake\nbot: @bekend\nyou: @yes\nbot: @lezen\n", at)


def test_i_do_not_know_is_an_answer_and_no_fact() -> None:
    at = talk()
    at.take(Started(script="intake"))
    at.take(Heard(text="Utrecht"))
    seen = at.take(Picked(asking=question(at).asking, indexes=(2,)))
    assert at.state.answers["leest"].value == "unknown"
    assert seen.happened == ()
    assert seen.shown[0].step == "tijden"


def test_rather_not_is_offered_where_it_is_private() -> None:
    at = talk()
    at.take(Started(script="intake"))
    assert "withheld" not in {option.role for option in question(at).options}
    at.take(Heard(text="Utrecht"))
    assert "withheld" in {option.role for option in question(at).options}


def test_ticks_of_a_many_question_change_it_in_place_until_done() -> None:
    at = talk(facts={"woonplaats": "utrecht", "leest": "ja"})
    at.take(Started(script="intake"))
    press(at, role="yes")
    asking = question(at).asking
    press(at, "avond")
    events = press(at, "dag")
    assert [(e.refresh, e.question.chosen) for e in events if isinstance(e, Said) and e.question] == [(True, ("dag", "avond"))]
    press(at, "avond")
    assert question(at).asking == asking
    press(at, role="done")
    assert at.state.answers["momenten"].value == ["dag"]


def test_done_without_a_tick_asks_to_choose() -> None:
    at = talk(facts={"woonplaats": "utrecht", "leest": "ja"})
    at.take(Started(script="intake"))
    press(at, role="yes")
    assert said(press(at, role="done")) == [Sentence.choose_something, "tijden"]


def test_a_form_can_send_the_whole_choice_at_once() -> None:
    at = talk(facts={"woonplaats": "utrecht", "leest": "ja"})
    at.take(Started(script="intake"))
    press(at, role="yes")
    at.take(Picked(asking=question(at).asking, indexes=(2, 0, 2), complete=True))
    assert at.state.answers["momenten"].value == ["dag", "weekend"]


def test_numbers_outside_the_limits_are_not_understood() -> None:
    at = talk(facts={"woonplaats": "utrecht", "leest": "ja", "momenten": ["dag"]})
    at.take(Started(script="intake"))
    press(at, role="yes")
    for words in ("zestien", "16", "-1", "9" * 40):
        at.state = at.state.model_copy(update={"misses": 0})
        assert [shown.words for shown in at.take(Heard(text=words)).shown] == ["Van 0 tot 15.", "Hoeveel kinderen heeft u?"]


def test_why_is_answered_under_the_same_number() -> None:
    at = talk()
    at.take(Started(script="intake"))
    before = question(at).asking
    events = press(at, role="why")
    assert said(events) == ["Dan zoeken wij dichtbij.", "wonen"]
    assert question(at).asking == before


def test_towns_with_one_name_are_told_apart() -> None:
    goes_as("""
        script: intake
        bot: @wonen
        you: hengelo
        bot: which_place
             [Hengelo, Overijssel] [Hengelo, Gelderland]
        you: [Hengelo, Gelderland]
        fact: woonplaats = hengelo-gld
        bot: @lezen
    """)


def test_another_town_asks_anew() -> None:
    goes_as("""
        script: intake
        bot: @wonen
        you: hengelo
        bot: which_place
             ...
        you: @again
        bot: Waar woont u?
        you: Utrecht
        bot: @lezen
    """)


def test_other_words_refine_the_search() -> None:
    goes_as("script: intake\nbot: @wonen\nyou: hengelo\nbot: which_place\nyou: utr\nfact: woonplaats = utrecht\nbot: @lezen\n")


def test_an_unknown_town_is_asked_again_and_then_a_human_is_offered() -> None:
    at = talk()
    goes_as("script: intake\nbot: @wonen\nyou: Atlantis\nbot: place_not_found\nbot: @wonen\nyou: Eldorado\nbot: ...\n", at)
    assert "human" in {option.role for option in question(at).options}
    assert [event for event in press(at, role="human") if isinstance(event, HandedOver)]


def test_a_shared_location_is_kept_as_its_place_only() -> None:
    at = talk()
    at.take(Started(script="intake"))
    at.take(Shared(latitude=52.09, longitude=5.12))
    assert at.state.answers["woonplaats"].value == "utrecht"
    assert "52.09" not in at.state.model_dump_json()


def test_each_item_is_said_and_one_is_chosen() -> None:
    goes_as("""
        script: kiezen
        bot: Brug.
        bot: Haven.
        bot: Welke school wilt u?
             [Brug] [Haven] [Iets anders]
        you: [Haven]
        bot: U koos ... Haven.
        end
    """)


def test_a_choice_that_is_gone_repeats_the_consult_and_says_so() -> None:
    courses = Courses("brug", "haven")
    at = talk(courses=courses)
    at.take(Started(script="kiezen"))
    courses.schools = ("brug",)
    assert said(press(at, "haven")) == [Sentence.no_longer_valid, "tonen", "keuze"]
    assert courses.consulted == 2
    assert [option.value for option in question(at).options if option.role == "answer"] == ["brug"]


def test_an_empty_list_asks_nothing() -> None:
    goes_as("script: kiezen\nbot: Ik vond niets.\nend\n", talk(courses=Courses()))


def test_an_aside_leads_elsewhere_without_an_answer() -> None:
    at = talk()
    goes_as("script: kiezen\nbot: ...\nyou: [Iets anders]\nbot: @uitleg\nbot: @keuze\n", at)
    assert "gekozen" not in at.state.slots
