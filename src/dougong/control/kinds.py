"""What control tells people of."""

from dougong.notifications.kinds import Kind, register

register(
    Kind(
        "control.report", "项目健康报告", "Project health report",
        "{first} 至 {last} 的项目健康报告：{projects} 个项目，预警 {red} 个，关注 {amber} 个",
        "Health report {first} to {last}: {projects} projects, {red} alarms, {amber} to watch",
    )
)  # fmt: skip
