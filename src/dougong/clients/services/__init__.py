"""What can be done to a dossier."""

from dougong.clients.services.activity import (
    add_mail,
    add_note,
    add_step,
    finish_step,
    record,
    record_many,
    reopen_step,
)
from dougong.clients.services.contacts import (
    add_contact,
    archive_contact,
    restore_contact,
    set_window_user,
    update_contact,
)
from dougong.clients.services.documents import tell_of_file
from dougong.clients.services.dossiers import (
    EDITABLE,
    archive_clients,
    assign_clients,
    create_client,
    locked_client,
    restore_clients,
    set_tags,
    tag_clients,
    update_client,
)
from dougong.clients.services.figures import change_figure, change_figures
from dougong.clients.services.licence import read_licence
from dougong.clients.services.purging import purge_clients

__all__ = [
    "EDITABLE",
    "add_contact",
    "add_mail",
    "add_note",
    "add_step",
    "archive_clients",
    "archive_contact",
    "assign_clients",
    "change_figure",
    "change_figures",
    "create_client",
    "finish_step",
    "locked_client",
    "purge_clients",
    "read_licence",
    "record",
    "record_many",
    "reopen_step",
    "restore_clients",
    "restore_contact",
    "set_tags",
    "set_window_user",
    "tag_clients",
    "tell_of_file",
    "update_client",
    "update_contact",
]
