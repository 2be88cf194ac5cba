#!/usr/bin/env python3
"""Checks receipts of a points ledger, and that one signed head continues another. Needs Python 3.8 and nothing else, no network.

    python3 verify_points.py FILE... [--key HEX]

FILE is a receipt, a proof that one head continues another, or a list of heads, as downloaded. Several are also held against each
other: two heads of one number that differ show that the ledger was told differently to different people. --key is the public key
(64 hex digits) you got elsewhere; without it the key in the file is used and shown, for you to compare with the published one.
Exit status: 0 all holds, 1 something does not, 2 a file can't be read.
"""

import argparse
import base64
import hashlib
import json
import sys

# ---- Ed25519 (RFC 8032), verification only

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def _x_of(y, sign):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 != sign else x


def _point(octets):
    number = int.from_bytes(octets, "little")
    y = number & ((1 << 255) - 1)
    x = _x_of(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % P)


def _add(a, b):
    s, t = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    u, v = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = t - s, v - u, v + u, t + s
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(number, point):
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = _add(result, point)
        point = _add(point, point)
        number >>= 1
    return result


_Y = 4 * pow(5, P - 2, P) % P
BASE = (_x_of(_Y, 0), _Y, 1, _x_of(_Y, 0) * _Y % P)


def ed25519_holds(public, signature, text):
    """Whether 64 bytes are the signature of the key (32 bytes) over the text."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, r = _point(public), _point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + text).digest(), "little") % L
    one, two = _times(s, BASE), _add(r, _times(h, key))
    return (one[0] * two[2] - two[0] * one[2]) % P == 0 and (one[1] * two[2] - two[1] * one[2]) % P == 0


# ---- Merkle trees (RFC 6962)


def leaf_hash(leaf):
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_by_path(index, size, here, path):
    """The root that a leaf's hash and its audit path lead to, or None where the path does not fit the tree."""
    if not 0 <= index < size:
        return None
    last = size - 1
    for beside in path:
        if last == 0:
            return None
        if index & 1 or index == last:
            here = node_hash(beside, here)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            here = node_hash(here, beside)
        index, last = index >> 1, last >> 1
    return here if last == 0 else None


