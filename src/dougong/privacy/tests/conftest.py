from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import LazySettings

from dougong.kit import keyring


@pytest.fixture
def keys(tmp_path: Path, settings: LazySettings) -> Path:
    """A key folder of the test's own."""
    folder = tmp_path / "keys"
    shutil.copytree(settings.DOUGONG_KEYS_FOLDER, folder)
    settings.DOUGONG_KEYS_FOLDER = folder
    assert keyring.ring("field") and keyring.ring("blind")
    return folder
