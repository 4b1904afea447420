"""Files that are no article: each its own line that says what to do."""

from __future__ import annotations

import os
import threading

import pytest

from extractor.errors import InputError
from extractor.readers import read, read_bytes
from extractor.readers.source import HTML_LIMIT, TEXT_LIMIT


def message(source) -> str:
    with pytest.raises(InputError) as caught:
        read(source)
    assert "\n" not in caught.value.message
    return caught.value.message


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", "\u3000\n".encode()])
def test_a_blank_file_is_empty(tmp_path, content):
    file = tmp_path / "a.txt"
    file.write_bytes(content)
    assert "give an article" in message(file)


def test_a_missing_file_is_missing(tmp_path):
    assert message(tmp_path / "none.txt") == f"{tmp_path}/none.txt does not exist; check the path"


def test_a_path_through_a_file_does_not_exist(tmp_path):
    (tmp_path / "a.txt").write_text("Meta said so.")
    assert "cannot be read (Not a directory)" in message(tmp_path / "a.txt" / "b.txt")


def test_a_directory_is_told_what_to_name_instead(tmp_path):
    assert message(tmp_path) == f"{tmp_path} is a directory; name the files in it, for example {tmp_path}/*.txt"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_told(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("Meta said so.")
    file.chmod(0)
    assert "may not be read by this user" in message(file)


def test_a_device_is_refused():
    assert "is a device or socket" in message("/dev/zero")


@pytest.mark.parametrize("path", ["a\0b", "a" * 5000, ""])
def test_a_path_that_cannot_be_one_is_an_input_error(path):
    assert message(path)


def test_control_characters_of_a_path_are_not_repeated(tmp_path):
    assert message(tmp_path / "a\x1b[31m\nb\u202e.txt") == f"{tmp_path}/a?[31m?b?.txt does not exist; check the path"


def test_a_named_pipe_is_read(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"Meta said so.",))
    writer.start()
    assert read(pipe).text == "Meta said so."
    writer.join()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is a PNG image, not an article; give the words of the article as text"),
        (b"%PDF-1.7\n1 0 obj", "is a PDF, not an article; convert it with pdftotext"),
        (b"\x7fELF\x02\x01\x01", "is a program, not an article; name an article"),
        (b"PK\x03\x04\x14\0", "is a zip archive or an office document, not an article; unpack it"),
        (b"\x1f\x8b\x08\0\0", "is gzip data, not an article; unpack it with gunzip"),
        (b"\0\1\2\3" * 50, "looks like a binary file; give the article as text or HTML"),
        (bytes(range(256)), "cannot be told, or is no text; save it as UTF-8"),
    ],
)
def test_a_binary_file_is_told_what_it_is(tmp_path, content, said):
    file = tmp_path / "a.txt"
    file.write_bytes(content)
    assert said in message(file)


def test_an_article_may_begin_with_the_letters_of_a_signature():
    assert read_bytes(b"RIFF, the music fair, opens on Monday.").text.startswith("RIFF")


def test_text_over_the_limit_is_refused_with_the_limit(tmp_path):
    file = tmp_path / "big.txt"
    with file.open("wb") as out:
        out.truncate(50_000_000)
        out.write(b"Meta said so. " * 400)
    assert message(file) == f"{file} is larger than 5 MB of text; split it into its articles"


def test_no_more_is_read_than_the_limit_and_one_byte():
    assert read_bytes(b"a b. " * (TEXT_LIMIT // 5)).text.startswith("a b.")
    with pytest.raises(InputError, match="larger than 5 MB of text"):
        read_bytes(b"a" * (TEXT_LIMIT + 1))


def test_html_has_a_limit_of_its_own():
    with pytest.raises(InputError, match="larger than 20 MB of HTML"):
        read_bytes(b"<!doctype html>" + b" " * HTML_LIMIT)
