from dougong.imports import policies
from dougong.imports.models import ImportBatch, ImportProblem, ImportRow, MappingMemory
from dougong.kit.registry import Resource, register

register(
    Resource(
        code=policies.BATCH,
        model=ImportBatch,
        zh="导入",
        en="Imports",
        row_filter=policies.batch_rows,
        title=lambda batch: batch.filename,
        link="/imports/{id}",
        owner_field="owner",
        children=(ImportRow, ImportProblem, MappingMemory),
        grants={
            "steward": "view create update archive export",
            "sales_manager": "view:own create:own update:own archive:own export:own",
            "admin": "view create:own update:own archive:own export:own",
        },
    ),
)
