"""The lines that Pango shaped, as clusters of glyphs of the text layer."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.fonts import get_pango_font_key

from ..polish import MARK, typed
from ..textlayer import (
    Cell,
    Cluster,
    Code,
    Drawing,
    Form,
    Glyph,
    LayerFont,
    Placed,
    String,
    cells_of,
    form_of,
    has_controls,
    kept_forms,
    lengthened,
    marked_form,
    plain_cells,
    strings_of_line,
)
from .linebreak import Line, ShapedText, longer_joins
from .runs import GlyphRun, face_at, glyph_runs, glyphs_of

if TYPE_CHECKING:
    from weasyprint.text.ffi import CData


class Fonts:
    """The fonts of a text layer, by what Pango calls them."""

    def __init__(self) -> None:
        self._fonts: dict[str, LayerFont] = {}
        self._known: dict[int, tuple[str, float, CData]] = {}  # by the address of Pango's font
        self._full: list[LayerFont] = []

    @property
    def used(self) -> list[LayerFont]:
        """Every font so far."""
        return [*self._full, *self._fonts.values()]

    def get(self, pango_font: CData, layout: CData) -> tuple[LayerFont, float]:
        """Return the font of the layer that stands for one of Pango's, and its size; `layout` is what uses it."""
        address = int(ffi.cast("uintptr_t", pango_font))
        if address not in self._known:
            key, _, size = get_pango_font_key(pango_font)
            if key not in self._fonts:
                self._fonts[key] = LayerFont(f"F{len(self._fonts)}", face_at(pango_font))
            # The layout is held so that no other font can come to lie at this address.
            self._known[address] = (key, size, layout)
        key, size, _ = self._known[address]
        return self._fonts[key], size

    def forget(self) -> None:
        """Let go of what was kept for drawing, once all is drawn: codes and fonts, which hold each other, are freed."""
        for font in self.used:
            font.known.clear()

    def replace_full(self, limit: int) -> None:
        """Begin a new font in the place of each that has more than `limit` codes."""
        for key, font in list(self._fonts.items()):
            if len(font.codes) > limit:
                self._full.append(font)
                count = len(self._full) + len(self._fonts)
                self._fonts[key] = LayerFont(f"G{count}", font.face)  # F is for the first of each


class TextLine:
    """The boxes of text of a line, in logical order, and what the text layer shows of each.

    `apart`: it begins a cell of a table that follows another in its row, on the same height of the page. `after`: it
    is the second hemistich of a verse whose first ends here (points from the left).
    """

    def __init__(self, boxes: list[TextBox], *, rtl: bool, apart: bool, after: float | None = None) -> None:
        self.boxes = boxes
        self.rtl = rtl
        self._apart = apart
        self._after = after
        self._marker = 0
        self._strings: dict[int, list[String]] | None = None

    def mark(self, marker: list[TextBox]) -> None:
        """Put the marker of a list item before the line."""
        self.boxes = [*marker, *self.boxes]
        self._marker = len(marker)

    def strings(self, textbox: TextBox, fonts: Fonts) -> list[String]:
        """Return the strings that are to be shown where `textbox` is drawn."""
        if self._strings is None:
            cells: list[Cell] = []
            number = 0
            for at, box in enumerate(self.boxes):
                if not at or not _is_same_number(self.boxes[at - 1], box):
                    number = at
                box.pango_layout.reactivate(box.style)
                plain = _plain_line(box, fonts)
                cells += (
                    plain_cells(plain, box.pango_layout.justification_spacing, number, box.position_x)
                    if plain
                    else cells_of(clusters_of(box, fonts), number, box.position_x)
                )
                box.pango_layout.deactivate()
                if at + 1 == self._marker:
                    cells.append(self._space(cells[-1]))
            self._strings = {id(box): [] for box in self.boxes}
            for run in strings_of_line(cells, rtl=self.rtl, apart=self._apart, after=self._after):
                self._strings[id(self.boxes[run.box])].append(run)
        return self._strings[id(textbox)]

    def _space(self, last: Cell) -> Cell:
        """Return the space between a marker, whose last cell is given, and the line."""
        first = self.boxes[self._marker]
        code = Code(last.code.font, last.code.size, " ", last.code.font.space, rtl=self.rtl)
        x = first.position_x + first.width if self.rtl else first.position_x - code.advance
        return Cell(x, code, last.box)


def _is_same_number(before: TextBox, box: TextBox) -> bool:
    """Return whether two parts of a number with its order overridden are read as one: not what has other signs.

    PDFBox turns round what stands beside a hyphen then, and PDFium beside a bracket.
    """
    return box.element_tag == "bdo" and before.element is box.element and {*"-()"}.isdisjoint(before.text + box.text)


