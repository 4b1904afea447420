"""The names a program may rely on."""

from __future__ import annotations

import ast
import importlib
import inspect
from pathlib import Path

import pytest

import extractor
from tests import typed_program

FUNCTIONS = {"aextract", "aextract_many", "extract", "extract_many", "read"}
RECORDS = {
    "ActionType",
    "ActorType",
    "Article",
    "Attribution",
    "Canonical",
    "Claim",
    "Draft",
    "DraftClaim",
    "Extraction",
    "Openness",
    "Reason",
    "Rejection",
    "Run",
    "SourceType",
    "Span",
    "Status",
    "Support",
    "Usage",
}
OWN_ENGINES = {"Call", "Engine", "Message", "Reply"}


def test_the_public_names_are_these_and_no_more():
    errors = {
        name for name, value in vars(importlib.import_module("extractor.errors")).items() if inspect.isclass(value)
    }
    assert set(extractor.__all__) == FUNCTIONS | RECORDS | OWN_ENGINES | errors | {"Settings", "Aliases"}


@pytest.mark.parametrize("name", extractor.__all__)
def test_every_public_name_can_be_imported(name):
    assert getattr(extractor, name).__module__.startswith("extractor.")


def test_what_type_checkers_see_is_what_is_there():
    tree = ast.parse(Path(extractor.__file__).read_text())
    (block,) = [node for node in tree.body if isinstance(node, ast.If)]
    seen = {(alias.asname, line.module) for line in block.body for alias in line.names}
    assert {name for name, _ in seen} == set(extractor.__all__)
    assert {name: extractor._HOME[name] for name, _ in seen} == dict(seen)


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'extractor' has no attribute 'extrcat'"):
        _ = extractor.extrcat


def test_the_names_are_listed_before_they_are_imported():
    assert set(extractor.__all__) <= set(dir(extractor))


def test_the_version_is_the_first_assignment_as_the_build_reads_it():
    tree = ast.parse(Path(extractor.__file__).read_text())
    first = next(node for node in tree.body if isinstance(node, ast.Assign))
    assert ast.unparse(first) == f"__version__ = {extractor.__version__!r}"


def test_an_engine_of_ones_own_is_any_object_with_the_methods():
    class Silent:
        name = "silent"
        model = "none"

        def answer(self, call):
            return extractor.Reply(extractor.Draft(claims=()))

        async def aanswer(self, call):
            return self.answer(call)

    assert isinstance(Silent(), extractor.Engine)
    extraction = extractor.extract("Harbor Labs released Tern 2.", model=Silent())
    assert extraction.claims == ()
    assert extraction.run.engine == "silent"


def test_a_program_that_is_typed_as_promised_runs_as_promised(tmp_path):
    (tmp_path / "harbor.txt").write_text("Harbor Labs plans to open Tern 2 next year.")
    assert typed_program.main(str(tmp_path / "harbor.txt")) == [
        "Harbor Labs plans to open Tern 2 next year.",
        "1 sentences",
    ]
