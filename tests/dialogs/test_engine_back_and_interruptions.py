from __future__ import annotations

from small_world import Courses, goes_as, press, question, standing, talk

from dialogs.inputs import Called, Heard, Picked, Started
from dialogs.sentences import Sentence
from dialogs.walk import MAX_FRAMES


def test_back_asks_the_question_before_again() -> None:
    goes_as("""
        script: intake
        bot: @wonen
        you: Utrecht
        bot: @lezen
        you: @back
        gone: woonplaats
        bot: @wonen
        you: hengelo
        bot: which_place
    """)


def test_back_goes_into_a_script_that_was_visited() -> None:
    goes_as("""
        script: buiten
        bot: @eerst
        you: =yes
        bot: @vraag
        you: 40
        bot: @terug
        you: @back
        bot: @vraag
        you: @back
        bot: @eerst
        you: =no
        bot: @vraag
        you: 41
        bot: @terug
        you: =yes
        end
    """)


def test_back_ends_and_says_so_once_something_was_sent() -> None:
    goes_as("""
        script: sturen
        bot: @vraag
        you: Is er kinderopvang?
        bot: @zeker
        you: =yes
        form: brief
        remind: na_een_week
        bot: @daarna
        you: @back
        bot: cannot_undo
        bot: @daarna
    """)


def test_back_at_the_beginning_says_so() -> None:
    goes_as("script: intake\nbot: @wonen\nyou: @back\nbot: nothing_to_go_back_to\nbot: @wonen\n")


def test_back_out_of_an_interrupting_script_leads_to_the_open_question() -> None:
    goes_as("script: intake\nbot: @wonen\nyou: @language\nbot: @kiezen\nyou: @back\nbot: @wonen\n")


def test_another_language_repeats_the_open_step_under_its_number() -> None:
    at = talk()
    at.take(Started(script="intake"))
    before = question(at).asking
    at.take(Called(word="language"))
    assert question(at).asking == before + 1
    seen = at.take(Picked(asking=question(at).asking, indexes=(0,)))
    assert seen.shown[-1].step == "wonen"
    assert question(at).asking == before
    at.take(Heard(text="Utrecht"))
    assert question(at).asking == before + 2


def test_an_interruption_does_not_mix_up_steps_of_one_name() -> None:
    courses = Courses("brug")
    at = talk(courses=courses)
    at.take(Started(script="kiezen"))
    courses.schools = ()
    at.take(Called(word="pause"))
    assert at.state.outcomes == {"pauze/zoeken": "none"}
    press(at, "yes")
    assert at.state.outcomes == {"kiezen/zoeken": "offers"}


def test_a_script_that_is_under_way_is_not_begun_twice() -> None:
    at = talk()
    at.take(Started(script="intake"))
    at.take(Called(word="language"))
    at.take(Started(script="intake"))
    assert [frame.script for frame in at.state.frames] == ["intake"]


def test_a_script_that_is_not_there_repeats_the_open_question() -> None:
    goes_as("script: intake\nbot: @wonen\nstart: nergens\nbot: @wonen\n")


def test_an_old_button_is_answered_with_the_open_question() -> None:
    at = talk()
    goes_as("script: sturen\nbot: @vraag\nyou: Dag\nbot: @zeker\nyou: =no\nremind: na_een_week\nbot: @daarna\n", at)
    before = standing(at)
    seen = at.take(Picked(asking=1, indexes=(0,)))
    assert [shown.words for shown in seen.shown] == [Sentence.old_button, "Wilt u nog iets?"]
    assert standing(at) == before


def test_a_second_tap_does_nothing_visible() -> None:
    at = talk()
    goes_as("script: sturen\nbot: @vraag\nyou: Dag\nbot: @zeker\nyou: =no\nremind: na_een_week\nbot: @daarna\n", at)
    before = standing(at)
    assert at.take(Picked(asking=2, indexes=(1,))).shown == ()
    assert standing(at) == before


def test_words_without_an_open_question_lead_to_the_menu() -> None:
    at = talk()
    assert [shown.step or shown.words for shown in at.take(Heard(text="hallo")).shown] == [Sentence.nothing_open, "keuze"]


def test_scripts_pile_up_to_a_limit_and_then_the_open_question_comes_again() -> None:
    at = talk()
    scripts = ["intake", "kiezen", "sturen", "taal", "wissen", "jarig", "pauze", "menu"]
    for script in scripts:
        at.take(Started(script=script))
    assert len(at.state.frames) == MAX_FRAMES == len(scripts)
    seen = at.take(Started(script="buiten"))
    assert seen.happened == ("limit: frames",)
    assert [shown.step for shown in seen.shown] == ["keuze"]


def test_back_from_an_answer_to_be_changed_leads_to_the_confirm_screen() -> None:
    goes_as(
        """
        script: nakijken
        bot: @bekend
        you: [Lezen]
        bot: @lezen
             [Ja] [Nee] [back]
        you: @back
        bot: @bekend
        you: @yes
        bot: Klaar.
        """,
        talk(facts={"leest": "nee", "kinderen": 2}),
    )
