"""The seam to WeasyPrint: the only package that imports it, loaded when the first PDF is made.

`tests/writers/pdf/test_pdf_contract.py` holds what these modules rely on, and the minor version is pinned in
pyproject.toml. Ten functions of WeasyPrint and a class are replaced, because it has no hook there; each place says why:
`draw.text.draw_first_line` (`stream`), `layout.inline.split_first_line` and `layout.inline.add_word_spacing`
(`linebreak`), `layout.block.iter_line_boxes` (`fitting`), `layout.block._linebox_layout` and
`layout.inline.split_inline_level` (`notes`), `layout.block.block_level_layout` (`spanning` and
`figures`), `layout.block.columns_layout` (`spanning`), `formatting_structure.build.create_anonymous_boxes`
(`paragraph`), `layout.inline.strut` and `css.ComputedStyle` (`styles`).
"""

from __future__ import annotations

from ....errors import MissingDependencyError
from ....installation import LIBRARIES, library, of_pango
from .declarations import declarations_of
from .deferred import deferred

# WeasyPrint prints a page of text where a library is missing, so that it is looked for before. It works without
# HarfBuzz-Subset.
if missing := [name for name in LIBRARIES if name != "HarfBuzz-Subset" and not library(name)]:
    raise MissingDependencyError(f"PDFs need {' and '.join(missing)}, which cannot be opened here: {of_pango()}")
try:
    # What WeasyPrint subsets its fonts with takes 50 ms to load, and the layer of text has fonts of its own.
    with (
        declarations_of("weasyprint", "text.ffi"),
        deferred("fontTools.subset", "fontTools.varLib", "fontTools.varLib.instancer"),
    ):
        import weasyprint as _  # noqa: F401
except OSError as problem:  # a system library that cffi cannot open
    raise MissingDependencyError(f"WeasyPrint cannot open a library ({problem}): {of_pango()}") from problem
