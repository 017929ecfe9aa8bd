"""Shortcodes of WordPress and Joomla, as posts hold them and pages show them without what made them something."""

from __future__ import annotations

import re

#: A picture with its caption.
_CAPTION = re.compile(
    r"\[caption[^\]]*\]\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*?)\[/caption\]", re.DOTALL | re.IGNORECASE
)
_EMBED = re.compile(r"\[embed[^\]]*\]\s*(https?://[^\s\[\]<>\"]+)\s*\[/embed\]", re.IGNORECASE)
_MEDIA = re.compile(
    r"\[(?P<tag>video|audio)\s[^\]]*?(?:src|mp[34]|m4[av]|webm|ogg|ogv|wav)="
    r"[\"'“”](?P<url>https?://[^\s\"'“”\]]+)[\"'“”][^\]]*\](?:\s*\[/(?P=tag)\])?",
    re.IGNORECASE,
)
#: Those of page builders, around what they lay out.
_LAYOUT = re.compile(r"(?:\[/?(?:vc|et_pb|fusion|su|av|mk|tdb?)_\w+(?:\s[^\]]*)?/?\]\s*)+", re.IGNORECASE)
_OPENED = re.compile(r"<(?:p|div|span)\b[^<>]*>\s*$", re.IGNORECASE)
#: Those around words, where they are closed.
_AROUND = re.compile(
    r"\[(?P<name>dropcap|pullquote|quote|highlight|button|box|row|columns?|one_(?:half|third|fourth)|two_thirds?|toggle|"
    r"accordion|tabs?|spoiler)(?:\s[^\]]*)?\](?P<words>.*?)\[/(?P=name)\]",
    re.DOTALL | re.IGNORECASE,
)
#: So deep these are in each other.
_DEEPEST = 3
#: Those for what is not there.
_FOR_OTHERS = re.compile(
    r"\[(?:gallery|playlist|contact-form(?:-7)?|wpforms|ninja_forms?|gravityform|mailpoet_form|rev_slider|adrotate|"
    r"instagram-feed|sharethis-\w+)(?:\s[^\]]*)?/?\]",
    re.IGNORECASE,
)


#: Those of Joomla's extensions, amid the words of a paragraph too.
_EXTENSION = re.compile(
    r"\{(?:load(?:position|module|moduleid|template)|module(?:pos)?|component|rokbox|modal)\s[^{}<>\n]*\}|"
    r"\{(?P<kind>youtube|vimeo|dailymotion|facebook|twitter|mp3|mp4|audio|video|gallery|slider|phocagallery)\b[^{}<>\n]*\}"
    r"(?:[^{}<>\s]*\{/(?P=kind)\})?",
    re.IGNORECASE,
)


def without_shortcodes(markup: str) -> str:
    """Return HTML with shortcodes as the elements that they stand for, and others in comments, which are counted.

    Codes of extensions are in elements of their own, as those that stand alone are, which the reader of pages counts.
    """
    markup = _EXTENSION.sub(r"<span>\g<0></span>", markup) if "{" in markup else markup
    if "[" not in markup:
        return markup
    markup = _CAPTION.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", markup)
    markup = _EMBED.sub(r'<a href="\1">\1</a>', markup)
    markup = _MEDIA.sub(r'<\g<tag> src="\g<url>"></\g<tag>>', markup)
    markup = _LAYOUT.sub(_without_layout, markup)
    for _ in range(_DEEPEST):
        markup = _AROUND.sub(r"\g<words>", markup)
    return _FOR_OTHERS.sub(lambda found: f"<!-- {found[0].strip('[]').replace('--', '')} -->", markup)


def _without_layout(found: re.Match[str]) -> str:
    """Return nothing for codes of a layout, but those that an element says alone, which the reader of pages counts."""
    around = found.string[max(0, found.start() - _LONGEST_TAG) : found.start()], found.string[found.end() :][:2]
    return found[0] if _OPENED.search(around[0]) and around[1] == "</" else ""


_LONGEST_TAG = 200
