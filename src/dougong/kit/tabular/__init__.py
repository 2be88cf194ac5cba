"""Spreadsheets in and out."""

from dougong.kit.tabular.errors import TabularError
from dougong.kit.tabular.model import (
    Cell,
    CellError,
    Limits,
    Notice,
    Sheet,
    Workbook,
    cell_name,
    column_letters,
)
from dougong.kit.tabular.reading import read_workbook
from dougong.kit.tabular.writing import Column, unescaped, write_csv, write_xlsx

__all__ = [
    "Cell",
    "CellError",
    "Column",
    "Limits",
    "Notice",
    "Sheet",
    "TabularError",
    "Workbook",
    "cell_name",
    "column_letters",
    "read_workbook",
    "unescaped",
    "write_csv",
    "write_xlsx",
]
