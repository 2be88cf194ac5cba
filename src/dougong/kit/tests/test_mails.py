"""A mail's file is read: headers in any encoding, the plain part first, nothing executed."""

from __future__ import annotations

import datetime as dt
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dougong.kit.mails import read_mail


def mail(text: str = "", html: str = "", charset: str = "utf-8") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "孙立衡 <sun@client.example>", "lin@zhuheng.example", "三期图纸版本确认"
    made["Date"] = "Tue, 17 Nov 2026 16:20:00 +0800"
    if text:
        made.set_content(text, charset=charset)
    if html:
        made.add_alternative(html, subtype="html") if text else made.set_content(html, subtype="html")
    return made


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "big5"])
def test_a_chinese_mail_is_read_whole(charset: str) -> None:
    made = mail("三期圖紙用第四版。", charset=charset)
    made.add_attachment(b"x", maintype="application", subtype="pdf", filename="图纸V4.pdf")
    found = read_mail(made.as_bytes())
    assert found is not None
    assert (found.subject, found.sender) == ("三期图纸版本确认", "孙立衡 <sun@client.example>")
    assert found.text == "三期圖紙用第四版。" and found.attachments == ("图纸V4.pdf",)
    assert found.at == dt.datetime(2026, 11, 17, 8, 20, tzinfo=dt.UTC)


def test_of_html_the_text_is_kept_and_nothing_that_runs() -> None:
    found = read_mail(mail(html="<style>p{}</style><p>预算&nbsp;批了</p><script>alert(1)</script><p>下周签</p>").as_bytes())
    assert found is not None and found.text == "预算\xa0批了\n下周签"
    both = read_mail(mail("纯文本", "<b>网页</b>").as_bytes())
    assert both is not None and both.text == "纯文本"


def test_tags_that_nobody_closes_are_read_in_one_pass() -> None:
    """A pattern that looks for each one's end would need hours for this one."""
    found = read_mail(mail(html="预算批了" + "<script>" * 200_000).as_bytes())
    assert found is not None and found.text == "预算批了"


def test_what_is_no_mail_is_none() -> None:
    assert read_mail(b"") is None
    assert read_mail("只是一段话".encode()) is None
    assert read_mail(b"%PDF-1.7 ...") is None


@settings(max_examples=80)
@given(st.binary(max_size=300))
def test_nothing_breaks_it(data: bytes) -> None:
    read_mail(data)
    found = read_mail(b"From: a@b.example\r\nContent-Type: text/plain; charset=nowhere\r\n\r\n" + data)
    assert found is not None and "\x00" not in found.text
