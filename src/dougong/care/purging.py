"""What is kept about a dossier goes with it."""

from dougong.care.credit.models import CreditChange, CreditOverride, CreditStanding, Sanction
from dougong.care.segments.models import SegmentMember, TagMark
from dougong.care.visits.models import VisitPlan
from dougong.clients.policies import CLIENT
from dougong.kit.purging import Part, goes

goes(
    Part(CLIENT, "care.member", "分层的成员记录", "Memberships of segments", SegmentMember, "client_id"),
    Part(CLIENT, "care.credit", "信用等级", "Credit grades", CreditStanding, "client_id"),
    Part(CLIENT, "care.credit_change", "信用等级的变动", "Changes of the credit grade", CreditChange, "client_id"),
    Part(CLIENT, "care.override", "信用等级的调整", "Overrides of the credit grade", CreditOverride, "client_id"),
    Part(
        CLIENT,
        "care.sanction",
        "停止合作的登记",
        "Entries of the list of those we don't work with",
        Sanction,
        "client_id",
    ),
    Part(CLIENT, "care.visit", "回访计划", "Revisits", VisitPlan, "client_id"),
    Part(CLIENT, "care.mark", "由规则打上的标签", "Tags put by rules", TagMark, "client_id"),
)
