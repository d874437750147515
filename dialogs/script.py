"""A script is a paper form: steps from top to bottom, exactly one verb in each."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from dialogs.conditions import Condition
from dialogs.facts import SlotType
from dialogs.inputs import Anywhere, Occasion

#: The word after `go` that ends the script.
END = "end"

Mark = Literal["warning", "deciding", "consent", "money", "term"]
Literalish = str | int | bool


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Starts(_Frozen):
    """How a person begins this script."""

    #: Latin letters, digits and underscores, as channels want it.
    command: str | None = Field(default=None, pattern=r"^[a-z][a-z0-9_]{0,31}$")
    keywords: list[str] = []
    #: The word that works anywhere and leads here.
    anywhere: Anywhere | None = None
    #: What happens beside an answer and begins this script, whatever is open.
    occasion: Occasion | None = None
    #: The script with which a new conversation begins.
    welcome: bool = False

    @model_validator(mode="before")
    @classmethod
    def _bare_words(cls, data: Any) -> Any:
        """`{keywords: cursus, school, les}` reads in YAML as further names without a value: they are keywords too."""
        if not isinstance(data, dict):
            return data
        bare = [name for name, value in data.items() if value is None and name not in cls.model_fields]
        first = data.get("keywords", [])
        listed = [first] if isinstance(first, str) else list(first or [])
        words = [word.strip() for text in listed for word in str(text).split(",") if word.strip()]
        return {**{n: v for n, v in data.items() if n not in bare}, "keywords": words + bare}


class SayText(_Frozen):
    """A text with one picture, or one file to keep, made of all rows of a list."""

    text: str
    picture: str | None = None
    file: str | None = None
    #: The list of whose rows the picture or the file is made.
    of: str | None = None


class SayEach(_Frozen):
    """One text for each item of a list, and a picture of it."""

    each: str
    text: str
    picture: str | None = None


class SayCount(_Frozen):
    """A text that depends on a number."""

    count: str
    one: str
    other: str


class Step(_Frozen):
    """What every step may have."""

    when: Condition | None = None
    #: Jump after this step: to a step, to the end, or per answer or outcome.
    go: str | dict[str, str] | None = None
    mark: Mark | None = None


class Say(Step):
    """Says something."""

    #: Shown only to who can read it alone: left out while somebody helps; on a shared phone that is asked first.
    private: bool = False
    say: str | SayEach | SayCount | SayText


class Ask(Step):
    """Fills a slot."""

    ask: str
    slot: str
    type: SlotType | None = None
    options: dict[str, str] | None = None
    one_of: str | None = None
    #: The field of the list's rows that labels a choice; a text with `{fields}`.
    label: str | None = None
    #: Choices that lead elsewhere with `go` and do not fill the slot.
    aside: dict[str, str] = {}
    #: Ask even when the answer is known and fresh.
    again: bool = False
    #: A slot that holds the name of a fact: that fact is asked and filled, with its own kind, choices and reason.
    about: str | None = None
    #: Said when the person asks why.
    why: str | None = None
    at_least: int | None = None
    at_most: int | None = None
    #: Offer "I don't know"; by default at every fact.
    unknown: bool | None = None
    #: Offer "rather not"; by default at everything private.
    withheld: bool | None = None


class Confirm(Step):
    """Shows known answers on one screen; each can be changed."""

    confirm: list[str]
    text: str | None = None


class Consult(Step):
    """Asks a guide."""

    consult: str
    with_: dict[str, Literalish] = Field(default={}, alias="with")
    #: The guide's value to the slot it goes into.
    gives: dict[str, str] = {}


class Visit(Step):
    """Another script, then back."""

    visit: str


class Remind(Step):
    """Plans a check-in by its plan's name."""

    remind: str


class Submit(Step):
    """Hands filled slots to a form."""

    submit: str
    with_: dict[str, Literalish] = Field(default={}, alias="with")


class HandOver(Step):
    """Opens or joins a case."""

    hand_over: str
    #: For the coordinator, in Dutch.
    reason: str
    urgent: bool = False
    wait: bool = False


class Forget(Step):
    """Erases everything about the person, after its own confirmation."""

    forget: str


class Go(Step):
    """Only a jump."""

    go: str


VERBS: dict[str, type[Step]] = {
    "say": Say,
    "ask": Ask,
    "confirm": Confirm,
    "consult": Consult,
    "visit": Visit,
    "remind": Remind,
    "submit": Submit,
    "hand_over": HandOver,
    "forget": Forget,
}


def verb_of(step: Any) -> str:
    """The one verb of a step; `none` or `several` where there is not exactly one."""
    names = set(step) if isinstance(step, dict) else {name for name, kind in VERBS.items() if isinstance(step, kind)}
    verbs = [verb for verb in VERBS if verb in names]
    if len(verbs) == 1:
        return verbs[0]
    if verbs:
        return "several"
    has_go = "go" in names if isinstance(step, dict) else isinstance(step, Go)
    return "go" if has_go else "none"


AnyStep = Annotated[
    Annotated[Say, Tag("say")]
    | Annotated[Ask, Tag("ask")]
    | Annotated[Confirm, Tag("confirm")]
    | Annotated[Consult, Tag("consult")]
    | Annotated[Visit, Tag("visit")]
    | Annotated[Remind, Tag("remind")]
    | Annotated[Submit, Tag("submit")]
    | Annotated[HandOver, Tag("hand_over")]
    | Annotated[Forget, Tag("forget")]
    | Annotated[Go, Tag("go")],
    Discriminator(verb_of, custom_error_type="one_verb", custom_error_message="exactly one verb"),
]


class Script(_Frozen):
    """One dialog: one YAML file."""

    script: str = Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")
    title: str
    starts: Starts = Starts()
    steps: dict[str, AnyStep] = Field(min_length=1)


def following(script: Script, name: str) -> str:
    """The step below, or the end."""
    names = list(script.steps)
    index = names.index(name) + 1
    return names[index] if index < len(names) else END
