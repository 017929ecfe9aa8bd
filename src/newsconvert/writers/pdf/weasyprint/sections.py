"""Many documents drawn into one PDF with the same fonts, one after the other: only one is in memory at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..file.finish import Finisher
from ..file.fonts import add_fonts
from ..file.merge import Merger, Part, Section
from ..file.write import file_bytes
from .layout import Rendering, lay_out
from .pages import DRAWN_BY, draw
from .shaping import Fonts

#: A font of the text layer holds 65,535 codes; a new one is begun well before.
_FULL = 40_000


class Sections:
    """A PDF in the making. Documents are added in any order; `write` puts their pages in theirs."""

    def __init__(self, work: Rendering) -> None:
        """Take from `work` all but the page."""
        self._work = work
        self._layer = Fonts()
        self._merger = Merger(work.version)
        self.name_heading = self._merger.name_heading
        self.set_language = self._merger.set_language
        self.mark_contents = self._merger.mark_contents

    def add(self, page: str, *, folio: int, right: bool, targets: Mapping[str, str] | None = None) -> Section:
        """Draw a document whose first page, a right one or a left one, bears the number `folio`.

        `targets` are the ids of other documents that it may link to, each with a name for people.
        """
        css = f"html {{ break-before: {'right' if right else 'left'} }} @page :first {{ counter-reset: page {folio} }}"
        self._layer.replace_full(_FULL)
        part = Part(self._merger.pdf)
        with lay_out(replace(self._work, page=page), css) as laid:
            pages = laid.document.pages
            own = {anchor: number for number, drawn in reversed([*enumerate(pages)]) for anchor in drawn.anchors}
            foreign = {anchor: name for anchor, name in (targets or {}).items() if anchor not in own}
            # WeasyPrint drops links that lead nowhere in the document.
            pages[0].anchors.update(dict.fromkeys(foreign, (0, 0, 0, 0)))
            draw(part, laid, self._layer, version=self._work.version, tagged=self._work.tagged)
        return self._merger.add(part, foreign, own)

    def write(self, order: Sequence[Section], finish: Finisher) -> bytes:
        """Return the file, the sections in this order; `finish` is called with the pydyf.PDF before it is written."""
        pdf = self._merger.pdf
        self._merger.order(order)
        add_fonts(pdf, self._layer.used)
        pdf.info.update(DRAWN_BY)
        finish(pdf)
        return file_bytes(pdf, self._work.version, self._work.identifier)
