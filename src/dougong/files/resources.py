from dougong.files import policies, selectors
from dougong.files.models import Attachment, Blob, BlobText, File, FileVersion
from dougong.kit.registry import Resource, register

register(
    Resource(
        code=policies.ATTACHMENT,
        model=Attachment,
        zh="文件",
        en="Files",
        row_filter=policies.attachment_rows,
        contact_filter=policies.contact_rows,
        title=lambda attachment: attachment.file.name,
        actions=("view", "update", "archive", "share"),
        scopes=(),  # seen and changed with the record it hangs on
        children=(File, FileVersion, Blob, BlobText),
        search_text=selectors.text_of,
        search_subtitle=selectors.where,
        search_link=selectors.page_of,
        long_text=True,
        seen_among=selectors.seen_among,
    )
)
