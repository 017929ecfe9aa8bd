"""Plain text in HTML and XML: what XML does not allow, and the one place where characters of markup are escaped."""

from __future__ import annotations

from html import escape

from .patterns import pattern

#: What is no character of XML 1.0 (section 2.2, production `Char`).
XML_INVALID = pattern("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = pattern('[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_LITERAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def xml_text(text: str) -> str:
    """Return `text` without the characters that XML does not allow."""
    return XML_INVALID.sub("", text)


def text_html(text: str) -> str:
    """Return plain text as the content of an element of HTML or XML."""
    return escape(xml_text(text), quote=False)


def escape_html(text: str) -> str:
    """Return plain text as the value of an attribute, in quotes of either kind, or as content."""
    return escape(xml_text(text))


def literal_xml(value: str | int) -> str:
    """Return `value` as an attribute or content of XML that keeps its line ends and tabs.

    Parsers make spaces of those in attributes, unless they are references (XML 1.0, section 3.3.3).
    """
    text = str(value)
    return xml_text(text).replace("\r", "\n").translate(_LITERAL) if _SPECIAL.search(text) else text
