"""What the seam relies on inside WeasyPrint: when an upgrade changes it, these tests say so in words."""

from __future__ import annotations

import inspect

import pydyf
import weasyprint
from weasyprint import css
from weasyprint.draw import text
from weasyprint.layout import LayoutContext, block, inline, leader
from weasyprint.layout import page as _page  # the drawing modules import each other in this order
from weasyprint.pdf import generate_pdf, tags
from weasyprint.pdf.stream import Stream
from weasyprint.text import fonts
from weasyprint.text.ffi import ffi
from weasyprint.text.line_break import Layout, create_layout

from newsconvert.writers.pdf.weasyprint import fitting, linebreak, notes, paragraph, spanning, stream

WHY = "WeasyPrint has changed where the seam holds on: see docs/pdf-text.md and the package writers/pdf/weasyprint"


def parameters(function: object) -> list[str]:
    assert callable(function)
    return list(inspect.signature(function).parameters)


def test_version_is_the_one_the_seam_was_built_against() -> None:
    assert weasyprint.__version__.startswith("70.0"), WHY


def test_a_line_is_drawn_by_one_function_that_draw_text_looks_up() -> None:
    assert parameters(stream._plain_draw_first_line) == [
        "stream", "textbox", "text_overflow", "block_ellipsis", "matrix"
    ], WHY  # fmt: skip
    assert "draw_first_line(" in inspect.getsource(text.draw_text), WHY


def test_a_stream_can_be_another_s_class() -> None:
    assert parameters(Stream.marked) == ["self", "box", "tag"], WHY
    assert parameters(Stream.__init__)[1:8] == [
        "fonts", "page_rectangle", "resources", "images", "tags", "color_profiles", "output_intent"
    ], WHY  # fmt: skip
    source = inspect.getsource(Stream)
    assert "mcid = len(self._tags)" in source, WHY
    assert "return Stream(**kwargs)" in source, WHY


def test_pages_are_drawn_as_generate_pdf_draws_them() -> None:
    """`pages.draw` does what this function does, without what our documents have not: forms, attachments, profiles."""
    source = " ".join(inspect.getsource(generate_pdf).split())
    for step in (
        "page_links_and_anchors = list(resolve_links(document.pages))", "matrix = Matrix(scale, 0, 0, -scale, 0, page.height * scale)",
        "stream.transform(d=-1, f=(page.height * scale))", "pdf_page['StructParents'] = page_number",
        "add_links(links_and_anchors, matrix, pdf, pdf_page, pdf_names, tags)", "page.paint(stream, scale)",
        "add_outlines(pdf, document.make_bookmark_tree(scale, transform_pages=True))",
        "_use_references(pdf, resources, images, document.color_profiles)", "add_tags(pdf, document, options['pdf_version'], page_streams)",
    ):  # fmt: skip
        assert step in source, WHY
    assert "annotation['StructParent'] = i" in inspect.getsource(tags.add_tags), WHY
    assert "Add text boxes into the leader box" in inspect.getsource(leader.handle_leader), WHY
    assert set(vars(pydyf.PDF())) == {
        "objects", "pages", "info", "catalog", "current_position", "xref_position"
    }, WHY  # fmt: skip


def test_tags_are_taken_from_the_stream_once() -> None:
    source = inspect.getsource(tags._build_box_tree)
    assert "tags.pop(child)" in source, WHY
    assert """'S': f'/{kid["tag"]}'""" in source, WHY


def test_a_line_can_be_shaped_again_for_drawing() -> None:
    layout = inspect.getsource(Layout)
    for name in ("def reactivate", "justification_spacing", "def get_first_line"):
        assert name in layout, WHY
    assert parameters(fonts.get_pango_font_key) == ["pango_font"], WHY


def test_fonts_come_from_a_configuration_that_can_be_replaced() -> None:
    source = inspect.getsource(fonts.FontConfiguration.__init__)
    assert "pango_fc_font_map_set_config" in source, WHY
    assert "self.font_map" in source, WHY


def test_the_own_style_of_weasyprint_is_that_of_the_page() -> None:
    assert "in (html._ua_stylesheets(forms) or [])" in inspect.getsource(css.get_all_computed_styles), WHY
    (sheet,) = weasyprint.HTML(string="<p>")._ua_stylesheets()
    pages = [selector[1] for _, selectors, _ in sheet.page_rules for selector in selectors]
    assert {"@top-left", "@bottom-right-corner", "@footnote", "@note-area"} <= {*pages}, WHY
    marks = [entry[3] for entry in sheet.matcher.other_selectors]
    assert {"marker", "footnote-call", "footnote-marker", "note-call", "note-callback"} <= {*marks}, WHY


