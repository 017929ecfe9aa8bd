"""The seam to WeasyPrint: the only package that imports it, loaded when the first PDF is made.

`tests/test_pdf_contract.py` holds what these modules rely on, and the minor version is pinned in pyproject.toml. Three
functions of WeasyPrint are replaced, because it has no hook there; each place says why:
`draw.text.draw_first_line` (`stream`), `layout.inline.split_first_line` and `layout.inline.add_word_spacing`
(`linebreak`).
"""

from __future__ import annotations

from ....errors import MissingDependencyError

try:
    import weasyprint as _  # noqa: F401
except OSError as problem:  # a system library that cffi cannot open
    raise MissingDependencyError(
        "WeasyPrint cannot open Pango; install it, on Debian or Ubuntu with: "
        "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
    ) from problem
