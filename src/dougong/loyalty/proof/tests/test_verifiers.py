"""What we ship to check receipts: signatures by RFC 8032's vectors, and both programs on the same files."""

from __future__ import annotations

import base64
import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from dougong.config.webbuild import node_folder
from dougong.loyalty.proof import signing, texts, tree, verify_points
from dougong.loyalty.proof.tests.test_trees import Kept

HERE = Path(verify_points.__file__).parent
# RFC 8032, 7.1: public key, message, signature of TEST 1, 2, 3 and SHA(abc).
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]  # fmt: skip
SEEDS = [bytes([n]) * 32 for n in (1, 2)]
AT = "2026-11-18T02:00:00.000000Z"


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_signatures_of_rfc_8032_hold(public: str, message: str, signature: str) -> None:
    key, text, signed = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)
    assert verify_points.ed25519_holds(key, signed, text)
    assert not verify_points.ed25519_holds(key, signed, text + b"!")
    beyond = (int.from_bytes(signed[32:], "little") + verify_points.L).to_bytes(32, "little")
    assert not verify_points.ed25519_holds(key, signed[:32] + beyond, text)


@settings(max_examples=15, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 511))
def test_signatures_hold_and_flipped_ones_do_not(seed: bytes, text: bytes, bit: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    signed = key.sign(text)
    public = key.public_key().public_bytes_raw()
    assert verify_points.ed25519_holds(public, signed, text)
    flipped = (int.from_bytes(signed, "big") ^ 1 << bit).to_bytes(64, "big")
    assert not verify_points.ed25519_holds(public, flipped, text)


LEAVES = [
    b"\x01"
    + json.dumps({"entry": n, "amount": 350, "occurred": AT, "balance": 350, "rule": "receipt", "version": 1}).encode()
    for n in range(7)
]
PUBLICS = [Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw() for seed in SEEDS]
IDS = [signing.id_of(public) for public in PUBLICS]


def _heads(kept: Kept) -> list[dict[str, Any]]:
    heads: list[dict[str, Any]] = []
    previous = ""
    for number, size in ((1, 3), (2, 7)):
        root, key = tree.root(size, kept.ask).hex(), IDS[number - 1]
        text = texts.head_text(number, size, root, AT, previous, key)
        head = {"number": number, "size": size, "root": root, "at": AT, "previous": previous, "key": key}
        heads.append({**head, "signature": signing.sign(SEEDS[number - 1], text)})
        previous = texts.digest(text)
    return heads


def files() -> dict[str, Any]:
    """A receipt, a continuation over a change of the key, and a list of two heads."""
    kept = Kept(LEAVES)
    heads = _heads(kept)
    over = verify_points.head_text(heads[0])
    follows = texts.follows_text(IDS[0], PUBLICS[1].hex(), texts.digest(over))
    blank = {"since": AT, "head": 0, "head_digest": "", "over": "", "endorsed": ""}
    keys = [
        {**blank, "id": IDS[0], "number": 1, "public": PUBLICS[0].hex()},
        {**blank, "id": IDS[1], "number": 2, "public": PUBLICS[1].hex(), "head": 1,
         "head_digest": texts.digest(over), "over": signing.sign(SEEDS[1], over),
         "endorsed": signing.sign(SEEDS[0], follows)},
    ]  # fmt: skip
    path = [h.hex() for h in tree.path(4, 7, kept.ask)]
    proof = [h.hex() for h in tree.consistency(3, 7, kept.ask)]
    return {
        "receipt": {"format": "dougong-points-receipt-1", "leaf": base64.b64encode(LEAVES[4]).decode(), "index": 4,
                    "path": path, "head": heads[1], "keys": keys},
        "continues": {"format": "dougong-points-continues-1", "first": heads[0], "second": heads[1],
                      "proof": proof, "keys": keys},
        "heads": {"format": "dougong-points-heads-1", "heads": heads[::-1], "keys": keys},
    }  # fmt: skip


def forged() -> dict[str, Any]:
    """Each of these must be refused, whoever checks it."""
    good = files()
    changed: dict[str, Any] = {}

    def but(name: str, of: str, change: Any) -> None:
        one = changed[name] = copy.deepcopy(good[of])
        change(one)

    but("index", "receipt", lambda f: f.update(index=5))
    but("size", "receipt", lambda f: f["head"].update(size=8))
    but("leaf", "receipt", lambda f: f.update(leaf=f["leaf"][:-8] + "AAAA" + f["leaf"][-4:]))
    but("path", "receipt", lambda f: f["path"].pop())
    but("longer", "receipt", lambda f: f["path"].append("00" * 32))
    but("signature", "receipt", lambda f: f["head"].update(signature="00" * 64))
    but("key", "receipt", lambda f: f["keys"][1].update(public="00" * 32))
    but("unnamed", "receipt", lambda f: f["keys"].pop())
    but("not announced", "receipt", lambda f: f["keys"][1].update(endorsed="00" * 64))
    but("proof", "continues", lambda f: f["proof"].reverse())
    but("turned", "continues", lambda f: f.update(first=f["second"], second=f["first"]))
    but("empty", "continues", lambda f: f.update(proof=[]))
    but("moment", "heads", lambda f: f["heads"][1].update(at="2026-11-19T02:00:00.000000Z"))
    but("damaged", "heads", lambda f: f["heads"][0].pop("root"))
    but("strange", "heads", lambda f: f.update(format="other"))
    return changed


@pytest.mark.parametrize("name", ["receipt", "continues", "heads"])
def test_what_is_whole_holds(name: str) -> None:
    assert verify_points.check(files()[name])


@pytest.mark.parametrize("name", forged())
def test_what_is_forged_is_refused(name: str) -> None:
    with pytest.raises(verify_points.Wrong):
        verify_points.check(forged()[name])


def test_a_key_got_elsewhere_must_lead_to_the_head() -> None:
    receipt = files()["receipt"]
    first, second = (bytes.fromhex(key["public"]) for key in receipt["keys"])
    assert verify_points.check(receipt, [first]) and verify_points.check(receipt, [second])
    with pytest.raises(verify_points.Wrong, match="none of the keys you gave"):
        verify_points.check(files()["continues"], [second])  # the older head is the first key's
    receipt["keys"][1]["endorsed"] = ""
    with pytest.raises(verify_points.Wrong, match="none of the keys you gave"):
        verify_points.check(receipt, [first])


def test_two_heads_of_one_number_are_seen(tmp_path: Path) -> None:
    good, other = files(), files()
    head = other["heads"]["heads"][0]
    head["at"] = "2026-11-19T02:00:00.000000Z"
    head["signature"] = signing.sign(SEEDS[1], verify_points.head_text(head))
    for name, data in (("a", good["receipt"]), ("b", other["heads"])):
        (tmp_path / name).write_text(json.dumps(data))
    ran = subprocess.run(
        [sys.executable, "-I", HERE / "verify_points.py", tmp_path / "a", tmp_path / "b"],
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 1 and "HOLDS" in ran.stdout and "two different heads 2" in ran.stdout


def test_the_browsers_program_says_the_same(tmp_path: Path) -> None:
    """Its script run by Node: with the engine's own Ed25519, and without."""
    script = (HERE / "verify_points.html").read_text().split("<script>")[1].split("</script>")[0]
    cases = {"good": files(), "bad": forged(), "vectors": VECTORS}
    run = """
;(async () => {
  const cases = JSON.parse(require('fs').readFileSync(process.argv[2], 'utf8'));
  const known = cases.vectors.map(([k, m, s]) => [ed25519(unhex(k), unhex(s), unhex(m)), ed25519(unhex(k), unhex(s), unhex(m + '00'))]);
  const told = async (data, pinned) => {
    try { await check(data, pinned, new Map()); return 'holds'; } catch (e) { return e instanceof Wrong ? 'wrong' : String(e); } };
  const all = async () => Object.fromEntries(await Promise.all(['good', 'bad'].flatMap((k) =>
    Object.entries(cases[k]).map(async ([n, d]) => [k + ' ' + n, await told(d, [])]))));
  const own = await all();
  const pins = [await told(cases.good.receipt, [cases.good.receipt.keys[0].public]),
    await told(cases.good.continues, [cases.good.receipt.keys[1].public])];
  Object.defineProperty(globalThis, 'crypto', { value: {} });
  process.stdout.write(JSON.stringify({ known, own, ours: await all(), pins }));
})();
"""
    (tmp_path / "run.js").write_text(script + run)
    (tmp_path / "cases.json").write_text(json.dumps(cases))
    ran = subprocess.run(
        [node_folder() / "node", tmp_path / "run.js", tmp_path / "cases.json"],
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(ran.stdout)
    wanted = {**{f"good {n}": "holds" for n in files()}, **{f"bad {n}": "wrong" for n in forged()}}
    assert answer["known"] == [[True, False]] * 4
    assert answer["own"] == wanted and answer["ours"] == wanted
    assert answer["pins"] == ["holds", "wrong"]
