"""Write each published post of a WordPress export as a web page of its own, for newsconvert to read.

Usage: python wordpress.py EXPORT.xml FOLDER
"""

import json
import re
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

from lxml import etree

# The namespaces of WXR, the format of WordPress's own exporter (Tools > Export).
WP = "{http://wordpress.org/export/1.2/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


def posts(export: Path) -> Iterator[etree._Element]:
    """Yield the published posts one at a time. Entities are not resolved: an export is untrusted input."""
    for _, item in etree.iterparse(export, tag="item", resolve_entities=False, no_network=True, huge_tree=True):
        if item.findtext(f"{WP}post_type") == "post" and item.findtext(f"{WP}status") == "publish":
            yield item
        item.clear()


def authors(export: Path) -> dict[str, str]:
    """Return the names of the authors by those that they log in with, which posts have."""
    elements = (one for _, one in etree.iterparse(export, tag=f"{WP}author", resolve_entities=False, no_network=True))
    return {one.findtext(f"{WP}author_login"): one.findtext(f"{WP}author_display_name") for one in elements}


def paragraphs(content: str) -> str:
    """Return the content with paragraphs marked up: the classic editor only separates them by blank lines."""
    if re.search(r"<p[\s>]", content):
        return content
    return "\n".join(f"<p>{part}</p>" for part in re.split(r"\n\s*\n", content.strip()))


def page(item: etree._Element, site: str, names: dict[str, str]) -> str:
    """Return the post as a web page that states its own metadata as schema.org JSON-LD."""
    title = item.findtext("title") or ""
    login = item.findtext(CREATOR) or ""
    metadata = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "author": {"@type": "Person", "name": names.get(login) or login},
        "datePublished": (item.findtext(f"{WP}post_date") or "").replace(" ", "T"),
        "publisher": {"@type": "Organization", "name": site},
        "url": item.findtext("link"),
    }
    script = json.dumps(metadata, ensure_ascii=False).replace("<", "\\u003c")
    return (
        '<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>"
        f'<script type="application/ld+json">{script}</script></head>'
        f"<body><article><h1>{escape(title)}</h1>\n{paragraphs(item.findtext(CONTENT) or '')}</article></body></html>\n"
    )


def main() -> None:
    """Convert the export named on the command line."""
    export, folder = map(Path, sys.argv[1:])
    folder.mkdir(exist_ok=True)
    site = next((element.text for _, element in etree.iterparse(export, tag="title")), None) or ""
    names = authors(export)
    for item in posts(export):
        path = folder / f"post-{item.findtext(f'{WP}post_id')}.html"
        path.write_text(page(item, site, names), encoding="utf-8")
        print(path)


main()
