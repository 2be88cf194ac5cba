from __future__ import annotations

import uuid
from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import File, Router
from ninja.files import UploadedFile

from dougong.kit.http import acting, expected_version, idempotent, json_response, language_of, record_response
from dougong.kit.lists_api import add_list
from dougong.requirements import schemas as s
from dougong.requirements import selectors, services
from dougong.requirements.models import Criterion, Prototype, TestCase

router = Router(tags=["requirements"])
add_list(router, selectors.SPECIFICATIONS, "/specifications", row=s.SpecificationRow)
add_list(router, selectors.REQUIREMENTS, "/requirements", row=s.RequirementRow)
add_list(router, selectors.PROTOTYPES, "/prototypes", row=s.PrototypeRow)
add_list(router, selectors.TEST_CASES, "/test-cases", row=s.TestCaseRow)
add_list(router, selectors.CRITERIA, "/criteria", row=s.CriterionRow)
_SPEC = "/specifications/{uuid:specification_id}"


@router.get(_SPEC, operation_id="get_specification", response=s.SpecificationOut)
def get_specification(request: HttpRequest, specification_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.specification(acting(request), specification_id))


@router.put(f"{_SPEC}/keeper", operation_id="set_specification_keeper", response=s.SpecificationOut)
def set_keeper(request: HttpRequest, specification_id: uuid.UUID, payload: s.KeeperIn) -> HttpResponse:
    services.set_keeper(acting(request), specification_id=specification_id, keeper_id=payload.keeper_id)
    return record_response(selectors.specification(acting(request), specification_id))


@router.put(f"{_SPEC}/shared", operation_id="share_specification", response=s.SpecificationOut)
def share(request: HttpRequest, specification_id: uuid.UUID, payload: s.SpecificationShareIn) -> HttpResponse:
    services.share(acting(request), specification_id=specification_id, shared=payload.shared)
    return record_response(selectors.specification(acting(request), specification_id))


@router.post(f"{_SPEC}/agree", operation_id="agree_requirements", response=s.SpecificationOut)
def agree(request: HttpRequest, specification_id: uuid.UUID, payload: s.AgreeIn) -> HttpResponse:
    services.agree_requirements(acting(request), specification_id=specification_id, **payload.model_dump())
    return record_response(selectors.specification(acting(request), specification_id))


@router.post(f"{_SPEC}/import", operation_id="import_specification_part", response=s.PartImportOut)
def import_part(
    request: HttpRequest,
    specification_id: uuid.UUID,
    part: Literal["requirement", "test_case", "criterion"] = "requirement",
    commit: bool = False,
    file: UploadedFile = File(...),
) -> HttpResponse:
    name, data = file.name or "", file.read()
    told = services.import_part(
        acting(request), specification_id=specification_id, part=part, data=data, filename=name, commit=commit
    )
    language = language_of(request)
    refused = [{"row": r["row"], "message": r[language]} for r in told.refused]
    counts = {"new": told.new, "changed": told.changed, "same": told.same}
    return json_response({"committed": commit, **counts, "refused": refused})


@router.post(f"{_SPEC}/requirements", operation_id="add_requirement", response={201: s.RequirementOut})
@idempotent
def add_requirement(request: HttpRequest, specification_id: uuid.UUID, payload: s.RequirementIn) -> HttpResponse:
    made = services.add_requirement(acting(request), specification_id=specification_id, **payload.model_dump())
    return record_response(selectors.requirement(acting(request), made.pk), 201)


@router.get("/requirements/{uuid:requirement_id}", operation_id="get_requirement", response=s.RequirementOut)
def get_requirement(request: HttpRequest, requirement_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.requirement(acting(request), requirement_id))


@router.patch("/requirements/{uuid:requirement_id}", operation_id="update_requirement", response=s.RequirementOut)
def update_requirement(request: HttpRequest, requirement_id: uuid.UUID, payload: s.RequirementPatch) -> HttpResponse:
    values = payload.model_dump(exclude_unset=True)
    services.update_requirement(
        acting(request), requirement_id=requirement_id, version=expected_version(request), **values
    )
    return record_response(selectors.requirement(acting(request), requirement_id))


@router.post("/requirements/{uuid:requirement_id}/drop", operation_id="drop_requirement", response=s.RequirementOut)
def drop_requirement(request: HttpRequest, requirement_id: uuid.UUID, payload: s.DropIn) -> HttpResponse:
    services.drop_requirement(acting(request), requirement_id=requirement_id, version=None, reason=payload.reason)
    return record_response(selectors.requirement(acting(request), requirement_id))


@router.post(
    "/requirements/{uuid:requirement_id}/restore", operation_id="restore_requirement", response=s.RequirementOut
)
def restore_requirement(request: HttpRequest, requirement_id: uuid.UUID) -> HttpResponse:
    services.restore_requirement(acting(request), requirement_id=requirement_id)
    return record_response(selectors.requirement(acting(request), requirement_id))


@router.post(f"{_SPEC}/prototypes", operation_id="add_prototype", response={201: s.PrototypeOut})
@idempotent
def add_prototype(request: HttpRequest, specification_id: uuid.UUID, payload: s.PrototypeIn) -> HttpResponse:
    made = services.add_prototype(acting(request), specification_id=specification_id, **payload.model_dump())
    return record_response(selectors.prototype(acting(request), made.pk), 201)


