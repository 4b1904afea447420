"""A user's alias file: canonical names beside those of the articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor import Aliases, Article, ConfigError, Settings, extract, extract_many
from extractor.models import Extraction

TEXT = "Harbor Labs released Tern 2 on Monday, according to the Quayside Post. Its weights are open."


def read(aliases: object = None, **options: object) -> Extraction:
    return extract(Article(text=TEXT, lang="en"), model="offline", aliases=aliases, **options)  # type: ignore[arg-type]


def written(folder: Path, text: str, name: str = "names.yaml") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def refused(path: Path) -> str:
    with pytest.raises(ConfigError) as refusal:
        Aliases.read(path)
    assert "\n" not in refusal.value.message
    assert refusal.value.exit_code == 4
    return refusal.value.message.removeprefix(f"{path}")


def test_canonical_names_stand_beside_those_of_the_article() -> None:
    claim = read({"Harbour": ["Harbor Labs"], "QP": ["Quayside Post"]}).claims[0]
    assert (claim.actor, claim.source) == ("Harbor Labs", "Quayside Post")
    assert claim.canonical is not None
    assert (claim.canonical.actor, claim.canonical.model, claim.canonical.source) == ("Harbour", None, "QP")
    assert claim.canonical.attribution == ("QP",)


def test_without_aliases_there_are_no_canonical_names() -> None:
    assert {claim.canonical for claim in read().claims} == {None}


def test_aliases_leave_ids_as_they_are() -> None:
    assert [c.id for c in read({"Harbour": ["Harbor Labs"]}).claims] == [c.id for c in read().claims]


def test_a_chain_has_canonical_names_link_by_link() -> None:
    extraction = extract("Acme will close it, Wired reported, citing Maria Kovacs.", model="offline")
    claim = Aliases.of({"M. Kovacs": ["Maria Kovacs"]}).applied(extraction).claims[0]
    assert claim.canonical is not None
    assert (claim.canonical.source, claim.canonical.attribution) == ("Wired, citing M. Kovacs", (None, "M. Kovacs"))


@pytest.mark.parametrize("name", ["harbor labs", "The Harbor Labs", "HarborLabs", "Harbor  Labs", "Harbor Labs Inc."])
def test_a_spelling_is_known_whatever_its_case_spaces_and_legal_form(name: str) -> None:
    assert Aliases.of({"Harbour": ["Harbor Labs"]}).canonical(name) == "Harbour"


def test_a_version_is_no_other_version() -> None:
    aliases = Aliases.of({"Tern": ["Tern 3"]})
    assert (aliases.canonical("Tern 3.1"), aliases.canonical("Tern-3")) == (None, "Tern")


def test_a_canonical_name_is_its_own() -> None:
    assert Aliases.of({"Harbour": ["Harbor Labs"]}).canonical("HARBOUR") == "Harbour"


YAML = """\
# who is who
Harbour: [Harbor Labs, Harbor]   # one line
Quayside:
  - Quayside Post
