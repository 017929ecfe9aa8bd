"""What the text layer relies on inside WeasyPrint: when an upgrade changes it, these tests say so in words."""

from __future__ import annotations

import inspect

import weasyprint
from weasyprint.draw import text
from weasyprint.layout import inline, leader
from weasyprint.layout import page as _page  # noqa: F401 - the drawing modules import each other in this order
from weasyprint.pdf import generate_pdf, tags
from weasyprint.pdf.stream import Stream
from weasyprint.text import fonts
from weasyprint.text.ffi import ffi
from weasyprint.text.line_break import Layout, create_layout

from newsconvert.writers.pdf import lines

lines.install()

WHY = (
    "WeasyPrint has changed where the text layer holds on: see docs/pdf-text.md and, in writers/pdf, drawing.py, "
    "engine.py, lines.py and sections.py"
)


def test_version_is_the_one_the_layer_was_built_against() -> None:
    assert weasyprint.__version__.startswith("70.0"), WHY


def test_a_line_is_drawn_by_one_function_that_draw_text_looks_up() -> None:
    names = list(inspect.signature(text.draw_first_line).parameters)
    assert names == ["stream", "textbox", "text_overflow", "block_ellipsis", "matrix"], WHY
    assert "draw_first_line(" in inspect.getsource(text.draw_text), WHY


def test_marked_content_is_begun_by_the_stream() -> None:
    assert list(inspect.signature(Stream.marked).parameters) == ["self", "box", "tag"], WHY
    source = inspect.getsource(Stream)
    assert "self._fonts = fonts" in source, WHY
    assert "mcid = len(self._tags)" in source, WHY
    assert "document.fonts" in inspect.getsource(generate_pdf), WHY


def test_tags_are_taken_from_the_stream_once() -> None:
    source = inspect.getsource(tags._build_box_tree)
    assert "tags.pop(child)" in source, WHY
    assert """'S': f'/{kid["tag"]}'""" in source, WHY


def test_a_line_can_be_shaped_again_for_drawing() -> None:
    layout = inspect.getsource(Layout)
    for name in ("def reactivate", "justification_spacing", "def get_first_line"):
        assert name in layout, WHY
    assert list(inspect.signature(fonts.get_pango_font_key).parameters) == ["pango_font"], WHY


def test_fonts_come_from_a_configuration_that_can_be_replaced() -> None:
    source = inspect.getsource(fonts.FontConfiguration.__init__)
    assert "pango_fc_font_map_set_config" in source, WHY
    assert "self.font_map" in source, WHY


def test_a_file_is_made_of_one_pydyf_object_that_can_be_another() -> None:
    source = inspect.getsource(generate_pdf)
    assert "pdf = pydyf.PDF()" in source, WHY
    assert generate_pdf.__closure__ is None, WHY
    assert "pdf_page['StructParents'] = page_number" in source, WHY
    assert "annotation['StructParent'] = i" in inspect.getsource(tags.add_tags), WHY
    assert "Add text boxes into the leader box" in inspect.getsource(leader.handle_leader), WHY


def test_lines_are_split_by_one_function_that_split_text_box_looks_up() -> None:
    names = list(inspect.signature(inline.split_first_line.__wrapped__).parameters)
    assert names[:5] == ["text", "style", "context", "max_width", "justification_spacing"], WHY
    assert names[5:] == ["is_line_start", "minimum"], WHY
    assert "split_first_line(" in inspect.getsource(inline.split_text_box), WHY
    assert "layout, length, resume_index, width, height, baseline" in inspect.getsource(inline.split_text_box), WHY


def test_lines_are_justified_by_one_function() -> None:
    names = list(inspect.signature(inline.add_word_spacing.__wrapped__).parameters)
    assert names == ["context", "box", "justification_spacing", "x_advance"], WHY
    assert "box.text.count(' ') + box.text.count('\\u00a0')" in inspect.getsource(inline.count_expandable_spaces), WHY
    assert list(inspect.signature(create_layout).parameters)[:4] == ["text", "style", "context", "max_width"], WHY


def test_a_glyph_of_pango_is_five_numbers() -> None:
    assert ffi.sizeof("PangoGlyphInfo") == 20, WHY
    assert [ffi.offsetof("PangoGlyphInfo", "geometry", name) for name in ("width", "x_offset", "y_offset")] == [
        4,
        8,
        12,
    ]
