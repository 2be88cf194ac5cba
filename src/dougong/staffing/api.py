"""HTTP doors of staffing: people, teams and machines, their work, and whether it is too much."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from dougong.kit.http import acting, expected_version, idempotent, json_response, record_response
from dougong.kit.lists_api import add_list
from dougong.kit.schemas import Many
from dougong.staffing import selectors, services
from dougong.staffing.schemas import (
    AbsenceIn,
    ApplyLevellingIn,
    ArchiveSkillIn,
    AssignmentIn,
    AssignmentPatch,
    Candidates,
    FitRuleIn,
    FitRuleOut,
    Kind,
    LevellingIn,
    LevellingOut,
    LevellingRow,
    ManyResourcesIn,
    NeedsIn,
    Overloads,
    PeopleTaken,
    ProjectLoad,
    ResourceIn,
    ResourceOut,
    ResourcePatch,
    ResourceRow,
    SkillIn,
    SkillLevelsIn,
    SkillMade,
    SkillRow,
    TaskStaffing,
    Workload,
    WorkOfResource,
)

router = Router(tags=["staffing"])
add_list(router, selectors.SKILLS, "/skills", row=SkillRow)
add_list(router, selectors.RESOURCES, "/resources", row=ResourceRow)
add_list(router, selectors.LEVELLINGS, "/levellings", row=LevellingRow)
_ONE = "/resources/{uuid:resource_id}"
_FROM = Annotated[dt.date | None, Query(alias="from")]
_TO = Annotated[dt.date | None, Query(alias="to")]


# ---- people, teams and machines


@router.post("/resources", operation_id="create_resource", response={201: ResourceOut})
@idempotent
def create_resource(request: HttpRequest, payload: ResourceIn) -> HttpResponse:
    made = services.create_resource(acting(request), **payload.model_dump())
    return record_response(selectors.resource_record(acting(request), made.pk), 201)


@router.post("/resources/take-people-in", operation_id="take_people_in", response=PeopleTaken)
def take_people_in(request: HttpRequest) -> HttpResponse:
    """All colleagues who are not among the resources yet."""
    return json_response({"count": services.take_people_in(acting(request))})


@router.post("/resources/archive", operation_id="archive_resources", response=Many)
def archive_resources(request: HttpRequest, payload: ManyResourcesIn) -> HttpResponse:
    return json_response(services.set_archived(acting(request), resource_ids=payload.ids, archived=True))


@router.post("/resources/restore", operation_id="restore_resources", response=Many)
def restore_resources(request: HttpRequest, payload: ManyResourcesIn) -> HttpResponse:
    return json_response(services.set_archived(acting(request), resource_ids=payload.ids, archived=False))


@router.get(_ONE, operation_id="get_resource", response=ResourceOut)
def get_resource(request: HttpRequest, resource_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.resource_record(acting(request), resource_id))


@router.patch(_ONE, operation_id="update_resource", response=ResourceOut)
def update_resource(request: HttpRequest, resource_id: uuid.UUID, payload: ResourcePatch) -> HttpResponse:
    values = payload.model_dump(exclude_unset=True)
    services.update_resource(acting(request), resource_id=resource_id, version=expected_version(request), **values)
    return record_response(selectors.resource_record(acting(request), resource_id))


@router.put(f"{_ONE}/skills", operation_id="set_resource_skills", response=ResourceOut)
def set_skills(request: HttpRequest, resource_id: uuid.UUID, payload: SkillLevelsIn) -> HttpResponse:
    skills = [(each.id, each.level) for each in payload.skills]
    services.set_skills(acting(request), resource_id=resource_id, skills=skills)
    return record_response(selectors.resource_record(acting(request), resource_id))


@router.post(f"{_ONE}/absences", operation_id="add_absence", response={201: ResourceOut})
@idempotent
def add_absence(request: HttpRequest, resource_id: uuid.UUID, payload: AbsenceIn) -> HttpResponse:
    services.add_absence(acting(request), resource_id=resource_id, **payload.model_dump())
    return record_response(selectors.resource_record(acting(request), resource_id), 201)


@router.post(f"{_ONE}/absences/{{uuid:absence_id}}/remove", operation_id="remove_absence", response=ResourceOut)
def remove_absence(request: HttpRequest, resource_id: uuid.UUID, absence_id: uuid.UUID) -> HttpResponse:
    services.remove_absence(acting(request), resource_id=resource_id, absence_id=absence_id)
    return record_response(selectors.resource_record(acting(request), resource_id))


# ---- skills, and who fits


@router.post("/skills", operation_id="create_skill", response={201: SkillMade})
@idempotent
def create_skill(request: HttpRequest, payload: SkillIn) -> HttpResponse:
    made = services.create_skill(acting(request), name=payload.name)
    return json_response({"id": made.pk, "name": made.name, "version": made.version}, 201)


@router.patch("/skills/{uuid:skill_id}", operation_id="rename_skill", response=SkillMade)
def rename_skill(request: HttpRequest, skill_id: uuid.UUID, payload: SkillIn) -> HttpResponse:
    version = expected_version(request)
    row = services.rename_skill(acting(request), skill_id=skill_id, version=version, name=payload.name)
    return record_response({"id": row.pk, "name": row.name, "version": row.version})


@router.post("/skills/{uuid:skill_id}/archive", operation_id="archive_skill", response=SkillMade)
def archive_skill(request: HttpRequest, skill_id: uuid.UUID, payload: ArchiveSkillIn) -> HttpResponse:
    row = services.set_skill_archived(acting(request), skill_id=skill_id, archived=payload.archived)
    return json_response({"id": row.pk, "name": row.name, "version": row.version})


@router.get("/fit-rule", operation_id="get_fit_rule", response=FitRuleOut)
def get_fit_rule(request: HttpRequest) -> HttpResponse:
    return json_response(selectors.fit_rule_out(acting(request)))


@router.put("/fit-rule", operation_id="save_fit_rule", response=FitRuleOut)
def save_fit_rule(request: HttpRequest, payload: FitRuleIn) -> HttpResponse:
    services.save_fit_rule(acting(request), **payload.model_dump())
    return json_response(selectors.fit_rule_out(acting(request)))


@router.get("/tasks/{task_id}/candidates", operation_id="list_candidates", response=Candidates)
def list_candidates(request: HttpRequest, task_id: uuid.UUID, kind: Kind = "person", q: str = "") -> HttpResponse:
    return json_response(selectors.candidates(acting(request), task_id, kind=kind, q=q.replace("\x00", "")[:60]))


# ---- who works at what


@router.get("/tasks/{task_id}/staffing", operation_id="get_task_staffing", response=TaskStaffing)
def get_task_staffing(request: HttpRequest, task_id: uuid.UUID) -> HttpResponse:
    return json_response(selectors.task_staffing(acting(request), task_id))


@router.post("/tasks/{task_id}/assignments", operation_id="assign_resource", response={201: TaskStaffing})
@idempotent
def assign(request: HttpRequest, task_id: uuid.UUID, payload: AssignmentIn) -> HttpResponse:
    services.assign(acting(request), task_id=task_id, **payload.model_dump())
    return json_response(selectors.task_staffing(acting(request), task_id), 201)


@router.put("/tasks/{task_id}/needs", operation_id="set_task_needs", response=TaskStaffing)
def set_needs(request: HttpRequest, task_id: uuid.UUID, payload: NeedsIn) -> HttpResponse:
    services.set_needs(acting(request), task_id=task_id, needs=[(each.id, each.level) for each in payload.needs])
    return json_response(selectors.task_staffing(acting(request), task_id))


@router.patch("/assignments/{uuid:assignment_id}", operation_id="change_assignment", response=TaskStaffing)
def change_assignment(request: HttpRequest, assignment_id: uuid.UUID, payload: AssignmentPatch) -> HttpResponse:
    values = payload.model_dump(exclude_unset=True)
    row = services.change_assignment(acting(request), assignment_id=assignment_id, **values)
    return json_response(selectors.task_staffing(acting(request), row.task_id))


@router.post("/assignments/{uuid:assignment_id}/remove", operation_id="unassign_resource", response=TaskStaffing)
def unassign(request: HttpRequest, assignment_id: uuid.UUID) -> HttpResponse:
    task_id = services.unassign(acting(request), assignment_id=assignment_id)
    return json_response(selectors.task_staffing(acting(request), task_id))


# ---- loads


@router.get("/projects/{project_id}/load", operation_id="get_project_load", response=ProjectLoad)
def project_load(
    request: HttpRequest,
    project_id: uuid.UUID,
    from_on: _FROM = None,
    to_on: _TO = None,
    unit: Literal["day", "week"] = "day",
) -> HttpResponse:
    """Hours of everybody assigned in the project, by day or week, beside what he can give; without dates its own time."""
    found = selectors.project_load(acting(request), project_id, from_on=from_on, to_on=to_on, unit=unit)
    return json_response(found)


@router.get("/workload", operation_id="get_workload", response=Workload)
def workload(
    request: HttpRequest,
    from_on: _FROM = None,
    weeks: Annotated[int, Query(ge=1, le=52)] = 12,
    department: uuid.UUID | None = None,
    kind: Literal["", "person", "team", "equipment"] = "",
) -> HttpResponse:
    found = selectors.workload(acting(request), from_on=from_on, weeks=weeks, department_id=department, kind=kind)
    return json_response(found)


@router.get("/overloads", operation_id="get_overloads", response=Overloads)
def overloads(
    request: HttpRequest,
    from_on: _FROM = None,
    to_on: _TO = None,
    department: uuid.UUID | None = None,
    kind: Literal["", "person", "team", "equipment"] = "",
) -> HttpResponse:
    """Who is asked for more than he can give, over all projects, from today for half a year where nothing else is asked."""
    found = selectors.all_overloads(acting(request), from_on=from_on, to_on=to_on, department_id=department, kind=kind)
    return json_response(found)


@router.get(f"{_ONE}/work", operation_id="get_work_of_resource", response=WorkOfResource)
def work_of_resource(
    request: HttpRequest,
    resource_id: uuid.UUID,
    from_on: Annotated[dt.date, Query(alias="from")],
    to_on: Annotated[dt.date, Query(alias="to")],
) -> HttpResponse:
    found = selectors.work_of_resource(acting(request), resource_id, from_on=from_on, to_on=to_on)
    return json_response(found)


# ---- levelling

_LEVELLING = "/levellings/{uuid:levelling_id}"


@router.post("/levellings", operation_id="begin_levelling", response={201: LevellingOut})
@idempotent
def begin_levelling(request: HttpRequest, payload: LevellingIn) -> HttpResponse:
    made = services.begin_levelling(acting(request), project_ids=payload.project_ids)
    return record_response(selectors.levelling(acting(request), made.pk), 201)


@router.get(_LEVELLING, operation_id="get_levelling", response=LevellingOut)
def get_levelling(request: HttpRequest, levelling_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.levelling(acting(request), levelling_id))


@router.post(f"{_LEVELLING}/again", operation_id="begin_levelling_again", response=LevellingOut)
def begin_again(request: HttpRequest, levelling_id: uuid.UUID) -> HttpResponse:
    services.begin_again(acting(request), levelling_id=levelling_id)
    return record_response(selectors.levelling(acting(request), levelling_id))


@router.post(f"{_LEVELLING}/apply", operation_id="apply_levelling", response=LevellingOut)
def apply_levelling(request: HttpRequest, levelling_id: uuid.UUID, payload: ApplyLevellingIn) -> HttpResponse:
    services.apply_levelling(acting(request), levelling_id=levelling_id, kind=payload.kind)
    return record_response(selectors.levelling(acting(request), levelling_id))


@router.post(f"{_LEVELLING}/undo", operation_id="undo_levelling", response=LevellingOut)
def undo_levelling(request: HttpRequest, levelling_id: uuid.UUID) -> HttpResponse:
    services.undo_levelling(acting(request), levelling_id=levelling_id)
    return record_response(selectors.levelling(acting(request), levelling_id))