def continues(first, second, first_root, second_root, proof):
    """Whether the tree of `second` leaves begins with the tree of `first`."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root
    path = list(proof)
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    if not path:
        return False
    index, last = first - 1, second - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    one = two = path[0]
    for beside in path[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            one, two = node_hash(beside, one), node_hash(beside, two)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            two = node_hash(two, beside)
        index, last = index >> 1, last >> 1
    return last == 0 and one == first_root and two == second_root


# ---- the files


class Wrong(Exception):
    """Something does not hold; says what."""


def head_text(head):
    lines = [
        "dougong points head 1",
        head["number"],
        head["size"],
        head["root"],
        head["at"],
        head["previous"],
        head["key"],
        "",
    ]
    return "\n".join(str(line) for line in lines).encode()


def key_id(public):
    return hashlib.sha256(public).hexdigest()[:16]


def check_keys(keys):
    """{id: (public key, id of the key that announced it)}; what is said to be announced by the one before must be."""
    found = {}
    before: dict = {}
    for key in sorted(keys, key=lambda one: one["number"]):
        public = bytes.fromhex(key["public"])
        if key_id(public) != key["id"]:
            raise Wrong("key %s is not what its name says" % key["id"])
        announced = bool(before and key["endorsed"])
        if before and not announced:
            print("NOTE  key %s follows without a word of the one before: ask why (was it lost?)" % key["id"])
        elif announced:
            text = "\n".join(["dougong points key 1", before["id"], key["public"], key["head_digest"], ""]).encode()
            if not ed25519_holds(bytes.fromhex(before["public"]), bytes.fromhex(key["endorsed"]), text):
                raise Wrong("the key before did not announce key %s" % key["id"])
        found[key["id"]] = public, before["id"] if announced else None
        before = key
    return found


def check_head(head, keys, pinned):
    if head["key"] not in keys:
        raise Wrong("head %s is signed with a key that the file does not name" % head["number"])
    public, before = keys[head["key"]]
    leads = public in pinned
    while before is not None and not leads:  # back along what each key said of the next
        leads, before = keys[before][0] in pinned, keys[before][1]
    if pinned and not leads:
        raise Wrong(
            "head %s is signed with key %s, to which none of the keys you gave leads" % (head["number"], head["key"])
        )
    if not ed25519_holds(public, bytes.fromhex(head["signature"]), head_text(head)):
        raise Wrong("the signature of head %s does not hold" % head["number"])


def check_receipt(data):
    leaf = base64.b64decode(data["leaf"], validate=True)
    if leaf[:1] != b"\x01":
        raise Wrong("the entry is of a format this program does not know")
    root = root_by_path(data["index"], data["head"]["size"], leaf_hash(leaf), [bytes.fromhex(h) for h in data["path"]])
    if root is None or root.hex() != data["head"]["root"]:
        raise Wrong("the entry is not in the tree that the head signs")
    entry = json.loads(leaf[1:].decode())
    return "entry %s: %+d points at %s, balance then %d, rule %s v%s; leaf %d of %d" % (
        entry["entry"], entry["amount"], entry["occurred"], entry["balance"], entry["rule"], entry["version"],
        data["index"], data["head"]["size"],
    )  # fmt: skip


def check_continues(data):
    first, second = data["first"], data["second"]
    roots = bytes.fromhex(first["root"]), bytes.fromhex(second["root"])
    if not continues(first["size"], second["size"], *roots, [bytes.fromhex(h) for h in data["proof"]]):
        raise Wrong("head %s does not continue head %s" % (second["number"], first["number"]))
    return "head %s (%s entries) continues head %s (%s entries)" % (
        second["number"], second["size"], first["number"], first["size"],
    )  # fmt: skip


def check_list(data):
    heads = sorted(data["heads"], key=lambda head: head["number"])
    for before, head in zip(heads, heads[1:]):
        if head["number"] == before["number"] + 1 and head["previous"] != hashlib.sha256(head_text(before)).hexdigest():
            raise Wrong("head %s does not name head %s" % (head["number"], before["number"]))
    return "%d heads, each names the one before" % len(heads)


KINDS = {
    "dougong-points-receipt-1": (check_receipt, lambda data: [data["head"]]),
    "dougong-points-continues-1": (check_continues, lambda data: [data["first"], data["second"]]),
    "dougong-points-heads-1": (check_list, lambda data: data["heads"]),
}


def check(data, pinned=(), known=None):
    """What holds, as a sentence; raises Wrong. `known` are heads seen before, by number: {number: text}."""
    known = {} if known is None else known
    try:
        told, heads_of = KINDS[data["format"]]
    except (KeyError, TypeError):
        raise Wrong("this is no file of a points ledger") from None
    try:
        keys = check_keys(data["keys"])
        for head in heads_of(data):
            check_head(head, keys, pinned)
            if known.setdefault(head["number"], head_text(head)) != head_text(head):
                raise Wrong("there are two different heads %s: the ledger was told in two ways" % head["number"])
        return told(data)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise Wrong("the file is damaged: %s" % error) from None


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument(
        "--key", metavar="HEX", action="append", default=[], help="a public key got elsewhere; may be repeated"
    )
    chosen = parser.parse_args(arguments)
    try:
        pinned = [bytes.fromhex(key) for key in chosen.key]
    except ValueError:
        parser.error("--key takes 64 hex digits")
    status = 0
    known: dict = {}
    shown: set = set()
    for name in chosen.files:
        try:
            with open(name, encoding="utf-8") as opened:
                data = json.load(opened)
        except (OSError, ValueError) as error:
            print("CAN'T READ  %s: %s" % (name, error))
            return 2
        try:
            print("HOLDS  %s: %s" % (name, check(data, pinned, known)))
            shown.update(key["public"] for key in data["keys"])
        except Wrong as wrong:
            print("WRONG  %s: %s" % (name, wrong))
            status = 1
    if not pinned and not status:
        print("Compare with the published keys: %s" % ", ".join(sorted(shown)))
    return status


if __name__ == "__main__":
    sys.exit(main())
