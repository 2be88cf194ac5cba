"""Documents go with the record they hang on."""

from dougong.files.models import Attachment
from dougong.kit.merging import ANY, Mover, moves

moves(
    Mover(ANY, "files.attachment", "文件", "Documents", Attachment, "object_id", kind="resource", ahead=True),
)
