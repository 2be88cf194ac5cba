"""The main loop in the browser, on the demo company, with the real files where they are: `make run` and what follows.

A picture of every step is kept in artefacts/journeys; a test that fails leaves one of every open desk.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error

from tests.journeys import acts, materials
from tests.journeys.desk import Desk
from tests.journeys.house import House

pytestmark = [pytest.mark.services, pytest.mark.browser, pytest.mark.slow]


def test_from_a_dirty_spreadsheet_to_what_management_sees(
    shared_data: Path, demo_of_its_own: House, browser: Browser, shots: Path
) -> None:
    _play(demo_of_its_own, materials.real(shared_data), browser, shots)


@pytest.mark.parametrize("company", ["sqlite"], indirect=True)
def test_the_same_in_a_company_on_its_first_day(company: House, browser: Browser, shots: Path) -> None:
    folder = shots / "first-day"
    folder.mkdir(exist_ok=True)
    _play(company, materials.made(), browser, folder)


def _play(house: House, given: materials.Materials, browser: Browser, shots: Path) -> None:
    desks: list[Desk] = []

    def new_desk(**options: bool) -> Desk:
        desks.append(Desk(browser, house, shots, **options))
        return desks[-1]

    scene = acts.Scene(house, given, house.password, new_desk)
    played: list[Callable[[acts.Scene], None]] = []
    try:
        for act in acts.ACTS:
            played.append(act)
            act(scene)
        assert [line for desk in desks for line in desk.said] == [], "the browser's console has nothing to complain of"
    except BaseException:
        for number, desk in enumerate(desks):
            with suppress(Error):  # a picture that cannot be taken must not hide why the test failed
                desk.shot(f"failed-{played[-1].__name__}-{number}")
                print(f"desk {number} in {played[-1].__name__}: {desk.tells()}")
        raise
    finally:
        for desk in desks:
            desk.close()
