"""Assignments, needs and levelling proposals go with their project."""

from dougong.kit.purging import Part, goes
from dougong.projects.policies import PROJECT
from dougong.staffing.models import Assignment, LevelledProject, Levelling, Need

goes(
    Part(PROJECT, "staffing.assignment", "资源分派", "Assignments", Assignment, "project_id"),
    Part(PROJECT, "staffing.need", "任务所需技能", "Skills that tasks ask for", Need, "project_id"),
    Part(PROJECT, "staffing.levelling", "资源平衡方案", "Levelling proposals", Levelling, "shares__project_id"),
    Part(PROJECT, "staffing.levelled", "平衡方案涉及的项目", "Projects of proposals", LevelledProject, "project_id"),
)  # fmt: skip
