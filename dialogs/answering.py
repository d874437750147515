"""What an answer to the open question does: a button, typed words, or a shared place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from dialogs.discretion import answered_alone
from dialogs.explaining import explain, explain_offered
from dialogs.folding import digits
from dialogs.guides import Advice, Slot
from dialogs.inputs import Heard, Picked, Shared
from dialogs.nearest import offer_days, offer_nearest, restored
from dialogs.phrase import Joined, Phrase, Value
from dialogs.questions import which_place
from dialogs.script import Ask
from dialogs.sentences import Sentence
from dialogs.state import Option, Question
from dialogs.verbs import run
from dialogs.walk import MATCHES, PLACES, YES, Walk

#: Characters of a free answer that are kept.
MAX_TEXT = 2000
#: Numbers beyond this are a typing error.
MAX_NUMBER = 1_000_000
#: After this many misses in a row a human is offered.
MISSES_BEFORE_HUMAN = 2
#: Messages that follow each other so fast were typed before the answer to the first could be read.
FLURRY = timedelta(seconds=2)


def pick(walk: Walk, question: Question, picked: Picked) -> Option | None:
    """A button of the open question was pressed; gives the service option that the engine must carry out."""
    chosen = [question.options[index] for index in picked.indexes if 0 <= index < len(question.options)]
    if len(chosen) != len(picked.indexes) or (not chosen and not (picked.complete and question.kind == "many")):
        walk.repeat()
        return None
    if question.kind == "many" and all(option.role in ("answer", "done") for option in chosen):
        _pick_many(walk, question, chosen, picked.complete)
        return None
    option = chosen[0]
    match option.role:
        case "answer" | "unknown" | "withheld":
            _pick_one(walk, question, option)
        case "aside":
            walk.note(question.step, str(option.value))
            _leave_question(walk, question, "")
            _onward(walk, question, str(option.value))
        case "why" if question.why is not None:
            walk.say(question.why)
            walk.repeat()
        case "again":
            _ask_anew(walk, question)
        case "explain":
            explain_offered(walk, option)
        case "change":
            _change(walk, question, str(option.value))
        case "yes" if question.kind == "confirm":
            _go_on(walk, question, "")
        case "yes" | "no" if question.kind == "alone":
            answered_alone(walk, question, option.role == "yes")
            run(walk)
        case _:
            return option
    return None


def hear(walk: Walk, question: Question, heard: Heard) -> None:
    """Words were typed while a question is open."""
    text = heard.text.strip()
    match question.kind:
        case "place" if text:
            _place(walk, question, {"text": text}, heard)
        case "text" if text:
            _text(walk, question, text)
        case "number":
            _number(walk, question, heard)
        case "date":
            _date(walk, question, heard)
        case _:
            miss(walk, heard=heard)


def share(walk: Walk, question: Question, shared: Shared) -> None:
    """A location was shared; only the place is kept."""
    if question.kind == "place":
        _place(walk, question, {"latitude": str(shared.latitude), "longitude": str(shared.longitude)})
    else:
        miss(walk)


def answer(walk: Walk, question: Question, value: Slot, label: Value | None = None) -> None:
    """The open question is answered: fill its slot and walk on."""
    slot = question.slot or ""
    _leave_question(walk, question, slot)
    walk.fill(slot, value, label)
    _onward(walk, question, str(value))


def miss(walk: Walk, why: Phrase | None = None, heard: Heard | None = None) -> None:
    """Not understood, which is normal life: other words or what was perhaps meant, then the offer of a human as well.

    `heard` is what was typed, if anything was: the name of a word is explained and is no miss.
    """
    term = walk.library.terms.named(heard.text) if heard is not None else None
    if term is not None:
        explain(walk, [term])
        return
    flurry = walk.missed_at is not None and walk.now - walk.missed_at < FLURRY
    walk.missed_at = walk.now
    walk.misses += 0 if flurry else 1
    question = walk.frames[-1].question if walk.frames else None
    human = walk.misses >= MISSES_BEFORE_HUMAN
    if heard is not None and question is not None and offer_nearest(walk, question, heard, human):
        return
    if flurry:
        return
    if not human:
        walk.say(why or walk.sentence(Sentence.not_understood))
    else:
        walk.say(walk.sentence(Sentence.not_understood_again))
        offer_human(walk)
    walk.repeat()


def offer_human(walk: Walk) -> None:
    """A button for a human under the open question, unless it is there already."""
    question = walk.frames[-1].question if walk.frames else None
    if question is not None and not any(option.role == "human" for option in question.options):
        offer = Option(role="human", label=walk.sentence(Sentence.human))
        walk.replace_top(question=question.model_copy(update={"options": (*question.options, offer)}))


def _pick_one(walk: Walk, question: Question, option: Option) -> None:
    step = walk.script.steps.get(question.step)
    if isinstance(step, Ask) and step.one_of and option.role == "answer" and str(option.value) not in walk.rows(step.one_of):
        walk.say(walk.sentence(Sentence.no_longer_valid))
        origin = walk.lists[step.one_of]
        walk.replace_top(question=None, step=origin.step if origin.step in walk.script.steps else question.step)
        run(walk)
        return
    # A day is shown as a day, not as the words on the button that confirmed it.
    label = None if question.before is not None and question.before.kind == "date" else option.label
    answer(walk, question, option.value, label)


def _pick_many(walk: Walk, question: Question, chosen: list[Option], complete: bool) -> None:
    values = list(dict.fromkeys(str(option.value) for option in chosen if option.role == "answer"))
    now = values if complete else [v for v in question.chosen if v not in values] + [v for v in values if v not in question.chosen]
    order = [str(option.value) for option in question.options if option.role == "answer"]
    now = sorted(now, key=order.index)
    if not complete and not any(option.role == "done" for option in chosen):
        changed = question.model_copy(update={"chosen": tuple(now)})
        walk.replace_top(question=changed)
        walk.refresh(changed)
    elif now:
        labels = tuple(o.label for o in question.options if o.role == "answer" and o.value in now)
        answer(walk, question, now, Joined(items=labels))
    else:
        walk.say(walk.sentence(Sentence.choose_something))
        walk.repeat()


def _change(walk: Walk, question: Question, slot: str) -> None:
    """One answer on the confirm screen is asked anew; then back to the screen."""
    target = next((n for n, s in walk.script.steps.items() if isinstance(s, Ask) and s.slot == slot), None)
    if target is None:
        walk.repeat()
        return
    walk.answered = question.asking
    walk.forced = (walk.frames[-1].script, target)
    walk.replace_top(question=None, step=target, detour=question.step)
    run(walk)


def _ask_anew(walk: Walk, question: Question) -> None:
    if question.before is not None:
        restored(walk)
        walk.repeat()
        return
    walk.answered = question.asking
    walk.forced = (walk.frames[-1].script, question.step)
    walk.replace_top(question=None, step=question.step)
    run(walk)


def _go_on(walk: Walk, question: Question, slot: str) -> None:
    _leave_question(walk, question, slot)
    _onward(walk, question, YES)


def _leave_question(walk: Walk, question: Question, slot: str) -> None:
    walk.answered = question.asking
    walk.misses = 0
    walk.missed_at = None
    walk.mark(question.step, slot)
    walk.sealed = False


def _onward(walk: Walk, question: Question, outcome: str) -> None:
    detour = walk.frames[-1].detour
    if detour is not None:
        walk.replace_top(question=None, step=detour, detour=None)
    else:
        walk.advance(question.step, walk.script.steps[question.step], outcome)
    run(walk)


def _text(walk: Walk, question: Question, text: str) -> None:
    if len(text) > MAX_TEXT:
        miss(walk, walk.sentence(Sentence.too_long))
    else:
        answer(walk, question, text)


def _number(walk: Walk, question: Question, heard: Heard) -> None:
    read = heard.value if isinstance(heard.value, int) and not isinstance(heard.value, bool) else _whole(heard.text)
    low = 0 if question.at_least is None else question.at_least
    high = MAX_NUMBER if question.at_most is None else question.at_most
    if read is None or not low <= read <= high:
        miss(walk, walk.sentence(Sentence.number_needed, at_least=low, at_most=high), heard)
    else:
        answer(walk, question, read)


def _whole(text: str) -> int | None:
    plain = digits(text).strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None


def _date(walk: Walk, question: Question, heard: Heard) -> None:
    read = _day(heard.value if isinstance(heard.value, str) else heard.text)
    if read is not None:
        answer(walk, question, read.isoformat())
    elif heard.days:
        offer_days(walk, question, heard.days)
    else:
        miss(walk, walk.sentence(Sentence.date_needed), heard)


def _day(text: str) -> date | None:
    """Day, month, year in that order with any sign between, or an ISO day."""
    parts = "".join(sign if sign.isdecimal() else " " for sign in digits(text)).split()
    if len(parts) != 3:
        return None
    numbers = [int(part) for part in parts] if all(len(part) <= 4 for part in parts) else [0, 0, 0]
    year, month, day = numbers if len(parts[0]) == 4 else reversed(numbers)
    try:
        return date(year, month, day) if year >= 1900 else None
    except ValueError:
        return None


def _place(walk: Walk, question: Question, arguments: Mapping[str, Slot], heard: Heard | None = None) -> None:
    request = walk.request(arguments)
    advice: Advice = walk.guides[PLACES].consult(request)
    keys = advice.values.get(MATCHES) or ()
    found = [str(key) for key in keys] if isinstance(keys, (list, tuple)) else []
    rows = walk.guides[PLACES].describe(request, MATCHES, found)
    if advice.outcome == "one" and found:
        answer(walk, question, found[0], rows[found[0]]["place"])
    elif found:
        walk.answered = question.asking
        walk.misses = 0
        walk.open(which_place(walk, question, found, rows))
    else:
        miss(walk, walk.sentence(Sentence.place_not_found), heard)
