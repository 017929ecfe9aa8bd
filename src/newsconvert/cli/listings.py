"""Commands that list what ships with the program and what the machine has."""

from __future__ import annotations

import typer

from ..readers import readers
from ..resources import Resources, theme_names
from ..writers import writers


def fonts() -> None:
    """List the fonts that ship with the program: key, name, licence, coverage and a sample."""
    for family in Resources().families.values():
        weights = "Regular, Bold" if family.bold != family.regular else "Regular"
        arabic = sum(0x600 <= code <= 0x6FF for code in family.characters)
        typer.echo(f"{family.key}\n    {family.name} {family.version} ({family.style}; {weights}; {family.licence})")
        typer.echo(
            f"    {len(family.characters):,} characters, {arabic} of the block Arabic; sample: {_sample(family.style)}"
        )


def _sample(style: str) -> str:
    return "☎ ✉ 📰" if style == "symbols" else "صحافة ٢٠٢٦"


def formats() -> None:
    """List the formats that can be written and read."""
    for writer in writers().values():
        typer.echo(f"write  {writer.name:10} {writer.suffix:8} {writer.title}")
    for reader in readers().values():
        typer.echo(f"read   {reader.name:10} {' '.join(reader.suffixes):8} {reader.title}")


def themes() -> None:
    """List the themes that ship with the program."""
    resources = Resources()
    for name in theme_names():
        theme = resources.theme(name)
        typer.echo(f"{name:12} {theme.title} ({theme.text_font}, {theme.headline_font})")


def doctor() -> None:
    """Check what the program needs: what is installed, what is missing, how to get it."""
    from .health import checks

    missing = 0
    for check in checks():
        typer.echo(f"{'ok     ' if check.found else 'MISSING'}  {check.name}: {check.found or check.mend}")
        missing += not check.found
    raise typer.Exit(1 if missing else 0)
