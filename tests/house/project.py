"""The files of the project, as git would keep them."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("bot", "dialogs", "storage")


@cache
def files() -> tuple[Path, ...]:
    """Every file that belongs to the project, new ones too, relative to its root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return tuple(sorted(Path(name) for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()))


@cache
def modules() -> dict[Path, ast.Module]:
    """Every Python file with what stands in it."""
    return {path: ast.parse((ROOT / path).read_bytes()) for path in files() if path.suffix == ".py"}


def packaged() -> dict[Path, ast.Module]:
    """The Python files of the service itself."""
    return {path: tree for path, tree in modules().items() if path.parts[0] in PACKAGES}


def words(tree: ast.Module) -> Iterator[ast.Constant]:
    """Every text in a module that is not a docstring or a note to a field."""
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
            yield node


def pyproject() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())