class _Placing:
    """The clusters of a shaped text in the fonts of a document, in logical order.

    `plain` are those that `plain_cells` is to be given: letters have their marks. It is empty where it cannot be.
    """

    def __init__(self, shaped: ShapedText, fonts: Fonts) -> None:
        self.fonts = fonts
        self._placed, _ = _placed(shaped.runs, shaped.bytes, shaped.layout.layout, fonts)
        self._plain = _with_marks(self._placed) if shaped.is_of_one_direction else []
        self._starts = [[one[0] for one in some] for some in (self._placed, self._plain)]

    def part(self, line: Line, length: int, *, plain: bool = False) -> list[Placed]:
        """Return the clusters of a line, at most `length` bytes."""
        starts = self._starts[plain]
        stop = min(line.stop, line.start + length)
        return (self._plain if plain else self._placed)[bisect_left(starts, line.start) : bisect_left(starts, stop)]


def _placing(shaped: ShapedText, fonts: Fonts) -> _Placing:
    """Return the clusters of a shaped text, which keeps them."""
    if shaped.clusters is None or shaped.clusters.fonts is not fonts:
        shaped.clusters = _Placing(shaped, fonts)
    found: _Placing = shaped.clusters
    return found


def _with_marks(placed: list[Placed]) -> list[Placed]:
    """Return clusters with the marks after each letter in its form, none where `plain_cells` does not know them all."""
    if has_controls("".join([form.text for _, _, form, _ in placed])):
        return []
    found: list[Placed] = []
    at, count = 0, len(placed)
    while at < count:
        offset, x, form, font = placed[at]
        if not form.rtl or form.width <= 0:
            return []
        end = at + 1
        while end < count and placed[end][2].is_mark:
            if placed[end][2].width or placed[end][3] is not font or placed[end][1] != x or form.is_space:
                return []
            end += 1
        if end - at > 1:
            form = marked_form(tuple(one[2] for one in placed[at:end]), font)
        found.append((offset, x, form, font))
        at = end
    return found


def _plain_line(textbox: TextBox, fonts: Fonts) -> list[Placed]:
    """Return the clusters of a line that `plain_cells` knows, nothing of another, where `clusters_of` is needed."""
    line = textbox.pango_layout
    if not isinstance(line, Line) or longer_joins(textbox):
        return []
    part = _placing(line.shaped, fonts).part(line, len(textbox.text.encode()), plain=True)
    for (_, _, form, _), (_, _, following, _) in pairwise(part):
        if form.is_space and following.kerned > (1 - _LEAST_SPACE) * (form.width + line.justification_spacing):
            return []
    return part


def clusters_of(textbox: TextBox, fonts: Fonts) -> list[Cluster]:
    """Return the clusters of a line of text in logical order."""
    layout = textbox.pango_layout
    if isinstance(layout, Line):
        clusters = _cut(layout, len(textbox.text.encode()), fonts)
    else:
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        line, _ = layout.get_first_line()
        # Where a space is all there is, WeasyPrint adds a character of its own to justify it.
        text = layout.text.encode()[: len(textbox.text.encode())]
        placed, width = _placed(glyph_runs(line), text, layout.layout, fonts)
        # What is left out of a right-to-left line stands left of it, such as the space taken off its end.
        clusters = _clusters(placed)
        if layout.justification_spacing:
            _justify(clusters, textbox.width - width - sum(longer_joins(textbox).values()))
    _widen_spaces(clusters)
    if joins := longer_joins(textbox):
        _lengthen(clusters, joins, layout.start if isinstance(layout, Line) else 0)
    return clusters


def _lengthen(clusters: list[Cluster], joins: dict[int, float], start: int) -> None:
    """Draw the longer joins; `start` is the place of the first cluster's text in that of its offsets."""
    offsets = [cluster.offset - start for cluster in clusters]
    longer: dict[int, float] = {}
    for place, length in joins.items():
        cluster = clusters[bisect_left(offsets, place) - 1]
        units = round(length * cluster.font.upem / cluster.size)
        cluster.drawing = lengthened(cluster, units)
        longer[id(cluster)] = length
    _widen(clusters, longer)


def _cut(line: Line, length: int, fonts: Fonts) -> list[Cluster]:
    """Return the clusters of a line, at most `length` bytes, out of those of the whole text."""
    clusters = _clusters(_placing(line.shaped, fonts).part(line, length))
    if spacing := line.justification_spacing:
        _widen(clusters, {id(cluster): spacing for cluster in clusters if cluster.text in _EXPANDED})
    return clusters


def _clusters(placed: list[Placed]) -> list[Cluster]:
    """Return clusters that may be changed, from 0 on."""
    left = min((x if form.width >= 0 else x + form.width for _, x, form, _ in placed), default=0.0)
    return [
        Cluster(offset, form.text, font, form.size, form.rtl, x - left, form.width, form.drawing)
        for offset, x, form, font in placed
    ]


