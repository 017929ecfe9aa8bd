"""The shape of the code: which way imports point, what is loaded when, what is public."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import newsconvert
from newsconvert import errors

SOURCE = Path(newsconvert.__file__).parent

#: Each module may import those above it, and its own package.
ORDER = (
    "errors", "plugins", "model", "result", "arabic", "resources", "options", "keywords", "interchange", "citation", "fontfile",
    "naming", "readers", "bibliography", "binding", "writers.container",
    "writers.body", "writers.html", "writers.pdf", "writers.docx", "writers", "verification", "opening", "reading", "api",
    "archive.record", "archive.model", "archive.inputs", "archive.workers", "archive.state", "archive.outputs",
    "archive.build", "archive.verify", "archive",
    "cli.health", "cli.outline", "cli.shared", "cli.progress", "cli.convert", "cli.inspect", "cli.cite", "cli.verify", "cli.listings", "cli.archive", "cli.app", "cli",
)  # fmt: skip
#: Heavy libraries, and the one module (or package) each may be imported in.
HEAVY = {
    "weasyprint": {f"writers.pdf.{name}" for name in ("drawing", "engine", "lines", "sections")},
    "dask": {"archive.workers.dask"}, "distributed": {"archive.workers.dask"}, "fsspec": {"archive.inputs.filesystems"}, "markdown_it": {"readers.markdown"},
    "trafilatura": {"readers.html"}, "pyarrow": {"readers.rows"}, "yaml": {"readers.overrides"},
    "pydyf": {f"writers.pdf.{name}" for name in ("file", "fontobjects", "finish", "press", "sections", "volume")},
    "pypdfium2": {"verification.pdf"},
    "ebooklib": set(), "tinycss2": {"resources", "writers.epub.fonts"}, "cssselect2": {"writers.epub.fonts"}, "docx": set(),
    "uharfbuzz": {"resources", "fontfile", "writers.epub.lettering", "writers.pdf.layerfont"},
}  # fmt: skip


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def rank(name: str) -> int:
    found = [at for at, prefix in enumerate(ORDER) if name == prefix or name.startswith(prefix + ".")]
    assert found, f"{name} has no place in ORDER"
    return found[0]


def imports(name: str, tree: ast.Module) -> Iterator[str]:
    """Yield the project's own modules that a module imports, wherever it does."""
    package = name.split(".") if (SOURCE / name.replace(".", "/")).is_dir() else name.split(".")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            if node.module:
                yield ".".join([*base, node.module])
            else:
                yield from (".".join([*base, alias.name]) for alias in node.names)


def test_imports_point_one_way() -> None:
    wrong = [
        f"{name} imports {other}"
        for name, tree in modules()
        if name
        for other in imports(name, tree)
        if other.split(".")[0] != "__version__" and rank(other) > rank(name)
    ]
    assert wrong == []


def test_heavy_libraries_are_imported_in_one_place_and_inside_functions() -> None:
    for name, tree in modules():
        top = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                found = [node.module]
            else:
                continue
            for library in {module.split(".")[0] for module in found} & set(HEAVY):
                assert name in HEAVY[library], f"{name} imports {library}"
                assert node not in top, f"{name} imports {library} when it is imported"


def loaded(program: str, *arguments: str | Path) -> set[str]:
    """Return the modules that a new interpreter has loaded once it has run `program`."""
    program = f"import sys\n{program}\nprint(); print(*sys.modules)"
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return set(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1].split())


def test_nothing_heavy_is_loaded_before_it_is_needed(seed: Path) -> None:
    found = loaded("import newsconvert, newsconvert.cli.app; newsconvert.read(sys.argv[1])", seed)
    assert found & {*HEAVY, "fontTools", "lxml", "PIL", "rich"} == set()


def test_importing_the_package_loads_nothing_of_it() -> None:
    assert {name for name in loaded("import newsconvert") if name.startswith("newsconvert")} == {"newsconvert"}


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_help_and_version_are_there_at_once(option: str) -> None:
    found = loaded("from newsconvert.cli import main; main()", option)
    assert {name for name in found if name.startswith("newsconvert")} == {"newsconvert", "newsconvert.cli"}
    assert found & {"typer", "rich", "pathlib", "importlib.metadata"} == set()


def test_inspect_loads_no_writer(seed: Path) -> None:
    program = "from newsconvert.cli.app import app\ntry: app()\nexcept SystemExit as end: assert not end.code"
    found = loaded(program, "inspect", seed, "--json")
    assert {name for name in found if name.startswith("newsconvert.writers.")} == set()
    assert "newsconvert.readers.plaintext" in found


def test_functions_of_the_package_are_not_hidden_by_its_modules() -> None:
    program = "import newsconvert, newsconvert.cli.app, newsconvert.api\nassert all(map(callable, (newsconvert.convert, newsconvert.read)))"
    assert loaded(program)


def test_public_names_are_sorted_and_there() -> None:
    assert sorted(newsconvert.__all__) == newsconvert.__all__
    assert all(hasattr(newsconvert, name) for name in newsconvert.__all__)


def test_the_tree_of_errors_is_drawn_as_it_is() -> None:
    drawn = re.findall(r"^ {4}([│├└─ ]*)(\w+)", errors.__doc__ or "", re.MULTILINE)
    stack: list[str] = []
    for indent, name in drawn:
        depth = len(indent) // 4
        stack[depth:] = [name]
        base = getattr(errors, name).__bases__[0].__name__
        assert base == (stack[depth - 1] if depth else "Exception"), name
    public = {name for name in vars(errors) if name.endswith("Error")}
    assert {name for _, name in drawn} == public