@router.get("/prototypes/{uuid:prototype_id}", operation_id="get_prototype", response=s.PrototypeOut)
def get_prototype(request: HttpRequest, prototype_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.prototype(acting(request), prototype_id))


@router.patch("/prototypes/{uuid:prototype_id}", operation_id="update_prototype", response=s.PrototypeOut)
def update_prototype(request: HttpRequest, prototype_id: uuid.UUID, payload: s.PrototypePatch) -> HttpResponse:
    values = payload.model_dump(exclude_unset=True)
    services.update_prototype(acting(request), prototype_id=prototype_id, version=expected_version(request), **values)
    return record_response(selectors.prototype(acting(request), prototype_id))


@router.post(
    "/prototypes/{uuid:prototype_id}/versions", operation_id="add_prototype_version", response={201: s.PrototypeOut}
)
@idempotent
def add_version(request: HttpRequest, prototype_id: uuid.UUID, payload: s.PrototypeVersionIn) -> HttpResponse:
    services.add_version(acting(request), prototype_id=prototype_id, **payload.model_dump())
    return record_response(selectors.prototype(acting(request), prototype_id), 201)


@router.post(
    "/prototypes/{uuid:prototype_id}/feedback", operation_id="give_prototype_feedback", response=s.PrototypeOut
)
def give_feedback(request: HttpRequest, prototype_id: uuid.UUID, payload: s.FeedbackIn) -> HttpResponse:
    services.give_feedback(acting(request), prototype_id=prototype_id, **payload.model_dump())
    return record_response(selectors.prototype(acting(request), prototype_id))


@router.post("/prototypes/{uuid:prototype_id}/archived", operation_id="set_prototype_archived", response=s.PrototypeOut)
def archive_prototype(request: HttpRequest, prototype_id: uuid.UUID, archived: bool = True) -> HttpResponse:
    services.set_archived(acting(request), Prototype, part_id=prototype_id, archived=archived)
    return record_response(selectors.prototype(acting(request), prototype_id))


@router.post(f"{_SPEC}/test-cases", operation_id="add_test_case", response={201: s.TestCaseOut})
@idempotent
def add_test_case(request: HttpRequest, specification_id: uuid.UUID, payload: s.TestCaseIn) -> HttpResponse:
    made = services.add_test_case(acting(request), specification_id=specification_id, **payload.model_dump())
    return record_response(selectors.test_case(acting(request), made.pk), 201)


@router.get("/test-cases/{uuid:case_id}", operation_id="get_test_case", response=s.TestCaseOut)
def get_test_case(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.test_case(acting(request), case_id))


@router.patch("/test-cases/{uuid:case_id}", operation_id="update_test_case", response=s.TestCaseOut)
def update_test_case(request: HttpRequest, case_id: uuid.UUID, payload: s.TestCasePatch) -> HttpResponse:
    values = payload.model_dump(exclude_unset=True)
    services.update_test_case(acting(request), case_id=case_id, version=expected_version(request), **values)
    return record_response(selectors.test_case(acting(request), case_id))


@router.post("/test-cases/{uuid:case_id}/runs", operation_id="record_test_run", response={201: s.TestCaseOut})
@idempotent
def record_run(request: HttpRequest, case_id: uuid.UUID, payload: s.TestRunIn) -> HttpResponse:
    services.record_run(acting(request), case_id=case_id, result=payload.result, note=payload.note)
    return record_response(selectors.test_case(acting(request), case_id), 201)


@router.post("/test-cases/{uuid:case_id}/archived", operation_id="set_test_case_archived", response=s.TestCaseOut)
def archive_test_case(request: HttpRequest, case_id: uuid.UUID, archived: bool = True) -> HttpResponse:
    services.set_archived(acting(request), TestCase, part_id=case_id, archived=archived)
    return record_response(selectors.test_case(acting(request), case_id))


@router.post(f"{_SPEC}/criteria", operation_id="add_criterion", response={201: s.CriterionOut})
@idempotent
def add_criterion(request: HttpRequest, specification_id: uuid.UUID, payload: s.CriterionIn) -> HttpResponse:
    made = services.add_criterion(acting(request), specification_id=specification_id, **payload.model_dump())
    return record_response(selectors.criterion(acting(request), made.pk), 201)


@router.get("/criteria/{uuid:criterion_id}", operation_id="get_criterion", response=s.CriterionOut)
def get_criterion(request: HttpRequest, criterion_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.criterion(acting(request), criterion_id))


@router.patch("/criteria/{uuid:criterion_id}", operation_id="update_criterion", response=s.CriterionOut)
def update_criterion(request: HttpRequest, criterion_id: uuid.UUID, payload: s.CriterionPatch) -> HttpResponse:
    values = payload.model_dump(exclude_unset=True)
    services.update_criterion(acting(request), criterion_id=criterion_id, version=expected_version(request), **values)
    return record_response(selectors.criterion(acting(request), criterion_id))


@router.post("/criteria/{uuid:criterion_id}/archived", operation_id="set_criterion_archived", response=s.CriterionOut)
def archive_criterion(request: HttpRequest, criterion_id: uuid.UUID, archived: bool = True) -> HttpResponse:
    services.set_archived(acting(request), Criterion, part_id=criterion_id, archived=archived)
    return record_response(selectors.criterion(acting(request), criterion_id))
