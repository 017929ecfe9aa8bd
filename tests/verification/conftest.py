"""Most tests change documents that another version may have made, whose looks nobody knows; a few those of this one."""

from __future__ import annotations

import pytest

from newsconvert import likeness, verification


@pytest.fixture(autouse=True)
def of_this_version(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let documents be those of another version, but in modules that say so by `THIS_VERSION`."""
    verification._last.clear()
    if not getattr(request.module, "THIS_VERSION", False):
        monkeypatch.setattr(likeness, "_KNOWN", "newsconvert of another version")
