"""Running numbers have no gap and no twin."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from dougong.kit.ids import new_id
from dougong.kit.numbers import next_number


@pytest.mark.django_db
def test_each_kind_and_year_counts_for_itself() -> None:
    assert [next_number("contract", 2026) for _ in range(3)] == [1, 2, 3]
    assert next_number("contract", 2027) == next_number("project", 2026) == 1


@pytest.mark.django_db
def test_a_number_that_is_rolled_back_is_given_again() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        next_number("contract", 2026)
        raise ZeroDivisionError
    assert next_number("contract", 2026) == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_different_numbers() -> None:
    got: list[int] = []

    def take() -> None:
        for _ in range(5):
            got.append(next_number("contract", 2026))
        connection.close()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == list(range(1, 21))


def test_ids_are_in_the_order_in_which_they_were_made() -> None:
    made = [new_id() for _ in range(5000)]
    assert made == sorted(made) and len(set(made)) == len(made)
    assert {i.version for i in made} == {7}
