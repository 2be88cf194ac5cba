"""What is read out of documents: every kind that people send, and what is said of those that can't be read."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from dougong.clients import services as clients
from dougong.files.models import Attachment, BlobText
from dougong.files.reading import read_blob
from dougong.files.selectors import unread
from dougong.files.services import attach
from dougong.files.texts import Unreadable
from dougong.files.texts.model import DOCX, MOST, ODT, PPTX, XLSX
from dougong.files.texts.reading import read
from dougong.kit.pdf import render
from dougong.kit.tabular import Column, write_xlsx
from tests.cast import Cast

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
T = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")


def zipped(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


def docx(*lines: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{line[:2]}</w:t></w:r><w:r><w:t>{line[2:]}</w:t></w:r></w:p>" for line in lines)
    return zipped(word__document_xml=f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')


def test_a_word_file_is_read_across_its_runs() -> None:
    assert read(docx("变配电增容工程", "质保期两年"), DOCX, "a.docx").text == "变配电增容工程\n质保期两年"


def test_slides_come_in_their_order_and_notes_behind() -> None:
    def slide(text: str) -> str:
        return f'<p:sld xmlns:p="p" xmlns:a="{A}"><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>'

    data = zipped(
        ppt__slides__slide10_xml=slide("第十页"), ppt__slides__slide2_xml=slide("第二页"),
        ppt__notesSlides__notesSlide2_xml=slide("备注"),
    )  # fmt: skip
    assert read(data, PPTX, "a.pptx").text == "第二页\n第十页\n备注"


def test_an_open_document_keeps_the_words_behind_its_spans() -> None:
    inner = f'<text:p xmlns:text="{T}">先<text:span>验收</text:span>后<text:s/>付款</text:p>'
    assert read(zipped(content_xml=f"<office>{inner}</office>"), ODT, "a.odt").text == "先验收后 付款"


def test_a_workbook_gives_its_sheets_and_rows() -> None:
    buffer = io.BytesIO()
    write_xlsx(buffer, [Column("名称"), Column("数量")], [["铜排", 12], ["断路器", 3]])
    text = read(buffer.getvalue(), XLSX, "a.xlsx").text
    assert "铜排 12" in text and "断路器 3" in text


def test_a_mail_gives_its_head_body_and_the_names_of_what_hangs_on_it() -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "关于变更单", "sun@firm.example", "luo@firm.example"
    mail.set_content("<p>同意<b>增加</b>两台水泵</p><script>x()</script>", subtype="html")
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="变更单.pdf")
    text = read(mail.as_bytes(), "text/plain; charset=utf-8", "a.eml").text
    assert "关于变更单" in text and "同意增加两台水泵" in text and "变更单.pdf" in text and "x()" not in text


def test_a_text_in_an_old_encoding_is_read() -> None:
    assert read("会议纪要：土建延期".encode("gb18030"), "text/plain", "a.txt").text == "会议纪要：土建延期"


def test_what_is_too_long_is_cut_and_says_so() -> None:
    found = read(("水" * 1000 + "\n").encode() * 500, "text/plain", "a.txt")
    assert found.cut and len(found.text) <= MOST


@pytest.mark.skipif(not FONT.is_file(), reason="no font with Chinese characters (make system)")
def test_a_page_with_text_is_read_and_a_scanned_one_looked_at(tmp_path: Path) -> None:
    template = tmp_path / "report.typ"
    template.write_text(
        "#set text(font: sys.inputs.font)\n调试报告：冷冻机房全部设备运行正常，没有听到异常的噪声", "utf-8"
    )
    said = read(render(template, {}), "application/pdf", "a.pdf")
    assert "冷冻机房" in said.text and said.how == "text"
    picture = Image.new("RGB", (900, 200), "white")
    ImageDraw.Draw(picture).text((40, 60), "隐蔽工程验收记录", font=ImageFont.truetype(str(FONT), 56), fill="black")
    buffer = io.BytesIO()
    picture.save(buffer, "PDF")
    seen = read(buffer.getvalue(), "application/pdf", "b.pdf")
    assert "隐蔽工程验收记录" in seen.text and seen.how == "ocr"


@pytest.mark.parametrize("kind", [DOCX, PPTX, "application/pdf", "image/png"])
def test_a_damaged_document_is_said_to_be_so(kind: str) -> None:
    with pytest.raises(Unreadable):
        read(b"PK\x03\x04 nothing of the kind", kind, "a")


def test_a_document_that_calls_for_others_is_refused() -> None:
    evil = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="w">&x;</w:document>'
    with pytest.raises(Unreadable):
        read(zipped(word__document_xml=evil), DOCX, "a.docx")


@pytest.mark.django_db
def test_a_document_that_came_is_read_in_a_process_of_its_own(cast: Cast) -> None:
    client = clients.create_client(cast.lin, name="沧澜水务集团有限公司")
    kept = attach(
        cast.lin, resource="clients.client", object_id=client.pk, filename="纪要.txt", data="水泵更换".encode()
    )
    blob = kept.file.versions.get().blob
    assert read_blob(blob.pk) and read_blob(blob.pk), "a job may run twice"
    assert BlobText.objects.get(blob=blob).text == "水泵更换"
    assert Attachment.objects.get(pk=kept.pk).archived_at is None


@pytest.mark.django_db
def test_a_document_that_spoils_its_reader_leaves_a_word_why(cast: Cast) -> None:
    client = clients.create_client(cast.lin, name="沧澜水务集团有限公司")
    kept = attach(cast.lin, resource="clients.client", object_id=client.pk, filename="坏.pdf", data=b"%PDF-1.4 broken")
    blob = kept.file.versions.get().blob
    assert read_blob(blob.pk)
    assert BlobText.objects.get(blob=blob).problem == "damaged"


@pytest.mark.django_db
def test_what_holds_no_text_is_asked_once(cast: Cast) -> None:
    """Else the first two thousand drawings of a company would keep its newer documents from being read at night."""
    client = clients.create_client(cast.lin, name="沧澜水务集团有限公司")
    drawing = attach(cast.lin, resource="clients.client", object_id=client.pk, filename="图.dwg", data=b"AC1032 drawing")
    minutes = attach(cast.lin, resource="clients.client", object_id=client.pk, filename="纪要.txt", data="甲".encode())
    blobs = [kept.file.versions.get().blob_id for kept in (drawing, minutes)]
    assert unread(10) == sorted(blobs)
    assert not read_blob(blobs[0])
    assert unread(10) == [blobs[1]]
