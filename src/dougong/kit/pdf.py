"""PDF by typst. A template is a file beside whoever uses it; its data goes in as JSON, so no text of a user is ever read as markup.

Chinese fonts are not shipped (the smallest set with all of GB 18030 has 8 MB a weight): they are found on the machine, or in
the folder of DOUGONG_FONTS. Without one nothing is printed in boxes: `FontMissing` says what to install.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from django.conf import settings

from dougong.kit.errors import BusinessError
from dougong.kit.jsonable import dumps

#: Families with simplified characters, the first that is there is taken.
FAMILIES = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans SC", "HarmonyOS Sans SC", "PingFang SC",
    "Microsoft YaHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "SimSun", "Noto Serif CJK SC",
)  # fmt: skip


class FontMissing(BusinessError):
    code = "font_missing"
    status = 409
    zh = "这台机器上没有中文字体，做不成 PDF。请管理员安装 fonts-noto-cjk，或把字体放进 DOUGONG_FONTS 指定的文件夹。"
    en = "There is no Chinese font on this machine, so no PDF can be made. Install fonts-noto-cjk or set DOUGONG_FONTS."


@functools.cache
def _fonts(folder: str) -> Any:
    import typst  # 80 MB of library: only who prints loads it

    return typst.Fonts(include_system_fonts=True, font_paths=[folder] if folder else [])


@functools.cache
def family(folder: str) -> str:
    """The Chinese family that is used. Raises FontMissing."""
    known = set(_fonts(folder).families())
    for name in FAMILIES:
        if name in known:
            return name
    raise FontMissing()


def render(template: Path, data: dict[str, Any]) -> bytes:
    """The PDF (PDF/A-2b). The template reads `json(bytes(sys.inputs.data))` and sets the font `sys.inputs.font`."""
    import typst

    folder = str(settings.DOUGONG_FONTS or "")
    inputs = {"data": dumps(data).decode(), "font": family(folder)}
    made: bytes = typst.compile(
        template.read_bytes(), format="pdf", font_paths=_fonts(folder), sys_inputs=inputs, pdf_standards="a-2b"
    )
    return made
