"""Declarations of C functions, kept as cffi has parsed them: parsing takes a quarter of a second at each start.

They lie in the user's cache folder under a hash of what they were made from; where they are not there, they are parsed.
"""

from __future__ import annotations

import ast
import hashlib
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import _cffi_backend
import cffi

from .... import keeping


def declared(text: str) -> Any:
    """Return an FFI that knows these declarations."""
    key = _key(text.encode())
    found = _load(key)
    if found is None:
        found = cffi.FFI()
        found.cdef(text)
        _store(key, found)
    return found


@contextmanager
def declarations_of(package: str, module: str) -> Iterator[None]:
    """Give the module of a package, while it is imported for the first time, an FFI that knows what it will declare."""
    name = f"{package}.{module}"
    spec = find_spec(package) if name not in sys.modules else None
    path = Path(spec.origin).parent.joinpath(*module.split(".")).with_suffix(".py") if spec and spec.origin else None
    if path is None or not path.is_file():
        yield
        return
    key = _key(path.read_bytes())
    known = _load(key)
    plain = cffi.FFI

    def ffi(*arguments: Any) -> Any:
        mine = known is not None and not arguments and sys._getframe(1).f_globals.get("__name__") == name
        return known if mine else plain(*arguments)

    cffi.FFI = ffi
    try:
        yield
    finally:
        cffi.FFI = plain
    if known is None and isinstance(made := getattr(sys.modules.get(name), "ffi", None), plain):
        _store(key, made)


class _Declared(_cffi_backend.FFI):  # type: ignore[misc]
    """An FFI whose declarations are known already."""

    def cdef(self, text: str, **_: Any) -> None:
        """Do nothing."""


def _key(source: bytes) -> str:
    versions = f"{cffi.__version__} {sys.version_info[:2]} {sys.maxsize}".encode()
    return hashlib.sha256(versions + b"\0" + source).hexdigest()


def _load(key: str) -> Any:
    content = keeping.load(f"{key}.txt")
    try:
        return _Declared("declarations", **ast.literal_eval(content.decode())) if content else None
    except (RuntimeError, ValueError, TypeError, SyntaxError, MemoryError, RecursionError, cffi.FFIError):
        return None


def _store(key: str, made: cffi.FFI) -> None:
    """Write what an FFI has parsed into the cache, if that can be."""
    from cffi.recompiler import make_py_source

    with suppress(OSError, RuntimeError, ValueError, cffi.FFIError), tempfile.TemporaryDirectory() as folder:
        code = Path(folder, "declarations.py")
        made.set_source("declarations", None)
        make_py_source(made, "declarations", str(code), verbose=False)
        (call,) = (node for node in ast.walk(ast.parse(code.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
        values = {one.arg: ast.literal_eval(one.value) for one in call.keywords if one.arg}
        keeping.store(f"{key}.txt", repr(values).encode())
