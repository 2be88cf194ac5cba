"""What was found in a dossier is found anew in the one that bears it."""

from dougong.clients.policies import CLIENT
from dougong.kit.merging import Mover, moves
from dougong.stewardship.duplicates.models import DuplicatePair
from dougong.stewardship.quality.models import QualityIssue, QualityScore

moves(
    Mover(
        CLIENT,
        "stewardship.pair_left",
        "查重结果",
        "Possible duplicates",
        DuplicatePair,
        "left_id",
        drop=True,
        told=False,
    ),
    Mover(
        CLIENT,
        "stewardship.pair_right",
        "查重结果",
        "Possible duplicates",
        DuplicatePair,
        "right_id",
        drop=True,
        told=False,
    ),
    Mover(
        CLIENT,
        "stewardship.issue",
        "档案质量问题",
        "Issues of quality",
        QualityIssue,
        "client_id",
        drop=True,
        told=False,
    ),
    Mover(
        CLIENT,
        "stewardship.score",
        "档案质量得分",
        "Scores of quality",
        QualityScore,
        "client_id",
        drop=True,
        told=False,
    ),
)
