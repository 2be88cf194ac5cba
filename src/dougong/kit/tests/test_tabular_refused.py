"""Files that are refused, each with a sentence that says what to do."""

from __future__ import annotations

import io
import re
import struct
import zipfile

import pytest
import xlsxwriter

from dougong.kit.tabular import Limits, TabularError, read_workbook
from dougong.kit.tests.test_tabular_reading import ods, workbook_of


def raw_xlsx(sheet: str, *, doctype: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """A workbook whose only sheet has these rows, as XML."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook_of([1]))) as model,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in model.namelist():
            content = model.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = re.sub(
                    b"<sheetData.*</sheetData>", f"<sheetData>{sheet}</sheetData>".encode(), content, flags=re.S
                )
                content = content.replace(b"?>", f"?>{doctype}".encode(), 1)
            archive.writestr(name, content)
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def refused(data: bytes, name: str = "clients.xlsx", **limits: int) -> TabularError:
    with pytest.raises(TabularError) as caught:
        read_workbook(data, name, limits=Limits(**limits))
    for language in ("zh", "en"):
        sentence = caught.value.sentence(language)
        assert sentence and "{" not in sentence
    return caught.value


def zipped(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"   \r\n\r\n", b"\xef\xbb\xbf", b",,,\n,,,\n", workbook_of()],
    ids=["nothing", "blanks", "mark", "commas", "workbook"],
)
def test_an_empty_file_is_said_to_be_empty(data: bytes) -> None:
    assert refused(data).code == "tabular_empty"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "JPEG"),
        (zipped(**{"word/document.xml": b"<w/>"}), "Word"),
        (zipped(**{"readme.txt": b"x"}), "ZIP"),
        (b'<?xml version="1.0"?><a/>', "XML"),
        (bytes(range(256)) * 20, "binary data"),
    ],
    ids=["pdf", "png", "jpeg", "word", "zip", "xml", "binary"],
)
def test_content_that_is_no_spreadsheet_is_refused_whatever_its_name(data: bytes, kind: str) -> None:
    error = refused(data, "clients.xlsx")
    assert (error.code, error.params["kind"]) == ("tabular_not_a_spreadsheet", kind)


def test_a_web_page_named_as_a_spreadsheet_is_told_how_to_become_one() -> None:
    assert refused(b"<html><table><tr><td>1</td></tr></table></html>", "report.xls").code == "tabular_web_page"


def test_a_damaged_file_is_refused() -> None:
    good = workbook_of(["a", "b"], ["c", "d"])
    assert refused(good[: len(good) // 2]).code == "tabular_damaged"
    assert refused(b"PK\x03\x04" + bytes(200)).code == "tabular_damaged"
    assert refused(raw_xlsx("<row></c></wrong>")).code == "tabular_damaged"


def test_three_hundred_columns_are_refused_and_two_hundred_read() -> None:
    error = refused(workbook_of([f"列{i}" for i in range(300)]))
    assert (error.code, error.params["columns"], error.params["limit"]) == ("tabular_too_many_columns", 300, 200)
    assert "300 列" in error.sentence("zh")
    assert refused(",".join(["x"] * 300).encode(), "x.csv").params["columns"] == 300
    assert read_workbook(workbook_of([f"列{i}" for i in range(200)]), "x.xlsx").sheets[0].width == 200


def test_too_many_rows_are_refused() -> None:
    assert refused(workbook_of(*[["a", i] for i in range(60)]), rows=50).params["rows"] == 60
    assert refused(b"a,b\n" * 60, "x.csv", rows=50).code == "tabular_too_many_rows"


@pytest.mark.parametrize(
    "sheet",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1'><c s='1' r='A1'><v>1</v></c><c s='1' r = 'XFD1048576'><v>1</v></c></row>",
        '<x:row xmlns:x="a" r="1"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
        '<row r="199999"><c r="A199999"><v>1</v></c></row><row>' + "<c><v>1</v></c>" * 5_000 + "</row>",
    ],
)
def test_one_cell_far_away_does_not_ask_for_a_whole_rectangle(sheet: str) -> None:
    assert refused(raw_xlsx(sheet)).code in (
        "tabular_too_many_columns",
        "tabular_too_many_rows",
        "tabular_too_many_cells",
    )


def test_a_sheet_formatted_to_its_last_row_is_read() -> None:
    styled = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576" s="0"/></row>'
    assert read_workbook(raw_xlsx(styled), "x.xlsx").sheets[0].rows == [[1]]


def test_a_repeated_opendocument_cell_counts_as_often_as_it_is_repeated() -> None:
    assert refused(ods([["x"]], repeated=100_000_000), "x.ods").code == "tabular_too_many_columns"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = raw_xlsx("<row/>", extra={"xl/bomb.xml": bytes(30 * 1024 * 1024)})
    assert len(bomb) < 60_000
    assert refused(bomb).code == "tabular_zip_bomb"
    assert refused(workbook_of(["a"] * 50), unpacked_bytes=1_000).code == "tabular_zip_bomb"
    assert refused(workbook_of(["a"]), members=3).code == "tabular_zip_bomb"


def test_a_zip_bomb_that_lies_about_its_size_is_refused() -> None:
    bomb = bytearray(raw_xlsx("<row/>", extra={"xl/bomb.xml": bytes(30 * 1024 * 1024)}))
    size = struct.pack("<I", 30 * 1024 * 1024)
    assert bomb.count(size) == 2  # in the local header and in the central directory
    lying = bytes(bomb).replace(size, struct.pack("<I", 10))
    assert refused(lying).code == "tabular_zip_bomb"


def test_an_encrypted_workbook_asks_for_one_without_password() -> None:
    encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    assert refused(encrypted).code == "tabular_encrypted"
    locked = bytearray(workbook_of(["a"]))
    at = locked.index(b"PK\x01\x02")
    while at >= 0:
        locked[at + 8] |= 1
        at = locked.find(b"PK\x01\x02", at + 1)
    assert refused(bytes(locked)).code == "tabular_encrypted"


def test_external_entities_are_refused() -> None:
    doctype = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    assert refused(raw_xlsx("<row/>", doctype=doctype)).code == "tabular_external_entities"


def test_a_broken_excel_97_file_ends_its_reader_and_not_us() -> None:
    broken = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "Workbook".encode("utf-16-le") + bytes(600)
    assert refused(broken, "x.xls").code == "tabular_damaged"
    other = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(600)
    assert refused(other, "x.xls").code == "tabular_not_a_spreadsheet"


def test_a_binary_workbook_is_told_to_be_saved_as_xlsx() -> None:
    parts = {"xl/_rels/workbook.bin.rels": b"<r/>", "xl/workbook.bin": b"\x00"}
    assert refused(zipped(**parts), "x.xlsb").code == "tabular_xlsb"


def test_a_file_over_the_limit_is_refused_unread() -> None:
    assert refused(b"a,b\n" * 1000, file_bytes=1000).code == "tabular_file_too_large"


def test_too_many_sheets_are_refused() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    for _ in range(4):
        book.add_worksheet()
    book.close()
    assert refused(buffer.getvalue(), sheets=3).params["sheets"] == 4


def test_a_cell_without_an_end_is_refused_and_a_quotation_mark_without_one_takes_no_row_along() -> None:
    assert refused(("华阳" * 600_000).encode(), "a.csv").code == "tabular_cell_too_long"
    read = read_workbook('客户名称,电话\n"华阳科技,138\n瑞丰环保,139\n'.encode(), "a.csv")
    assert len(read.sheets[0].rows) == 3 and [n.code for n in read.warnings] == ["unbalanced_quotes"]
    whole = read_workbook('客户名称,备注\n华阳科技,"两行\n备注"\n'.encode(), "a.csv")
    assert whole.sheets[0].rows[1][1] == "两行\n备注" and not whole.warnings
