from dougong.kit.registry import Resource, register
from dougong.stewardship.duplicates.models import DuplicatePair
from dougong.stewardship.duplicates.policies import DUPLICATE, pair_rows

register(
    Resource(
        code=DUPLICATE,
        model=DuplicatePair,
        zh="疑似重复客户",
        en="Possible duplicates",
        row_filter=pair_rows,
        title=lambda pair: f"{pair.left.name} · {pair.right.name}",
        link="/duplicates/{id}",
        actions=("view", "update", "export"),
        words={"update": ("判定是否同一家", "Say whether they are one")},
        client_path="left",
        owner_field="left__owner",
        grants={"steward": "view update export", "management": "view", "sales_manager": "view:tree update:tree"},
    )
)
