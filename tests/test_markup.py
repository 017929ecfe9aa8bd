"""Plain text in HTML and XML."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from newsconvert.markup import escape_html, literal_xml, text_html, xml_text

ANY = st.text(alphabet=st.characters(codec=None))


@given(st.text(alphabet=st.characters(codec=None)))
def test_xml_text_drops_what_xml_cannot_hold_and_nothing_else(text: str) -> None:
    def allowed(c: str) -> bool:  # XML 1.0, production [2] Char
        code = ord(c)
        return code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000

    assert xml_text(text) == "".join(filter(allowed, text))


@given(ANY)
def test_what_is_escaped_is_read_again(text: str) -> None:
    text = text.replace("\r", " ")  # which XML has no line end of (section 2.11)
    content = f"{text_html(text)}<c>{escape_html(text)}</c><d>{literal_xml(text)}</d>"
    read = etree.fromstring(f"<a b='{escape_html(text)}' c=\"{literal_xml(text)}\">{content}</a>")
    shown = xml_text(text)
    assert {read.text or "", read.findtext("c"), read.findtext("d"), read.get("c")} == {shown}
    assert read.get("b") == shown.replace("\n", " ").replace("\t", " ")


def test_markup_stays_text_in_html() -> None:
    text = "<b title='x'>\"&lt;\""
    read = html.fromstring(f"<p title='{escape_html(text)}' lang=\"{escape_html(text)}\">{text_html(text)}</p>")
    assert read.get("title") == read.get("lang") == read.text == text
