"""Lines of the log hold the request and no secret."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from django.core.mail import EmailMessage

from dougong.config import logs


@pytest.mark.parametrize(
    "text",
    [
        "password=hunter2",
        'body {"password": "hunter2", "login": "zhou"}',
        "Authorization: Bearer hunter2",
        "Cookie: dougong_session=hunter2",
        "GET /stream?ticket=hunter2&x=1",
        "postgres://zhou:hunter2@db/dougong",
        "api_key='hunter2'",
        f"refused dg_{'0' * 32}_hunter2hunter2hunter2hunter2hunter2",
    ],
)
def test_secrets_are_struck_out(text: str) -> None:
    assert "hunter2" not in logs.scrub(text)


def test_ordinary_words_are_left_alone() -> None:
    line = "沧澜水务集团: contract 2026-137 recorded, 800.00 at https://localhost:8000/contracts/1"
    assert logs.scrub(line) == line


def record(message: str) -> logging.LogRecord:
    try:
        raise ValueError("token=hunter2")
    except ValueError:
        return logging.LogRecord("dougong.x", logging.ERROR, __file__, 1, message, (), sys.exc_info())


@pytest.mark.parametrize("kind", ["plain", "json"])
def test_both_formats_name_the_request_and_scrub_the_traceback(kind: str) -> None:
    formatter = logs._Json() if kind == "json" else logs._Lines("%(levelname)s [%(request_id)s] %(message)s")
    token = logs.request_id.set("req-12345678")
    try:
        line = formatter.format(record("it broke"))
    finally:
        logs.request_id.reset(token)
    assert "req-12345678" in line and "it broke" in line and "ValueError" in line
    assert "hunter2" not in line
    assert kind == "plain" or json.loads(line)["level"] == "ERROR"


def test_a_mail_without_a_server_is_logged_without_its_body(caplog: pytest.LogCaptureFixture) -> None:
    mail = EmailMessage("到期提醒", "secret body", to=["lin@example.com"])
    with caplog.at_level(logging.INFO, "dougong.mail"):
        assert logs.LoggedMail().send_messages([mail]) == 1
    assert "@example.com: 到期提醒" in caplog.text
    assert "secret body" not in caplog.text and "lin@" not in caplog.text
