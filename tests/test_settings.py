"""Where settings come from, and what is said of those that can't be meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.engines import DEFAULT_MODEL, default_model, endpoint, key_for, ollama_url, open_engine
from extractor.errors import ConfigError, MissingKeyError, UsageError
from extractor.settings import Settings, config_path, origin, shown_url

KEY = "-".join(("sk", "canary", "0123456789"))


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "config.toml"
    monkeypatch.setenv("EXTRACTOR_CONFIG", str(path))
    path.write_text("")
    return path


def test_nothing_set_means_the_defaults():
    settings = Settings()
    assert (settings.model, settings.base_url, settings.api_key) == (None, None, None)
    assert (settings.timeout, settings.retries, settings.reasks) == (120.0, 4, 1)


def test_an_option_wins_over_the_environment_and_that_over_the_config_file(config, monkeypatch):
    config.write_text("timeout = 1\nretries = 1\nreasks = 5\n")
    monkeypatch.setenv("EXTRACTOR_TIMEOUT", "2")
    monkeypatch.setenv("EXTRACTOR_RETRIES", "2")
    settings = Settings(timeout=3)
    assert (settings.timeout, settings.retries, settings.reasks) == (3.0, 2, 5)


def test_an_option_that_is_not_given_leaves_the_environment_alone(monkeypatch):
    monkeypatch.setenv("EXTRACTOR_MODEL", "offline")
    assert Settings(model=None).model == "offline"


@pytest.mark.parametrize(
    ("name", "ours", "theirs", "value"),
    [
        ("base_url", "EXTRACTOR_BASE_URL", "OPENAI_BASE_URL", "http://localhost:1/v1"),
        ("api_key", "EXTRACTOR_API_KEY", "OPENAI_API_KEY", KEY),
    ],
)
def test_our_own_variable_wins_over_that_of_openai(monkeypatch, name, ours, theirs, value):
    monkeypatch.setenv(theirs, value)
    assert str(getattr(Settings(), name)) in (value, "**********")
    assert origin(name) == theirs
    monkeypatch.setenv(ours, "http://127.0.0.1:2/v1" if name == "base_url" else "another-key")
    assert origin(name) == ours
    if name == "base_url":
        assert Settings().base_url == "http://127.0.0.1:2/v1"
    else:
        assert Settings().api_key.get_secret_value() == "another-key"


def test_a_variable_of_openai_wins_over_the_config_file(config, monkeypatch):
    config.write_text("base_url = 'http://localhost:1'")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://localhost:2")
    assert Settings().base_url == "http://localhost:2"


def test_an_empty_variable_counts_as_unset(config, monkeypatch):
    monkeypatch.setenv("EXTRACTOR_API_KEY", "")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert Settings().api_key.get_secret_value() == KEY


def test_nothing_is_read_from_the_current_folder(tmp_path, monkeypatch):
    for name in (".env", "config.toml", "extractor.toml", "pyproject.toml"):
        (tmp_path / name).write_text("EXTRACTOR_MODEL=offline\nmodel='offline'\n[tool.extractor]\nmodel='offline'\n")
    monkeypatch.chdir(tmp_path)
    assert Settings().model is None


def test_the_config_file_lies_in_the_users_own_folder(nobodys_home):
    folder = nobodys_home / "config" / "extractor"
    assert config_path() == folder / "config.toml"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("model = 'ollama/tern'")
    try:
        assert Settings().model == "ollama/tern"
        assert origin("model") == str(folder / "config.toml")
    finally:
        (folder / "config.toml").unlink()


def test_settings_are_frozen():
    with pytest.raises(Exception, match="frozen"):
        Settings().timeout = 1


def test_a_key_is_shown_neither_by_settings_nor_by_what_is_made_of_them():
    settings = Settings(api_key=KEY)
    assert KEY not in repr(settings) + str(settings) + settings.model_dump_json()


def test_white_space_around_a_key_goes_as_it_comes_from_a_file():
    assert Settings(api_key=f" {KEY}\n").api_key.get_secret_value() == KEY


@pytest.mark.parametrize("url", ["localhost:8080", "ftp://host/v1", "http://", "http://host:port/v1", "http://a b/v1"])
def test_an_address_that_no_request_can_go_to_is_refused(url):
    with pytest.raises(ConfigError, match=r"^the base url given is not an address like http://localhost:8080/v1$"):
        Settings(base_url=url)


def test_a_slash_behind_an_address_does_not_matter():
    assert Settings(base_url="http://localhost:8080/v1/").base_url == "http://localhost:8080/v1"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("EXTRACTOR_TIMEOUT", "soon", "EXTRACTOR_TIMEOUT is refused: input should be a valid number"),
        ("EXTRACTOR_TIMEOUT", "0", "EXTRACTOR_TIMEOUT is refused: input should be greater than 0"),
        ("EXTRACTOR_RETRIES", "-1", "EXTRACTOR_RETRIES is refused: input should be greater than or equal to 0"),
        ("OPENAI_BASE_URL", "nowhere", "OPENAI_BASE_URL is not an address"),
        ("OPENAI_API_KEY", "sk-ключ-canary", "OPENAI_API_KEY holds characters that no key has"),
    ],
)
def test_a_value_that_can_not_be_meant_is_named_with_its_variable(monkeypatch, name, value, message):
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError) as raised:
        Settings()
    assert raised.value.message.startswith(message)
    assert "\n" not in raised.value.message
    assert value not in raised.value.message or value == "0"
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("modle = 'offline'", "unknown setting 'modle' in "),
        ("timeout = 'soon'", "timeout in "),
        ("api_key = 'sk-canary", "config.toml is not valid TOML"),
        (b"model = '\xff'", "config.toml is not UTF-8 text"),
    ],
)
def test_a_broken_config_file_is_named(config, content, message):
    config.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ConfigError) as raised:
        Settings()
    assert message in raised.value.message
    assert "canary" not in raised.value.message


def test_a_config_file_that_is_named_must_exist(config):
    config.unlink()
    with pytest.raises(ConfigError, match="does not exist: correct EXTRACTOR_CONFIG"):
        Settings()


def test_a_setting_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(ConfigError, match=r"^unknown setting 'tiemout': the settings are aliases, api_key, base_url"):
        Settings(tiemout=3)


def test_an_address_is_shown_without_its_password():
    assert shown_url("https://me:secret@host:1/v1?key=secret") == "https://host:1/v1"


# Which engine.


def test_a_model_of_the_settings_is_the_default():
    assert default_model(Settings(model="ollama/tern", api_key=KEY)) == "ollama/tern"


def test_with_a_key_a_hosted_model_is_the_default():
    assert default_model(Settings(api_key=KEY)) == DEFAULT_MODEL
    assert DEFAULT_MODEL.startswith("openai/")


def test_without_a_key_the_offline_engine_is_the_default():
    assert default_model(Settings()) == "offline"
    assert open_engine(None, Settings()).name == "offline"


@pytest.mark.parametrize(
    "model", ["", "gpt-4", "openai", "openai/", "offline/x", "OpenAI/x", "/", " offline", "ollama/\n"]
)
def test_a_string_that_names_no_model_is_refused_with_the_forms_there_are(model):
    with pytest.raises(UsageError, match=r"names no model: write offline, openai/NAME or ollama/NAME$"):
        open_engine(model, Settings(api_key=KEY))


def test_a_hosted_model_needs_a_key():
    with pytest.raises(MissingKeyError, match="EXTRACTOR_API_KEY"):
        open_engine("openai/x", Settings())


def test_an_endpoint_of_ones_own_gets_a_placeholder_when_no_key_is_set():
    settings = Settings(base_url="http://localhost:1/v1")
    assert (open_engine("openai/a/b", settings).name, open_engine("openai/a/b", settings).model) == ("openai", "a/b")
    assert key_for("openai/a/b", settings) == "none"
    assert endpoint("openai/a/b", settings) == "http://localhost:1/v1"


def test_ollama_never_gets_the_key_or_the_address_of_another_server():
    settings = Settings(base_url="http://localhost:1/v1", api_key=KEY)
    assert key_for("ollama/x", settings) == "none"
    assert endpoint("ollama/x", settings) == "http://127.0.0.1:11434/v1"
    assert open_engine("ollama/x", settings).name == "ollama"


def test_where_ollama_listens_is_read_as_ollama_says_it(monkeypatch):
    monkeypatch.setenv("OLLAMA_HOST", "gpu.local:9999")
    assert endpoint("ollama/x", Settings()) == "http://gpu.local:9999/v1"


@pytest.mark.parametrize(
    ("host", "url"),
    [
        (None, "http://127.0.0.1:11434/v1"),
        ("", "http://127.0.0.1:11434/v1"),
        ("0.0.0.0", "http://127.0.0.1:11434/v1"),
        ("0.0.0.0:80", "http://127.0.0.1:80/v1"),
        (":1234", "http://127.0.0.1:1234/v1"),
        ("host", "http://host:11434/v1"),
        ("[::1]:1234", "http://[::1]:1234/v1"),
        ("http://host", "http://host/v1"),
        ("https://host:8443/proxy/", "https://host:8443/proxy/v1"),
        ("http://host:1/v1", "http://host:1/v1"),
    ],
)
def test_an_ollama_host_becomes_an_address(host, url):
    assert ollama_url(host) == url


@pytest.mark.parametrize("host", ["host:port", "ftp://host", "a b"])
def test_an_ollama_host_that_is_none_is_refused(host):
    with pytest.raises(ConfigError, match="OLLAMA_HOST is not an address"):
        ollama_url(host)
