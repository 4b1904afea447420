"""Annotated articles are read whole, or not at all with every reason."""

import json
import shutil
from pathlib import Path

import pytest

from extractor.errors import GoldError
from extractor.evaluate import digest, load_gold

GOLD = Path(__file__).parents[1] / "fixtures" / "gold"


@pytest.fixture
def folder(tmp_path):
    for name in ("a-03", "e-11"):
        shutil.copy(GOLD / f"{name}.json", tmp_path)
    return tmp_path


def change(path, edit):
    content = json.loads(path.read_text(encoding="utf-8"))
    edit(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def message(folder, **options):
    with pytest.raises(GoldError) as raised:
        load_gold(folder, **options)
    assert "\n" not in raised.value.message
    return raised.value.message


def test_every_annotated_article_here_validates():
    gold = load_gold(GOLD)
    assert len(gold) == 51
    assert sum(len(article.claims) for article in gold) == 1320
    assert [article.id for article in gold] == sorted(article.id for article in gold)


def test_evidence_is_read_as_ranges_of_the_text():
    first = load_gold(GOLD)[0]
    (start, end), *_ = first.claims[1].spans
    assert first.text[start:end].startswith("According to monitoring by AIBase")


def test_an_engine_gets_the_text_and_what_readers_know_of_it(folder):
    article = load_gold(folder)[0].article
    assert article.title == "Rakuten restores DeepSeek notice to its flagship model"
    assert article.outlet == "ModelWatch Daily"
    assert article.published.isoformat() == "2026-03-19"


def test_one_language_can_be_chosen():
    assert len(load_gold(GOLD, lang="en")) == 49
    assert [article.lang for article in load_gold(GOLD, lang="ja")] == ["ja"]


def test_a_language_that_is_not_there_names_those_that_are():
    assert message(GOLD, lang="fi").endswith("no annotated article in language 'fi'; there are en, es, ja")


def test_every_bad_file_is_named_with_what_is_wrong(folder):
    change(folder / "a-03.json", lambda gold: gold["claims"][2].update(status="maybe"))
    (folder / "broken.json").write_text('{"id": ', encoding="utf-8")
    told = message(folder)
    assert "correct or remove these 2 files" in told
    assert "a-03.json: claims.2.status: Input should be 'occurred'" in told
    assert "broken.json: Invalid JSON" in told


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda gold: gold.pop("lang"), "a-03.json: lang: Field required"),
        (lambda gold: gold.update(extra=1), "a-03.json: extra: Extra inputs are not permitted"),
        (lambda gold: gold["claims"][0].update(spans=[[5, 99999]]), "span 5-99999 of claim 1 is no range of the text"),
        (lambda gold: gold["claims"][0].update(spans=[[7, 7]]), "span 7-7 of claim 1 is no range of the text"),
        (lambda gold: gold["claims"].append(gold["claims"][0]), "two claims have the same statement"),
        (lambda gold: [claim.update(weight="okay") for claim in gold["claims"]], "no claim is vital"),
        (lambda gold: gold.update(claims=[]), "claims: Tuple should have at least 1 item"),
    ],
)
def test_a_file_that_does_not_validate_says_where(folder, edit, told):
    change(folder / "a-03.json", edit)
    assert told in message(folder)


def test_several_findings_in_a_file_are_counted(folder):
    change(folder / "a-03.json", lambda gold: [gold.pop(name) for name in ("lang", "genre", "title")])
    assert "a-03.json: title: Field required (and 2 more)" in message(folder)


def test_bytes_that_are_no_text_are_a_finding(folder):
    (folder / "a-03.json").write_bytes(b"\xff\xfe\x00")
    assert "a-03.json: Invalid JSON" in message(folder)


def test_two_files_with_one_id_are_refused(folder):
    change(folder / "e-11.json", lambda gold: gold.update(id="a-03"))
    assert "e-11.json: id 'a-03' is already that of another file" in message(folder)


def test_two_files_with_one_text_are_refused(folder):
    shutil.copy(folder / "a-03.json", folder / "b.json")
    change(folder / "b.json", lambda gold: gold.update(id="b"))
    assert "b.json: same text as article 'a-03'" in message(folder)


def test_a_folder_without_articles_says_what_to_give(tmp_path):
    (tmp_path / "floors.json").write_text("{}", encoding="utf-8")
    assert message(tmp_path).endswith("no annotated articles (*.json) here; give the folder that holds them")


def test_a_folder_that_is_none_says_what_to_give(tmp_path):
    assert "not a directory; give the folder that holds" in message(tmp_path / "absent")
    assert "not a directory" in message(GOLD / "a-03.json")


def test_the_digest_is_of_the_content_whatever_its_layout(folder):
    before = digest(load_gold(folder))
    content = json.loads((folder / "a-03.json").read_text(encoding="utf-8"))
    (folder / "a-03.json").unlink()
    turned = dict(reversed(content.items()))
    (folder / "z.json").write_text(json.dumps(turned, ensure_ascii=True, indent=7), encoding="utf-8")
    assert digest(load_gold(folder)) == before


def test_the_digest_changes_with_a_label(folder):
    before = digest(load_gold(folder))
    change(folder / "a-03.json", lambda gold: gold["claims"][0].update(weight="okay"))
    assert digest(load_gold(folder)) != before
