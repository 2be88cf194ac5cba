"""The company's people and machines, at work on the projects that run; some are asked for too much, as it is."""

from __future__ import annotations

import datetime as dt

from dougong.kit.actor import Actor
from dougong.kit.demobuild import Demo
from dougong.projects.models import Project, Task
from dougong.staffing import services
from dougong.staffing.models import Resource, Skill

SKILLS = ("暖通", "电气", "自控", "焊接", "BIM", "调试", "起重", "一级建造师")
#: who, skills with levels, place, yuan an hour
PEOPLE: tuple[tuple[str, tuple[tuple[str, int], ...], str, str], ...] = (
    ("liang", (("一级建造师", 5), ("暖通", 4), ("BIM", 2)), "310115", "160.00"),
    ("luo", (("一级建造师", 4), ("电气", 4)), "440300", "160.00"),
    ("tang", (("暖通", 4), ("调试", 4), ("焊接", 2)), "310115", "95.00"),
)
#: kind, name, in percent, skills, place, yuan an hour of one
OTHERS: tuple[tuple[str, str, int, tuple[tuple[str, int], ...], str, str], ...] = (
    ("team", "风管一班", 600, (("暖通", 4), ("焊接", 3)), "310115", "52.00"),
    ("team", "水管焊接班", 500, (("焊接", 5), ("暖通", 3)), "320500", "58.00"),
    ("team", "电气一班", 600, (("电气", 4), ("自控", 2)), "310115", "55.00"),
    ("team", "调试班", 300, (("调试", 5), ("自控", 4)), "310115", "75.00"),
    ("equipment", "25 吨汽车吊", 100, (("起重", 4),), "310115", "210.00"),
    ("equipment", "风管加工线", 100, (), "320500", "120.00"),
)
#: name of the task, who is at it with how much, what it asks for
WORK: tuple[tuple[str, tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]], ...] = (
    ("深化设计与管线综合", (("tang", 25),), (("BIM", 3), ("暖通", 3))),
    ("风管制作与安装", (("风管一班", 150), ("风管加工线", 25)), (("暖通", 3),)),
    ("空调水管安装", (("水管焊接班", 120),), (("焊接", 4),)),
    ("设备就位与接管", (("25 吨汽车吊", 40), ("水管焊接班", 80)), (("起重", 3),)),
    ("桥架与母线", (("电气一班", 140),), (("电气", 3),)),
    ("配电柜安装与接线", (("电气一班", 120),), (("电气", 4),)),
    ("单机与联动调试", (("调试班", 100), ("tang", 20)), (("调试", 4),)),
    ("性能检测", (("调试班", 100), ("tang", 20)), (("调试", 3),)),
)


def build(demo: Demo) -> None:
    keeper = demo.actors["liang"]
    services.take_people_in(keeper)
    skills = {name: services.create_skill(keeper, name=name) for name in SKILLS}
    people = _people(demo, keeper, skills)
    people |= {name: _other(keeper, skills, row) for row in OTHERS for name in (row[1],)}
    services.add_absence(
        keeper, resource_id=people["25 吨汽车吊"].pk, kind="repair",
        from_on=demo.today + dt.timedelta(days=9), until_on=demo.today + dt.timedelta(days=11),
    )  # fmt: skip
    services.add_absence(
        keeper, resource_id=people["tang"].pk, kind="leave",
        from_on=demo.today + dt.timedelta(days=16), until_on=demo.today + dt.timedelta(days=18),
    )  # fmt: skip
    running = list(Project.objects.filter(status__in=("preparing", "running"), archived_at__isnull=True).order_by("pk"))
    for done, project in enumerate(running):
        _assign(project, demo, people, skills)
        demo.progress("资源", done + 1, len(running))


def _people(demo: Demo, keeper: Actor, skills: dict[str, Skill]) -> dict[str, Resource]:
    found: dict[str, Resource] = {}
    for login, held, place, rate in PEOPLE:
        row = Resource.objects.get(user_id=demo.actors[login].user_id)
        services.update_resource(keeper, resource_id=row.pk, version=None, region=place, rate=rate)
        services.set_skills(keeper, resource_id=row.pk, skills=[(skills[name].pk, level) for name, level in held])
        found[login] = row
    return found


def _other(
    keeper: Actor, skills: dict[str, Skill], row: tuple[str, str, int, tuple[tuple[str, int], ...], str, str]
) -> Resource:
    kind, name, percent, held, place, rate = row
    made = services.create_resource(keeper, kind=kind, name=name, capacity=percent, region=place, rate=rate)
    services.set_skills(keeper, resource_id=made.pk, skills=[(skills[word].pk, level) for word, level in held])
    return made


def _assign(project: Project, demo: Demo, people: dict[str, Resource], skills: dict[str, Skill]) -> None:
    manager = next(actor for actor in demo.actors.values() if actor.id == project.manager_id)
    tasks = {task.name: task for task in Task.objects.filter(project=project, kind="task")}
    for name, work, needs in WORK:
        task = tasks.get(name)
        if task is None:
            continue
        for who, percent in work:
            services.assign(manager, task_id=task.pk, resource_id=people[who].pk, percent=percent)
        services.set_needs(manager, task_id=task.pk, needs=[(skills[word].pk, level) for word, level in needs])
