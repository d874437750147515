"""English in code, Dutch in data: no module speaks Dutch or knows a script by name."""

from __future__ import annotations

import re
from typing import get_args

from house.project import ROOT, files, packaged, words
from ruamel.yaml import YAML

from dialogs.inputs import Anywhere

#: Words without which hardly a Dutch sentence can do, and which no English one has.
DUTCH = frozenset(
    {"aan", "als", "bij", "bent", "daar", "dan", "dat", "de", "deze", "dit", "een", "geen", "gemeente", "heeft", "het", "hoe", "ik", "kunt"}
    | {"moet", "naar", "niet", "ook", "uw", "voor", "waar", "welke", "wij", "wilt", "wordt"}
)
ENOUGH = 2


def test_no_module_speaks_dutch():
    spoken = [f"{path}:{text.lineno} {text.value!r}" for path, tree in packaged().items() for text in words(tree) if _is_dutch(text.value)]

    assert spoken == []


def test_dutch_is_known_when_it_is_met():
    assert _is_dutch("In welke plaats woont u? Dat is voor de gemeente.")
    assert not _is_dutch("The place where a person lives, and the moment in which it was said.")


def test_no_module_knows_a_script_by_name():
    names = {script["script"] for script in _scripts()} - set(get_args(Anywhere)) - _facts()
    named = [f"{path}:{text.lineno} {text.value!r}" for path, tree in packaged().items() for text in words(tree) if text.value in names]

    assert len(names) > 5
    assert named == []


def _is_dutch(text: str) -> bool:
    return len(DUTCH & set(re.findall(r"[a-z]+", text.lower()))) >= ENOUGH


def _scripts() -> list[dict[str, str]]:
    yaml = YAML(typ="safe")
    return [yaml.load(ROOT / path) for path in files() if path.match("dialogs/scripts/*.yaml")]


def _facts() -> set[str]:
    return set(YAML(typ="safe").load(ROOT / "dialogs/facts.yaml")["facts"])
