"""The lines of Markdown and its dialects without their marks, as a plain search finds them: see `walks`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .plainpages import page_blocks

_MARKUP = (
    re.compile(
        r"(?<=\])\((?:<[^>]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
    ),  # targets of links
    re.compile(r"(?m)^ {0,3}\[[^\]^]+\]:\s*\S+.*$"),  # definitions of links
    re.compile(r"\{:?[ \t]*(?:[.#=]|[\w-]+=)[^}\n]*\}"),  # attributes
    re.compile(r"(?m)^\s*(?:```|~~~).*$"),  # fences of code, with its language
    re.compile(r"(?m)^(?:[ \t]*>)+[ \t]*\[!\w+\]"),  # kinds of callouts
    re.compile(r"(?m)^:{3,}[ \t]*\{?[A-Za-z][\w-]*"),  # and of those between colons
    re.compile(r"(?m)^[Tt]able:(?=[ \t])"),  # what begins the caption of a table
    re.compile(r"(?m)^\(@[\w-]*\)(?=[ \t])"),  # names of examples
    re.compile(r"\[\^[^\]]+\]:?"),  # marks of notes
    re.compile(r"(?m)(?<=\s)\^[A-Za-z0-9-]+[ \t]*$"),  # names of blocks of Obsidian
    re.compile(r"(?m)^[ \t>]*(?:(?:[-*+]|\w{1,9}[.)])[ \t]+)+\[[ xX]\](?=\s)"),  # boxes of tasks
    re.compile(r"(?i)!\[\[[^\]|\n]+\.(?:png|jpe?g|gif|webp|svg)\s*(?:\|\s*[\dx]+\s*)?\]\]"),  # pictures of Obsidian
    re.compile(r"\[\[[^\]|]*\|"),  # targets of links of wikis
)


def markdown_lines(text: str) -> Iterator[str]:
    """Yield the lines of Markdown that say something, without marks, targets of links and numbers made anew."""
    text = _SHORTCODE.sub(_said_by_shortcode, text)
    for pattern in _MARKUP:
        text = pattern.sub(lambda found: "\n" * found[0].count("\n"), text)
    text = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", _without_numbers(text))
    for one in page_blocks(text, plain=True):
        yield from one.text.splitlines()


_SHORTCODE = re.compile(r"\{\{[<%]\s*/?([\w-]+)(.{0,2000}?)[>%]\}\}", re.DOTALL)
_GIVEN = re.compile(r"""([\w-]+)=(?:"([^"]*)"|'([^']*)'|(\S+))""")


def _said_by_shortcode(found: re.Match[str]) -> str:
    """Return the words that a shortcode of Hugo is given by name; of a figure, those that readers see."""
    seen = None if found[1] != "figure" else ("title", "caption", "attr", "alt")
    given = ("".join(value) for name, *value in _GIVEN.findall(found[2]) if seen is None or name in seen)
    return " ".join(given).replace("\n", " ") + "\n" * found[0].count("\n")


def _without_numbers(text: str) -> str:
    """Return Markdown without the numbers of items but the first of a list: any others count as the next ones."""
    lines, listed = text.split("\n"), False
    for at, line in enumerate(lines):
        found = _NUMBERED.match(line)
        if found and listed:
            lines[at] = line[found.end() :]
        listed = bool(found) or (listed and line[:1] in ("", " ", "\t", "\r"))
    return "\n".join(lines)


_NUMBERED = re.compile(r" {0,3}[0-9]{1,9}[.)][ \t]+")
