from weasyprint.css import Style
from weasyprint.text.ffi import CData

class Layout:
    layout: CData
    text: str
    justification_spacing: float
    first_line_direction: int
    def get_first_line(self) -> tuple[CData, int | None]: ...
    def deactivate(self) -> None: ...
    def reactivate(self, style: Style) -> None: ...

def create_layout(
    text: str, style: Style, context: object, max_width: float | None, justification_spacing: float
) -> Layout: ...
