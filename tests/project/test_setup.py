"""`run` and `test` as users start them, on a machine made of programs that only note how they were called."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from support import ROOT

PYTHON = """
case "$*" in
*-m\\ venv*)
  packages=$4/lib/python3.11/site-packages
  mkdir -p "$4/bin" "$packages"
  echo "${4%/.venv}/src" >"$packages/here.pth"
  echo "import other" >"$packages/other.pth"
  for name in python pip npm node newsconvert ruff mypy pytest; do cp "$MACHINE/noting" "$4/bin/$name"; done
  ;;
*print*) echo 3.11 ;;
esac
"""


class Machine:
    """A checkout in a folder with a space and Arabic letters, and the only programs that are on the PATH."""

    def __init__(self, folder: Path) -> None:
        self.programs = folder / "bin"
        self.checkout = folder / "نسخة من المشروع" / "news convert"
        self.log = folder / "log"
        self.environment = {"PATH": str(self.programs), "MACHINE": str(self.programs), "LOG": str(self.log)}
        self.programs.mkdir()
        for name in ("run", "test", "pyproject.toml", "constraints.txt", "scripts/setup.sh", "seeds"):
            place = self.checkout / name
            place.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, place)
        for name in (
            "bash", "sh", "env", "dirname", "readlink", "mktemp", "cat", "rm", "cp", "mkdir", "sleep", "tail", "tr",
            "cut", "tee", "grep", "sha256sum", "touch",
        ):  # fmt: skip
            found = shutil.which(name)
            assert found, name
            (self.programs / name).symlink_to(found)
        self.program("noting", 'echo "${0##*/} $*" >>"$LOG"')
        self.program("python3", PYTHON)
        self.program("id", "echo 0")
        self.libraries("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0", "libfontconfig.so.1")

    def program(self, name: str, does: str = ":") -> None:
        """Have a program on the PATH."""
        (self.programs / name).unlink(missing_ok=True)  # it may be a link to the program of the system
        (self.programs / name).write_text(f"#!/bin/sh\n{does}\n")
        (self.programs / name).chmod(0o755)

    def libraries(self, *names: str) -> None:
        """Have these shared libraries."""
        listed = "\n".join(f"\t{name} (libc6,x86-64) => /lib/{name}" for name in names)
        self.program("ldconfig", f"cat <<'END'\n{listed}\nEND")

    def start(self, *command: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command as a user of this machine, without standard input at all."""
        place = cwd or self.checkout
        closed = ["bash", "-c", 'exec <&-; exec "$@"', "_", *map(str, command)]
        return subprocess.run(
            closed, cwd=place, env=self.environment, capture_output=True, text=True, check=False, timeout=120
        )

    def called(self) -> list[str]:
        """Return what was called since the last time, and how."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return lines


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize("how", ["path", "sh", "bash", "symlink", "sh symlink", "elsewhere"])
@pytest.mark.parametrize("name", ["run", "test"])
def test_it_is_started_in_any_way(machine: Machine, tmp_path: Path, name: str, how: str) -> None:
    for judge in ("java", "qpdf", "pdffonts", "chromium", "faketime", "soffice"):
        machine.program(judge)
    machine.libraries(
        "libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0", "libfontconfig.so.1", "libatomic.so.1"
    )
    link = tmp_path / "link"
    link.symlink_to(os.path.relpath(machine.checkout / name, tmp_path))
    starts: dict[str, tuple[list[str | Path], Path | None]] = {
        "path": ([f"./{name}"], None), "sh": (["sh", f"./{name}"], None), "bash": (["bash", name], None),
        "symlink": ([link], None), "sh symlink": (["sh", "link"], tmp_path),
        "elsewhere": ([machine.checkout / name], Path("/")),
    }  # fmt: skip
    command, cwd = starts[how]
    done = machine.start(*command, "--given", "a b", cwd=cwd)
    assert (done.returncode, done.stderr.count("error")) == (0, 0), done.stderr
    last = machine.called()[-1]
    (seed,) = (machine.checkout / "seeds").glob("*.txt")
    assert last == {
        "run": f"newsconvert convert {seed} --output {machine.checkout / 'output'} --force --given a b",
        "test": "pytest --numprocesses auto --dist worksteal --given a b",
    }[name]  # fmt: skip


def test_the_second_run_installs_nothing(machine: Machine) -> None:
    assert machine.start("./run").returncode == 0
    assert [line.split()[0] for line in machine.called()] == ["pip", "pip", "python", "newsconvert"]
    done = machine.start("./run")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[0] for line in machine.called()] == ["newsconvert"]


def test_the_project_is_found_whatever_letters_the_locale_has(machine: Machine) -> None:
    assert machine.start("./run").returncode == 0
    packages = machine.checkout / ".venv/lib/python3.11/site-packages"
    assert (packages / (packages / "here.pth").read_text().strip()).resolve() == machine.checkout / "src"
    assert (packages / "here.pth").read_text().isascii()
    assert (packages / "other.pth").read_text() == "import other\n"


def test_root_installs_what_is_missing_once_the_lock_is_free(machine: Machine, tmp_path: Path) -> None:
    machine.libraries("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libfontconfig.so.1")
    real = shutil.which("sleep")  # the seconds of the progress are real ones
    machine.program("sleep", f'if [ "$1" = 5 ]; then touch "{tmp_path}/free"; else exec {real} "$1"; fi')
    machine.program(
        "apt-get",
        f'echo "apt-get $*" >>"$LOG"; [ -e "{tmp_path}/free" ] ||'
        ' { echo "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 7 (apt)"; exit 100; }',
    )
    done = machine.start("./run")
    assert done.returncode == 0, done.stderr
    assert "Could not get lock" not in done.stderr
    assert machine.called()[:3] == [
        "apt-get -q -o DPkg::Lock::Timeout=600 update",
        "apt-get -q -o DPkg::Lock::Timeout=600 update",
        "apt-get -q -o DPkg::Lock::Timeout=600 install -y --no-install-recommends libharfbuzz-subset0",
    ]


def test_all_is_shown_of_what_fails(machine: Machine) -> None:
    machine.libraries()
    machine.program("apt-get", 'echo "$*"; echo "E: Unable to locate package"; exit 100')
    done = machine.start("./run")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-2:] == [
        "E: Unable to locate package",
        "error: apt-get could not install: libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1",
    ]


def test_progress_is_shown_of_what_takes_long(machine: Machine) -> None:
    machine.libraries()
    machine.program("sleep", '[ "$1" != 10 ] || exec ' + str(shutil.which("sleep")) + " 0.2")
    machine.program("apt-get", f'echo "Unpacking $*"; {shutil.which("sleep")} 1')
    done = machine.start("./run")
    assert done.returncode == 0, done.stderr
    assert re.search(r"^ +\d+ s  Unpacking .* install -y", done.stderr, re.MULTILINE)


@pytest.mark.parametrize("sudo", [None, "exit 1"])
def test_who_may_not_install_is_told_what_to(machine: Machine, sudo: str | None) -> None:
    machine.libraries("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0", "libfontconfig.so.1")
    machine.program("id", "echo 1000")
    machine.program("apt-get")
    if sudo:
        machine.program("sudo", sudo)
    done = machine.start("./test")
    assert done.returncode == 1
    packages = "default-jre-headless qpdf poppler-utils chromium faketime libreoffice-writer-nogui libatomic1"
    asked = "first: sudo apt-get install" if sudo else "first, as root: apt-get install"
    assert done.stderr.splitlines() == [
        "The tests use Java, LibreOffice and Chromium, together about 1.2 GB; ./test --no-judges does without.",
        f"error: Please install these {asked} --no-install-recommends {packages}",
    ]  # fmt: skip
    assert machine.start("./test", "--no-judges", "-x").returncode == 0
    called = machine.called()
    assert called[-1] == "pytest --numprocesses auto --dist worksteal --no-judges -x"
    assert not [line for line in called if line.startswith("npm")]


def test_python_that_is_too_old_is_named(machine: Machine) -> None:
    machine.program("python3", "exit 1")
    done = machine.start("./run")
    assert (done.returncode, done.stderr) == (1, "error: Python 3.11 or later is needed; none was found on the PATH.\n")


def test_every_pin_can_be_installed_with_the_lowest_python_promised() -> None:
    from packaging.specifiers import SpecifierSet

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lowest = re.fullmatch(r">=(\d+\.\d+)", project["requires-python"])
    assert lowest
    pins = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text().splitlines())
    wanted = {}
    for name, version in pins.items():
        try:
            found = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        if found["Version"] == version:
            wanted[name] = str(found.json.get("requires_python", ""))
    assert len(wanted) > 100
    assert {name for name, asked in wanted.items() if f"{lowest[1]}.0" not in SpecifierSet(asked)} == set()


# What pytest says


def pytest_says(folder: Path, tests: str, *arguments: str) -> str:
    """Return what pytest says of these tests, with this project's conftest.py."""
    shutil.copy(ROOT / "tests" / "conftest.py", folder)
    (folder / "test_it.py").write_text(tests)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments, folder],
        cwd=folder, capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), *filter(None, sys.path)])},
    ).stdout  # fmt: skip


