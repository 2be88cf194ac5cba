"""What can be done with a specification and its parts."""

from dougong.requirements.services.importing import import_part
from dougong.requirements.services.parts import (
    add_criterion,
    add_prototype,
    add_test_case,
    add_version,
    give_feedback,
    record_run,
    set_archived,
    update_criterion,
    update_prototype,
    update_test_case,
)
from dougong.requirements.services.requirements import (
    add_requirement,
    agree_requirements,
    drop_requirement,
    restore_requirement,
    update_requirement,
)
from dougong.requirements.services.specifications import begin, set_keeper, share

__all__ = [
    "add_criterion",
    "add_prototype",
    "add_requirement",
    "add_test_case",
    "add_version",
    "agree_requirements",
    "begin",
    "drop_requirement",
    "give_feedback",
    "import_part",
    "record_run",
    "restore_requirement",
    "set_archived",
    "set_keeper",
    "share",
    "update_criterion",
    "update_prototype",
    "update_requirement",
    "update_test_case",
]
