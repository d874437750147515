"""Tells who uses a phone, by what each wants to be known there, and whether a typed code is right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dialogs.folding import digits
from dialogs.guides import Advice, Companion, Gives, Request, Row, Signature
from dialogs.phrase import Phrase, Plain, Value
from dialogs.sentences import Sentence

#: Letters and digits that cannot be mistaken for each other.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8

#: The Dutch of one of the sentences of the edition.
Words = Callable[[Sentence], str]


def code_in(text: str) -> str:
    """A join code as it counts, however it was typed: empty where these words cannot be one."""
    code = "".join(sign for sign in digits(text).upper() if not sign.isspace() and sign not in "-.")
    return code if len(code) == CODE_LENGTH and all(sign in ALPHABET for sign in code) else ""


class PersonsHereGuide:
    """The guide `persons_here`: the others on this phone."""

    signature = Signature(
        name="persons_here",
        outcomes=("alone", "several", "full"),
        values={"others": Gives(kind="list", fields=("name",)), "most": Gives()},
    )

    def __init__(self, words: Words) -> None:
        """Name who chose no name in the words of the edition."""
        self._words = words

    def consult(self, request: Request) -> Advice:
        """Who else uses it, and whether there is room for one more."""
        phone = request.person.phone
        full = len(phone.others) + 1 >= phone.most
        outcome = "full" if full else "several" if phone.others else "alone"
        return Advice(outcome=outcome, values={"others": [other.key for other in phone.others], "most": phone.most})

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """What each is known by, with a sign where a message waits."""
        numbered = enumerate(request.person.phone.others, start=1)
        return {other.key: {"name": self._name(other, number)} for number, other in numbered if other.key in keys}

    def _name(self, other: Companion, number: int) -> Value:
        words = Sentence.person_named if other.label else Sentence.person_unnamed
        name = Phrase(text=self._words(words), values={"name": Plain(text=other.label)} if other.label else {"number": number})
        return Phrase(text=self._words(Sentence.person_waiting), values={"name": name}) if other.waiting else name


class MyNameHereGuide:
    """The guide `my_name_here`: what the person is known by on this phone."""

    signature = Signature(name="my_name_here", outcomes=("named", "unnamed"), values={"name": Gives(present_when=("named",))})

    def consult(self, request: Request) -> Advice:
        """The name or picture, if there is one."""
        label = request.person.phone.label
        return Advice(outcome="named", values={"name": Plain(text=label)}) if label else Advice(outcome="unnamed")

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """No lists."""
        return {}


class NewJoinCodeGuide:
    """The guide `new_join_code`: a code for another phone or browser. It counts only once it was submitted."""

    signature = Signature(name="new_join_code", outcomes=("offered",), values={"code": Gives(), "minutes": Gives()})

    def consult(self, request: Request) -> Advice:
        """A code nobody has seen, and how long it will count."""
        phone = request.person.phone
        return Advice(outcome="offered", values={"code": Plain(text=phone.new_code), "minutes": phone.code_minutes})

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """No lists."""
        return {}


class TypedJoinCodeGuide:
    """The guide `typed_join_code`: whether a code that was typed just now is somebody's."""

    signature = Signature(
        name="typed_join_code",
        outcomes=("right", "wrong", "too_often"),
        parameters={"code": "The code as it was typed."},
        values={"owner": Gives(present_when=("right",))},
    )

    def consult(self, request: Request) -> Advice:
        """What its owner is known by; nothing else of them."""
        phone = request.person.phone
        if phone.too_many_codes:
            return Advice(outcome="too_often")
        typed = code_in(str(request.arguments.get("code") or ""))
        if not typed or typed != phone.typed_code or not phone.code_owner:
            return Advice(outcome="wrong")
        return Advice(outcome="right", values={"owner": Plain(text=phone.code_owner)})

    def describe(self, request: Request, value: str, keys: Sequence[str]) -> Mapping[str, Row]:
        """No lists."""
        return {}
