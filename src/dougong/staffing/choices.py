"""The words of staffing: value, Chinese, English."""

KINDS = (
    ("person", "人员", "Person"),
    ("team", "班组", "Team"),
    ("equipment", "设备", "Equipment"),
)
ABSENCES = (
    ("leave", "请假", "Leave"),
    ("training", "培训", "Training"),
    ("repair", "检修", "Repair"),
    ("other", "其他", "Other"),
)
#: What of what there is fits which kind.
ABSENCES_OF = {
    "person": ("leave", "training", "other"),
    "team": ("leave", "training", "other"),
    "equipment": ("repair", "other"),
}
LEVELS = (
    (1, "了解", "Knows of it"),
    (2, "协助", "Helps"),
    (3, "独立", "Works alone"),
    (4, "熟练", "Skilled"),
    (5, "带队", "Leads others"),
)


def values(choices: tuple[tuple[str, str, str], ...]) -> list[str]:
    return [value for value, _, _ in choices]
