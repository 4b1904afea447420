"""Help, version, completion."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from extractor import __version__
from extractor.cli import cache
from extractor.cli.app import COMMANDS
from extractor.cli.boundary import TOP_OPTIONS
from tests.commands import ROOT, run_cli


def test_the_version_is_shown():
    outcome = run_cli("--version")
    assert (outcome.code, outcome.stdout, outcome.stderr) == (0, f"extractor {__version__}\n", "")


def test_the_help_names_every_command():
    shown = run_cli("--help").stdout
    assert re.findall(r"^  (\w+)  ", shown.partition("Commands:")[2], re.MULTILINE) == [*COMMANDS, "cache"]
    assert set(re.findall(r"--?[\w-]+", shown.partition("Options:")[2])) >= TOP_OPTIONS


@pytest.mark.parametrize("command", [*COMMANDS, *(f"cache {name}" for name in cache.COMMANDS)])
def test_every_option_of_every_command_is_explained(command):
    outcome = run_cli(*command.split(), "--help")
    assert (outcome.code, outcome.stderr) == (0, "")
    lines = outcome.stdout.partition("Options:\n")[2].splitlines()
    unexplained = [
        line for n, line in enumerate(lines) if line.startswith("  -") and not _explained(line, lines[n + 1 :])
    ]
    assert unexplained == []
    assert "--debug" in outcome.stdout


def _explained(line: str, following: list[str]) -> bool:
    """Whether words stand two blanks behind the option, or alone on the line below."""
    return bool(re.search(r"\S  +\S", line)) or (bool(following) and following[0].startswith(" " * 10))


def test_no_short_help_is_cut_off():
    assert "..." not in run_cli("--help").stdout.partition("Commands:")[2]


@pytest.mark.parametrize("where", ["before", "after"])
def test_help_is_for_the_command_it_stands_with(where):
    arguments = ["extract", "-h"] if where == "after" else ["-h", "extract"]
    assert run_cli(*arguments).stdout.startswith(
        "Usage: extractor" + (" extract" if where == "after" else " [OPTIONS]")
    )


@pytest.mark.parametrize(("words", "offered"), [("extractor ex", "extract"), ("extractor extract --ba", "--base-url")])
def test_a_shell_completes_commands_and_options(monkeypatch, words, offered):
    monkeypatch.setenv("_EXTRACTOR_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))
    outcome = run_cli()
    assert (outcome.code, outcome.stdout.split(), outcome.stderr) == (0, [offered], "")


@pytest.mark.parametrize(
    ("shell", "line"),
    [("bash", "complete -o default -F _extractor_completion extractor"), ("zsh", "#compdef extractor"), ("fish", None)],
)
def test_each_shell_has_its_completion_script(monkeypatch, shell, line):
    monkeypatch.setenv("_EXTRACTOR_COMPLETE", f"source_{shell}")
    outcome = run_cli()
    assert (outcome.code, outcome.stderr) == (0, "")
    assert line is None or line in outcome.stdout.splitlines()
    assert f"_EXTRACTOR_COMPLETE=complete_{shell}" in outcome.stdout


def test_the_package_runs_as_a_module_and_as_the_installed_command():
    entry = "import sys; sys.argv[1:] = ['--version']; from extractor.cli import main; main()"
    for command in (["-m", "extractor", "--version"], ["-c", entry]):
        done = subprocess.run([sys.executable, *command], capture_output=True, text=True, cwd=ROOT, check=True)
        assert done.stdout == f"extractor {__version__}\n"
