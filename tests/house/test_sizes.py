"""A file fits two screens and a function one glance; only far beyond that does it fail."""

from __future__ import annotations

import ast

from house.project import ROOT, modules

LONGEST_FILE = 300
LONGEST_FUNCTION = 60
SHOWN = 10


def test_the_longest_files_and_functions_are_listed_and_none_is_too_long(record_property):
    files = sorted(((len((ROOT / path).read_bytes().splitlines()), str(path)) for path in modules()), reverse=True)
    functions = sorted(
        (
            (node.end_lineno - node.lineno + 1, f"{path}:{node.lineno} {node.name}")
            for path, tree in modules().items()
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ),
        reverse=True,
    )
    for title, longest in (("files", files), ("functions", functions)):
        print(f"the longest {title}:", *(f"{lines:4} {name}" for lines, name in longest[:SHOWN]), sep="\n")
        record_property(f"longest {title}", longest[:SHOWN])

    assert [each for each in files if each[0] > LONGEST_FILE] == []
    assert [each for each in functions if each[0] > LONGEST_FUNCTION] == []
