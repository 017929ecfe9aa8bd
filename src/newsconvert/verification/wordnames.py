"""Names and values that all parts of Word documents have (ECMA-376 Part 1, 17), and the text in their elements."""

from __future__ import annotations

import re
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
#: The values of what is switched off (17.17.4).
OFF = frozenset(("0", "false", "off"))
#: Formats of numbers that are digits, of any script (17.18.59).
DIGITS = frozenset(("decimal", "hindiNumbers", "arabicNumber", "decimalZero"))
#: The names of fonts that draw signs in place of letters.
SYMBOLS = re.compile(r"(?:wing|web)dings\b|symbol$|marlett$|zapf ?dingbats", re.IGNORECASE)


def text_in(element: Any) -> str:
    """Return the text anywhere in an element."""
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def text_of_run(run: Any) -> str:
    """Return the text directly in a run."""
    return "".join(one.text or "" for one in run.iterfind(f"{W}t"))
