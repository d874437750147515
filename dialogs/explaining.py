"""Explains Dutch words: those that somebody asks about, and with a button those that were just said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dialogs.events import Said
from dialogs.sentences import Sentence
from dialogs.state import Option, Question
from dialogs.terms import Term
from dialogs.walk import Walk

#: Under these questions stands nothing but their own buttons.
_BARE = ("forget", "wait", "parked")
_BETWEEN = ","


def explain(walk: Walk, terms: Iterable[Term]) -> None:
    """Say what these words mean, and ask the open question again."""
    for term in terms:
        walk.say(term.explained, mark="term")
        if term.key not in walk.explained:
            walk.explained.append(term.key)
    walk.repeat()


def explain_offered(walk: Walk, option: Option) -> None:
    """The button of `offer_words` was pressed."""
    known = walk.library.terms.all
    explain(walk, [known[key] for key in str(option.value).split(_BETWEEN) if key in known])


def offer_words(walk: Walk) -> None:
    """At the end of a turn: where hard words were said and a question is open, a button under it explains them."""
    at = next((i for i in reversed(range(len(walk.events))) if _asks(walk.events[i])), None)
    question = walk.frames[-1].question if walk.frames else None
    if at is None or question is None or question.kind in _BARE:
        return
    said = [event.phrase for event in walk.events if isinstance(event, Said)]
    labels = [option.label for option in question.options if option.role in ("answer", "aside")]
    keys = [term.key for term in walk.library.terms.within([*said, *labels]) if term.key not in walk.explained]
    if keys:
        offered = _with_words(walk, question, keys)
        event = walk.events[at]
        if isinstance(event, Said):
            walk.events[at] = replace(event, question=offered)
        walk.replace_top(question=offered)


def _asks(event: object) -> bool:
    return isinstance(event, Said) and event.question is not None and not event.refresh


def _with_words(walk: Walk, question: Question, keys: list[str]) -> Question:
    """The question with the button. It stands last, so that no other button changes its place."""
    before = next((str(option.value).split(_BETWEEN) for option in question.options if option.role == "explain"), [])
    value = _BETWEEN.join(dict.fromkeys((*before, *keys)))
    button = Option(role="explain", value=value, label=walk.sentence(Sentence.explain))
    if before:
        options = tuple(button if option.role == "explain" else option for option in question.options)
    else:
        options = (*question.options, button)
    return question.model_copy(update={"options": options})
