"""A sealed record to tamper with, and the hands that do it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dougong.audit.models import AuditEntry, Seal
from dougong.audit.services import anchors, note, sealing, verify
from dougong.audit.services.checking import Report
from dougong.kit.actor import Actor
from tests.tampering import unguarded

BATCH, ENTRIES = 4, 14
ANNA = Actor.system("秦守一")


class Chain:
    """Fourteen entries in four seals; between the third and the fourth a number was rolled back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write(3)
        self.gap = self._skip()
        self.write(ENTRIES - 3)
        seal()
        self.ids = list(AuditEntry.objects.order_by("pk").values_list("pk", flat=True))

    def write(self, count: int) -> None:
        for number in range(count):
            note(
                ANNA,
                "looked",
                "accounts.user",
                object_id=number,
                title=f"第{number}",
                after={"n": number, "名": "甲"},
                reason="查",
            )

    def _skip(self) -> int:
        note(ANNA, "never")
        gone: Any = AuditEntry.objects.latest("pk")
        number = int(gone.pk)
        with unguarded():
            gone.delete()
        return number

    def check(self, *places: Path) -> Report:
        return verify(anchors.read(places))

    def seal_of(self, pk: int) -> int:
        return int(Seal.objects.filter(first_id__lte=pk, last_id__gte=pk).values_list("number", flat=True)[0])


def seal() -> int:
    return sealing.seal_all()


def first(report: Report) -> tuple[str, int, int]:
    found = report.findings[0]
    return found.kind, found.seal, found.entry


@pytest.fixture
def chain(db: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Chain:
    settings.DOUGONG_AUDIT_ANCHORS = tmp_path
    monkeypatch.setattr(sealing, "BATCH", BATCH)
    return Chain(tmp_path)
