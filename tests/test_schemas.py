"""The published JSON Schemas are those of the records, and records hold to them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from extractor import Draft, Extraction, Reply, extract
from extractor.cli.schema import file_name, schemas
from extractor.engines.openai.wire import response_format
from extractor.models import PUBLIC_RECORDS
from tests.commands import run_cli

FOLDER = Path(__file__).parents[1] / "schemas"
TEXT = "Harbor Labs released Tern 2 on Monday, according to the Quayside Post. Its weights are open."
DRAFT = {
    "claims": [
        {
            "at": [1],
            "statement": "Harbor Labs released Tern 2 on Monday, according to the Quayside Post.",
            "actor": "Harbor Labs",
            "kind": "organization",
            "action": "release",
            "type": "release",
            "model": "Tern 2",
            "open": None,
            "status": "occurred",
            "said_by": [{"name": "Quayside Post", "type": "media"}],
            "when": "Monday",
        },
        {
            "at": [1],
            "statement": "Acme released Tern 2.",
            "actor": "Acme",
            "kind": "organization",
            "action": "release",
            "type": "release",
            "model": "Tern 2",
            "open": None,
            "status": "occurred",
            "said_by": [],
            "when": None,
        },
    ]
}


class Scripted:
    """An engine of one's own that has one answer and gives up on what is rejected of it."""

    name = model = "scripted"

    def answer(self, call):
        return Reply(Draft.model_validate(DRAFT if call.purpose == "extract" else {"claims": []}))

    async def aanswer(self, call):
        return self.answer(call)


def stored(name: str) -> Any:
    return json.loads((FOLDER / file_name(name)).read_text(encoding="utf-8"))


@cache
def extraction() -> Extraction:
    return extract(TEXT, model=Scripted())


@pytest.mark.parametrize("name", PUBLIC_RECORDS)
def test_a_stored_schema_is_that_of_its_record(name):
    assert stored(name) == schemas()[name], "run: extractor schema --write schemas"


def test_nothing_else_lies_among_the_schemas():
    assert {path.name for path in FOLDER.iterdir()} == {file_name(name) for name in PUBLIC_RECORDS}


@pytest.mark.parametrize("name", PUBLIC_RECORDS)
def test_a_schema_is_valid_and_says_what_it_is(name):
    Draft202012Validator.check_schema(stored(name))
    assert stored(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert stored(name)["$id"] == f"urn:article-claim-extractor:schema:{name}.v1.json"
    assert stored(name)["title"] == name.capitalize()


def test_a_real_extraction_holds_to_its_schema():
    assert (len(extraction().claims), len(extraction().rejected)) == (1, 1)
    Draft202012Validator(stored("extraction")).validate(extraction().model_dump(mode="json"))


def test_real_claims_and_articles_hold_to_their_schemas():
    Draft202012Validator(stored("claim")).validate(extraction().claims[0].model_dump(mode="json"))
    Draft202012Validator(stored("article")).validate(extraction().article.model_dump(mode="json"))


def test_a_draft_holds_to_its_schema_and_no_field_may_be_left_out():
    validator = Draft202012Validator(stored("draft"))
    validator.validate(DRAFT)
    incomplete = {name: value for name, value in DRAFT["claims"][0].items() if name != "when"}
    with pytest.raises(ValidationError, match="'when' is a required property"):
        validator.validate({"claims": [incomplete]})


def test_the_schema_of_a_draft_is_the_one_on_the_wire():
    head = {"$schema", "$id", "title"}
    wire = response_format(strict=True)["json_schema"]["schema"]
    assert {k: v for k, v in stored("draft").items() if k not in head} == {
        k: v for k, v in wire.items() if k not in head
    }


def test_the_wire_schema_is_strict_throughout():
    objects = [stored("draft"), *(d for d in stored("draft")["$defs"].values() if d["type"] == "object")]
    assert len(objects) == 3
    for each in objects:
        assert each["additionalProperties"] is False
        assert set(each["required"]) == set(each["properties"])
        assert all("default" not in field for field in each["properties"].values())


def test_the_command_prints_one_schema():
    outcome = run_cli("schema", "claim")
    assert (outcome.code, outcome.stderr) == (0, "")
    assert json.loads(outcome.stdout) == stored("claim")


def test_the_command_prints_all_schemas_by_name():
    assert json.loads(run_cli("schema").stdout) == {name: stored(name) for name in PUBLIC_RECORDS}


def test_the_command_writes_the_files_that_are_stored(tmp_path):
    outcome = run_cli("schema", "--write", tmp_path / "new" / "folder")
    assert (outcome.code, outcome.stdout, outcome.stderr) == (0, "", "")
    written = {path.name: path.read_bytes() for path in (tmp_path / "new" / "folder").iterdir()}
    assert written == {path.name: path.read_bytes() for path in FOLDER.iterdir()}


def test_a_record_that_does_not_exist_is_a_usage_error():
    outcome = run_cli("schema", "clam")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.lines == [
        "extractor: error: there is no record 'clam': the records are article, claim, extraction, draft"
    ]
