"""What is used here of pydyf, a model of the objects of a PDF file (ISO 32000-1, 7.3)."""

from collections.abc import Iterable, Mapping
from typing import IO, Any

class Object:
    number: int
    @property
    def data(self) -> bytes: ...
    @property
    def reference(self) -> bytes: ...

class Dictionary(Object, dict[str, Any]):
    def __init__(self, values: Mapping[str, object] | None = None) -> None: ...

class Array(Object, list[Any]):
    def __init__(self, array: Iterable[object] | None = None) -> None: ...

class String(Object):
    string: str
    def __init__(self, string: str = "") -> None: ...

class Stream(Object):
    stream: list[bytes | str | Object]
    extra: Dictionary
    compress: bool
    def __init__(
        self,
        stream: Iterable[bytes | str | Object] | None = None,
        extra: Mapping[str, object] | None = None,
        compress: bool = False,
    ) -> None: ...

class PDF:
    objects: list[Object]
    pages: Dictionary
    catalog: Dictionary
    info: Dictionary
    def __init__(self) -> None: ...
    @property
    def page_references(self) -> tuple[bytes, ...]: ...
    def add_object(self, object_: Object) -> None: ...
    def add_page(self, page: Dictionary) -> None: ...
    def write(self, output: IO[bytes], version: bytes, identifier: bytes, compress: bool = False) -> None: ...
