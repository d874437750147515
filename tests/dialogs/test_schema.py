from __future__ import annotations

import json
from pathlib import Path

import pytest

from dialogs.schema import FOLDER, schemas, write
from dialogs.script import VERBS


@pytest.mark.parametrize(("name", "text"), list(schemas()), ids=lambda part: part if str(part).endswith(".json") else "")
def test_the_schema_in_the_tree_is_fresh(name: str, text: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == text, "run: python -m dialogs.schema"


def test_writing_anew_gives_every_schema(tmp_path: Path) -> None:
    write(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {name for name, _ in schemas()}


def test_the_schema_of_a_script_knows_every_verb() -> None:
    kinds = json.loads(dict(schemas())["script.schema.json"])["$defs"]
    required = {word for kind in kinds.values() for word in kind.get("required", [])}
    assert set(VERBS) <= required
