"""What is private stays with the person: while somebody helps it waits, and on a shared phone it is shown only to who reads alone."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.guides import WITHHELD
from dialogs.questions import alone
from dialogs.script import END, Ask
from dialogs.sentences import Sentence
from dialogs.state import Question
from dialogs.walk import Walk


def waits(walk: Walk, name: str, step: Ask) -> bool:
    """While somebody helps, a private question is passed over, and what asks for a yes ends its form. Nothing of it is recorded.

    In this dialog the answer counts as withheld, also where an earlier one is known.
    """
    fact = walk.library.facts.get(step.slot)
    agrees = step.mark == "consent" or (fact is not None and fact.kept_as == "consent")
    if not walk.is_set("helped") or not (agrees or (fact is not None and fact.private)):
        return False
    walk.forced = None
    walk.slots[step.slot] = WITHHELD
    later(walk)
    if agrees:
        walk.replace_top(step=END)
    else:
        walk.advance(name, step, WITHHELD)
    return True


def asks_first(walk: Walk, name: str) -> bool:
    """On a shared phone, before the first private words of a dialog: can they be read alone now? True when that is asked."""
    if walk.is_set("helped") or not walk.is_set("shared") or walk.alone is not None:
        return False
    walk.open(alone(walk, name))
    return True


def answered_alone(walk: Walk, question: Question, yes: bool) -> None:
    """Whether private words may be shown in this dialog; the step that wanted to show them comes again."""
    walk.answered = question.asking
    walk.misses = 0
    walk.alone = yes
    walk.replace_top(question=None)
    if not yes:
        later(walk)


def hides(walk: Walk) -> bool:
    """Whether private words are not shown now. Ask `asks_first` before."""
    return walk.is_set("helped") or (walk.is_set("shared") and not walk.alone)


def showable(walk: Walk, facts: Sequence[str]) -> list[str]:
    """Those facts that may be on the screen now."""
    hidden = hides(walk)
    return [fact for fact in facts if not (hidden and walk.library.facts[fact].private)]


def later(walk: Walk) -> None:
    """Say, once a turn, that something waits until the person is alone."""
    phrase = walk.sentence(Sentence.later_alone)
    if not any(getattr(event, "phrase", None) == phrase for event in walk.events):
        walk.say(phrase)
