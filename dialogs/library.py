"""The library: all scripts, facts, plans and sentences of one edition, unchanging."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from dialogs.facts import FactDefinition
from dialogs.inputs import Anywhere, Occasion
from dialogs.issues import Issue
from dialogs.plans import CheckInPlan
from dialogs.reading import Path, Read, Unreadable, read_yaml
from dialogs.script import VERBS, Ask, Consult, Script
from dialogs.sentences import Sentence
from dialogs.terms import FILE, Terms

#: The shape of the files; a replica that does not know a newer one keeps the edition it has.
FORMAT = 1

SCRIPTS = "scripts/"
KNOWLEDGE = "knowledge/"
FACTS = "facts.yaml"
CHECKINS = "checkins.yaml"
SENTENCES = "knowledge/sentences.yaml"

#: File names below the folder of dialogs, to their text.
Files = Mapping[str, str]
_Row = TypeVar("_Row", bound=BaseModel)


@dataclass(frozen=True)
class Library:
    """Everything that can be said, of one edition."""

    scripts: Mapping[str, Script] = field(default_factory=dict)
    facts: Mapping[str, FactDefinition] = field(default_factory=dict)
    checkins: Mapping[str, CheckInPlan] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)
    #: Rows of knowledge by file name, as plain data: what they mean is for the guides.
    knowledge: Mapping[str, Any] = field(default_factory=dict)
    edition: int = 0
    #: Where each file's lines are, for issues.
    reads: Mapping[str, Read] = field(default_factory=dict)

    def planned(self, script: str) -> bool:
        """Whether a plan starts this script by itself."""
        return any(plan.script == script for plan in self.checkins.values())

    def sentence(self, key: Sentence) -> str:
        """The Dutch of one of the engine's own sentences; the key itself where it is missing."""
        return self.sentences.get(key, key)

    @cached_property
    def welcome(self) -> str | None:
        """The script with which a new conversation begins."""
        return next((name for name, script in self.scripts.items() if script.starts.welcome), None)

    @cached_property
    def anywhere(self) -> Mapping[Anywhere, str]:
        """Which script answers a word that works anywhere."""
        return {s.starts.anywhere: name for name, s in self.scripts.items() if s.starts.anywhere}

    @cached_property
    def occasions(self) -> Mapping[Occasion, str]:
        """Which script begins when something happens beside an answer."""
        return {s.starts.occasion: name for name, s in self.scripts.items() if s.starts.occasion}

    @cached_property
    def commands(self) -> Mapping[str, str]:
        """Commands to scripts."""
        return {s.starts.command: name for name, s in self.scripts.items() if s.starts.command}

    @cached_property
    def keywords(self) -> Mapping[str, str]:
        """Dutch keywords to scripts."""
        return {word: name for name, s in self.scripts.items() for word in s.starts.keywords}

    @cached_property
    def terms(self) -> Terms:
        """The Dutch words that can be explained."""
        rows = self.knowledge.get(FILE)
        listed = rows.get("rows") if isinstance(rows, Mapping) else None
        return Terms(row for row in listed or () if isinstance(row, Mapping))

    @cached_property
    def slots(self) -> frozenset[str]:
        """Every name that some step fills."""
        steps = [step for script in self.scripts.values() for step in script.steps.values()]
        asked = {step.slot for step in steps if isinstance(step, Ask)}
        return frozenset(asked.union(*(step.gives.values() for step in steps if isinstance(step, Consult))))

    def place(self, script: str, *path: str | int) -> tuple[str, int]:
        """File and line of something in a script."""
        file = f"{SCRIPTS}{script}.yaml"
        return file, self.reads[file].line(path) if file in self.reads else 1


def read_library(files: Files, edition: int = 0) -> tuple[Library, list[Issue]]:
    """Read the files of an edition. What cannot be read is left out and told as an issue."""
    issues: list[Issue] = []
    reads = {name: read for name, text in files.items() if (read := _read(name, text, issues)) is not None}
    scripts: dict[str, Script] = {}
    for name, read in reads.items():
        if name.startswith(SCRIPTS):
            _add_script(name, read, scripts, issues)
    library = Library(
        scripts=scripts,
        facts=_rows(FACTS, "facts", FactDefinition, reads, issues),
        checkins=_rows(CHECKINS, "plans", CheckInPlan, reads, issues),
        sentences=_sentences(reads, issues),
        knowledge={n.removeprefix(KNOWLEDGE).removesuffix(".yaml"): r.data for n, r in reads.items() if n.startswith(KNOWLEDGE)},
        edition=edition,
        reads=reads,
    )
    return library, issues


def _read(name: str, text: str, issues: list[Issue]) -> Read | None:
    try:
        return read_yaml(text)
    except Unreadable as error:
        issues.append(Issue(code="E101", file=name, line=error.line, values={"problem": error.problem}))
        return None


def _add_script(name: str, read: Read, scripts: dict[str, Script], issues: list[Issue]) -> None:
    try:
        script = Script.model_validate(read.data)
    except ValidationError as error:
        issues.extend(_issues_of(error, name, read))
        return
    if f"{SCRIPTS}{script.script}.yaml" != name:
        issues.append(Issue(code="E106", file=name, line=read.line(("script",)), values={"script": script.script}))
        return
    scripts[script.script] = script


def _rows(name: str, top: str, kind: type[_Row], reads: Mapping[str, Read], issues: list[Issue]) -> dict[str, _Row]:
    read = reads.get(name)
    if read is None:
        return {}
    rows: dict[str, _Row] = {}
    listed = read.data.get(top) if isinstance(read.data, dict) else None
    if not isinstance(listed, dict):
        issues.append(Issue(code="E102", file=name, line=1, values={"missing": top}))
        return {}
    for key, row in listed.items():
        try:
            rows[key] = kind.model_validate(row)
        except ValidationError as error:
            issues.extend(_issues_of(error, name, read, (top, key)))
    return rows


def _sentences(reads: Mapping[str, Read], issues: list[Issue]) -> dict[str, str]:
    read = reads.get(SENTENCES)
    try:
        return TypeAdapter(dict[str, str]).validate_python(read.data["sentences"] if read else {})
    except (ValidationError, KeyError, TypeError):
        issues.append(Issue(code="E102", file=SENTENCES, line=1, values={"missing": "sentences"}))
        return {}


def _issues_of(error: ValidationError, name: str, read: Read, top: Path = ()) -> Iterator[Issue]:
    """Say in an author's words what a model refused: each problem once, at its line."""
    seen: set[tuple[int, str]] = set()
    for problem in error.errors():
        path = (*top, *_known_part(problem["loc"], read, top))
        code = {"missing": "E102", "extra_forbidden": "E103", "one_verb": "E104", "one_beginning": "E107"}.get(problem["type"], "E105")
        word = str(problem["loc"][-1]) if problem["loc"] else name
        line = read.line(path)
        if (line, code) not in seen:
            seen.add((line, code))
            yield Issue(code=code, file=name, line=line, values={"missing": word, "word": word, "verbs": ", ".join(VERBS)})


def _known_part(loc: Path, read: Read, top: Path) -> Path:
    """The path without the tags that a union puts into it."""
    known: Path = ()
    # The third part of a step's path is the tag of its verb, and there may be a key of that name.
    for part in (*loc[:2], *loc[3:]) if loc[:1] == ("steps",) else loc:
        if (*top, *known, part) in read.lines:
            known = (*known, part)
    return known
