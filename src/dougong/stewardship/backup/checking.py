"""What a drill asks of a restored installation, beside that every row is there: is it whole in its own terms?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import BigIntegerField, F, Q, Sum, Value
from django.db.models.functions import Cast, Coalesce

from dougong.audit.services import anchors
from dougong.audit.services.checking import verify
from dougong.contracts.models import Contract, Receipt
from dougong.files import storage
from dougong.files.models import Blob
from dougong.kit.crypto import decrypt
from dougong.kit.guards import guards
from dougong.kit.sealed import tables as sealed_tables
from dougong.loyalty.models import PointsAccount
from dougong.loyalty.selectors import broken_accounts

MOST = 20
Check = dict[str, Any]


def check_all(sample: int) -> dict[str, Any]:
    """Each check with how many things it looked at and the first that were wrong; `sample` files are read whole."""
    checks = [_audit(), _guards(), _plans(), _receipts(), _points(), *_files(sample), _secrets(sample)]
    return {"ok": all(check["ok"] for check in checks), "checks": checks}


def _told(code: str, looked: int, wrong: Iterable[str]) -> Check:
    found = list(wrong)
    return {"code": code, "ok": not found, "looked": looked, "wrong": found[:MOST], "count": len(found)}


def _audit() -> Check:
    report = verify(anchors.read([anchors.folder()]))
    return _told("audit", report.entries, [finding.sentence("en") for finding in report.findings])


def _guards() -> Check:
    known = list(guards())
    return _told("guards", len(known), [guard.table for guard in known if not guard.in_place()])


def _sum(path: str, condition: Q | None = None) -> Any:
    return Coalesce(Sum(Cast(path, BigIntegerField()), filter=condition), Value(0))


def _plans() -> Check:
    """The instalments of a contract that was activated add up to its amount."""
    rows = Contract.objects.exclude(status="draft")
    total = _sum("instalments__amount", Q(instalments__dropped_at__isnull=True))
    wrong = rows.annotate(fen=Cast("amount", BigIntegerField()), total=total).exclude(total=F("fen"))
    return _told("plans", rows.count(), (str(c.number) for c in wrong.order_by("pk").only("number")))


def _receipts() -> Check:
    """What was allocated of a receipt is the receipt."""
    wrong = Receipt.objects.annotate(fen=Cast("amount", BigIntegerField()), total=_sum("allocations__amount"))
    found = wrong.exclude(total=F("fen")).order_by("pk").values_list("pk", flat=True)
    return _told("receipts", Receipt.objects.count(), map(str, found))


def _points() -> Check:
    return _told("points", PointsAccount.objects.count(), (str(account.pk) for account in broken_accounts()))


def _files(sample: int) -> Iterator[Check]:
    """Every file is there in its length; some, spread over all, are read and compared by their hash."""
    count = Blob.objects.count()
    step, absent, changed, looked = max(1, count // sample), [], [], 0
    for number, blob in enumerate(Blob.objects.order_by("pk").iterator(chunk_size=2000)):
        place = storage.path_of(blob.pk)
        if not place.is_file():
            absent.append(_name(blob))
        elif place.stat().st_size != blob.size:
            changed.append(_name(blob))
        elif number % step == 0:
            looked += 1
            with place.open("rb") as opened:
                if hashlib.file_digest(opened, "sha256").hexdigest() != blob.sha256:
                    changed.append(_name(blob))
    yield _told("files", count, absent)
    yield _told("file_sample", looked, changed)


def _name(blob: Blob) -> str:
    version = blob.versions.first()
    return version.filename if version else str(blob.pk)


def _secrets(sample: int) -> Check:
    """The keys that came with the archive open what is encrypted."""
    looked, wrong = 0, []
    for table in sealed_tables():
        columns = [f"raw_{name}" for name in table.secret]
        for pk, *cells in table.rows().values_list("pk", *columns)[:sample]:
            for name, stored in zip(table.secret, cells, strict=True):
                if not stored:
                    continue
                looked += 1
                try:
                    decrypt(stored)
                except ValueError:
                    wrong.append(f"{table.label}.{name} {pk}")
    return _told("secrets", looked, wrong)
