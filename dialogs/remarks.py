"""What is said or sent beside an answer: a greeting, thanks, a photo, words of danger. The open question waits and comes back."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.answering import hear, offer_human
from dialogs.inputs import Happened, Heard, Occasion, Remark
from dialogs.interrupting import drop_from
from dialogs.nearest import restored
from dialogs.sentences import Sentence
from dialogs.verbs import run
from dialogs.walk import Walk

#: What is said where no script begins with an occasion.
_WITHOUT_SCRIPT: Mapping[Occasion, Sentence] = {
    "photo": Sentence.cannot_see,
    "document": Sentence.cannot_see,
    "voice": Sentence.cannot_hear,
    "thanks": Sentence.thanked,
}


def answer_remark(walk: Walk, remark: Remark) -> None:
    """A kind word, then the open question: nothing else changes, and it is no miss."""
    question = restored(walk)
    if remark == "greeting":
        walk.say(walk.sentence(Sentence.greeting))
    elif remark == "unreadable":
        walk.say(walk.sentence(Sentence.cannot_read))
    elif remark == "unclear" and question is not None:
        walk.say(question.why or walk.sentence(Sentence.other_words))
        offer_human(walk)
    walk.repeat()


def happen(walk: Walk, happened: Happened) -> bool:
    """The script of the occasion comes on top. False where there is none, and a human must help."""
    question = restored(walk)
    if happened.occasion == "crisis" and question is not None:
        if question.kind == "text" and walk.alarmed == question.asking and happened.text:
            # Help was given at this very question: who writes on wants to be heard.
            hear(walk, question, Heard(text=happened.text))
            return True
        walk.alarmed = question.asking
    script = walk.library.occasions.get(happened.occasion)
    if script is not None:
        _begin_anew(walk, script)
    elif happened.occasion in _WITHOUT_SCRIPT:
        walk.say(walk.sentence(_WITHOUT_SCRIPT[happened.occasion]))
        walk.repeat()
    else:
        return False
    return True


def _begin_anew(walk: Walk, script: str) -> None:
    """From its first step, also where it is under way, and also where the pile is full."""
    depth = next((i for i, frame in enumerate(walk.frames) if frame.script == script), None)
    if depth is not None:
        drop_from(walk, depth)
    if not walk.push(script):
        walk.clear()
        walk.push(script)
    run(walk)
