from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dougong.notifications import kinds
from dougong.notifications.tests.sink import Sink

TRIAL = kinds.Kind(
    "tests.trial", zh="试一试", en="Trial", title_zh="{what}要到期了", title_en="{what} is due", default_mail=True
)


@pytest.fixture(autouse=True)
def trial() -> Iterator[None]:
    kinds.register(TRIAL)
    yield
    kinds._kinds.pop(TRIAL.code)


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    server = Sink()
    server.use(settings)
    yield server
    server.close()
