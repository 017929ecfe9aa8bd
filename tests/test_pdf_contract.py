"""What the text layer relies on inside WeasyPrint: when an upgrade changes it, these tests say so in words."""

from __future__ import annotations

import inspect

import weasyprint
from weasyprint.draw import text
from weasyprint.layout import leader
from weasyprint.layout import page as _page  # noqa: F401 - the drawing modules import each other in this order
from weasyprint.pdf import generate_pdf, tags
from weasyprint.pdf.stream import Stream
from weasyprint.text import fonts
from weasyprint.text.line_break import Layout

WHY = (
    "WeasyPrint has changed where the text layer holds on: see writers/pdf/engine.py, sections.py and docs/pdf-text.md"
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
