"""An export: in the form of its ending, in the order of the input, its failures beside it, and only when it is new."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.batch import exports
from extractor.batch.exports import Failed, check, export, line
from extractor.errors import ConfigError, OutputError, UsageError
from extractor.models import Extraction
from tests.batch.exported import ENDINGS, FAILED, READ, exported, names, stored
from tests.results import extraction


@pytest.fixture(params=ENDINGS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / f"claims{request.param}"


def test_records_stand_in_the_order_of_the_input(path):
    exported(path, extraction("One."), extraction("Two."), extraction("Three."), extraction("Two."))
    found = [each.get("actor") or each["claims"][0]["actor"] for each in READ[path.suffix](path)]
    assert found == ["One.", "Two.", "Three.", "Two."]


def test_no_record_is_an_export_too(path):
    assert exported(path)
    assert READ[path.suffix](path) == []
    assert not exported(path)


def test_nothing_but_the_result_is_left_in_the_folder(path):
    exported(path, extraction())
    assert names(path.parent) == [path.name]


def test_the_same_again_touches_nothing(path):
    results = [extraction("One."), extraction("Two.", claims=3, rejected=1)]
    assert exported(path, *results, failures=[FAILED])
    before = {name: (path.with_name(name).read_bytes(), path.with_name(name).stat()) for name in names(path.parent)}
    assert not exported(path, *results, failures=[FAILED])
    after = {name: (path.with_name(name).read_bytes(), path.with_name(name).stat()) for name in names(path.parent)}
    assert {name: (b, s.st_ino, s.st_mtime_ns) for name, (b, s) in before.items()} == {
        name: (b, s.st_ino, s.st_mtime_ns) for name, (b, s) in after.items()
    }


def test_another_result_replaces_the_old_one(path):
    exported(path, extraction("One."))
    assert exported(path, extraction("Two."))
    assert "Two." in str(READ[path.suffix](path))


def test_an_empty_file_may_be_written_over(path):
    path.touch()
    assert exported(path, extraction("One."))
    assert len(READ[path.suffix](path)) == 1


@pytest.mark.parametrize(
    "content", [b"a,b\n1,2\n", b"SQLite format 3\0" + bytes(100), b"PAR1PAR1", b'{"text": "mine"}\n']
)
def test_a_file_that_no_export_has_made_stays_and_is_one_line(path, content):
    path.write_bytes(content)
    with pytest.raises(OutputError, match=rf"^\S*{path.name} is there and no result of a batch: [^\n]*$"):
        exported(path, extraction())
    assert (path.read_bytes(), names(path.parent)) == (content, [path.name])


def test_a_folder_in_the_way_is_one_line(path):
    path.mkdir()
    with pytest.raises(OutputError, match=r" is a folder: name a file in it$"):
        exported(path, extraction())


def test_failures_stand_in_a_file_beside_and_go_with_the_last_one(path):
    assert exported(path, extraction(), failures=[FAILED, FAILED])
    beside = path.with_name("claims.errors.jsonl")
    assert [json.loads(each) for each in beside.read_text().splitlines()] == [FAILED.model_dump()] * 2
    assert exported(path, extraction())
    assert names(path.parent) == [path.name]


def test_a_file_of_failures_that_is_none_stays(path):
    beside = path.with_name("claims.errors.jsonl")
    beside.write_text("a diary")
    with pytest.raises(OutputError, match=r"claims\.errors\.jsonl is there and no result of a batch"):
        exported(path, extraction())
    assert (beside.read_text(), names(path.parent)) == ("a diary", [beside.name])


def test_the_name_of_a_failed_file_may_be_no_text():
    assert Failed(name="a\udcff.txt", path=None, code="input", message="x", attempts=0).name == "a?.txt"


def test_a_link_stays_and_the_file_behind_it_is_written(path):
    (path.parent / "real").mkdir()
    path.symlink_to(Path("real") / path.name)
    exported(path, extraction("One."))
    exported(path, extraction("Two."), failures=[FAILED])
    assert path.is_symlink()
    assert names(path.parent) == sorted([path.name, "claims.errors.jsonl", "real"])
    assert names(path.parent / "real") == [path.name]


def test_a_read_only_folder_is_one_line(path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda place, mode: Path(place) != path.parent)  # root may write anywhere
    with pytest.raises(OutputError, match=r"^\S+: the folder \S+ is write-protected: write elsewhere$"):
        check(path)


@pytest.mark.parametrize("name", ["claims.xlsx", "claims", "claims.jsonl.gz"])
def test_an_ending_that_names_no_form_is_a_usage_error(tmp_path, name):
    with pytest.raises(UsageError, match=r"\(\.jsonl \.json \.csv \.parquet \.sqlite \.db \.duckdb\)"):
        check(tmp_path / name)


@pytest.mark.parametrize(("ending", "library"), [(".parquet", "pyarrow"), (".duckdb", "duckdb")])
def test_a_missing_library_is_one_line_with_its_extra(tmp_path, monkeypatch, ending, library):
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, f"extractor.batch.exports.{ending[1:]}", raising=False)
    with pytest.raises(ConfigError) as raised:
        check(tmp_path / f"claims{ending}")
    told = f"needs {library}, which can't be imported: pip install 'article-claim-extractor[{ending[1:]}]', or choose"
    assert told in raised.value.message


def test_json_lines_need_no_library(tmp_path):
    code = (
        "import sys; from pathlib import Path; from extractor.batch.exports import check\n"
        "check(Path(sys.argv[1])); print({'pyarrow', 'duckdb', 'sqlite3'} & set(sys.modules))"
    )
    run = [sys.executable, "-c", code, str(tmp_path / "claims.jsonl")]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout == "set()\n"


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="there is no /dev/fd here")
def test_a_pipe_gets_json_lines_and_nothing_beside_it():
    reader, writer = os.pipe()
    with os.fdopen(reader) as lines:
        try:
            exported(Path(f"/dev/fd/{writer}"), extraction("One."), failures=[FAILED])
        finally:
            os.close(writer)
        assert Extraction.model_validate_json(lines.read()) == extraction("One.")


def test_a_device_takes_no_database(tmp_path):
    (tmp_path / "claims.sqlite").symlink_to("/dev/null")
    with pytest.raises(OutputError, match=r" is no file, and only text can be written there: choose "):
        check(tmp_path / "claims.sqlite")


def test_a_line_is_the_line_of_the_export(tmp_path):
    result = extraction("One.\u2028\x1b", rejected=1)
    exported(tmp_path / "claims.jsonl", result)
    ((article, document),) = stored([result])
    assert line(article, document) == (tmp_path / "claims.jsonl").read_text(encoding="utf-8")


def test_records_are_taken_one_by_one(tmp_path):
    taken = []

    def watched():
        for number, record in enumerate(stored([extraction("One.")] * 30)):
            taken.append(number)
            yield record

    next(exports.assembled(watched()))
    assert taken == [0]
    taken.clear()
    assert export(watched(), (), tmp_path / "claims.jsonl")
    assert taken == list(range(30))
