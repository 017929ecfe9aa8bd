# Short commands for those who work on newsconvert; https://just.systems lists how to get `just`.
# All of them need the environment that `./test` or `./test --no-judges` sets up.

export PATH := justfile_directory() / ".venv/bin:" + env("PATH")

# List the commands.
default:
    @just --list

# Style, types, and the tests that start no outside judge and are quick.
quick *arguments: lint
    pytest --numprocesses auto --dist worksteal --quick {{arguments}}

# Tests, all of them or those that are named.
test *arguments:
    pytest {{arguments}}

# What `.ci/run` tests on this machine: everything, with all judges.
test-all *arguments:
    ./test {{arguments}}

# The share of lines that the tests without judges run.
coverage:
    pytest --numprocesses auto --dist worksteal --quick --cov newsconvert --cov-report term:skip-covered

# Style and types.
lint:
    ruff check .
    ruff format --check .
    mypy

# The documentation as a site, in build/site.
docs:
    mkdocs build --strict

# A wheel and a source distribution in dist/, after all tests.
release: test-all
    git diff --exit-code
    pip wheel --no-deps --wheel-dir dist .