def _placed(runs: list[GlyphRun], text: bytes, holder: CData, fonts: Fonts) -> tuple[list[Placed], float]:
    """Return the clusters of one of Pango's lines in logical order, and its width; `holder` is the line's layout."""
    placed: list[Placed] = []
    width = 0.0
    for run in runs:
        font, size = fonts.get(run.font, holder)
        width = _add_placed(placed, run, text, font, size, width)
    placed.sort(key=itemgetter(0))
    return _typed(placed) if MARK.encode() in text else placed, width


def _typed(placed: list[Placed]) -> list[Placed]:
    """Return clusters with the text that was typed; the marks of what is drawn otherwise are left out."""
    found: list[Placed] = []
    for one in placed:
        is_mark = bool(found) and one[2].text == MARK
        offset, x, form, font = found.pop() if is_mark else one
        text = typed(form.text + MARK if is_mark else form.text)
        if text:
            found.append((offset, x, form if text == form.text else form.with_text(text, font), font))
    return found


def _add_placed(placed: list[Placed], run: GlyphRun, text: bytes, font: LayerFont, size: float, start: float) -> float:
    """Add the clusters of one of Pango's runs, which starts at `start`, and return where the next one does.

    What is past the end of `text` is left out.
    """
    forms = kept_forms(font, size, rtl=bool(run.level % 2))
    x = 0
    for first, stop, looks, width in run.clusters:
        key = (looks, text[first:stop])
        form = forms.get(key)
        if form is None and key[1]:
            form = forms[key] = _form(font, size, *key, width, rtl=bool(run.level % 2))
        if form is not None:
            placed.append((first, start + x * FROM_UNITS, form, font))
        x += width
    return start + x * FROM_UNITS


def _form(font: LayerFont, size: float, looks: bytes, text: bytes, width: int, *, rtl: bool) -> Form:
    return form_of(font, text.decode(), size, _drawing(looks), width * FROM_UNITS, rtl=rtl)


_EXPANDED = (" ", "\N{NO-BREAK SPACE}")


def _drawing(looks: bytes) -> Drawing:
    """Return what the glyphs of a cluster draw."""
    drawn, x = [], 0
    for number, width, left, up in glyphs_of(looks):
        glyph = number & 0xFFFFFFFF
        if glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            drawn.append(Glyph(None, x * FROM_UNITS, 0))
        elif glyph != pango.PANGO_GLYPH_EMPTY:
            drawn.append(Glyph(glyph, (x + left) * FROM_UNITS, -up * FROM_UNITS))
        x += width
    return Drawing(tuple(drawn))


def _justify(clusters: list[Cluster], missing: float) -> None:
    """Share what a justified line lacks among its spaces.

    Pango shapes the line anew with the spacing, and the kerning of words with the spaces beside them is lost, so that
    the line is not as wide as WeasyPrint counted on.
    """
    spaces = [cluster for cluster in clusters if cluster.text == " "]
    if not spaces or abs(missing) > 0.3 * sum(cluster.width for cluster in spaces):
        return
    _widen(clusters, dict.fromkeys(map(id, spaces), missing / len(spaces)))


#: Of the width of a space: what kerning leaves of it. Amiri takes five sixths of it before a kaf, so that two words
#: read as one.
_LEAST_SPACE = 0.6


def _widen_spaces(clusters: list[Cluster]) -> None:
    """Widen spaces that kerning with the next letter has made too narrow, by what all spaces of the line give up."""
    spaces = [(cluster, following) for cluster, following in pairwise(clusters) if cluster.text == " "]
    lacking = {id(cluster): _kerned(following) - (1 - _LEAST_SPACE) * cluster.width for cluster, following in spaces}
    total = sum(wanted for wanted in lacking.values() if wanted > 0)
    share = total / len(spaces) if spaces else 0.0
    if 0 < share < (1 - _LEAST_SPACE) * min(cluster.width for cluster, _ in spaces):
        _widen(clusters, {number: max(wanted, 0.0) - share for number, wanted in lacking.items()})


def _kerned(cluster: Cluster) -> float:
    """Return by how much kerning makes a cluster narrower."""
    if not cluster.drawing.glyphs or any(glyph.id is None for glyph in cluster.drawing.glyphs):
        return 0.0
    advance = sum(cluster.font.advance(glyph.id) for glyph in cluster.drawing.glyphs if glyph.id is not None)
    return advance * cluster.size / cluster.font.upem - cluster.width


def _widen(clusters: list[Cluster], extra: dict[int, float]) -> None:
    """Make clusters wider, each by what is given for its id, and move what stands at their right."""
    moved = 0.0
    for cluster in sorted(clusters, key=attrgetter("x")):
        cluster.x += moved
        if more := extra.get(id(cluster)):
            cluster.width += more
            moved += more
