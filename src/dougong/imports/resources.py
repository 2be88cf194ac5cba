from dougong.imports import policies
from dougong.imports.models import ImportBatch, ImportProblem, ImportRow, MappingMemory
from dougong.kit.registry import Resource, register, register_vessel

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
        children=(ImportRow, ImportProblem),
        grants={
            "steward": "view create update archive export",
            "sales_manager": "view:own create:own update:own archive:own export:own",
            "admin": "view create:own update:own archive:own export:own",
            "project_manager": "view:own create:own update:own archive:own export:own",
        },
    ),
    Resource(
        code=policies.MAPPING,
        model=MappingMemory,
        zh="已存的列对应",
        en="Saved mappings",
        row_filter=policies.mapping_rows,
        title=lambda mapping: mapping.name,
        link="/imports/mappings",
        actions=("view", "update", "archive"),
        scopes=("own", "all"),
        owner_field="owner",
        grants={
            "steward": "view update archive",
            "sales_manager": "view update:own archive:own",
            "admin": "view update:own archive:own",
            "project_manager": "view update:own archive:own",
        },
    ),
)
register_vessel(policies.BATCH)
register_vessel(policies.MAPPING)