tern two: Tern 2
Norway: ["no"]
"off": 'yes'
"""


def test_yaml_maps_canonical_names_to_spellings_and_spellings_to_canonical_names(tmp_path: Path) -> None:
    aliases = Aliases.read(written(tmp_path, YAML))
    known = [aliases.canonical(name) for name in ("harbor", "Quayside Post", "Tern Two", "NO", "OFF", "Acme")]
    assert known == ["Harbour", "Quayside", "Tern 2", "Norway", "yes", None]


def test_json_says_the_same(tmp_path: Path) -> None:
    document = {"Harbour": ["Harbor Labs"], "tern two": "Tern 2"}
    aliases = Aliases.read(written(tmp_path, json.dumps(document, indent="\t"), "names.json"))
    assert (aliases.canonical("Harbor Labs"), aliases.canonical("tern two")) == ("Harbour", "Tern 2")


def test_a_file_without_an_ending_is_json_where_it_begins_so(tmp_path: Path) -> None:
    assert Aliases.read(written(tmp_path, ' {"A": ["Bb"]}', "names")).canonical("Bb") == "A"


def test_an_empty_file_has_no_names(tmp_path: Path) -> None:
    assert Aliases.read(written(tmp_path, "# none yet\n")).names == {}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("A: [b\nC: d\n", ", line 2: "),
        ("A: {b: c}\n", ": line 1: a name is wanted"),
        ("A: [[b]]\n", ": line 1: a name is wanted"),
        ("\nA:\n", ": line 2: 'A' has no spelling"),
        ("- a\n", ": line 1: no mapping"),
        ("A: [b]\nA: [c]\n", ": line 2: 'A' stands in line 1 already"),
        ("A: [b]\nC: [B]\n", ": 'B' would be both 'A' (line 1) and 'C' (line 2)"),
        ("A: [b]\nB: [c]\n", ": 'B' would be both 'A' (line 1) and 'B' (line 2)"),
        ("A: b\n---\nC: d\n", ": line 3: a second document"),
        ("A: &x [b]\n", ": line 1: & and * have a meaning"),
        ("A: !!python/object/apply:os.system [ls]\n", ": line 1: ! has a meaning"),
        ('A: ["\\e[31m"]\n', ": line 1: '\\x1b[31m' holds a control character"),
        ("A: [★]\n", ": line 1: '★' has no letter"),
        ("A: ok\nB: \x01\n", ": line 2: a character that YAML does not allow"),
        (f"A: [{'b' * 201}]\n", ": line 1: 'bbb"),
    ],
)
def test_an_error_in_yaml_is_one_line_with_its_place(tmp_path: Path, text: str, complaint: str) -> None:
    assert refused(written(tmp_path, text)).startswith(complaint.replace(", line", ": line"))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('{"A": ["b",]}', ": line 1, column 12: "),
        ('{"A": 3}', ": at 'A': neither a name"),
        ('{"A": {"b": "c"}}', ": at 'A': neither a name"),
        ('{"A": [["b"]]}', ": at 'A': neither a name"),
        ('{"A": ["b"], "A": ["c"]}', ": at 'A': the name stands there twice"),
        ('["A"]', ": no object"),
        ('{"A": ["\\ud800"]}', ": at 'A': '\\ud800' holds a control character"),
        ("[" * 100_000, ": "),
    ],
)
def test_an_error_in_json_is_one_line_with_its_place(tmp_path: Path, text: str, complaint: str) -> None:
    assert refused(written(tmp_path, text, "names.json")).startswith(complaint)


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    assert "does not exist" in refused(tmp_path / "none.yaml")
    assert "is a folder" in refused(tmp_path)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    assert "more than 1 MB" in refused(written(tmp_path, "#" * 1_000_001))


def test_nested_references_are_refused_before_they_grow(tmp_path: Path) -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{n}: &{n} [*a, *a]\n" for n in range(40))
    assert "& and * have a meaning" in refused(written(tmp_path, bomb))


def test_deep_nesting_is_refused_at_its_first_level(tmp_path: Path) -> None:
    assert "a name is wanted" in refused(written(tmp_path, "A: " + "[" * 500))
    assert refused(written(tmp_path, "A: " + "[" * 500_000)).startswith(": line 1: ")


def test_bytes_that_are_no_text_are_refused_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "names.yaml"
    path.write_bytes(b"A: [b]\nC: [\xff]\n")
    assert refused(path).startswith(", line 2: not UTF-8 text")


def test_settings_name_a_file_for_good(tmp_path: Path) -> None:
    path = written(tmp_path, "Harbour: [Harbor Labs]")
    claim = read(settings=Settings(aliases=path)).claims[0]
    assert claim.canonical is not None
    assert claim.canonical.actor == "Harbour"


def test_the_environment_names_a_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXTRACTOR_ALIASES", str(written(tmp_path, "Harbour: [Harbor Labs]")))
    claim = read().claims[0]
    assert claim.canonical is not None
    assert claim.canonical.actor == "Harbour"


def test_many_articles_get_them_alike() -> None:
    (extraction,) = extract_many([TEXT], model="offline", aliases={"Harbour": ["Harbor Labs"]})
    assert extraction.to_rows()[0]["canonical_actor"] == "Harbour"


def test_no_aliases_can_be_of_another_sort() -> None:
    with pytest.raises(ConfigError, match="aliases are a mapping or the path of a file, not int"):
        read(3)
    with pytest.raises(ConfigError, match="at 'A': neither a name nor a list of names"):
        read({"A": [3]})
