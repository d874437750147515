"""The shape of the dialog files as JSON Schema, so that an editor can help while one types.

`python -m dialogs.schema` writes them anew; a test fails while they are old.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from dialogs.facts import FactDefinition
from dialogs.plans import CheckInPlan
from dialogs.script import Script

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = Path(__file__).parent


class FactsFile(BaseModel):
    """What may be known about a person, and nothing else."""

    model_config = ConfigDict(extra="forbid")

    facts: dict[str, FactDefinition]


class CheckInsFile(BaseModel):
    """When which script starts by itself."""

    model_config = ConfigDict(extra="forbid")

    plans: dict[str, CheckInPlan]


#: File names below the folder of dialogs, to the model of what they describe.
MODELS: dict[str, type[BaseModel]] = {
    "script.schema.json": Script,
    "facts.schema.json": FactsFile,
    "checkins.schema.json": CheckInsFile,
}


def schemas() -> Iterator[tuple[str, str]]:
    """File name and text of every schema."""
    for name, model in MODELS.items():
        shape: dict[str, Any] = {"$schema": DIALECT, **model.model_json_schema()}
        yield name, json.dumps(shape, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def write(folder: Path = FOLDER) -> None:
    """Write every schema anew."""
    for name, text in schemas():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write()
