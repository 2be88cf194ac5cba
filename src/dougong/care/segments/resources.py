from dougong.care.segments import policies
from dougong.care.segments.models import Segment, SegmentMember, TagMark, TagRule
from dougong.care.segments.selectors import segment_filter
from dougong.kit.access import whoever_may
from dougong.kit.listing import add_filter
from dougong.kit.registry import Resource, register

_OWN = "view:own create:own update:own"
_SHARED = "view:own create:all update:all"

register(
    Resource(
        code=policies.SEGMENT,
        model=Segment,
        zh="客户分层",
        en="Segments",
        row_filter=policies.segment_rows,
        title=lambda segment: segment.name,
        link="/segments/{id}",
        actions=("view", "create", "update"),
        scopes=("own", "all"),
        children=(SegmentMember,),
        grants={
            "sales": _OWN,
            "sales_manager": _SHARED,
            "management": _SHARED,
            "steward": _SHARED,
            "finance": _OWN,
            "service": _OWN,
        },
    ),
    Resource(
        code=policies.TAG_RULE,
        model=TagRule,
        zh="标签规则",
        en="Rules of tags",
        row_filter=whoever_may(policies.TAG_RULE),
        title=lambda rule: rule.tag.name,
        link="/tag-rules",
        actions=("view", "create", "update"),
        scopes=("all",),
        children=(TagMark,),
        grants={
            "steward": "view create update",
            "sales_manager": "view",
            "management": "view",
            "sales": "view",
            "finance": "view",
            "service": "view",
        },
    ),
)
add_filter("clients", segment_filter("pk"))
add_filter("archived-clients", segment_filter("pk"))
