"""Commands that list what ships with the program and what the machine has."""

from __future__ import annotations

import json
from typing import Any

import typer

from ..readers import readers
from ..resources import Resources, theme_names
from ..writers import writers
from .arguments import JsonOption

#: What fonts without Arabic have.
_SAMPLES = {
    "noto-sans": "Ελλάδα Россия µg",
    "noto-sans-hebrew": "ירושלים",
    "noto-sans-tifinagh": "ⵜⴰⵎⴰⵣⵉⵖⵜ",
    "noto-sans-symbols2": "☐ ☑ ■ ▲",
    "noto-emoji": "☎ ✉ 📰",
}


def fonts(*, as_json: JsonOption = False) -> None:
    """List the fonts that ship with the program: key, name, licence, coverage and a sample."""
    found: list[dict[str, Any]] = [
        {
            "key": family.key,
            "name": family.name,
            "version": family.version,
            "style": family.style,
            "weights": ["Regular", "Bold"] if family.bold != family.regular else ["Regular"],
            "licence": family.licence,
            "characters": len(family.characters),
            "arabic": sum(0x600 <= code <= 0x6FF for code in family.characters),
            "sample": _SAMPLES.get(family.key, "صحافة ٢٠٢٦"),
        }
        for family in Resources().families.values()
    ]
    if as_json:
        _print_json(found)
        return
    for one in found:
        weights = ", ".join(one["weights"])
        typer.echo(f"{one['key']}\n    {one['name']} {one['version']} ({one['style']}; {weights}; {one['licence']})")
        typer.echo(
            f"    {one['characters']:,} characters, {one['arabic']} of the block Arabic; sample: {one['sample']}"
        )


def formats(*, as_json: JsonOption = False) -> None:
    """List the formats that can be written and read."""
    if as_json:
        written = [
            {"name": one.name, "title": one.title, "suffix": one.suffix, "media_type": one.media_type}
            for one in writers().values()
        ]
        read = [{"name": one.name, "title": one.title, "suffixes": [*one.suffixes]} for one in readers().values()]
        _print_json({"write": written, "read": read})
        return
    for writer in writers().values():
        typer.echo(f"write  {writer.name:10} {writer.suffix:8} {writer.title}")
    for reader in readers().values():
        typer.echo(f"read   {reader.name:10} {' '.join(reader.suffixes):8} {reader.title}")


def themes(*, as_json: JsonOption = False) -> None:
    """List the themes that ship with the program."""
    every = [Resources().theme(name) for name in theme_names()]
    if as_json:
        _print_json(
            [
                {"name": one.name, "title": one.title, "font": one.text_font, "headline_font": one.headline_font}
                for one in every
            ]
        )
        return
    for theme in every:
        typer.echo(f"{theme.name:12} {theme.title} ({theme.text_font}, {theme.headline_font})")


def doctor(*, as_json: JsonOption = False) -> None:
    """Check what the program needs: what is installed, what is missing, how to get it."""
    from .health import LICENCE, checks

    found = list(checks())
    if as_json:
        _print_json([{**one._asdict(), "fix": None if one.found else one.fix} for one in found])
    else:
        for check in found:
            state = "ok" if check.found else "absent" if check.optional else "MISSING"
            typer.echo(f"{state:7}  {check.name}: {check.found or check.fix}")
        typer.echo(f"licence  {LICENCE}")
    raise typer.Exit(1 if any(not check.found and not check.optional for check in found) else 0)


def _print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
