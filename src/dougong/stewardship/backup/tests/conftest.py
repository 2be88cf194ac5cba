from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings


@pytest.fixture(autouse=True)
def _anchors_of_this_test(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anchors of another test's database would be a tampered chain here."""
    folder: Path = tmp_path_factory.mktemp("anchors")
    monkeypatch.setattr(settings, "DOUGONG_AUDIT_ANCHORS", folder)
