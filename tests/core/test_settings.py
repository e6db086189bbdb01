"""Settings: read from the environment, explained in `.env.example`; each bad value is answered with a sentence."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import fields
from pathlib import Path
from urllib.parse import quote

import pytest
from dotenv import dotenv_values
from hypothesis import given
from hypothesis import strategies as st

from bot import words
from bot.errors import SettingError
from bot.rules.shards import parse_shards
from bot.settings import Settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"
KEY, OLD_KEY = bytes(range(32)), bytes(range(32, 64))
NAMES = [field.name.upper() for field in fields(Settings)]


def refused(**env: str) -> str:
    """The sentence about these values."""
    with pytest.raises(SettingError) as caught:
        Settings.from_env(env)
    return str(caught.value)


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_env({}) == Settings()


@given(st.lists(st.sampled_from(NAMES)), st.text(" \t\n", max_size=3))
def test_an_empty_value_is_no_value(names: list[str], empty: str) -> None:
    assert Settings.from_env(dict.fromkeys(names, empty)) == Settings()


def test_every_setting_is_read_and_what_is_no_setting_is_not() -> None:
    given_values = {
        "DISCORD_TOKEN": " token ",
        "DATABASE_URL": "sqlite:////srv/letters/box.db",
        "SEAL_KEY": b64encode(KEY).decode(),
        "SEAL_KEY_OLD": b64encode(OLD_KEY).decode(),
        "LOG_LEVEL": "warning",
        "LOG_FORMAT": "JSON",
        "HEALTH_PORT": "8080",
        "MATURE_LETTERS": "Off",
    }
    settings = Settings.from_env({**given_values, "PATH": "/bin", "HOME": ""})
    assert {*given_values, "SHARDS", "PROCESS"} == set(NAMES)
    assert settings == Settings("token", "sqlite:////srv/letters/box.db", KEY, OLD_KEY, "WARNING", "json", 8080, "off")
    assert Settings().takes_mature and not settings.takes_mature


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:///data/letters.db", "data/letters.db"),
        ("sqlite:////srv/letters.db", "/srv/letters.db"),
        ("sqlite:///letters", "letters"),
    ],
)
def test_a_database_address_names_a_file_and_its_key_lies_beside_it(url: str, file: str) -> None:
    settings = Settings.from_env({"DATABASE_URL": url})
    assert settings.database_path == Path(file)
    assert settings.key_path.parent == settings.database_path.parent
    assert settings.key_path.name == "letters.key"


@pytest.mark.parametrize(
    "url",
    [
        "letters.db",
        "sqlite:letters.db",
        "sqlite://letters.db",
        "mysql://here/letters",
        "sqlite:///",
        "sqlite:///.",
    ],
)
def test_a_database_address_of_another_kind_is_refused(url: str) -> None:
    assert "sqlite:///data/letters.db" in refused(DATABASE_URL=url)


@pytest.mark.parametrize(
    "password", ["7/5", "7#5", "7?5", "7?a=5", "7@5", "hun/ter", "hun#ter", "hun?ter", "h@n@ter", "7:5/"]
)
def test_a_password_that_is_not_escaped_is_refused_and_no_part_of_it_shown(password: str) -> None:
    assert refused(DATABASE_URL=f"postgresql://anna:{password}@db.example/letters") == words.server.URL_UNREADABLE
    escaped = Settings.from_env({"DATABASE_URL": f"postgresql://anna:{quote(password, safe='')}@db.example/letters"})
    assert escaped.shown_url == "postgresql://db.example/letters"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://here:abc/letters", "postgresql://here:99999/letters", "postgresql://[::1/letters",
        "postgresql:///letters?host", "postgresql:///letters?port=abc", "postgresql://one:1,two:x/letters",
    ],
)  # fmt: skip
def test_a_server_s_address_that_cannot_be_read_is_refused(url: str) -> None:
    assert refused(DATABASE_URL=url) == words.server.URL_UNREADABLE


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://anna:secret@/letters?host=/run/postgresql&password=secret", "postgresql:///letters?host=/run/postgresql"),
        ("postgres://anna@one:5432,[::1]:5433/letters?sslmode=require", "postgres://one:5432,[::1]:5433/letters"),
        ("postgresql://", "postgresql://"),
    ],
)  # fmt: skip
def test_of_a_server_s_address_only_where_it_is_is_shown(url: str, shown: str) -> None:
    assert Settings.from_env({"DATABASE_URL": url}).shown_url == shown


@pytest.mark.parametrize(
    "key",
    [
        "letmein", "é" * 44, "=" * 44, b64encode(KEY[:31]).decode(), b64encode(KEY + b"x").decode(),
        KEY.hex(), b64encode(KEY).decode() + "\u200b", "-" * 43 + "=",
    ],
)  # fmt: skip
def test_a_malformed_key_is_refused_and_never_repeated(key: str) -> None:
    sentence = refused(SEAL_KEY=key)
    assert "SEAL_KEY must be 32 bytes in base64" in sentence
    assert key not in sentence
    sentence = refused(SEAL_KEY=b64encode(KEY).decode(), SEAL_KEY_OLD=key)
    assert sentence == words.host.SEAL_KEY_OLD_MALFORMED


def test_a_former_key_without_a_present_one_is_refused() -> None:
    assert refused(SEAL_KEY_OLD=b64encode(KEY).decode()) == words.host.SEAL_KEY_OLD_ALONE


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("LOG_LEVEL", "loud", "DEBUG, INFO, WARNING, ERROR"),
        ("LOG_FORMAT", "xml", "text, json"),
        ("MATURE_LETTERS", "sometimes", "on, off"),
    ],
)
def test_a_value_that_is_none_of_the_choices_is_named_with_the_choices(name: str, value: str, allowed: str) -> None:
    sentence = refused(**{name: value})
    assert name in sentence
    assert allowed in sentence
    assert value in sentence.lower()


@given(st.dictionaries(st.sampled_from(NAMES), st.text() | st.text("sqlite:/.").map("sqlite:///".__add__)))
def test_whatever_the_values_there_are_settings_or_there_is_one_sentence(env: dict[str, str]) -> None:
    try:
        settings = Settings.from_env(env)
    except SettingError as error:
        assert any(name in str(error) for name in env)
        assert "\n" not in str(error).rstrip()
    else:
        assert settings.key_path != settings.database_path


def test_nothing_secret_shows_in_printed_settings() -> None:
    keys = {"SEAL_KEY": b64encode(KEY).decode(), "SEAL_KEY_OLD": b64encode(OLD_KEY).decode()}
    settings = Settings.from_env({"DISCORD_TOKEN": "token-of-mine", **keys})
    assert "token-of-mine" not in repr(settings)
    assert repr(KEY)[2:20] not in repr(settings)
    assert repr(OLD_KEY)[2:20] not in repr(settings)


# .env.example


def test_the_example_names_every_setting_once_in_order() -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()
    assert [line.partition("=")[0] for line in lines if line and not line.startswith("#")] == NAMES


def test_the_example_shows_the_defaults() -> None:
    example = {name: value or "" for name, value in dotenv_values(EXAMPLE).items()}
    default = Settings()
    shown = {name: getattr(default, name.lower()) or "" for name in NAMES}
    assert example == shown
    assert Settings.from_env(example) == default


def test_the_example_explains_every_setting() -> None:
    explained = ""
    for line in EXAMPLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            assert explained, f"{line} has no remark above it"
        explained = line if line.startswith("#") else ""


SEVERAL = {"DATABASE_URL": "postgresql://here/letters", "SEAL_KEY": b64encode(KEY).decode()}


@pytest.mark.parametrize(
    ("shards", "numbers"), [("0-3/16", range(4)), ("5/16", range(5, 6)), ("15-15/16", range(15, 16))]
)
def test_a_process_says_which_shards_it_serves(shards: str, numbers: range) -> None:
    settings = Settings.from_env({**SEVERAL, "SHARDS": shards})
    assert settings.shares and settings.shards is not None
    assert settings.shards.numbers == numbers and settings.shards.total == 16
    assert settings.process is None


@given(st.integers(1, 12), st.integers(0, 40))
def test_the_shards_of_all_processes_are_all_shards_once(processes: int, more: int) -> None:
    total = processes + more
    parts = [
        Settings.from_env({**SEVERAL, "PROCESS": f"{each}/{processes}"}).process for each in range(1, processes + 1)
    ]
    served = [part.of(total) for part in parts if part is not None]
    assert [number for shards in served for number in shards.numbers] == [*range(total)]
    assert {parse_shards(str(shards)) for shards in served} == {*served}
    for guild_id in range(0, total << 22, 1 << 22):
        assert sum(shards.serve(guild_id) for shards in served) == 1


@pytest.mark.parametrize("shards", ["", "4", "3-1/8", "0-8/8", "a-b/c", "0-3/16/2", "٣/٨", "0-1/99999"])
@pytest.mark.parametrize("name", ["SHARDS", "PROCESS"])
def test_what_says_no_shards_is_answered_with_how_to_say_them(name: str, shards: str) -> None:
    bad = {**SEVERAL, name: shards or "-"}
    assert refused(**bad) == {"SHARDS": words.server.SHARDS_MALFORMED, "PROCESS": words.server.PROCESS_MALFORMED}[name]


def test_several_processes_need_a_server_and_one_key() -> None:
    assert refused(**{**SEVERAL, "DATABASE_URL": "", "PROCESS": "1/2"}) == words.server.SHARES_A_FILE
    assert refused(**{**SEVERAL, "SEAL_KEY": "", "PROCESS": "1/2"}) == words.server.SHARES_NO_KEY
    assert refused(**{**SEVERAL, "SHARDS": "0/2", "PROCESS": "1/2"}) == words.server.SHARDS_OR_PROCESS
