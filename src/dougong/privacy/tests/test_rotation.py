"""A key changes while people work."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection

from dougong.accounts.demo_people import DOMAIN
from dougong.accounts.models import User
from dougong.accounts.sign_in.entering import find_by_login
from dougong.clients.models import Client, Contact
from dougong.config.cli import main
from dougong.kit import clock, jobs, keyring
from dougong.kit.crypto import blind_index, key_of
from dougong.kit.errors import NotAllowed
from dougong.kit.models import Job
from dougong.kit.sealed import tables, unreadable, use_of_keys
from dougong.privacy import errors
from dougong.privacy.models import Rotation
from dougong.privacy.selectors.keys import keys as keys_page
from dougong.privacy.services import rotation
from tests.cast import Cast
from tests.processes import kill_in_the_middle

WORKER = """
settings.DOUGONG_KEYS_FOLDER = pathlib.Path(reached).parent / "keys"
from dougong.privacy.services import rotation
from dougong.kit import jobs, sealed
whole = sealed.reseal
def slowly(table, after, limit=100):
    step = whole(table, after, 100)
    if table.label == "clients.client" and after is not None:
        stand_still()
    return step
rotation.reseal = slowly
jobs.run_due()
"""


def _clients(count: int) -> None:
    Client.objects.bulk_create(
        Client(name=f"{n}号", name_sort=f"{n:05d}", phone=f"1380000{n:04d}", phone_index=blind_index(f"1380000{n:04d}"))
        for n in range(count)
    )


def _people() -> int:
    """Their e-mail addresses are secret too."""
    return User.objects.exclude(email_index="").count()


def _labels() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM clients_client")
        return {key_of(row[0]) for row in cursor.fetchall()}


@pytest.mark.django_db(transaction=True)
def test_a_rotation_killed_in_the_middle_goes_on_and_ends_whole(cast: Cast, keys: Path, tmp_path: Path) -> None:
    _clients(450)
    before = keyring.ring("field").writing[0]
    row = rotation.rotate(cast.admin, ring="field")
    connection.close()
    kill_in_the_middle(WORKER, tmp_path / "reached")
    assert _labels() == {before, row.key_id}, "it was killed in the middle"
    assert {c.phone for c in Client.objects.all()} == {f"1380000{n:04d}" for n in range(450)}
    Job.objects.filter(pk=row.job_id).update(lease_until=clock.now())
    jobs.run_due()
    row.refresh_from_db()
    assert (row.state, row.unreadable, _labels()) == ("done", 0, {row.key_id})
    assert row.changed == 450 + _people(), "each value once, those of the killed worker included"
    assert {c.phone for c in Client.objects.all()} == {f"1380000{n:04d}" for n in range(450)}
    assert set(use_of_keys()) == {row.key_id}
    assert Job.objects.get(pk=row.job_id).attempts == 2


@pytest.mark.django_db
def test_what_a_colleague_writes_meanwhile_is_not_overwritten(cast: Cast, keys: Path) -> None:
    _clients(3)
    [table] = [t for t in tables() if t.model is Client]
    client = Client.objects.earliest("name_sort")
    rotation.rotate(cast.admin, ring="field")
    rows = table.rows()
    stale = {row["pk"]: row["raw_phone"] for row in rows.values("pk", "raw_phone")}
    client.phone = "13911112222"
    client.store("phone")
    assert not rows.filter(pk=client.pk, raw_phone=stale[client.pk]).exists()
    jobs.run_due()
    client.refresh_from_db()
    assert (client.phone, client.version) == ("13911112222", 2), "the rotation raised no version"


@pytest.mark.django_db
def test_the_blind_key_changes_and_the_old_one_goes_by_itself(cast: Cast, keys: Path) -> None:
    _clients(5)
    old = keyring.ring("blind").writing[0]
    row = rotation.rotate(cast.admin, ring="blind")
    assert Client.objects.filter(phone_index=blind_index("13800000003")).exists(), "found before its turn came"
    jobs.run_due()
    row.refresh_from_db()
    assert (row.state, row.changed) == ("done", 5 + _people())
    assert [key_id for key_id, _ in keyring.ring("blind").keys] == [row.key_id]
    assert ("blind", old) in keyring.retired()
    assert Client.objects.filter(phone_index=blind_index("13800000003")).count() == 1


@pytest.mark.django_db
def test_a_key_is_retired_only_when_nothing_needs_it(cast: Cast, keys: Path) -> None:
    _clients(2)
    old = keyring.ring("field").writing[0]
    row = rotation.rotate(cast.admin, ring="field")
    with pytest.raises(errors.RotationRunning):
        rotation.rotate(cast.admin, ring="field")
    with pytest.raises(errors.KeyInUse):
        rotation.retire(cast.admin, ring="field", key_id=old)
    jobs.run_due()
    rotation.retire(cast.admin, ring="field", key_id=old)
    assert [key_id for key_id, _ in keyring.ring("field").keys] == [row.key_id]
    first = Client.objects.earliest("name_sort")
    assert first.phone == "13800000000"


@pytest.mark.django_db
def test_a_change_of_cipher_brings_all_values_over(cast: Cast, keys: Path, settings: LazySettings) -> None:
    _clients(3)
    settings.DOUGONG_CIPHER = "sm4"
    rotation.rotate(cast.admin, ring="field", new=False)
    jobs.run_due()
    [label] = use_of_keys()
    assert label.endswith("~sm4") and keys_page(cast.admin)["cipher"] == "sm4"
    assert {c.phone for c in Client.objects.all()} == {f"1380000{n:04d}" for n in range(3)}


@pytest.mark.django_db
def test_a_lost_key_is_counted_named_and_left_as_it_is(
    cast: Cast, keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _clients(2)
    client = Client.objects.earliest("name_sort")
    Contact.objects.create(client=client, name="孙立衡", phone="13700001111")
    digits = keyring.ring("field").writing[1].hex()
    lost = keyring.ring("field").writing[0]
    (keys / "field").write_text(f"k9 {'cd' * 32}\n")
    row = rotation.rotate(cast.admin, ring="field", new=False)
    jobs.run_due()
    row.refresh_from_db()
    assert (row.state, row.unreadable, row.changed) == ("done", 3 + _people(), 0)
    assert {(t.label, column, key) for t, _, column, key in unreadable()} == {
        ("clients.client", "phone", lost), ("clients.contact", "phone", lost), ("accounts.user", "email", lost),
    }  # fmt: skip
    assert keys_page(cast.admin)["missing"] == [{"id": lost, "values": 3 + _people()}]
    assert find_by_login(f"lin@{DOMAIN}", "staff") == cast.user("lin"), "who comes in is found by the index"
    assert main(["keys", "check"]) == 1
    assert f"clients.client {client.pk} phone: key {lost}" in capsys.readouterr().out
    keyring.add_key("field", lost, digits)
    assert Client.objects.get(pk=client.pk).phone == "13800000000"
    assert main(["keys", "check"]) == 0


@pytest.mark.django_db
def test_keys_are_the_administrators_alone(cast: Cast, keys: Path) -> None:
    for actor in (cast.fang, cast.manager, cast.lin):
        with pytest.raises(NotAllowed):
            keys_page(actor)
        with pytest.raises(NotAllowed):
            rotation.rotate(actor, ring="field")
    assert not Rotation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_key_is_never_written_to_the_log_the_page_or_the_terminal(
    cast: Cast, keys: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    _clients(2)
    with caplog.at_level(logging.DEBUG):
        assert main(["keys", "rotate"]) == 0
        assert main(["keys", "list"]) == 0
        jobs.run_due()
    said = capfd.readouterr()
    told = caplog.text + said.out + said.err + repr(keys_page(cast.admin))
    assert "k2" in told and "100%" in said.err
    for name in ("field", "blind"):
        for _, key in keyring.ring(name).keys:  # type: ignore[arg-type]  # one of the two
            assert key.hex() not in told and key.hex()[:16] not in told
