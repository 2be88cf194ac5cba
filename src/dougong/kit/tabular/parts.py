"""Which part of an XLSX archive is which sheet."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from dougong.kit.tabular.errors import DamagedFile, ExternalEntities
from dougong.kit.tabular.extents import Extent

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATION_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def worksheet_parts(parts: dict[str, bytes], measure: Callable[[bytes], Extent]) -> Iterator[tuple[str, Extent]]:
    """(sheet name, extent) of every worksheet, in the workbook's order. Errors: DamagedFile."""
    try:
        book = fromstring(parts["xl/workbook.xml"])
        relations = fromstring(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
    except DefusedXmlException as error:
        raise ExternalEntities from error
    except ParseError as error:
        raise DamagedFile from error
    targets = {r.get("Id", ""): r.get("Target", "") for r in relations}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] != "sheet":
            continue
        target = targets.get(sheet.get(_RELATION) or sheet.get(_RELATION_STRICT) or "", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if path in parts and "worksheet" in path:
            yield sheet.get("name", ""), measure(parts[path])
