"""What oversight tells people of."""

from dougong.notifications.kinds import Kind, register

register(
    Kind(
        "oversight.found", "积分监控发现", "Found in the points ledger",
        "积分监控：新案件 {new} 个，补充 {more} 个，待处理共 {open} 个",
        "Watch over points: {new} new cases, {more} added to, {open} open",
    ),
    Kind(
        "oversight.assigned", "指派给我的积分案件", "Points cases assigned to me",
        "{by} 把积分案件 {number} 指派给您", "{by} assigned points case {number} to you",
    ),
    Kind(
        "oversight.report", "积分月报", "Monthly points report",
        "{first} 至 {last} 的积分报告：发放 {issued}，兑换 {redeemed}，未用 {outstanding}",
        "Points report {first} to {last}: {issued} issued, {redeemed} redeemed, {outstanding} outstanding",
    ),
)  # fmt: skip
