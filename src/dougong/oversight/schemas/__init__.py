from dougong.oversight.schemas.answers import (
    CaseOut,
    CaseRow,
    PointsBoard,
    PointsReportRow,
    ReviewDraft,
    ReviewOut,
    ReviewRow,
    ReviewsWaiting,
    WatchOverview,
    WatchSettingOut,
)
from dougong.oversight.schemas.bodies import AssignIn, CloseIn, CommentIn, MonthIn, ReopenIn, SignIn, WatchSettingIn

__all__ = [
    "AssignIn", "CaseOut", "CaseRow", "CloseIn", "CommentIn", "MonthIn", "PointsBoard", "PointsReportRow", "ReopenIn", "ReviewDraft",
    "ReviewOut", "ReviewRow", "ReviewsWaiting", "SignIn", "WatchOverview", "WatchSettingIn", "WatchSettingOut",
]  # fmt: skip
