"""The shape of the code: which way imports point, what is loaded when, what is public."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import newsconvert
from newsconvert import errors

SOURCE = Path(newsconvert.__file__).parent

#: Each module may import those above it, and its own package.
ORDER = (
    "errors", "files", "keeping", "patterns", "installation", "pagesize", "plugins", "model", "result", "markup", "arabic", "bidi", "isolation", "languages", "numerals", "fontcheck", "stylesheet", "resources", "likeness", "options", "keywords", "interchange", "citation", "fontfile",
    "naming", "packages", "readers", "bibliography", "binding", "writers.container", "writers.balance",
    "writers.pictures", "writers.columns", "writers.measures", "writers.links", "writers.lettering", "writers.leading", "writers.body", "writers.html", "writers.pdf", "writers.docx", "writers", "verification", "opening", "reading", "api", "witnessing",
    "archive.record", "archive.model", "archive.inputs", "archive.workers", "archive.state", "archive.outputs",
    "archive.storage", "archive.lease", "archive.status", "archive.volumes", "archive.build", "archive.shards", "archive.planner", "archive.catalogue", "archive.foresight", "archive.bagcheck", "archive.verify", "archive.stored", "archive",
    "cli.health", "cli.outline", "cli.completion", "cli.paths", "cli.config", "cli.arguments", "cli.shared", "cli.progress", "cli.jobs", "cli.targets", "cli.running",
    "cli.convert", "cli.inspect", "cli.cite", "cli.verify", "cli.listings", "cli.archive", "cli.coercion", "cli.app", "cli", "__main__",
)  # fmt: skip
#: Packages that are loaded when they are needed, so that their modules may import heavy libraries at the top. Others
#: import them inside functions.
LAZY = ("writers.pdf.file", "writers.pdf.weasyprint")
#: Heavy libraries, and the one module (or package) each may be imported in.
HEAVY = {
    "weasyprint": {"writers.pdf.weasyprint"}, "cffi": {"writers.pdf.weasyprint"},
    "dask": {"archive.workers.dask"}, "distributed": {"archive.workers.dask"}, "fsspec": {"archive.inputs.filesystems"}, "paramiko": {"archive.inputs.ssh"}, "markdown_it": {"readers.markdown"},
    "trafilatura": {"readers.html"}, "pyarrow": {"readers.rows", "archive.outputs.parquet", "verification.walks"}, "yaml": {"readers.overrides"},
    "pydyf": {"writers.pdf.file", "writers.pdf.weasyprint"},
    "pypdfium2": {"verification.pdfium"},
    "ebooklib": {"writers.epub.ebook"}, "tinycss2": {"stylesheet", "readers.pagestyles", "verification.cascade", "verification.cssvalues", "writers.epub.fonts", "writers.pdf.weasyprint"}, "cssselect2": {"readers.pagestyles", "verification.cascade", "verification.hidden", "writers.epub.fonts", "writers.pdf.weasyprint"},
    "docx": {"packages.word", "readers.docx", "writers.docx.base", "writers.docx.parts", "writers.docx.template"},
    "uharfbuzz": {"verification.packagefonts", "verification.pdffonts", "verification.shapes", "fontcheck", "resources", "fontfile", "writers.lettering", "writers.pdf.textlayer.font", "writers.pdf.textlayer.joins", "writers.pdf.textlayer.outlines"},
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


def checked_only(tree: ast.Module) -> set[int]:
    """Return the nodes that are there for the check of types alone, and never run."""
    return {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in block.body
    }


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


def test_no_modules_import_each_other() -> None:
    """Also not by way of others, and not inside of functions."""
    trees = dict(modules())
    graph: dict[str, set[str]] = {}
    for name, tree in trees.items():
        package = name.split(".") if (SOURCE / name.replace(".", "/")).is_dir() else name.split(".")[:-1]
        unchecked = checked_only(tree)
        graph[name] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.level and id(node) not in unchecked:
                base = ".".join([*package[: len(package) - node.level + 1], *filter(None, [node.module])])
                named = {f"{base}.{alias.name}".strip(".") for alias in node.names}
                graph[name] |= named & trees.keys() or {base}
        graph[name].discard(name)
    while ends := {name for name, others in graph.items() if not others & graph.keys()}:
        for name in ends:
            del graph[name]
    assert graph == {}


def test_verification_is_independent_of_writers_and_readers() -> None:
    # A writer that loses text would lose it again in a check that calls its functions.
    wrong = [
        f"{name} imports {other}"
        for name, tree in modules()
        if name.split(".")[0] == "verification"
        for other in imports(name, tree)
        if other.split(".")[0] in ("writers", "readers", "api", "reading")
    ]
    assert wrong == []


def inside(name: str, packages: Iterable[str]) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def test_heavy_libraries_are_imported_in_one_place_and_when_they_are_needed() -> None:
    for name, tree in modules():
        top = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        for_types = checked_only(tree)
        for node in ast.walk(tree):
            if id(node) in for_types:
                continue
            if isinstance(node, ast.Import):
                found = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                found = [node.module]
            else:
                continue
            for library in {module.split(".")[0] for module in found} & set(HEAVY):
                assert inside(name, HEAVY[library]), f"{name} imports {library}"
                assert inside(name, LAZY) or node not in top, f"{name} imports {library} when it is imported"
        if not inside(name, LAZY):
            eager = [other for other in imports(name, ast.Module([*top], [])) if inside(other, LAZY)]
            assert eager == [], f"{name} imports {eager} when it is imported"


def test_markup_is_escaped_in_one_place() -> None:
    # Readers make HTML for a parser of HTML, and report what XML does not allow themselves.
    wrong = [
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and node.module in ("html", "xml.sax.saxutils", "xml.sax")
        and {alias.name for alias in node.names} & {"escape", "quoteattr"}
        and name.split(".")[0] not in ("markup", "readers")
    ]
    assert wrong == []


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


def test_modules_that_the_documentation_names_need_no_import_of_their_own() -> None:
    names = ("bibliography", "errors", "model", "options", "readers", "resources", "result", "verification", "writers")
    assert set(names) <= set(newsconvert._MODULES) & set(dir(newsconvert))
    found = loaded(f"import newsconvert; [getattr(newsconvert, name) for name in {names}]")
    assert {f"newsconvert.{name}" for name in names} <= found


def test_all_that_is_public_comes_with_a_star() -> None:
    loaded("from newsconvert import *; assert callable(read_text) and callable(convert) and Article('x')")


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


#: Names that say nothing of what a function does or returns.
VAGUE = {"found", "given", "held", "kept", "made", "marked", "named", "one", "seen", "shown", "stated", "told", "whole"}


def test_names_of_functions_say_something() -> None:
    # WeasyPrint calls its own `marked`.
    vague = [
        f"{name}.{node.name}"
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.strip("_") in VAGUE
        and name != "writers.pdf.weasyprint.stream"
    ]
    assert vague == []
