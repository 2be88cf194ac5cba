"""The finish of 5,000 tasks and 6,000 links drawn 1,000 times, and the earned value of every row, beside one calculation of the plan.

    python benchmarks/control.py [--sample]

Seconds and milliseconds of CPU of this process, the best of three. --sample is a tenth of the tasks.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dougong.config.settings")
os.environ["DOUGONG_DATA"] = tempfile.mkdtemp(prefix="dougong-control-")
TASKS, LINKS, DRAWS = (500, 600, 1_000) if "--sample" in sys.argv else (5_000, 6_000, 1_000)


def best(run: Callable[[], object]) -> float:
    found = []
    for _ in range(3):
        begun = time.process_time()
        run()
        found.append(time.process_time() - begun)
    return min(found)


def main() -> int:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from _plans import make

    from dougong.control import services
    from dougong.control.rules.draws import draw
    from dougong.control.selectors import measures
    from dougong.control.selectors.books import open_book
    from dougong.control.selectors.networks import network_of
    from dougong.projects.models import Project
    from dougong.projects.tests.factories import project
    from tests.cast import assemble

    cast = assemble()
    held = project(cast)
    make(held, TASKS, LINKS)
    services.save_setting(cast.liang, project_id=held.pk, version=None, source="contract")
    book = open_book(Project.objects.get(pk=held.pk))
    once = best(book.plan.recalculate)
    net = network_of(book)
    drawn = best(lambda: draw(net, draws=DRAWS, seed=1))
    page = best(lambda: measures.measured(cast.liang, held.pk))
    curve = best(lambda: measures.s_curve(cast.liang, held.pk))
    print(f"{TASKS} tasks, {LINKS} links")
    print(f"one calculation of the plan {once * 1000:8.0f} ms")
    print(f"{DRAWS} draws                 {drawn * 1000:8.0f} ms  {drawn / once / DRAWS:6.4f} of a calculation each")
    print(f"earned value of every row   {page * 1000:8.0f} ms  {page / once:6.1f} calculations")
    print(f"S-curve                     {curve * 1000:8.0f} ms  {curve / once:6.1f} calculations")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
    sys.exit(main())
