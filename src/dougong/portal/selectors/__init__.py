"""What a client's contact reads. Every row comes through `Resource.visible_to`, which for a contact is its `contact_filter`;
every key that leaves is named here."""

from dougong.portal.selectors.money import payments
from dougong.portal.selectors.people import company, demo_sign_in, me
from dougong.portal.selectors.window import files, home, points, project, specifications

__all__ = ["company", "demo_sign_in", "files", "home", "me", "payments", "points", "project", "specifications"]
