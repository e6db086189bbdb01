"""The URL of a database on a server: whether it can be read as one, and what of it may be shown."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

HOST = re.compile(r"(?:\[[^\[\]]*\]|[^\[\]:]*)(?::(\d{1,5}))?")
HIGHEST_PORT = 65_535
#: What is shown of the parameters.
WHERE = ("host", "port")


def is_readable(url: str) -> bool:
    """Return whether everything stands where it belongs. A `/`, `?`, `#` or `@` that belongs to a password but is not
    written as %2F and so on ends it too early: the rest of it would be taken for something that may be shown."""
    try:
        parts = urlsplit(url)
        given = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True) if parts.query else []
    except ValueError:
        return False
    if parts.fragment or "@" in parts.path + parts.query or parts.netloc.count("@") > 1:
        return False
    hosts = [HOST.fullmatch(each) for each in parts.netloc.rpartition("@")[2].split(",")]
    ports = [each[1] or "1" if each else "" for each in hosts]
    ports += [port for name, value in given if name == "port" for port in value.split(",")]
    return all(re.fullmatch(r"\d{1,5}", port, re.ASCII) and 1 <= int(port) <= HIGHEST_PORT for port in ports)


def shown(url: str) -> str:
    """Return what may be shown of one that is readable: no user, no password."""
    parts = urlsplit(url)
    where = urlencode([each for each in parse_qsl(parts.query) if each[0] in WHERE], safe="/,:")
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}{'?' if where else ''}{where}"
