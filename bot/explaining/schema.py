"""The form of what goes into an explanation and what comes out, for editors and other programs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

import bot.guidance
from bot.explaining.answer import Answer, Refusal
from bot.explaining.given import Given

#: Beside the guides; `python -m bot.explaining.schema` writes it anew.
FILE = Path(bot.guidance.__file__).parent / "explain.schema.json"


def schema() -> dict[str, Any]:
    """JSON Schema of a document to explain; under `$defs` also what is answered: `Answer`, or `Refusal`."""
    _, shapes = models_json_schema([(Given, "validation"), (Answer, "serialization"), (Refusal, "serialization")], title="explain")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "#/$defs/Given", **shapes}


def text() -> str:
    """The file's content."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
    sys.stdout.write(f"{FILE}\n")
