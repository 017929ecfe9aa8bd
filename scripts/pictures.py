"""A hook of MkDocs: it shows the first page of the example article in each theme, and in columns."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdfium2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

import newsconvert
from newsconvert.resources import theme_names

PLACE = "<!-- themes -->"
SEED = next((Path(__file__).parents[1] / "seeds").glob("*.txt"))
#: The options of each picture, by its name.
SHOWN: dict[str, dict[str, Any]] = {name: {"theme": name} for name in theme_names()} | {
    "newspaper, --columns 2": {"columns": 2}
}


def on_files(files: Files, config: MkDocsConfig, **_: Any) -> Files:
    """Add the pictures to what is built."""
    article = newsconvert.read(SEED)
    for number, options in enumerate(SHOWN.values()):
        data = newsconvert.write(article, "pdf", **options)
        out = io.BytesIO()
        pypdfium2.PdfDocument(data)[0].render(scale=0.8).to_pil().quantize(32).save(out, "PNG", optimize=True)
        files.append(File.generated(config, f"themes/{number}.png", content=out.getvalue()))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Return the page with the pictures where it asks for them."""
    rows = "".join(
        f'<figure><img src="themes/{number}.png" alt="The first page of an article: {name}" loading="lazy">'
        f"<figcaption>{name}</figcaption></figure>\n"
        for number, name in enumerate(SHOWN)
    )
    return markdown.replace(PLACE, f'<div class="themes">\n{rows}</div>')
