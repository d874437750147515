"""Dutch words that stand in letters are found by name and in texts, and explained without losing the open question."""

from __future__ import annotations

from edition_files import library_of, sentences
from hypothesis import given
from hypothesis import strategies as st
from small_world import NOW

from dialogs.inputs import Heard, Picked, Started, Wondered
from dialogs.library import SENTENCES, Library, read_library
from dialogs.phrase import Joined, Phrase, Plain
from dialogs.sentences import Sentence
from dialogs.terms import Terms
from dialogs.transcripts import EngineTalk

ROWS = """
rows:
  - {key: word.pip, text: "PIP is uw plan.", value: {names: [PIP, plan inburgering en participatie], hard: true, elsewhere: {ar: [خطة]}}}
  - {key: word.map, text: "MAP is een cursus over werk.", value: {names: [MAP], hard: true}}
  - {key: word.vrijstelling, text: "Vrijstelling is: u hoeft iets niet te doen.", value: {names: [vrijstelling], hard: true}}
  - {key: word.gemeente, text: "De gemeente is het bestuur van uw plaats.", value: {names: [gemeente], hard: false}}
  - {key: words.beside, value: {in_front: [de, het, een, woord], told: [Dat is]}}
  - {key: other.row, text: Geen woord., value: 3}
"""
SCRIPT = """
script: proef
title: Proef
starts: {keywords: proef}
steps:
  vraag:
    ask: Heeft u een PIP van de gemeente?
    slot: pip
    options: {ja: ✅ Ja, nee: ❌ Nee}
  tekst:
    ask: Wat weet u van de MAP?
    slot: weet
    type: text
  gewoon:
    ask: Hoe oud bent u?
    slot: leeftijd
    type: number
"""
MENU = """
script: menu
title: Menu
starts: {anywhere: menu}
steps:
  wat:
    ask: Wat wilt u?
    slot: wat
    options: {cursus: ✅ Cursus}
"""


def library() -> Library:
    files = {"scripts/proef.yaml": SCRIPT, "scripts/menu.yaml": MENU, "knowledge/terms.yaml": ROWS, SENTENCES: sentences()}
    read, issues = read_library(files)
    assert issues == []
    return read


def terms() -> Terms:
    return library().terms


def keys(found: object) -> list[str]:
    return [term.key for term in found]  # type: ignore[attr-defined]


def test_a_word_is_found_by_its_name_in_any_case_with_an_article_or_a_slip() -> None:
    known = terms()
    for typed in ("PIP", "pip", "de PIP", "het woord PIP", "Plan inburgering en participatie", "خطة", "الخطة", "PIP?"):
        assert known.named(typed) is known.all["word.pip"], typed
    assert known.named("vrijsteling") is known.all["word.vrijstelling"]


def test_a_short_name_counts_only_letter_for_letter() -> None:
    known = terms()
    assert [known.named(typed) for typed in ("pit", "maps", "ma", "", "😀", "ik heb een PIP")] == [None] * 6


def test_all_words_that_are_asked_about_must_be_known() -> None:
    known = terms()
    assert keys(known.asked(("pip", "map"))) == ["word.pip", "word.map"]
    assert known.asked(("pip", "fiets")) == ()
    assert known.asked(()) == ()


def test_hard_words_in_a_text_are_found_as_they_are_written() -> None:
    said = Phrase(
        text="Uw PIP van de gemeente. {rest}", values={"rest": Joined(items=(Phrase(text="Een Vrijstelling?"), Plain(text="MAP")))}
    )
    assert keys(terms().within([said])) == ["word.pip", "word.vrijstelling", "word.map"]
    assert terms().within([Phrase(text="Open de map. Een pipet.")]) == ()


def test_a_word_that_the_text_explains_itself_needs_no_button() -> None:
    assert terms().within([Phrase(text="Uw PIP. Dat is uw plan bij de gemeente.")]) == ()


@given(st.text(max_size=60))
def test_any_text_can_be_looked_up(text: str) -> None:
    known = KNOWN
    known.named(text)
    known.within([Phrase(text=text.replace("{", "").replace("}", ""))])


KNOWN = terms()


def talk() -> EngineTalk:
    at = EngineTalk(library(), {}, now=NOW)
    at.take(Started(script="proef"))
    return at


def roles(at: EngineTalk) -> list[str]:
    assert at.state.question is not None
    return [option.role for option in at.state.question.options]


def press(at: EngineTalk, role: str) -> list[str]:
    assert at.state.question is not None
    seen = at.take(Picked(asking=at.state.question.asking, indexes=(roles(at).index(role),)))
    return [shown.words for shown in seen.shown]


def test_a_button_explains_the_hard_words_that_were_just_said_once() -> None:
    at = talk()
    assert roles(at) == ["answer", "answer", "explain"]
    assert press(at, "explain") == ["PIP is uw plan.", "Heeft u een PIP van de gemeente?"]
    press(at, "answer")
    assert roles(at)[-1] == "explain"
    assert press(at, "explain") == ["MAP is een cursus over werk.", "Wat weet u van de MAP?"]
    at.take(Heard(text="niets"))
    assert "explain" not in roles(at)


def test_the_button_stands_last_so_that_no_other_changes_its_place() -> None:
    at = talk()
    before = at.state.question
    at.take(Heard(text="blabla bla bla"))
    assert at.state.question == before


def test_a_word_that_is_typed_is_explained_and_is_no_miss() -> None:
    at = talk()
    for _ in range(3):
        assert [shown.words for shown in at.take(Heard(text="MAP")).shown] == [
            "MAP is een cursus over werk.",
            "Heeft u een PIP van de gemeente?",
        ]
    assert at.state.misses == 0


def test_a_word_is_explained_at_a_free_question_only_when_it_is_asked_about() -> None:
    at = talk()
    press(at, "answer")
    seen = at.take(Wondered(words=("pip",), otherwise=Heard(text="wat is PIP?")))
    assert [shown.words for shown in seen.shown] == ["PIP is uw plan.", "Wat weet u van de MAP?"]
    at.take(Heard(text="PIP"))
    assert at.state.slots["weet"] == "PIP"


def test_a_question_about_an_unknown_word_is_what_it_was_otherwise() -> None:
    at = talk()
    at.take(Wondered(words=("fiets",), otherwise=Picked(asking=1, indexes=(0,))))
    assert at.state.slots["pip"] == "ja"


def test_without_an_open_question_a_word_is_explained_before_the_menu() -> None:
    at = EngineTalk(library(), {}, now=NOW)
    seen = at.take(Heard(text="pip"))
    assert [shown.words for shown in seen.shown] == ["PIP is uw plan.", "Wat wilt u?"]
    at = EngineTalk(library(), {}, now=NOW)
    seen = at.take(Wondered(words=("pip",), otherwise=Heard(text="wat is pip")))
    assert [shown.words for shown in seen.shown] == ["PIP is uw plan.", "Wat wilt u?"]


def test_a_library_without_words_has_no_button() -> None:
    at = EngineTalk(library_of(SCRIPT, MENU), {}, now=NOW)
    at.take(Started(script="proef"))
    assert roles(at) == ["answer", "answer"]
    assert at.take(Heard(text="PIP")).shown[0].words == Sentence.not_understood
