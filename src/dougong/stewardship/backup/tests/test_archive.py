"""What stands inside: rows and files come out as they went in, and what is not there is missed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import orjson
import pytest

from dougong.stewardship.backup import archive, errors, sealing
from dougong.stewardship.backup.archive import Reader, Small, TablePart, Writer
from dougong.stewardship.backup.rows import Column, Digest, Table

KEY = "correct horse battery staple"
HEAD = {"made_at": "2026-11-18T02:00:00Z", "made_with": "0.1.0", "migrations": []}
TABLE = Table("things", (Column("id", "int"), Column("name", "text"), Column("facts", "json")), "id", 7)
ROWS: list[list[Any]] = [[1, "甲\t乙\n丙\\", '{"b": 1, "a": [2]}'], [2, None, None], [5, "🏗️", "[]"]]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "SCRYPT_N", 2**10)
    monkeypatch.setattr(archive, "LINES", 30)


def written(path: Path, *, drop: bytes = b"", files: tuple[bytes, ...] = (b"one", b"\0" * 300_000)) -> Path:
    """An archive of one table and some files; sections of the letter `drop` are left out."""
    with path.open("wb") as out:
        writer = Writer(out, KEY, HEAD)
        if drop:
            keep = writer._section
            writer._section = lambda letter, data: None if letter in drop_of(drop) else keep(letter, data)  # type: ignore[method-assign]  # an archive with holes
        writer.small("keys/field", b"k1 00\n")
        assert list(writer.table(TABLE, ROWS))[-1] == len(ROWS)
        for number, data in enumerate(files):
            writer.file(f"0{number}/file", io.BytesIO(data))
        writer.close()
    return path


def drop_of(letters: bytes) -> tuple[bytes, ...]:
    return tuple(letters[i : i + 1] for i in range(len(letters)))


def read(path: Path) -> dict[str, Any]:
    reader, found = Reader(path, KEY), {}
    for part in reader.parts():
        if isinstance(part, Small):
            found[part.path] = part.data
        elif isinstance(part, TablePart):
            found[part.table.name] = [row for batch in part.batches() for row in batch]
            found["table"], found["digest"] = part.table, part.digest
        else:
            part.write_to(path.with_name(part.name.replace("/", "-")))
            found[part.name] = part.size
    found["told"], found["lacking"] = reader.told, reader.lacking
    return found


def test_rows_and_files_come_out_as_they_went_in(tmp_path: Path) -> None:
    found = read(written(tmp_path / "a"))
    assert found["things"] == ROWS and found["table"] == TABLE and found["keys/field"] == b"k1 00\n"
    assert (tmp_path / "01-file").read_bytes() == b"\0" * 300_000
    assert (found["told"].tables, found["told"].files, found["told"].bytes) == ({"things": 3}, 2, 300_003)


@pytest.mark.parametrize(
    ("drop", "error"),
    [
        (b"G", errors.ArchiveDamaged),
        (b"D", errors.ArchiveDamaged),
        (b"R", errors.ArchiveDamaged),
        (b"TRE", errors.ArchiveDamaged),
        (b"Z", errors.ArchiveDamaged),
    ],
)
def test_a_part_that_is_not_there_is_missed(drop: bytes, error: type[Exception], tmp_path: Path) -> None:
    with pytest.raises(error):
        read(written(tmp_path / "a", drop=drop))


def test_a_file_that_is_not_there_is_counted(tmp_path: Path) -> None:
    assert read(written(tmp_path / "a", drop=b"FDG"))["lacking"] == 2


def test_an_archive_of_a_later_format_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "FORMAT", 2)
    path = written(tmp_path / "a")
    monkeypatch.setattr(archive, "FORMAT", 1)
    with pytest.raises(errors.FormatNewer):
        Reader(path, KEY)


def test_a_digest_knows_no_order_and_takes_json_by_its_meaning() -> None:
    def text(rows: list[list[Any]]) -> str:
        digest = Digest(TABLE)
        for row in rows:
            digest.add(row, orjson.dumps(row))
        return digest.text()

    again = [[2, None, None], [5, "🏗️", "[]"], [1, "甲\t乙\n丙\\", '{"a":[2],"b":1}']]
    assert text(ROWS) == text(again)
    assert text(ROWS) != text([*again[:2], [1, "甲\t乙\n丙\\", '{"a":[3],"b":1}']])
    assert text(ROWS) != text(again[:2])
