"""The pinned sets in requirements/: closed, in agreement, and free of addresses."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
SETS = sorted((ROOT / "requirements").glob("*.txt"))


def pins(path: Path) -> dict[str, set[str]]:
    """The versions of each name; a name may have one for each range of Pythons."""
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", path.read_text(encoding="utf-8"), re.MULTILINE):
        versions.setdefault(name, set()).add(version)
    return versions


def test_there_is_a_set_for_each_target() -> None:
    assert [path.stem for path in SETS] == ["browser", "lint", "lock", "peer", "runtime", "test"]


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_a_pinned_set_names_no_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-[-\w]", text.replace("--hash=sha256:", ""), re.MULTILINE)


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_every_pin_carries_a_hash(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    unhashed = re.findall(r"^[\w.-]+==[^\\\n]*$", text, re.MULTILINE)
    assert unhashed == []


@pytest.mark.parametrize("name", ["runtime", "test", "peer", "browser"])
def test_the_sets_agree_with_each_other(name: str) -> None:
    whole = pins(ROOT / "requirements" / "lint.txt")
    part = pins(ROOT / "requirements" / f"{name}.txt")
    assert {key: versions for key, versions in part.items() if whole.get(key, versions) != versions} == {}


def test_what_the_package_declares_is_what_is_pinned() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    pinned = pins(ROOT / "requirements" / "runtime.txt")
    wanted = [Requirement(text) for text in declared]
    unmet = [
        str(w) for w in wanted if not all(w.specifier.contains(v) for v in pinned.get(canonicalize_name(w.name), ["0"]))
    ]
    assert unmet == []
