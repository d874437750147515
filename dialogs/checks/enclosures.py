"""What goes with words - the items of a list, a picture of them, a file to keep - must exist and find what it needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dialogs.checks.names import Names, listed
from dialogs.guides import Enclosure
from dialogs.issues import Issue
from dialogs.script import Say, SayEach, SayText


def enclosures(names: Names, script: str, name: str, step: Say) -> Iterator[Issue]:
    """Lists, pictures and files of a say step that are not there, or do not fit each other."""
    here = ("steps", name, "say")
    match step.say:
        case SayEach(each=each) if not names.is_list(each):
            yield names.issue("E212", script, (*here, "each"), name=each)
        case SayText(of=str(of)) if not names.is_list(of):
            yield names.issue("E212", script, (*here, "of"), name=of)
        case SayEach(each=of, picture=picture):
            yield from _of_one(names, script, (*here, "picture"), names.surroundings.pictures, picture, of)
        case SayText(picture=None, file=None, of=str(of)):
            yield names.issue("E220", script, (*here, "of"), name=of)
        case SayText(picture=picture, file=file, of=of):
            yield from _of_one(names, script, (*here, "picture"), names.surroundings.pictures, picture, of)
            yield from _of_one(names, script, (*here, "file"), names.surroundings.files, file, of)
        case _:
            return


def _of_one(
    names: Names, script: str, path: tuple[str, ...], known: Mapping[str, Enclosure], name: str | None, of: str | None
) -> Iterator[Issue]:
    if name is None:
        return
    if name not in known:
        yield names.issue("E218", script, path, name=name, known=listed(known) or "geen")
    elif of is None:
        yield names.issue("E219", script, path, name=name)
    else:
        given = names.row_fields(of)
        for field in known[name].fields:
            if field not in given:
                yield names.issue("E221", script, path, name=name, field=field, list=of, known=listed(given) or "geen")