def test_lines_are_split_by_one_function_that_split_text_box_looks_up() -> None:
    names = parameters(linebreak._plain_split_first_line)
    assert names[:5] == ["text", "style", "context", "max_width", "justification_spacing"], WHY
    assert names[5:] == ["is_line_start", "minimum"], WHY
    assert "split_first_line(" in inspect.getsource(inline.split_text_box), WHY
    assert "layout, length, resume_index, width, height, baseline" in inspect.getsource(inline.split_text_box), WHY


def test_lines_are_justified_by_one_function() -> None:
    names = parameters(linebreak._plain_add_word_spacing)
    assert names == ["context", "box", "justification_spacing", "x_advance"], WHY
    assert "box.text.count(' ') + box.text.count('\\u00a0')" in inspect.getsource(inline.count_expandable_spaces), WHY
    assert parameters(create_layout)[:4] == ["text", "style", "context", "max_width"], WHY


def test_the_lines_of_a_block_come_from_one_function() -> None:
    assert parameters(fitting._plain_iter_line_boxes)[:6] == [
        "context", "box", "position_y", "bottom_space", "skip_stack", "containing_block"
    ], WHY  # fmt: skip
    assert "lines_iterator = iter_line_boxes(" in inspect.getsource(notes._plain_linebox_layout), WHY
    assert inspect.isgeneratorfunction(fitting._plain_iter_line_boxes), WHY


def test_lines_are_laid_out_until_they_are_no_higher_than_was_thought() -> None:
    assert parameters(fitting._plain_avoid_collisions) == ["context", "box", "containing_block", "outer"], WHY
    source = inspect.getsource(fitting._inline.get_next_linebox)
    assert "avoid_collisions(\n        context, linebox, containing_block, outer=False)" in source, WHY
    assert "candidate_height = linebox.height\n" in source, WHY
    assert "if line.height <= candidate_height:\n            break" in source, WHY


def test_the_notes_of_lines_are_placed_by_one_function() -> None:
    assert parameters(notes._plain_linebox_layout)[:10] == [
        "context", "box", "index", "child", "new_children", "page_is_empty", "absolute_boxes", "fixed_boxes",
        "adjoining_margins", "bottom_space",
    ], WHY  # fmt: skip
    source = inspect.getsource(notes._plain_linebox_layout)
    assert "return abort, stop, resume_at, position_y, new_footnotes, max_lines" in source, WHY
    assert "context.report_footnote(context.current_page_footnotes[-1])" in source, WHY
    assert "_linebox_layout(" in inspect.getsource(block.block_container_layout), WHY
    for name in ("layout_footnote", "report_footnote", "_update_footnote_area", "overflows_page"):
        assert hasattr(LayoutContext, name), WHY


def test_notes_get_their_lines_where_the_foot_of_a_page_is_laid_out() -> None:
    assert parameters(paragraph._plain_create_anonymous_boxes) == ["box"], WHY
    for owner, name in ((LayoutContext, "_update_footnote_area"), (_page, "make_page")):
        assert "build.create_anonymous_boxes(" in inspect.getsource(getattr(owner, name)), WHY


def test_no_line_begins_with_what_has_no_first_letter() -> None:
    assert "split_inline_level(" in inspect.getsource(inline.split_inline_box), WHY
    assert "if None in (last_letter, first):" in inspect.getsource(inline.split_inline_box), WHY
    assert "new_box, resume_at, preserved_line_break, first_letter, last_letter" in inspect.getsource(
        notes._plain_split_inline_level
    ), WHY


def test_columns_are_laid_out_by_one_function_and_what_spans_them_by_another() -> None:
    assert parameters(spanning._plain_columns_layout)[:4] == ["context", "box", "bottom_space", "skip_stack"], WHY
    source = inspect.getsource(spanning._plain_columns_layout)
    assert "from .block import (" in source, WHY
    assert "skip_stack = {index + skip: column_skip_stack[skip]}" in source, WHY
    assert "columns_and_blocks.append((i, child.copy()))" in source, WHY
    assert "columns_layout(" in inspect.getsource(block.block_box_layout), WHY


def test_a_glyph_of_pango_is_five_numbers() -> None:
    assert ffi.sizeof("PangoGlyphInfo") == 20, WHY
    offsets = [ffi.offsetof("PangoGlyphInfo", "geometry", name) for name in ("width", "x_offset", "y_offset")]
    assert offsets == [4, 8, 12]
