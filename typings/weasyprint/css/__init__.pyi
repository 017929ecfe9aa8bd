from typing import Any

from weasyprint.text.fonts import FontConfiguration

class Style(dict[str, Any]):
    font_config: FontConfiguration
    def copy(self) -> Style: ...
