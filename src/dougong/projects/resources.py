from dougong.kit.registry import Resource, add_access, add_membership, register
from dougong.projects import policies
from dougong.projects.models import (
    Acceptance,
    AcceptedInstalment,
    Baseline,
    BaselineTask,
    ChangeSet,
    Link,
    Member,
    MilestoneInstalment,
    Project,
    Removed,
    Reported,
    ScheduleDraft,
    Task,
)

register(
    Resource(
        code=policies.PROJECT,
        model=Project,
        zh="项目",
        en="Projects",
        row_filter=policies.project_rows,
        contact_filter=policies.contact_projects,
        title=lambda project: project.name,
        link="/projects/{id}",
        actions=("view", "create", "update", "plan", "progress", "accept", "archive", "purge", "export"),
        words={
            "create": ("立项", "Start"),
            "plan": ("改计划", "Change the plan"),
            "progress": ("报进度", "Report progress"),
            "accept": ("验收", "Accept"),
        },
        client_path="client",
        owner_field="manager",
        search_text=lambda p: f"{p.name} {p.code} {p.client.name}",
        search_subtitle=lambda p: f"{p.code} · {p.client.name}",
        children=(
            Member,
            Task,
            Link,
            Baseline,
            BaselineTask,
            ChangeSet,
            Reported,
            Removed,
            MilestoneInstalment,
            ScheduleDraft,
        ),
        grants={
            "project_manager": "view:own create update:own plan:own progress:own accept:own archive:own export:own",
            "engineer": "view:own plan:own progress:own export:own",
            "site": "view:own progress:own",
            "quality": "view progress:own accept export",
            "management": "view create archive purge export",
            "sales": "view:own create",
            "sales_manager": "view:tree create export:tree",
            "service": "view",
            "auditor": "view",
            "finance": "view",
        },
    ),
    Resource(
        code=policies.ACCEPTANCE,
        model=Acceptance,
        zh="验收",
        en="Acceptances",
        row_filter=policies.acceptance_rows,
        contact_filter=policies.contact_acceptances,
        title=lambda a: f"{a.task.name if a.task else a.project.name} {a.accepted_on}",
        link="/projects/{id}",
        actions=("view",),  # documents are added by `acceptance_documents`
        scopes=(),
        follows=policies.PROJECT,
        client_path="project__client",
        owner_field="project__manager",
        children=(AcceptedInstalment,),
    ),
)
add_access(policies.ACCEPTANCE, policies.acceptance_documents)
add_membership(policies.PROJECT, policies.members_projects, actions=tuple(policies.MEMBERS))
add_membership(
    "requirements.specification", policies.specifications_of_my_projects, actions=tuple(policies.SPECIFICATION)
)
add_membership("clients.client", policies.clients_of_my_projects)
add_membership("contracts.contract", policies.contracts_of_my_projects)
