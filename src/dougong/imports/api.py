from __future__ import annotations

import uuid
from typing import Literal
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile

from dougong.imports import report, selectors, services, undo_plan
from dougong.imports.models import ImportRow
from dougong.imports.policies import BATCH
from dougong.imports.schemas import (
    CellsIn,
    ColumnsIn,
    HeaderIn,
    ImportBatchRow,
    ImportLinePage,
    ImportOut,
    ImportTargetList,
    LineOut,
    MappingIn,
    MappingRow,
    OptionsIn,
    ProblemIn,
    Resolved,
    ResolveIn,
    RulesIn,
    SkipIn,
    UndoPlan,
)
from dougong.kit.access import require
from dougong.kit.confirm import require_confirmed
from dougong.kit.http import acting, expected_version, idempotent, json_response, language_of, record_response
from dougong.kit.lists_api import add_list

router = Router(tags=["imports"])
TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
add_list(router, selectors.IMPORTS, "/imports", row=ImportBatchRow)
add_list(router, selectors.MAPPINGS, "/import-mappings", row=MappingRow)


def _one(request: HttpRequest, batch_id: uuid.UUID, status: int = 200) -> HttpResponse:
    return record_response(selectors.one(acting(request), batch_id, language_of(request)), status)


def _row(request: HttpRequest, batch_id: uuid.UUID, row: ImportRow) -> HttpResponse:
    return json_response(selectors.one_row(acting(request), batch_id, row, language_of(request)))


@router.get("/import-targets", operation_id="list_import_targets", response=ImportTargetList)
def targets(request: HttpRequest) -> HttpResponse:
    return json_response({"items": selectors.importable(acting(request), language_of(request))})


@router.post("/imports", operation_id="upload_import", response={201: ImportOut})
def upload(request: HttpRequest, file: UploadedFile = File(...), target: str = Form("clients")) -> HttpResponse:
    batch = services.upload(acting(request), target=target, filename=file.name or "", data=file.read())
    return _one(request, batch.pk, 201)


