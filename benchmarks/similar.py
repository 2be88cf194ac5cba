"""Similar clients as one types, over 100,000 clients: milliseconds of CPU and of the clock for what a person types.

    python benchmarks/similar.py [--sample]

Asked by an owner and by the head of an area; names as they stand, one character wrong, cut short,
with their code. The floor is one look-up of a client by its exact name. --sample is a tenth of the clients.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import _server

LIMIT_MS, TIMES = 50.0, 200


def timed(asks: list[Callable[[], Any]]) -> tuple[float, float, float, list[Any]]:
    """Milliseconds: CPU at the median; clock at the median and at the 95th of a hundred. Then the answers."""
    clock, cpu, answers = [], [], []
    for ask in asks:
        begun, used = time.perf_counter(), time.process_time()
        answers.append(ask())
        clock.append((time.perf_counter() - begun) * 1000)
        cpu.append((time.process_time() - used) * 1000)
    return statistics.median(cpu), statistics.median(clock), statistics.quantiles(clock, n=20)[-1], answers


WAYS = ("whole", "a wrong character", "cut short")


def typed(name: str, number: int, rng: random.Random) -> dict[str, str]:
    """By turns as it stands, with a wrong character, and not yet to its end (then many are like it)."""
    at = rng.randrange(2, 5)
    return {
        "name": (name, name[:at] + rng.choice("明远嘉德新") + name[at + 1 :], name[: rng.randint(5, 8)])[number % 3]
    }


def _exact(name: str) -> object:
    from dougong.clients.models import Client

    return Client.objects.filter(name=name).first()


def main() -> int:
    size = 10_000 if "--sample" in sys.argv else 100_000
    os.environ |= {"DOUGONG_DATA": str(_server.company(size)), "DJANGO_SETTINGS_MODULE": "dougong.config.settings"}
    import django

    django.setup()
    from dougong.accounts.actors import actor_by_id
    from dougong.accounts.models import User
    from dougong.clients.models import Client
    from dougong.stewardship.similar.selectors import similar

    rng = random.Random(5)
    names = list(Client.objects.order_by("pk").values_list("name", flat=True)[:: max(1, size // TIMES)])
    owner = Client.objects.exclude(owner=None).order_by("pk").values_list("owner_id", flat=True)[0]
    head = User.objects.values_list("pk", flat=True).get(name="华东大区经理")
    people = {"owner": actor_by_id(owner), "head of an area": actor_by_id(head)}
    similar(actor_by_id(owner), name=names[0])  # the tables of characters are made once
    bare = timed([partial(_exact, n) for n in names])
    print(f"{size} clients; floor (one client by its exact name): {bare[1]:.2f} ms")
    kept = True
    for who, actor in people.items():
        mine = Client.objects.visible_to(actor).order_by("pk").values_list("name", flat=True)
        names = list(mine[:: max(1, mine.count() // TIMES)])
        cpu, median, most, answers = timed([partial(similar, actor, **typed(n, i, rng)) for i, n in enumerate(names)])
        kept = kept and cpu < LIMIT_MS
        told = [any(c["name"] == name for c in found) for name, found in zip(names, answers, strict=True)]
        shares = ", ".join(f"{way} {sum(told[i::3])} of {len(told[i::3])}" for i, way in enumerate(WAYS))
        print(
            f"{who:16} {cpu:6.1f} ms of CPU (limit {LIMIT_MS:.0f}), {median:6.1f} ms by the clock,"
            f" 95 of 100 within {most:.1f} ms; ratio {cpu / bare[0]:.0f};"
            f" told of the client that was meant: {shares}"
        )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
