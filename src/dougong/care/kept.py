"""What is kept about a client, a table each, in the words of whoever is told that it moves or goes."""

from dougong.care.credit.models import CreditChange, CreditOverride, CreditStanding, Sanction
from dougong.care.segments.models import SegmentMember, TagMark
from dougong.care.visits.models import VisitPlan

#: Code, Chinese, English, table; the column that names the client is `client_id` in all of them.
KEPT = (
    ("care.member", "分层的成员记录", "Memberships of segments", SegmentMember),
    ("care.mark", "由规则打上的标签", "Tags put by rules", TagMark),
    ("care.credit", "信用等级", "Credit grades", CreditStanding),
    ("care.credit_change", "信用等级的变动", "Changes of the credit grade", CreditChange),
    ("care.override", "信用等级的调整", "Overrides of the credit grade", CreditOverride),
    ("care.sanction", "停止合作的登记", "Entries of the list of those we don't work with", Sanction),
    ("care.visit", "回访计划", "Revisits", VisitPlan),
)