@router.get("/imports/{batch_id}", operation_id="get_import", response=ImportOut)
def get_import(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    return _one(request, batch_id)


@router.put("/imports/{batch_id}/sheets/{sheet}/header", operation_id="set_import_header", response=ImportOut)
def set_header(request: HttpRequest, batch_id: uuid.UUID, sheet: int, payload: HeaderIn) -> HttpResponse:
    version = expected_version(request)
    services.set_header(acting(request), batch_id=batch_id, version=version, sheet=sheet, row=payload.row)
    return _one(request, batch_id)


@router.put("/imports/{batch_id}/columns", operation_id="set_import_columns", response=ImportOut)
def set_columns(request: HttpRequest, batch_id: uuid.UUID, payload: ColumnsIn) -> HttpResponse:
    version, sheets = expected_version(request), [s.model_dump() for s in payload.sheets]
    services.set_columns(acting(request), batch_id=batch_id, version=version, sheets=sheets)
    return _one(request, batch_id)


@router.put("/imports/{batch_id}/options", operation_id="set_import_options", response=ImportOut)
def set_options(request: HttpRequest, batch_id: uuid.UUID, payload: OptionsIn) -> HttpResponse:
    services.set_options(
        acting(request), batch_id=batch_id, options=payload.model_dump(mode="json", exclude_unset=True)
    )
    return _one(request, batch_id)


@router.put("/imports/{batch_id}/rules", operation_id="set_import_rules", response={202: ImportOut})
def set_rules(request: HttpRequest, batch_id: uuid.UUID, payload: RulesIn) -> HttpResponse:
    services.set_rules(acting(request), batch_id=batch_id, off=payload.off)
    return _one(request, batch_id, 202)


@router.post("/imports/{batch_id}/check", operation_id="check_import", response={202: ImportOut})
@idempotent
def check(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    services.start_check(acting(request), batch_id=batch_id)
    return _one(request, batch_id, 202)


@router.get("/imports/{batch_id}/rows", operation_id="list_import_rows", response=ImportLinePage)
def rows(
    request: HttpRequest, batch_id: uuid.UUID, show: str = "all", field: str = "", code: str = "", after: int = 0
) -> HttpResponse:
    page = selectors.rows_page(
        acting(request), batch_id, show=show, field=field, code=code, after=after, language=language_of(request)
    )
    return json_response(page)


@router.patch("/imports/{batch_id}/rows/{row_id}", operation_id="edit_import_row", response=LineOut)
def edit_row(request: HttpRequest, batch_id: uuid.UUID, row_id: int, payload: CellsIn) -> HttpResponse:
    row = services.edit_row(acting(request), batch_id=batch_id, row_id=row_id, cells=payload.cells)
    return _row(request, batch_id, row)


@router.post("/imports/{batch_id}/rows/{row_id}/accept", operation_id="accept_import_suggestion", response=LineOut)
def accept(request: HttpRequest, batch_id: uuid.UUID, row_id: int, payload: ProblemIn) -> HttpResponse:
    row = services.accept(acting(request), batch_id=batch_id, row_id=row_id, **payload.model_dump())
    return _row(request, batch_id, row)


@router.post("/imports/{batch_id}/rows/{row_id}/keep", operation_id="keep_import_row", response=LineOut)
def keep(request: HttpRequest, batch_id: uuid.UUID, row_id: int, payload: ProblemIn) -> HttpResponse:
    row = services.keep_row(acting(request), batch_id=batch_id, row_id=row_id, field=payload.field, code=payload.code)
    return _row(request, batch_id, row)


@router.post("/imports/{batch_id}/rows/{row_id}/skip", operation_id="skip_import_row", response=LineOut)
def skip(request: HttpRequest, batch_id: uuid.UUID, row_id: int, payload: SkipIn) -> HttpResponse:
    row = services.skip_row(acting(request), batch_id=batch_id, row_id=row_id, skipped=payload.skipped)
    return _row(request, batch_id, row)


@router.post("/imports/{batch_id}/resolve", operation_id="resolve_import_problems", response=Resolved)
def resolve(request: HttpRequest, batch_id: uuid.UUID, payload: ResolveIn) -> HttpResponse:
    return json_response(services.resolve_all(acting(request), batch_id=batch_id, **payload.model_dump()))


@router.post("/imports/{batch_id}/commit", operation_id="commit_import", response={202: ImportOut})
@idempotent
def commit(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    services.start_commit(acting(request), batch_id=batch_id)
    return _one(request, batch_id, 202)


@router.get("/imports/{batch_id}/undo", operation_id="get_import_undo", response=UndoPlan)
def get_undo(request: HttpRequest, batch_id: uuid.UUID, after: int = 0) -> HttpResponse:
    return json_response(undo_plan.undo_plan(acting(request), batch_id, after, language_of(request)))


@router.post("/imports/{batch_id}/undo", operation_id="undo_import", response={202: ImportOut})
@idempotent
def undo(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    if selectors.rows_to_undo(acting(request), batch_id) > settings.DOUGONG_UNDO_CONFIRM_ROWS:
        require_confirmed(request, "imports.undo")
    services.start_undo(acting(request), batch_id=batch_id)
    return _one(request, batch_id, 202)


@router.post("/imports/{batch_id}/archive", operation_id="archive_import", response=ImportOut)
def archive(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    services.archive(acting(request), batch_id=batch_id)
    return _one(request, batch_id)


@router.post("/imports/{batch_id}/restore", operation_id="restore_import", response=ImportOut)
def restore(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    services.restore(acting(request), batch_id=batch_id)
    return _one(request, batch_id)


@router.patch("/import-mappings/{mapping_id}", operation_id="rename_import_mapping", response=MappingRow)
def rename_mapping(request: HttpRequest, mapping_id: uuid.UUID, payload: MappingIn) -> HttpResponse:
    version = expected_version(request)
    services.rename_mapping(acting(request), mapping_id=mapping_id, version=version, name=payload.name)
    return record_response(selectors.mapping_out(acting(request), mapping_id))


@router.post("/import-mappings/{mapping_id}/archive", operation_id="forget_import_mapping", response=MappingRow)
def forget_mapping(request: HttpRequest, mapping_id: uuid.UUID) -> HttpResponse:
    services.forget_mapping(acting(request), mapping_id=mapping_id)
    return record_response(selectors.mapping_out(acting(request), mapping_id))


@router.post("/import-mappings/{mapping_id}/restore", operation_id="restore_import_mapping", response=MappingRow)
def restore_mapping(request: HttpRequest, mapping_id: uuid.UUID) -> HttpResponse:
    services.restore_mapping(acting(request), mapping_id=mapping_id)
    return record_response(selectors.mapping_out(acting(request), mapping_id))


@router.get("/imports/{batch_id}/rejected", operation_id="get_import_rejected")
def rejected(request: HttpRequest, batch_id: uuid.UUID, format: Literal["", "xlsx", "csv"] = "") -> HttpResponse:
    require(acting(request), BATCH, "export")
    batch = selectors.batch_visible(acting(request), batch_id)
    data, name = report.rejected_file(batch, format, language_of(request))
    answer = HttpResponse(data, content_type=TYPES.get(name.rpartition(".")[2], TYPES["csv"]))
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer
