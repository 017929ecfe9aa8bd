"""Pictures in the line of a Word document. References are to ECMA-376 Part 1."""

from __future__ import annotations

from functools import lru_cache

from ...markup import literal_xml
from .wordml import Element

_EMU = 12_700  # a point
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


@lru_cache(maxsize=256)
def drawing(identity: str, number: int, description: str, width: float, height: float) -> Element:
    """Return the run of a picture in the line (20.4.2.8), `width` and `height` in points.

    `identity` is that of the relationship to the picture, `number` that of the drawing in the document, `description`
    its alternative text.
    """
    across, down = (max(1, round(side * _EMU)) for side in (width, height))
    name = f'id="{number}" name="Picture {number}" descr="{literal_xml(description)}"'
    shape = (
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )
    locks = f'<a:graphicFrameLocks xmlns:a="{_DRAWING}/main" noChangeAspect="1"/>'
    picture = (
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{identity}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f"<pic:spPr>{shape}</pic:spPr></pic:pic>"
    )
    return Element(
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
        'distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{across}" cy="{down}"/><wp:docPr {name}/>'
        f"<wp:cNvGraphicFramePr>{locks}</wp:cNvGraphicFramePr>"
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">{picture}</a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
