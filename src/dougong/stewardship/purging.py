"""What was found wrong in a dossier goes with it; the days that are over keep their sums."""

from dougong.clients.policies import CLIENT
from dougong.kit.purging import Part, goes
from dougong.stewardship.duplicates.models import DuplicatePair
from dougong.stewardship.quality.models import QualityIssue

goes(
    Part(CLIENT, "stewardship.issue", "档案质量问题", "Issues of quality", QualityIssue, "client_id"),
    Part(CLIENT, "stewardship.pair_left", "查重结果", "Possible duplicates", DuplicatePair, "left_id"),
    Part(CLIENT, "stewardship.pair_right", "查重结果", "Possible duplicates", DuplicatePair, "right_id"),
)
