from dougong.accounts.roles import ROLES
from dougong.approvals import policies
from dougong.approvals.models import Approval, Decider, RuleSet
from dougong.kit.access import whoever_may
from dougong.kit.registry import Resource, register

register(
    Resource(
        code=policies.APPROVAL,
        model=Approval,
        zh="审批",
        en="Approvals",
        row_filter=policies.mine,
        title=lambda approval: approval.title,
        link="/approvals",
        actions=("view", "update"),
        words={"update": ("审批与撤回", "Decide and withdraw")},
        scopes=("own",),
        children=(Decider,),
        grants=dict.fromkeys(ROLES, "view:own update:own"),
    ),
    Resource(
        code=policies.RULES,
        model=RuleSet,
        zh="审批规则",
        en="Approval rules",
        row_filter=whoever_may(policies.RULES),
        title=lambda rules: rules.subject,
        link="/approvals/rules",
        actions=("view", "update"),
        scopes=("all",),
        grants={"admin": "view update", "steward": "view update"},
    ),
)
