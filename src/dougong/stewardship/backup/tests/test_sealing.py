"""The shell of an archive: whatever happens to its bytes is found, and named for what it is."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dougong.stewardship.backup import errors, sealing
from dougong.stewardship.backup.sealing import Sealer, opened_chunks

KEY = "correct horse battery staple"
TEXT = bytes(range(256)) * 3


@pytest.fixture(scope="module", autouse=True)
def _small() -> object:
    """Chunks of 100 bytes and a quick derivation: the shell's shape is the same."""
    kept = sealing.CHUNK, sealing.SCRYPT_N
    sealing.CHUNK, sealing.SCRYPT_N = 100, 2**10
    yield
    sealing.CHUNK, sealing.SCRYPT_N = kept


def sealed(plain: bytes, key: str = KEY) -> bytes:
    out = io.BytesIO()
    sealer = Sealer(out, key, {"made_with": "test"})
    for start in range(0, len(plain), 37):
        sealer.write(plain[start : start + 37])
    sealer.close()
    return out.getvalue()


def opened(tmp: Path, data: bytes, key: str = KEY) -> bytes:
    path = tmp / "a.backup"
    path.write_bytes(data)
    return b"".join(opened_chunks(path, key))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sealed")


@given(plain=st.binary(max_size=450))
def test_what_was_sealed_is_read_again(plain: bytes, folder: Path) -> None:
    assert opened(folder, sealed(plain)) == plain


@pytest.mark.parametrize("length", [0, 99, 100, 101, 200])
def test_the_end_of_a_chunk_is_no_special_place(length: int, tmp_path: Path) -> None:
    assert opened(tmp_path, sealed(TEXT[:length])) == TEXT[:length]


def test_nothing_of_what_is_inside_can_be_seen(tmp_path: Path) -> None:
    data = sealed("林舒然的客户".encode() * 50)
    assert "林舒然".encode() not in data and sealed(TEXT) != sealed(TEXT)


@given(data=st.data())
def test_a_flipped_bit_is_found_wherever_it_is(data: st.DataObject, folder: Path) -> None:
    whole = bytearray(sealed(TEXT))
    place, bit = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(0, 7))
    whole[place] ^= 1 << bit
    with pytest.raises(errors.ArchiveDamaged):
        opened(folder, bytes(whole))


@given(data=st.data())
def test_a_cut_archive_is_called_cut_wherever_it_ends(data: st.DataObject, folder: Path) -> None:
    whole = sealed(TEXT)
    with pytest.raises(errors.ArchiveCut) as found:
        opened(folder, whole[: data.draw(st.integers(0, len(whole) - 1))])
    assert found.value.params["size"] < len(whole)


def test_chunks_can_not_be_swapped_or_taken_out(tmp_path: Path) -> None:
    whole = sealed(TEXT)
    begin = len(whole) - 16 - sum(len(TEXT[i : i + 100]) + 16 for i in range(0, len(TEXT), 100))
    one, two = whole[begin : begin + 116], whole[begin + 116 : begin + 232]
    with pytest.raises(errors.ArchiveDamaged):
        opened(tmp_path, whole[:begin] + two + one + whole[begin + 232 :])
    with pytest.raises(errors.BackupError):
        opened(tmp_path, whole[:begin] + two + whole[begin + 232 :])


def test_another_key_is_called_a_wrong_key(tmp_path: Path) -> None:
    with pytest.raises(errors.WrongBackupKey):
        opened(tmp_path, sealed(TEXT), key="incorrect horse battery")


def test_another_kind_of_file_is_called_so(tmp_path: Path) -> None:
    with pytest.raises(errors.NotAnArchive):
        opened(tmp_path, b"PK\x03\x04 some workbook that is no archive")


def test_a_short_key_is_refused() -> None:
    with pytest.raises(errors.WeakBackupKey):
        sealing.check_key(" short \n")
    assert sealing.check_key(f" {KEY}\n") == KEY
