from dougong.kit import merging
from dougong.kit.access import whoever_may
from dougong.kit.handing import stays
from dougong.kit.registry import Resource, register, register_power
from dougong.organisation import policies
from dougong.organisation.models import HandOver, HandOverItem

register(
    Resource(
        code=policies.HAND_OVER,
        model=HandOver,
        zh="离职交接",
        en="Hand-overs",
        row_filter=whoever_may(policies.HAND_OVER),
        title=lambda row: f"{row.person.name} → {row.successor.name}",
        link="/people",
        scopes=("all",),
        actions=("view", "create"),
        words={"create": ("交接与撤销交接", "Hand over, and undo it")},
        children=(HandOverItem,),
        grants={"admin": "view create"},
    )
)
register_power("system", policies.HAND_OVER, "view", "create")
stays("a hand-over names who left and who took", "organisation.HandOver.person", "organisation.HandOver.successor")
merging.stays("what changed hands stays on the record of the hand-over", "organisation.HandOverItem.object_id")
