"""Makes the open question of a step: its words and its buttons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dialogs.conditions import holds
from dialogs.facts import FactDefinition, SlotType
from dialogs.guides import UNKNOWN, WITHHELD
from dialogs.phrase import Joined, Phrase, Plain
from dialogs.script import Ask, Confirm, Forget, HandOver
from dialogs.sentences import Sentence
from dialogs.state import Option, Question
from dialogs.walk import NO, YES, Walk


def kind_of(step: Ask, facts: Mapping[str, FactDefinition]) -> SlotType:
    """What kind of answer a step asks for: its own word, else the fact's, else a choice."""
    if step.type:
        return step.type
    if step.one_of:
        return "choice"
    fact = facts.get(step.slot)
    return fact.type if fact else "choice"


def asked(walk: Walk, name: str, step: Ask) -> Question:
    """The question of an `ask`."""
    fact = walk.library.facts.get(step.slot)
    kind = kind_of(step, walk.library.facts)
    why = step.why or (fact.why if fact else None)
    return Question(
        asking=walk.asking + 1,
        step=name,
        kind=kind,
        slot=step.slot,
        text=walk.phrase(step.ask),
        options=(*_answers(walk, step, kind, fact), *_service(walk, step, kind, fact, why is not None)),
        why=walk.phrase(why) if why else None,
        private=bool(fact and fact.private),
        at_least=step.at_least,
        at_most=step.at_most,
    )


def _answers(walk: Walk, step: Ask, kind: SlotType, fact: FactDefinition | None) -> Iterator[Option]:
    if step.one_of:
        for key, row in walk.rows(step.one_of).items():
            yield Option(value=key, label=walk.phrase(step.label or "{" + next(iter(row)) + "}", row))
    if kind == "yes_no":
        yield Option(value=YES, label=Phrase(text=(step.options or {}).get(YES) or walk.library.sentence(Sentence.yes)))
        yield Option(value=NO, label=Phrase(text=(step.options or {}).get(NO) or walk.library.sentence(Sentence.no)))
    else:
        for value, label in (step.options or (fact.values if fact and not step.one_of else {})).items():
            yield Option(value=value, label=walk.phrase(label))


def _service(walk: Walk, step: Ask, kind: SlotType, fact: FactDefinition | None, has_why: bool) -> Iterator[Option]:
    """What does not fill the slot: the script's asides, and the buttons that the engine adds by itself."""
    for value, label in step.aside.items():
        yield Option(role="aside", value=value, label=walk.phrase(label))
    if kind == "many":
        yield Option(role="done", label=walk.sentence(Sentence.done))
    if step.unknown if step.unknown is not None else (fact is not None and fact.kept_as == "fact"):
        yield Option(role="unknown", value=UNKNOWN, label=walk.sentence(Sentence.unknown))
    if step.withheld if step.withheld is not None else (fact is not None and fact.private):
        yield Option(role="withheld", value=WITHHELD, label=walk.sentence(Sentence.withheld))
    if has_why:
        yield Option(role="why", label=walk.sentence(Sentence.why))
    if walk.trail or len(walk.frames) > 1 or walk.frames[-1].detour:
        yield Option(role="back", label=walk.sentence(Sentence.back))


def confirmed(walk: Walk, name: str, step: Confirm, listed: Sequence[str]) -> Question:
    """The screen on which known answers are confirmed and open questions stand, a line each."""
    is_open = not all(walk.fresh(fact) for fact in listed)
    lines = [_line(walk, fact) for fact in listed]
    change = [Option(role="change", value=fact, label=_change(walk, fact)) for fact in listed]
    back = [Option(role="back", label=walk.sentence(Sentence.back))] if walk.trail or len(walk.frames) > 1 else []
    intro = walk.phrase(step.text) if step.text else walk.sentence(Sentence.confirm_open if is_open else Sentence.confirm)
    return Question(
        asking=walk.asking + 1,
        step=name,
        kind="confirm",
        text=lined([intro, *lines]),
        options=(Option(role="yes", label=walk.sentence(Sentence.confirm_on if is_open else Sentence.confirm_ok)), *change, *back),
    )


def on_one_screen(walk: Walk, step: Confirm) -> list[str]:
    """The facts of a confirm screen: those that are known; in short mode also those that the form asks as it stands now."""
    short = walk.is_set("short")
    return [fact for fact in step.confirm if fact in walk.library.facts and (walk.fresh(fact) or (short and _is_asked(walk, fact)))]


def _is_asked(walk: Walk, fact: str) -> bool:
    step = next((step for step in walk.script.steps.values() if isinstance(step, Ask) and step.slot == fact), None)
    return step is not None and holds(step.when, walk.value, walk.today)


def _line(walk: Walk, fact: str) -> Phrase:
    definition = walk.library.facts[fact]
    value = walk.display(fact) if walk.fresh(fact) else walk.sentence(Sentence.confirm_empty)
    return walk.sentence(Sentence.confirm_line, label=Phrase(text=definition.label), value=value)


def alone(walk: Walk, name: str) -> Question:
    """Whether private words can be read by this person alone."""
    options = (
        Option(role="yes", label=walk.sentence(Sentence.alone_yes)),
        Option(role="no", label=walk.sentence(Sentence.alone_no)),
    )
    return Question(asking=walk.asking + 1, step=name, kind="alone", text=walk.sentence(Sentence.alone), options=options)


def _change(walk: Walk, fact: str) -> Phrase:
    return walk.sentence(Sentence.confirm_change, label=Phrase(text=walk.library.facts[fact].label))


def forgetting(walk: Walk, name: str, step: Forget) -> Question:
    """The confirmation before everything is erased."""
    return Question(
        asking=walk.asking + 1,
        step=name,
        kind="forget",
        text=walk.phrase(step.forget),
        options=(
            Option(role="no", label=walk.sentence(Sentence.forget_no)),
            Option(role="yes", label=walk.sentence(Sentence.forget_yes)),
        ),
    )


def waiting(walk: Walk, name: str, step: HandOver) -> Question:
    """Nothing can be answered until the case is closed."""
    return Question(asking=walk.asking + 1, step=name, kind="wait", text=walk.sentence(Sentence.waiting))


def lined(phrases: list[Phrase]) -> Phrase:
    """Several phrases as one, each on its own line."""
    return Phrase(text="{lines}", values={"lines": Joined(items=tuple(phrases), style="lines")})


def which_place(walk: Walk, question: Question, keys: list[str], rows: Mapping[str, Mapping[str, object]]) -> Question:
    """Several places fit what was typed: one of them, or another."""
    options = [Option(value=key, label=Phrase(text="{place}", values={"place": _place(rows, key)})) for key in keys]
    return question.model_copy(
        update={
            "asking": walk.asking + 1,
            "text": walk.sentence(Sentence.which_place),
            "options": (*options, Option(role="again", label=walk.sentence(Sentence.other_place))),
        }
    )


def _place(rows: Mapping[str, Mapping[str, object]], key: str) -> Plain:
    place = rows[key]["place"]
    return place if isinstance(place, Plain) else Plain(text=str(place))
