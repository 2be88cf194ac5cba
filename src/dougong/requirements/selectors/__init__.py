"""What is read of specifications."""

from dougong.requirements.selectors.lists import CRITERIA, PROTOTYPES, REQUIREMENTS, SPECIFICATIONS, TEST_CASES
from dougong.requirements.selectors.records import (
    criterion,
    prototype,
    requirement,
    shared_with_contact,
    specification,
    test_case,
)

__all__ = [
    "CRITERIA",
    "PROTOTYPES",
    "REQUIREMENTS",
    "SPECIFICATIONS",
    "TEST_CASES",
    "criterion",
    "prototype",
    "requirement",
    "shared_with_contact",
    "specification",
    "test_case",
]
