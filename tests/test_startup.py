"""What is imported before it is needed is waited for by everybody, at every call and at every completion."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = {
    "openai",
    "instructor",
    "pydantic",
    "pydantic_settings",
    "trafilatura",
    "rich",
    "pandas",
    "httpx2",
    "lxml",
    "dateparser",
}


def imported_by(code: str) -> set[str]:
    """The top-level modules that running the code has imported, in a fresh interpreter."""
    report = "; import json, sys; sys.stderr.write(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    done = subprocess.run([sys.executable, "-c", code + report], capture_output=True, text=True, check=True)
    return set(json.loads(done.stderr))


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_imports_nothing_heavy(argument):
    modules = imported_by(f"from extractor.cli.boundary import run; run([{argument!r}])")
    assert "typer" in modules
    assert modules & HEAVY == set()


def test_help_of_a_command_imports_nothing_heavy_but_what_typer_converts_values_with():
    commands = ["extract", "batch", "report", "eval", "schema", "doctor", "cache"]
    modules = imported_by(f"from extractor.cli.boundary import run; [run([name, '--help']) for name in {commands}]")
    assert modules & HEAVY <= {"pydantic"}


def test_importing_the_package_imports_nothing_heavy():
    assert imported_by("import extractor") & HEAVY == set()


def test_the_offline_engine_needs_no_client_of_any_endpoint():
    modules = imported_by("import extractor; extractor.extract('Harbor Labs released Tern 2.', model='offline')")
    assert "pydantic" in modules
    assert modules & {"openai", "instructor", "httpx2", "trafilatura", "rich", "dateparser"} == set()
