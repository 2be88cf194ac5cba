from dougong.kit.registry import Resource, register
from dougong.notifications.kinds import Kind
from dougong.notifications.kinds import register as register_kinds
from dougong.stewardship.quality.models import QualityDay, QualityIssue, QualityScore
from dougong.stewardship.quality.policies import QUALITY, issue_rows

register(
    Resource(
        code=QUALITY,
        model=QualityIssue,
        zh="档案质量",
        en="Quality of dossiers",
        row_filter=issue_rows,
        title=lambda issue: f"{issue.client.name} {issue.rule}",
        link="/quality",
        actions=("view", "update", "export"),
        words={"update": ("处理问题", "Settle issues")},
        client_path="client",
        owner_field="client__owner",
        children=(QualityScore, QualityDay),
        grants={
            "steward": "view update export",
            "management": "view export",
            "sales_manager": "view:tree update:tree export:tree",
            "sales": "view:own update:own",
        },
    )
)
register_kinds(
    Kind(
        "stewardship.quality_report", "档案质量月报", "Monthly report on dossiers",
        "{month} 的档案质量月报可以看了：得分 {score}", "The report on dossiers of {month} is ready: score {score}",
        default_mail=False,
    )
)  # fmt: skip
