from collections.abc import Iterator, Sequence

import pydyf
from weasyprint.document import Bookmark, Link, Page
from weasyprint.matrix import Matrix

Anchor = tuple[str, float, float]
LinksAndAnchors = tuple[list[Link], list[Anchor]]

def resolve_links(pages: Sequence[Page]) -> Iterator[LinksAndAnchors]: ...
def add_links(
    links_and_anchors: LinksAndAnchors,
    matrix: Matrix,
    pdf: pydyf.PDF,
    page: pydyf.Dictionary,
    names: list[tuple[str, pydyf.Array]],
    tags: object,
) -> None: ...
def add_outlines(pdf: pydyf.PDF, bookmarks: list[Bookmark]) -> object: ...
