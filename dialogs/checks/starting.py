"""Each command, keyword, occasion and word that works anywhere belongs to one script, and none is missing."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.checks.names import Names
from dialogs.folding import fold
from dialogs.issues import Issue
from dialogs.library import SCRIPTS
from dialogs.script import Starts

#: Words that work anywhere and that only a script can answer; the engine itself answers the others.
ANSWERED_BY_SCRIPTS = ("menu", "language", "human", "my_data", "pause")
#: What nobody may be left alone with.
NEVER_WITHOUT = "crisis"


def starting(names: Names) -> Iterator[Issue]:
    """Two scripts on one word, and words without a script."""
    taken: dict[tuple[str, str], str] = {}
    for script in names.library.scripts.values():
        for path, kind, word in _claims(script.starts):
            other = taken.setdefault((kind, word), script.script)
            if other != script.script:
                yield names.issue(_CODES[kind], script.script, ("starts", *path), word=word, other=other)
    for word in ANSWERED_BY_SCRIPTS:
        if ("anywhere", word) not in taken:
            yield Issue(code="E505", file=SCRIPTS, line=1, values={"word": f"anywhere: {word}"})
    if ("occasion", NEVER_WITHOUT) not in taken:
        yield Issue(code="E505", file=SCRIPTS, line=1, values={"word": f"occasion: {NEVER_WITHOUT}"})
    if ("welcome", "welcome") not in taken:
        yield Issue(code="E505", file=SCRIPTS, line=1, values={"word": "welcome: yes"})


_CODES = {"command": "E501", "keyword": "E502", "anywhere": "E503", "welcome": "E504", "occasion": "E506"}


def _claims(starts: Starts) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Everything by which a script wants to be started: where it stands, of which kind, the word."""
    if starts.command:
        yield ("command",), "command", starts.command
    for index, keyword in enumerate(starts.keywords):
        yield ("keywords", index), "keyword", fold(keyword)
    if starts.anywhere:
        yield ("anywhere",), "anywhere", starts.anywhere
    if starts.occasion:
        yield ("occasion",), "occasion", starts.occasion
    if starts.welcome:
        yield ("welcome",), "welcome", "welcome"
