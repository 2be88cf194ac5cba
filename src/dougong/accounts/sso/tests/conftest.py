from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.providers import Oidc, Vendors


@pytest.fixture
def idp(settings: Any) -> Iterator[Oidc]:
    """An OpenID Connect provider that answers on loopback, which the operator has allowed."""
    settings.DOUGONG_OUTGOING_ALLOWED = ("127.0.0.1",)
    with Oidc().running() as server:
        yield server


@pytest.fixture
def vendors(settings: Any) -> Iterator[Vendors]:
    settings.DOUGONG_OUTGOING_ALLOWED = ("127.0.0.1",)
    with Vendors().running() as server:
        yield server
