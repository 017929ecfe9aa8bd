"""Write an article as JSON that reads back without loss."""

from __future__ import annotations

import json

from ..interchange import to_json
from ..model import Article
from ..options import JsonOptions
from ..resources import Resources
from ..result import Converted


def write(article: Article, options: JsonOptions, resources: Resources) -> Converted[bytes]:  # noqa: ARG001
    """Return the article as UTF-8 JSON with a newline at its end."""
    text = json.dumps(to_json(article), ensure_ascii=False, indent=options.indent) + "\n"
    return Converted(text.encode(errors="backslashreplace"))  # of a lone surrogate; JSON writes it in the same way
