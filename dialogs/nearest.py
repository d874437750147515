"""Offers what was perhaps meant: the choices, days or subjects that are nearest to what was typed."""

from __future__ import annotations

from datetime import date

from dialogs.inputs import Heard
from dialogs.phrase import Day, Phrase
from dialogs.sentences import Sentence
from dialogs.state import Option, Question
from dialogs.walk import Walk

#: Questions with buttons of which a few may be offered by themselves.
_WITH_CHOICES = ("choice", "yes_no")
#: Questions at which nothing else is offered.
_ALONE = ("forget", "wait", "parked")


def offer_nearest(walk: Walk, question: Question, heard: Heard, human: bool) -> bool:
    """Ask whether one of the nearest was meant; with `human` a human is offered too. False where nothing is near."""
    near = [question.options[i] for i in heard.near if i < len(question.options)] if question.kind in _WITH_CHOICES else []
    options = [*near, *subjects(walk, heard)]
    if not options or question.kind in _ALONE:
        return False
    none = [Option(role="again", label=walk.sentence(Sentence.none_of_these))]
    offered = human and not any(option.role == "human" for option in options)
    person = [Option(role="human", label=walk.sentence(Sentence.human))] if offered else []
    _stand_in(walk, question, walk.sentence(Sentence.perhaps_meant), [*options, *none, *person])
    return True


def subjects(walk: Walk, heard: Heard) -> list[Option]:
    """A button for each script that it may be about; not for where everybody begins."""
    library = walk.library
    beginnings = (library.welcome, library.anywhere.get("menu"), walk.frames[-1].script if walk.frames else None)
    titles = {name: library.scripts[name].title for name in heard.subjects if name in library.scripts and name not in beginnings}
    return [
        Option(role="subject", value=name, label=walk.sentence(Sentence.subject, title=Phrase(text=title)))
        for name, title in titles.items()
    ]


def offer_days(walk: Walk, question: Question, days: tuple[str, ...]) -> None:
    """The calendar or the year had to be guessed: ask which day was meant."""
    found = [(iso, Day(day=date.fromisoformat(iso))) for iso in days]
    if len(found) == 1:
        text = walk.sentence(Sentence.perhaps_day, day=found[0][1])
        options = [Option(value=found[0][0], label=walk.sentence(Sentence.that_day))]
    else:
        text = walk.sentence(Sentence.which_day)
        options = [Option(value=iso, label=walk.sentence(Sentence.this_day, day=day)) for iso, day in found]
    _stand_in(walk, question, text, [*options, Option(role="again", label=walk.sentence(Sentence.other_day))])


def restored(walk: Walk) -> Question | None:
    """The open question; where another stands in for it, the question itself, with a new number."""
    question = walk.frames[-1].question if walk.frames else None
    if question is None or question.before is None:
        return question
    walk.asking += 1
    question = question.before.model_copy(update={"asking": walk.asking})
    walk.replace_top(question=question)
    return question


def _stand_in(walk: Walk, question: Question, text: Phrase, options: list[Option]) -> None:
    """A question with fewer choices in place of the open one, which waits in it."""
    changes = {"asking": walk.asking + 1, "kind": "choice", "text": text, "options": tuple(options), "before": question}
    walk.open(question.model_copy(update=changes))
