"""What goes with a project that is deleted for good, what forbids it, and that a client with projects stays."""

from django.db.models import Q

from dougong.clients.policies import CLIENT
from dougong.kit.purging import Part, Stop, goes, stops
from dougong.projects.models import Acceptance, Baseline, Member, MilestoneInstalment, Project, Task
from dougong.projects.policies import PROJECT

_WAITS = Q(instalment__contract__status="in_force", instalment__dropped_at__isnull=True)

stops(
    Stop(
        CLIENT, "projects.project", "项目", "Projects",
        "先归档并彻底删除项目。", "Archive and purge the projects first.", Project, "client_id",
    ),
    Stop(
        PROJECT, "projects.acceptance", "验收记录", "Acceptances",
        "合同应收和积分以验收为据，记录要留着。", "Receivables and points rest on them: they are kept.", Acceptance, "project_id",
    ),
    Stop(
        PROJECT, "projects.milestone_instalment", "等里程碑的款项", "Instalments that wait for a milestone",
        "履行中合同的款项在等这个项目的里程碑，先解除关联，否则永远不会到期。",
        "Instalments of a contract in force wait for a milestone of this project: unlink them first, or they never fall due.",
        MilestoneInstalment, "task__project_id", _WAITS,
    ),
)  # fmt: skip
goes(
    Part(PROJECT, "projects.member", "项目成员", "Members", Member, "project_id"),
    Part(PROJECT, "projects.task", "任务", "Tasks", Task, "project_id"),
    Part(PROJECT, "projects.baseline", "基线", "Baselines", Baseline, "project_id"),
    Part(PROJECT, "projects.link_to_instalment", "付款节点的关联", "Links to instalments", MilestoneInstalment, "task__project_id"),
)  # fmt: skip
