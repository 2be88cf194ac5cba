"""The table of settings: what it takes, and what it says when it can't."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from dougong.config import databases, env
from dougong.kit import keyring


def test_an_empty_environment_gives_the_documented_defaults() -> None:
    settings = env.load({})
    assert (settings.host, settings.port, settings.stream_port) == ("127.0.0.1", 8000, 8001)
    assert settings.time_zone == "Asia/Shanghai"
    assert settings.loopback and not settings.secure and not settings.debug


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("PORT", "eighty", "whole number"),
        ("PORT", "0", "from 1 to 65535"),
        ("STREAM_PORT", "8000", "another port"),
        ("DATABASE_URL", "mysql://root:hunter2@db/x", "postgres://"),
        ("DATABASE_URL", "postgres:///x", "postgres://"),
        ("TLS_CERT", "/nowhere/cert.pem", "no such file"),
        ("TIME_ZONE", "Asia/Atlantis", "no such time zone"),
        ("LOG_LEVEL", "LOUD", "one of DEBUG"),
        ("BEHIND_PROXY", "perhaps", "yes or no"),
        ("MAIL_FROM", "nobody", "e-mail address"),
        ("SMTP_URL", "http://mail", "smtp://"),
        ("SESSION_DAYS", "366", "from 0 to 365"),
        ("PROT", "8000", "no such setting"),
    ],
)
def test_a_wrong_value_is_refused_by_name_and_reason(name: str, value: str, why: str) -> None:
    with pytest.raises(env.SettingError) as refusal:
        env.load({f"DOUGONG_{name}": value})
    assert refusal.value.name == f"DOUGONG_{name}"
    assert why in refusal.value.why
    assert "hunter2" not in str(refusal.value)


def test_a_certificate_without_its_key_is_refused(tmp_path: Path) -> None:
    certificate = tmp_path / "cert.pem"
    certificate.touch()
    with pytest.raises(env.SettingError, match=r"DOUGONG_TLS_KEY: .* missing"):
        env.load({"DOUGONG_TLS_CERT": str(certificate)})


def test_every_field_of_env_is_a_row_of_the_table() -> None:
    assert [row.name.lower() for row in env.TABLE] == list(env.Env.__dataclass_fields__)


@pytest.mark.services
def test_the_command_stops_with_the_name_and_without_a_traceback(tmp_path: Path) -> None:
    environ = {"PATH": "/usr/bin:/bin", "DOUGONG_DATA": str(tmp_path), "DOUGONG_PORT": "eighty"}
    command = [sys.executable, "-m", "dougong", "up"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=30)
    assert done.returncode == 2
    assert done.stderr.startswith("dougong: DOUGONG_PORT: must be a whole number")
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_keys_are_made_once_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    settings = env.load({"DOUGONG_DATA": str(tmp_path / "data")})
    first = env.keys(settings)
    folder = tmp_path / "data" / "keys"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {path.name for path in folder.iterdir()} == {"secret", "field", "blind"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert env.keys(settings) == first
    assert [(key_id, len(key)) for key_id, key in keyring.parse(first.field, "k").keys] == [("k1", 32)]
    assert [(key_id, len(key)) for key_id, key in keyring.parse(first.blind, "b").keys] == [("b1", 32)]


def test_a_key_added_for_rotation_writes_and_the_old_one_still_reads(tmp_path: Path) -> None:
    settings = env.load({"DOUGONG_DATA": str(tmp_path)})
    old = keyring.parse(env.keys(settings).field, "k").writing
    with (tmp_path / "keys" / "field").open("a") as file:
        file.write(f"k2 {'ab' * 32}\n")
    assert keyring.parse(env.keys(settings).field, "k").keys == (("k2", bytes.fromhex("ab" * 32)), old)


def test_loose_rights_on_a_key_are_tightened(tmp_path: Path) -> None:
    settings = env.load({"DOUGONG_DATA": str(tmp_path)})
    env.keys(settings)
    (tmp_path / "keys" / "blind").chmod(0o644)
    env.keys(settings)
    assert stat.S_IMODE((tmp_path / "keys" / "blind").stat().st_mode) == 0o600


def test_a_postgres_url_is_taken_apart() -> None:
    database = databases.from_url("postgres://zhou:p%40ss@db.local:5433/dougong?sslmode=require", Path("/d"))
    assert (database["USER"], database["PASSWORD"], database["HOST"]) == ("zhou", "p@ss", "db.local")
    assert (database["NAME"], database["PORT"], database["CONN_MAX_AGE"]) == ("dougong", "5433", None)
    assert database["OPTIONS"]["sslmode"] == "require"


def test_mail_goes_to_the_log_until_a_server_is_named() -> None:
    assert databases.mail("")[0] == "dougong.config.logs.LoggedMail"
    backend, options = databases.mail("smtps://u:p@mail.example:4650")
    assert backend.endswith("smtp.EmailBackend")
    assert (options["EMAIL_USE_SSL"], options["EMAIL_USE_TLS"], options["EMAIL_PORT"]) == (True, False, 4650)