WRONG = "import os, pytest\nfrom support import judges\ndef test_wrong(): assert 1 == 2, 'this is why'\n"


@pytest.mark.slow
def test_failures_are_shown_when_tests_end_their_processes(tmp_path: Path) -> None:
    ends = "@pytest.mark.parametrize('n', range(20))\ndef test_other(n):\n    if n % 5 == 3: os._exit(1)\n"
    how = re.search(r"exec pytest (.*) \"\$@\"", (ROOT / "test").read_text(encoding="utf-8"))
    assert how
    said = pytest_says(tmp_path, WRONG + ends, *how[1].replace("auto", "2").split())
    assert "this is why" in said
    assert "5 failed, 16 passed" in said
    assert "INTERNALERROR" not in said


def test_failures_are_shown_when_pytest_itself_fails(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("def pytest_runtest_logfinish(nodeid): assert 'other' not in nodeid\n")
    said = pytest_says(tmp_path, WRONG + "def test_other(): pass\n", "-p", "broken")
    assert "INTERNALERROR" in said
    assert "this is why" in said


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["0", "2"])
def test_missing_judges_are_named_where_they_may_be_missing(tmp_path: Path, workers: str) -> None:
    wants = "@pytest.mark.parametrize('n', range(3))\ndef test_it(n): judges.run(f'no-{n % 2}')\n"
    said = pytest_says(tmp_path, "import pytest\nfrom support import judges\n" + wants, "-n", workers, "--no-judges")
    assert "\nno-0: 2 tests\nno-1: 1 tests\n" in said
    assert "3 skipped" in said
    said = pytest_says(tmp_path, "import pytest\nfrom support import judges\n" + wants, "-n", workers)
    assert "3 failed" in said
