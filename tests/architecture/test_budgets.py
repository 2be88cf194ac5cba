"""Files and functions stay small enough to be read whole."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.fixtures.places import ROOT, tracked

PYTHON_LINES, TEST_LINES, FUNCTION_LINES, TYPESCRIPT_LINES = 400, 300, 40, 250


def _python() -> list[Path]:
    return [path for path in tracked("*.py") if "migrations" not in path.parts]


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _is_test(path: Path) -> bool:
    return "tests" in path.relative_to(ROOT).parts[:-1] and path.name.startswith("test_")


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (
                f"{path.relative_to(ROOT)}:{node.lineno} {node.name}",
                (node.end_lineno or 0) - node.lineno + 1,
            )


def test_no_python_file_is_over_budget() -> None:
    over = {
        str(path.relative_to(ROOT)): _lines(path)
        for path in _python()
        if _lines(path) > (TEST_LINES if _is_test(path) else PYTHON_LINES)
    }
    assert over == {}


def test_no_function_is_over_budget() -> None:
    sizes = [pair for path in _python() for pair in _functions(path)]
    assert len(sizes) > 100
    assert [pair for pair in sizes if pair[1] > FUNCTION_LINES] == []


def test_no_typescript_file_is_over_budget() -> None:
    files = [path for path in tracked("*.ts", "*.tsx") if not path.name.endswith(".d.ts")]
    assert files
    assert {str(path.relative_to(ROOT)): _lines(path) for path in files if _lines(path) > TYPESCRIPT_LINES} == {}
