from typing import Any

from weasyprint.text.fonts import FontConfiguration

class Style(dict[str, Any]):
    font_config: FontConfiguration
    def copy(self) -> Style: ...

class AnonymousStyle(Style):
    def __init__(self, parent_style: Style) -> None: ...
    def __missing__(self, key: str) -> Any: ...

class ComputedStyle(Style):
    parent_style: Style | None
    cascaded: dict[str, tuple[Any, tuple[Any, ...]]]
    pseudo_type: str | None
    def __init__(self, *arguments: Any) -> None: ...
    def __missing__(self, key: str) -> Any: ...
