"""What is found and copied in pdf.js's own viewer, as Firefox has it."""

from __future__ import annotations

import re

import pytest

import newsconvert
from newsconvert.model import Article, Paragraph, Text
from support import judges
from support.pdftexts import NEWS, TEXT_FONTS
from support.pdfviewer import found_and_copied

pytestmark = pytest.mark.judge


@pytest.mark.parametrize("font", TEXT_FONTS[:2])
def test_phrases_are_found_and_text_is_copied(font: str) -> None:
    """Also across a full stop, a comma or a colon, and across the ends of lines. The viewer drops U+200C itself."""
    article = Article("عنوان الخبر", tuple(Paragraph((Text(text),)) for text in NEWS))
    phrases = [
        " ".join(words[at : at + 4])
        for words in map(str.split, NEWS)
        for at in range(len(words) - 3)
        if not re.search("[0-9A-Za-z٠-٩\u200c]", " ".join(words[at : at + 4]))
    ]
    assert sum(bool(re.search("[.،:] ", phrase)) for phrase in phrases) > 5
    found, copied = found_and_copied(newsconvert.write(article, "pdf", font=font), [*phrases, "ليس في النص"])
    assert found.pop() == 0
    assert [phrase for phrase, count in zip(phrases, found, strict=True) if not count] == []
    assert judges.fidelity("\n".join(NEWS), copied) == (1, 1)
    assert "\u034f" not in copied
