"""`extractor schema`: the JSON Schemas of the records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from extractor.cli import output
from extractor.errors import OK, OutputError, UsageError

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(
    *,
    name: Annotated[str | None, typer.Argument(help="article, claim, extraction or draft; without it, all.")] = None,
    write: Annotated[
        Path | None,
        typer.Option(
            "--write", help="Write NAME.v1.json files into this folder instead.", metavar="DIR", readable=False
        ),
    ] = None,
) -> int:
    """Print or write the JSON Schemas of the records."""
    found = schemas()
    if name is not None:
        if name not in found:
            raise UsageError(f"there is no record {name!r}: the records are {', '.join(found)}")
        found = {name: found[name]}
    if write is None:
        output.deliver([document(found[name] if name else found)], None)
        return OK
    try:
        write.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{write} can't be made a folder ({error.strerror}): name another") from error
    for each, content in found.items():
        output.deliver([document(content)], write / file_name(each))
    return OK


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema of each public record by its name; the draft's is the strict one that goes over the wire."""
    from extractor.engines.openai.wire import response_format
    from extractor.models import PUBLIC_RECORDS

    def of(name: str) -> dict[str, Any]:
        if name == "draft":
            wire: dict[str, Any] = response_format(strict=True)["json_schema"]["schema"]
            return wire
        return PUBLIC_RECORDS[name].model_json_schema(mode="serialization")

    return {name: {**_head(name), **of(name), "title": name.capitalize()} for name in PUBLIC_RECORDS}


def file_name(name: str) -> str:
    """The file of a record's schema: `claim.v1.json`."""
    from extractor.models import SCHEMA_VERSION

    return f"{name}.v{SCHEMA_VERSION}.json"


def document(content: dict[str, Any]) -> str:
    """The schema as the files have it."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _head(name: str) -> dict[str, str]:
    return {"$schema": DIALECT, "$id": f"urn:article-claim-extractor:schema:{file_name(name)}"}
