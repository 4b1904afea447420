"""One frozen Settings: from options, then the environment, then the user's config file."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any, NoReturn
from urllib.parse import urlsplit

from platformdirs import user_cache_path, user_config_path
from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from extractor.errors import ConfigError

PREFIX = "EXTRACTOR_"
OPENAI_VARIABLES = {"base_url": "OPENAI_BASE_URL", "api_key": "OPENAI_API_KEY"}
"""What other tools of this kind read as well; ours win."""
OLLAMA_VARIABLES = {"ollama_host": "OLLAMA_HOST"}


def _http_address(url: str) -> str:
    """The address without a slash at its end; raises ValueError for what no request can be sent to."""
    example = "is not an address like http://localhost:8080/v1"
    url = url.strip().rstrip("/")
    try:
        parts = urlsplit(url)
        complete = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError as error:
        raise ValueError(example) from error
    if not complete or not url.isprintable() or " " in url:
        raise ValueError(example)
    return url


def _sendable(key: SecretStr) -> SecretStr:
    """The key without white space around it; raises ValueError for one that no HTTP header can carry."""
    bare = key.get_secret_value().strip()
    if not bare.isascii() or not bare.isprintable() or " " in bare:
        raise ValueError("holds characters that no key has: copy the key again")
    return SecretStr(bare)


class Settings(BaseSettings):
    """Everything that can be set once and for all. Nothing is ever read from the current folder.

    Raises ConfigError for a value that can't be meant, naming where it came from.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        protected_namespaces=(),
        use_attribute_docstrings=True,
    )

    model: str | None = None
    """Model string used where none is given: "offline", "openai/NAME", "ollama/NAME"."""
    base_url: Annotated[str, AfterValidator(_http_address)] | None = None
    """An OpenAI-compatible endpoint, up to and including its version: "http://localhost:8080/v1"."""
    api_key: Annotated[SecretStr, AfterValidator(_sendable)] | None = None
    """Key for the endpoint; never shown, logged or recorded."""
    timeout: float = Field(default=120.0, gt=0, allow_inf_nan=False)
    """Seconds to wait for one answer."""
    retries: int = Field(default=4, ge=0)
    """Repeats of a request that the transport or the endpoint failed."""
    reasks: int = Field(default=1, ge=0)
    """Repeats of a question whose answer does not fit the schema."""
    max_output_tokens: int | None = Field(default=None, gt=0)
    """Limit on one answer, for endpoints whose own default is too small."""
    chunk_tokens: int | None = Field(default=None, ge=100)
    """Tokens of article in one question, 6 000 where nothing is set; a longer article is cut."""
    passes: int | None = Field(default=None, ge=1)
    """Times that each part of an article is asked about: after the first for what is still missing."""
    aliases: Annotated[Path, AfterValidator(Path.expanduser)] | None = None
    """File of canonical names and their spellings, in YAML or JSON."""
    cache: Annotated[Path, AfterValidator(Path.expanduser)] = Field(
        default_factory=lambda: user_cache_path("extractor", appauthor=False)
    )
    """Folder for what can be made again."""
    ollama_host: str | None = None
    """Where Ollama listens, as its own OLLAMA_HOST says it: "host", "host:port" or an address."""

    def __init__(self, **values: Any) -> None:
        given = {name: value for name, value in values.items() if value is not None}
        try:
            super().__init__(**given)
        except ValidationError as error:
            _refuse(error, given)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Options, our variables, other tools' variables, the config file: the first that has a value wins."""
        others = {
            name: os.environ[variable]
            for name, variable in {**OPENAI_VARIABLES, **OLLAMA_VARIABLES}.items()
            if os.environ.get(variable)
        }
        return (
            init_settings,
            env_settings,
            InitSettingsSource(settings_cls, init_kwargs=others),
            InitSettingsSource(settings_cls, init_kwargs=dict(_config())),
        )


def config_path() -> Path:
    """The user's config file, whether it exists or not: `EXTRACTOR_CONFIG`, else config.toml in the user's folder."""
    named = os.environ.get(PREFIX + "CONFIG")
    return Path(named) if named else user_config_path("extractor", appauthor=False) / "config.toml"


def origin(name: str) -> str | None:
    """The variable or file that a setting comes from when no option gives it; None where nothing does."""
    for variable in (PREFIX + name.upper(), OPENAI_VARIABLES.get(name), OLLAMA_VARIABLES.get(name)):
        if variable and os.environ.get(variable):
            return variable
    return str(config_path()) if name in _config() else None


def shown_url(url: str) -> str:
    """The address without what may be secret in it: user name, password, query."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}"


def _config() -> dict[str, Any]:
    path = config_path()
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if os.environ.get(PREFIX + "CONFIG"):
            raise ConfigError(f"{path} does not exist: correct EXTRACTOR_CONFIG, which names it") from None
        return {}
    except OSError as error:
        raise ConfigError(f"{path} can't be read ({error.strerror}): make it readable or remove it") from error
    except UnicodeDecodeError:
        raise ConfigError(f"{path} is not UTF-8 text: save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        # The error's text quotes no value, only a place; its chain would show the file to a traceback.
        raise ConfigError(f"{path} is not valid TOML: {error}") from None


def _refuse(error: ValidationError, given: dict[str, Any]) -> NoReturn:
    """Raises the first complaint as one line, without the value, which may be the key."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    if first["type"] == "extra_forbidden":
        known = ", ".join(sorted(Settings.model_fields))
        where = "" if name in given else f" in {config_path()}"
        raise ConfigError(f"unknown setting {name!r}{where}: the settings are {known}") from None
    where = f"the {name.replace('_', ' ')} given" if name in given else origin(name) or name
    if where == str(config_path()):
        where = f"{name} in {where}"
    ours, theirs = "Value error, ", first["msg"][:1].lower() + first["msg"][1:]
    complaint = first["msg"].removeprefix(ours) if first["msg"].startswith(ours) else f"is refused: {theirs}"
    raise ConfigError(f"{where} {complaint}") from None
