"""The pictures of articles for pages: each once, by an address that only the layout of the page knows."""

from __future__ import annotations

from functools import partial

from ...model import Image
from .. import pictures


class Addresses:
    """Gives pictures addresses, and collects them; `grey` is for the press, which has one colour."""

    def __init__(self, *, grey: bool) -> None:
        self.shown = partial(pictures.of_pages, grey=grey)
        self.images: dict[str, Image] = {}

    def __call__(self, image: Image) -> str | None:
        """Return the address of a picture, or None if a page cannot show it."""
        made = self.shown(image)
        if made is None:
            return None
        address = f"picture:{image.sha256}"
        self.images[address] = made
        return address
