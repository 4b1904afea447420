"""The package as a stranger gets it: sdist, wheel from the sdist, installed and run outside the repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path

import pytest

import extractor

ROOT = Path(__file__).parents[1]
ARTICLE = (
    "Harbor Labs released Tern 2 on Monday. The company said the weights of Tern 2 are open.\n\n"
    "According to the Quayside Post, Harbor Labs plans to keep its next model closed.\n"
)

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Package:
    sdist: Path
    wheel: Path
    site: Path
    """Where the wheel is installed, without its dependencies: the test environment has them."""

    @property
    def names(self) -> set[str]:
        with zipfile.ZipFile(self.wheel) as archive:
            return set(archive.namelist())

    def run(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("EXTRACTOR_", "OPENAI_"))}
        return subprocess.run(
            [self.site / "bin" / "extractor", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=self.site.parent,
            env=kept | {"PYTHONPATH": str(self.site)},
            timeout=60,
        )


def build(kind: str, source: Path, target: Path) -> Path:
    """The one file that hatchling, as installed here and without the network, makes of a source folder."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", str(target)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (result,) = target.iterdir()
    return result


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    folder = tmp_path_factory.mktemp("package")
    sdist = build("sdist", ROOT, folder / "sdist")
    subprocess.run([sys.executable, "-m", "tarfile", "-e", str(sdist), str(folder / "source")], check=True, cwd=folder)
    (source,) = (folder / "source").iterdir()
    wheel = build("wheel", source, folder / "wheel")
    site = folder / "site"
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-qq",
        "--no-index",
        "--no-deps",
        "--target",
        str(site),
        str(wheel),
    ]
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
    return Package(sdist, wheel, site)


def test_the_wheel_holds_every_file_of_the_package(package: Package) -> None:
    ours = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "extractor").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {"extractor/py.typed", "extractor/writers/report/page/template.html"} <= ours
    assert ours <= package.names


def test_the_wheel_holds_every_prompt(package: Package) -> None:
    prompts = {f"extractor/_data/prompts/{path.name}" for path in (ROOT / "prompts").glob("*.md")}
    assert "extractor/_data/prompts/extract.v1.md" in prompts
    assert prompts <= package.names


def test_the_wheel_holds_nothing_but_the_package(package: Package) -> None:
    information = f"article_claim_extractor-{extractor.__version__}.dist-info"
    assert {name.split("/")[0] for name in package.names} == {"extractor", information}


def test_the_sdist_holds_no_fixtures_and_no_tests(package: Package) -> None:
    with tarfile.open(package.sdist) as archive:
        folders = {name.split("/")[1] for name in archive.getnames()}
    assert {"extractor", "prompts", "schemas", "README.md", "LICENSE"} <= folders
    assert not folders & {"fixtures", "tests", "benchmarks", "docs", "requirements"}


def test_the_metadata_names_version_command_and_dependencies(package: Package) -> None:
    with zipfile.ZipFile(package.wheel) as archive:
        information = f"article_claim_extractor-{extractor.__version__}.dist-info"
        metadata = Parser().parsestr(archive.read(f"{information}/METADATA").decode())
        commands = archive.read(f"{information}/entry_points.txt").decode()
    assert metadata["Version"] == extractor.__version__
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Requires-Python"] == ">=3.11"
    assert "extractor = extractor.cli:main" in commands
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert {"openai", "instructor", "pydantic", "tenacity", "typer"} <= {word.split(">")[0] for word in declared}
    assert len(metadata.get_all("Requires-Dist") or []) >= len(declared)


def test_the_installed_command_is_the_installed_package(package: Package) -> None:
    code = "import extractor, sys; sys.stdout.write(extractor.__file__)"
    found = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=package.site.parent,
        env=os.environ | {"PYTHONPATH": str(package.site)},
        check=True,
    )
    assert Path(found.stdout) == package.site / "extractor" / "__init__.py"


def test_the_installed_command_says_its_version(package: Package) -> None:
    run = package.run("--version")
    assert (run.returncode, run.stderr) == (0, "")
    assert extractor.__version__ in run.stdout


def test_the_installed_command_explains_itself(package: Package) -> None:
    run = package.run("--help")
    assert (run.returncode, run.stderr) == (0, "")
    assert all(command in run.stdout for command in ("extract", "schema", "eval", "doctor"))


def test_the_installed_command_reads_an_article_outside_the_repository(package: Package) -> None:
    path = package.site.parent / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    run = package.run("extract", str(path), "-m", "offline", "-f", "json")
    assert run.returncode == 0, run.stderr
    extraction = json.loads(run.stdout)
    text = extraction["article"]["text"]
    evidence = [span for claim in extraction["claims"] for span in claim["evidence"]]
    assert {claim["actor"] for claim in extraction["claims"]} == {"Harbor Labs"}
    assert all(text[span["start"] : span["end"]] == span["text"] for span in evidence)


def test_the_installed_command_makes_a_report_of_its_own_parts(package: Package) -> None:
    run = package.run("extract", "-", "-m", "offline", "-f", "html", stdin=ARTICLE)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("<!doctype html>")
    assert "Harbor Labs released Tern 2 on Monday." in run.stdout
