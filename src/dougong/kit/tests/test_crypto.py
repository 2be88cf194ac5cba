"""Secret columns."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import LazySettings
from django.db import connection

from dougong.clients.models import Client
from dougong.kit import context, keyring
from dougong.kit.crypto import Unreadable, blind_index, decrypt, encrypt, key_of


@pytest.fixture
def keys(tmp_path: Path, settings: LazySettings) -> Path:
    """A key folder of the test's own."""
    folder = tmp_path / "keys"
    shutil.copytree(settings.DOUGONG_KEYS_FOLDER, folder)
    settings.DOUGONG_KEYS_FOLDER = folder
    return folder


def _client(phone: str = "13800001234") -> Client:
    return Client.objects.create(name="甲", name_sort="jia", phone=phone, phone_index=blind_index(phone))


def _stored(client: Client) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM clients_client WHERE name = %s", [client.name])
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_the_database_holds_ciphertext_and_python_the_text() -> None:
    client = _client()
    assert "13800001234" not in _stored(client)
    assert Client.objects.get(pk=client.pk).phone == "13800001234"
    assert Client.objects.filter(phone_index=blind_index(" 13800001234 ")).exists()


def test_the_same_text_is_never_the_same_ciphertext_and_a_changed_one_is_noticed() -> None:
    one, two = encrypt("13800001234"), encrypt("13800001234")
    assert one != two and decrypt(one) == decrypt(two)
    broken = one[:-4] + ("AAAA" if one[-4:] != "AAAA" else "BBBB")
    with pytest.raises(ValueError, match="changed outside"):
        decrypt(broken)


def test_a_secret_column_cannot_be_searched() -> None:
    with pytest.raises(TypeError):
        Client.objects.filter(phone="13800001234")


def test_a_new_key_writes_at_once_and_the_old_one_reads(keys: Path) -> None:
    old = encrypt("甲")
    fresh = keyring.new_key("field")
    assert key_of(encrypt("甲")) == fresh != key_of(old)
    assert (decrypt(old), decrypt(encrypt("乙"))) == ("甲", "乙")
    assert stat.S_IMODE((keys / "field").stat().st_mode) == 0o600


def test_a_value_tells_its_cipher_and_both_are_read_at_once(settings: LazySettings) -> None:
    aes = encrypt("孙立衡")
    settings.DOUGONG_CIPHER = "sm4"
    sm4 = encrypt("孙立衡")
    assert (aes.partition(".")[0], sm4.partition(".")[0]) == (key_of(aes), f"{key_of(aes)}~sm4")
    assert decrypt(aes) == decrypt(sm4) == "孙立衡"
    with pytest.raises(ValueError, match="changed outside"):
        decrypt(sm4.replace("~sm4.", ".", 1))
    with pytest.raises(ValueError, match="changed outside"):
        decrypt(sm4[:-4] + ("AAAA" if sm4[-4:] != "AAAA" else "BBBB"))


def test_sm4_gcm_gives_the_vector_of_rfc_8998() -> None:
    key, nonce = bytes.fromhex("0123456789abcdeffedcba9876543210"), bytes.fromhex("00001234567800000000abcd")
    plain = bytes.fromhex("".join(digit * 16 for digit in "abcdefea"))
    sealing = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    sealing.authenticate_additional_data(bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"))
    sealed = sealing.update(plain) + sealing.finalize()
    assert sealed.hex().startswith("17f399f08c67d5ee19d0dc9969c4bb7d")
    assert sealing.tag.hex() == "83de3541e4c2b58177e065a9bf7b62ec"


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "word"), [("zh", "无法解密"), ("en", "Can't be decrypted")])
def test_a_lost_key_spoils_one_field_and_loses_nothing(keys: Path, language: str, word: str) -> None:
    client = _client()
    before = _stored(client)
    (keys / "field").write_text(f"k9 {'ab' * 32}\n")
    assert keyring.ring("field").writing[0] == "k9"
    with context.using(context.changed(language=language)):
        read = Client.objects.get(pk=client.pk)
    assert isinstance(read.phone, Unreadable) and (read.name, read.phone) == ("甲", word)
    read.store()
    assert _stored(client) == before, "saving the record wrote the same ciphertext back"


@pytest.mark.django_db
def test_while_the_blind_key_changes_both_indexes_are_found(keys: Path) -> None:
    old = _client()
    keyring.new_key("blind")
    new = Client.objects.create(name="乙", name_sort="yi", phone="13900001234", phone_index=blind_index("13900001234"))
    assert Client.objects.filter(phone_index=blind_index("13800001234")).get() == old
    both = Client.objects.filter(phone_index__in={blind_index("13800001234"), blind_index("13900001234")})
    assert {client.pk for client in both} == {old.pk, new.pk}
    assert not Client.objects.filter(phone_index=blind_index("13700001234")).exists()


def test_keys_come_and_go_by_name(keys: Path) -> None:
    first = keyring.ring("field").writing[0]
    fresh = keyring.new_key("field")
    with pytest.raises(keyring.KeyFileBroken, match="can be retired"):
        keyring.retire_key("field", fresh)
    digits = dict(keyring.ring("field").keys)[first].hex()
    keyring.retire_key("field", first)
    assert keyring.ring("field").get(first) is None and keyring.retired() == [("field", first)]
    keyring.add_key("field", first, digits)
    assert [key_id for key_id, _ in keyring.ring("field").keys] == [fresh, first]
    assert {stat.S_IMODE(path.stat().st_mode) for path in keys.iterdir()} == {0o600}


@pytest.mark.parametrize(
    "line", ["k1 abc", "k1 secretwords more", f"K! {'ab' * 32}", f"k1 {'ab' * 32}\nk1 {'cd' * 32}"]
)
def test_a_broken_key_file_is_told_without_what_is_in_it(keys: Path, line: str) -> None:
    (keys / "field").write_text(line + "\n")
    with pytest.raises(keyring.KeyFileBroken) as told:
        keyring.ring("field")
    assert "secretwords" not in str(told.value) and "abab" not in str(told.value) and "field, line" in str(told.value)
