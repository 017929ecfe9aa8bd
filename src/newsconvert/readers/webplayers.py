"""Players and posts that a script puts into a page, in elements that state where they are from: as frames."""

from __future__ import annotations

from typing import Any

from .elements import text_of

#: Elements of their own, and boxes by a class: the attribute that states the address or a part of it.
_ELEMENTS = {
    "lite-youtube": ("videoid", "https://www.youtube.com/watch?v={}"),
    "lite-vimeo": ("videoid", "https://vimeo.com/{}"),
    "youtube-video": ("src", "{}"),
    "vimeo-video": ("src", "{}"),
    "twitter-widget": ("data-tweet-id", "https://twitter.com/i/status/{}"),
}
_BOXES = {
    "fb-video": ("data-href", "{}"),
    "fb-post": ("data-href", "{}"),
    "flourish-embed": ("data-src", "https://public.flourish.studio/{}"),
    "infogram-embed": ("data-id", "https://infogram.com/{}"),
    "youtube-player": ("data-id", "https://www.youtube.com/watch?v={}"),
    "rll-youtube-player": ("data-id", "https://www.youtube.com/watch?v={}"),
    "lazy-youtube": ("data-id", "https://www.youtube.com/watch?v={}"),
}


def show_players(tree: Any) -> None:
    """Make elements of known players and posts frames, which become links, where they hold no words and no picture."""
    for element in list(tree.iter(*_ELEMENTS)):
        _make_frame(element, *_ELEMENTS[element.tag])
    for element in tree.xpath(".//div[@data-href or @data-src or @data-id]"):
        for name in element.get("class", "").split():
            if name in _BOXES:
                _make_frame(element, *_BOXES[name])


def _make_frame(element: Any, name: str, address: str) -> None:
    value = element.get(name, "").strip()
    if value and not text_of(element) and element.find(".//img") is None:
        element.tag = "iframe"
        element.set("src", value if "://" in value else address.format(value))
        if (label := element.get("playlabel")) and "title" not in element.attrib:
            element.set("title", label)
