"""What a client's contact reads. Every row comes through `Resource.visible_to`, which for a contact is its `contact_filter`;
every key that leaves is named here."""

from dougong.loyalty.gifts.reading import name_of_code
from dougong.portal.selectors.gifts import gifts, notices
from dougong.portal.selectors.money import payments
from dougong.portal.selectors.people import company, demo_sign_in, me
from dougong.portal.selectors.points import points
from dougong.portal.selectors.window import files, home, project, specifications

__all__ = [
    "company", "demo_sign_in", "files", "gifts", "home", "me", "name_of_code", "notices", "payments", "points", "project",
    "specifications",
]  # fmt: skip
