"""Declarations of C functions, kept as cffi has parsed them: parsing takes a quarter of a second at each start.

They lie in the user's cache folder, which can be deleted at any time (XDG Base Directory Specification), under a hash
of what they were made from. Where there is none, or it cannot be written, they are parsed.
"""

from __future__ import annotations

import ast
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import _cffi_backend
import cffi


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
    kept = _load(key)
    plain = cffi.FFI

    def ffi(*arguments: Any) -> Any:
        mine = kept is not None and not arguments and sys._getframe(1).f_globals.get("__name__") == name
        return kept if mine else plain(*arguments)

    cffi.FFI = ffi
    try:
        yield
    finally:
        cffi.FFI = plain
    if kept is None and isinstance(made := getattr(sys.modules.get(name), "ffi", None), plain):
        _store(key, made)


class _Declared(_cffi_backend.FFI):  # type: ignore[misc]
    """An FFI whose declarations are known already."""

    def cdef(self, text: str, **_: Any) -> None:
        """Do nothing."""


def _key(source: bytes) -> str:
    versions = f"{cffi.__version__} {sys.version_info[:2]} {sys.maxsize}".encode()
    return hashlib.sha256(versions + b"\0" + source).hexdigest()


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _folder() -> Path:
    home = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (home if home.is_absolute() else Path.home() / ".cache") / "newsconvert"


def _load(key: str) -> Any:
    try:
        path = _folder() / f"{key}.txt"
        if hasattr(os, "getuid") and path.stat().st_uid != os.getuid():  # what others wrote is not loaded
            return None
        checksum, _, text = path.read_text(encoding="utf-8").partition("\n")
        if checksum != _checksum(text):
            return None
        return _Declared("declarations", **ast.literal_eval(text))
    except (OSError, RuntimeError, ValueError, TypeError, SyntaxError, MemoryError, RecursionError, cffi.FFIError):
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
        target = _folder()
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=target, delete=False) as draft:
            draft.write(f"{_checksum(repr(values))}\n{values!r}")
        Path(draft.name).replace(target / f"{key}.txt")
