"""Results read again: every form in which extract and batch write them, and what is none."""

from __future__ import annotations

import io
import json

import pytest

from extractor.errors import InputError
from extractor.models import Extraction
from extractor.readers.results import results
from extractor.writers import write
from tests.results import extraction

ONE, TWO = extraction("Meta."), extraction("Ünïcode 🚀.", claims=2, rejected=1)
LINE = "".join(write([ONE], "jsonl"))


def read(text: str | bytes) -> list[Extraction | InputError]:
    return list(results(["-"], io.BytesIO(text.encode() if isinstance(text, str) else text)))


def messages(text: str | bytes) -> list[str]:
    return [result.message for result in read(text) if isinstance(result, InputError)]


@pytest.mark.parametrize(
    "text",
    [
        "".join(write([ONE, TWO], "jsonl")),
        "".join(write([ONE, TWO], "json")),
        "[\n" + ",\n".join("".join(write([each], "jsonl")).strip() for each in (ONE, TWO)) + "\n]\n",
        json.dumps([json.loads("".join(write([each], "json"))) for each in (ONE, TWO)]),
        "\n\r\n".join(["\ufeff" + LINE.strip(), "".join(write([TWO], "jsonl")).strip()]),
    ],
    ids=["jsonl", "json", "batch json", "one line", "bom and crlf"],
)
def test_every_form_of_results_is_read(text: str) -> None:
    assert read(text) == [ONE, TWO]


def test_one_extraction_laid_out_over_lines_is_read() -> None:
    assert read("".join(write([TWO], "json"))) == [TWO]


def test_no_results_are_no_error_where_a_list_says_so() -> None:
    assert read("[]\n") == read("[\n]\n") == []
    assert (
        messages("")
        == messages("\n \n")
        == ["standard input is empty; give the .json or .jsonl that extract or batch wrote"]
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{broken", "standard input:2 is no JSON (key must be a string"),
        (LINE[:80], "standard input:2 is no JSON (EOF while parsing"),
        ('{"name": "a.txt", "code": "input"}', "standard input:2 is no result (article: Field required)"),
        ('"text"', "standard input:2 is no result (Input should be an object)"),
        (LINE.replace('"end": 5', '"end": 4'), "standard input:2 quotes characters 0 to 4 of its article wrongly"),
        (b"\xff\xfe{\x00", "standard input:2 is no JSON ("),
    ],
    ids=["syntax", "cut off", "a failure", "a string", "changed", "utf-16"],
)
def test_a_bad_line_is_one_message_with_its_number_and_the_others_are_read(line: str | bytes, said: str) -> None:
    raw = line.encode() if isinstance(line, str) else line
    found = read(LINE.encode() + raw.strip() + b"\n" + LINE.encode())
    assert [found[0], found[2]] == [ONE, ONE]
    assert isinstance(found[1], InputError)
    assert found[1].message.startswith(said)
    assert "\n" not in found[1].message


def test_a_broken_document_is_told_with_the_line_where_it_breaks() -> None:
    assert messages('{\n  "article": {\n    oops\n')[0].startswith("standard input:3 is no JSON")


def test_a_bad_record_of_an_array_is_told_by_its_place() -> None:
    text = json.dumps([json.loads(LINE), {"article": 1}])
    assert messages(text)[0].startswith("standard input, result 2, is no result (article: ")


def test_a_record_is_read_before_the_next_line() -> None:
    class Stream(io.BytesIO):
        def readline(self, size: int | None = -1) -> bytes:
            line = super().readline(size)
            assert line != b"END\n"
            return line

        def __next__(self) -> bytes:
            return self.readline()

    assert next(results(["-"], Stream(LINE.encode() + b"END\n"))) == ONE


def test_a_file_that_cannot_be_read_is_told_and_the_next_is_read(tmp_path) -> None:
    good = tmp_path / "good.jsonl"
    good.write_text(LINE, encoding="utf-8")
    missing, folder, result = results([tmp_path / "none.jsonl", tmp_path, good])
    assert str(missing) == f"{tmp_path}/none.jsonl does not exist; check the path"
    assert str(folder) == f"{tmp_path} is a directory; name the files of results in it"
    assert result == ONE
