"""What a host says about this installation, read from environment variables before anything starts.

Plain values in, plain values out: Django is not needed to say that a value is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

from soundingboard.refusals import Refused

PREFIX = "SOUNDINGBOARD_"
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")

T = TypeVar("T")


class WrongValue(Refused):
    """A variable holds something that cannot be meant. Nothing was started."""

    def __init__(self, variable: str, value: str, expected: str, *, secret: bool = False) -> None:
        shown = "is not right" if secret else f"is `{value}`"
        super().__init__(f"{PREFIX}{variable} {shown}; expected {expected}.", fits="Not started.")
        self.variable = variable


@dataclass(frozen=True)
class Database:
    """Where rows are kept."""

    engine: Literal["sqlite", "postgresql"]
    name: str  # a file, or a database
    user: str = ""
    password: str = ""
    host: str = ""
    port: str = ""
    options: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        return f"Database({self.engine})"  # a traceback must not show the password


@dataclass(frozen=True)
class Mail:
    """How mail leaves: `outbox` shows it inside the demo, `console` prints it, `smtp` sends it."""

    way: Literal["outbox", "console", "smtp"]
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    security: Literal["none", "starttls", "tls"] = "none"

    def __repr__(self) -> str:
        return f"Mail({self.way})"


@dataclass(frozen=True)
class Environment:
    """One installation, as its host describes it.

    data            the folder for everything this installation writes
    secret_key      None: `soundingboard.site.settings` makes one and keeps it in `data`
    database        rows
    keys            the key store, a folder or a second database: what backups of `data` and `database` must leave out
    origin          scheme, host and port as a browser shows them, without a slash at the end
    hosts           names this server answers to
    proxies         addresses whose word on who is calling is believed (uvicorn's `forwarded_allow_ips`)
    bus             how processes tell each other that a meeting moved on
    worker          whether a serving process also does the jobs
    mail, mail_from how notices leave, and as whom
    run_by          who runs this site, in words, for the page that says what it can be made to hand over
    employer        whether they employ people who consult here, and could read them
    retention_days  how long the words of a meeting are kept unless its group says otherwise; 0 is allowed
    demo            a believable community with sign-in by one click; never for real people
    debug           Django's own error pages; never for real people
    log_level       what the server says on standard error
    """

    data: Path
    secret_key: str | None
    database: Database
    keys: Path | Database
    origin: str
    hosts: tuple[str, ...]
    proxies: tuple[str, ...]
    bus: Literal["memory", "postgres"]
    worker: bool
    mail: Mail
    mail_from: str
    run_by: str
    employer: bool
    retention_days: int
    demo: bool
    debug: bool
    log_level: str

    @property
    def secure(self) -> bool:
        return self.origin.startswith("https://")

    @property
    def local(self) -> bool:
        return urlsplit(self.origin).hostname in ("localhost", "127.0.0.1", "::1")


def read(variables: Mapping[str, str]) -> Environment:
    """The installation that `variables` describe; raises `WrongValue` for the first that cannot be meant."""
    given = {name: value.strip() for name, value in variables.items() if name.startswith(PREFIX) and value.strip()}
    unknown = sorted(given.keys() - {PREFIX + name for name in VARIABLES})
    if unknown:
        raise WrongValue(unknown[0].removeprefix(PREFIX), given[unknown[0]], f"one of {', '.join(VARIABLES)}")

    def value(name: str, default: str, parse: Callable[[str, str], T]) -> T:
        return parse(name, given.get(PREFIX + name, default))

    data = Path(given.get(PREFIX + "DATA", "var")).expanduser().absolute()
    demo = value("DEMO", "0", _flag)
    database = value("DATABASE_URL", f"sqlite:///{data / 'soundingboard.sqlite3'}", _database)
    origin = value("ORIGIN", "http://localhost:8000", _origin)
    host = urlsplit(origin).netloc.rsplit("@")[-1].rsplit(":", 1)[0]
    return Environment(
        data=data,
        secret_key=_secret(given.get(PREFIX + "SECRET_KEY")),
        database=database,
        keys=_keys(given.get(PREFIX + "KEYS"), data, database),
        origin=origin,
        hosts=value("HOSTS", ",".join(dict.fromkeys((host, *LOCAL_HOSTS))), _list),
        proxies=value("PROXIES", "127.0.0.1", _list),
        bus=_bus(given.get(PREFIX + "BUS"), database),
        worker=value("WORKER", "1", _flag),
        mail=value("MAIL", "outbox" if demo else "console", _mail),
        mail_from=value("MAIL_FROM", f"Soundingboard <soundingboard@{host}>", _address),
        run_by=given.get(PREFIX + "RUN_BY", ""),
        employer=value("EMPLOYER", "0", _flag),
        retention_days=value("RETENTION_DAYS", "30", _days),
        demo=demo,
        debug=value("DEBUG", "0", _flag),
        log_level=value("LOG_LEVEL", "INFO", _log_level),
    )


# Every variable there is: its name, and what it is for. `soundingboard doctor` prints this.
VARIABLES = {
    "DATA": "the folder for everything this installation writes; `var` unless said",
    "SECRET_KEY": "at least 50 random characters; unless said, made once and kept in DATA",
    "DATABASE_URL": "`sqlite:///file` or `postgresql://user:password@host:5432/name`; unless said, a file in DATA",
    "KEYS": "the key store: a folder or a second database, which backups leave out; `keys` in DATA unless said",
    "ORIGIN": "what people type into their browser, as in `https://consult.example.org`",
    "HOSTS": "the names this server answers to, separated by commas; unless said, ORIGIN's and this machine's",
    "PROXIES": "addresses of the proxies in front, separated by commas; `127.0.0.1` unless said",
    "BUS": "`memory` for one process, `postgres` for many; unless said, what the database allows",
    "WORKER": "`1`: a server also does the jobs; `0`: `soundingboard worker` does",
    "MAIL": "`smtp://user:password@host:587?tls=starttls`, `smtps://...`, `console`, or `outbox` in the demo",
    "MAIL_FROM": "the sender of notices, as in `Peer consultation <peers@example.org>`",
    "RUN_BY": "who runs this site, as its pages say it; for example `the Example Practice Group`",
    "EMPLOYER": "`1` if whoever runs it employs people who consult here; its pages then say what that means",
    "RETENTION_DAYS": "days the words of a meeting are kept unless its group says otherwise; 30 unless said",
    "DEMO": "`1` for the demo community with sign-in by one click",
    "DEBUG": "`1` for error pages that show the inside; never for real people",
    "LOG_LEVEL": "`DEBUG`, `INFO`, `WARNING` or `ERROR`",
}


def _flag(name: str, text: str) -> bool:
    match text.lower():
        case "1" | "true" | "yes" | "on":
            return True
        case "0" | "false" | "no" | "off":
            return False
    raise WrongValue(name, text, "`1` or `0`")


def _list(name: str, text: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in text.split(","))
    if not all(parts):
        raise WrongValue(name, text, "names separated by single commas")
    return parts


def _secret(text: str | None) -> str | None:
    if text is not None and len(text) < 50:
        raise WrongValue("SECRET_KEY", text, "at least 50 random characters", secret=True)
    return text


def _days(name: str, text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) > 365:
        raise WrongValue(name, text, "a whole number of days from 0 to 365")
    return int(text)


def _log_level(name: str, text: str) -> str:
    if text.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise WrongValue(name, text, "DEBUG, INFO, WARNING or ERROR")
    return text.upper()


def _address(name: str, text: str) -> str:
    if not re.fullmatch(r"(?:[^<>@\r\n]+<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)", text):
        raise WrongValue(name, text, "an address, as in `Peer consultation <peers@example.org>`")
    return text


def _origin(name: str, text: str) -> str:
    expected = "`https://` or `http://` and a host, without a path, as in `https://consult.example.org`"
    try:
        url = urlsplit(text)
        port = url.port
    except ValueError:
        raise WrongValue(name, text, expected) from None
    if url.scheme not in ("http", "https") or not url.hostname or url.path.strip("/") or url.query or url.fragment:
        raise WrongValue(name, text, expected)
    host = f"[{url.hostname}]" if ":" in url.hostname else url.hostname
    return f"{url.scheme}://{host}" + (f":{port}" if port else "")


def _database(name: str, text: str) -> Database:
    expected = "`sqlite:///path/to/file` or `postgresql://user:password@host:5432/name`"
    try:
        url = urlsplit(text)
        port = url.port
    except ValueError:
        raise WrongValue(name, text, expected, secret=True) from None
    path = unquote(url.path)
    if url.scheme == "sqlite" and not url.netloc and len(path) > 1:
        return Database("sqlite", path[1:])  # three slashes and a relative path, four and an absolute one
    if url.scheme in ("postgresql", "postgres") and path.strip("/"):
        return Database(
            "postgresql",
            path.strip("/"),
            unquote(url.username or ""),
            unquote(url.password or ""),
            url.hostname or "",
            str(port or ""),
            tuple(parse_qsl(url.query)),
        )
    raise WrongValue(name, text, expected, secret=True)


def _keys(text: str | None, data: Path, database: Database) -> Path | Database:
    if text is None or "://" not in text:
        return Path(text).expanduser().absolute() if text else data / "keys"
    second = _database("KEYS", text)
    if _meant(second) == _meant(database):
        raise WrongValue(
            "KEYS", text, "another database than DATABASE_URL: keys must not lie in its backups", secret=True
        )
    return second


def _meant(database: Database) -> tuple[str, ...]:
    """Which database it is, however its address is written."""
    if database.engine == "sqlite":
        return (str(Path(database.name).resolve()),)
    return database.name, database.host or "localhost", database.port or "5432"


def _bus(text: str | None, database: Database) -> Literal["memory", "postgres"]:
    match text, database.engine:
        case (None | "memory", "sqlite") | ("memory", "postgresql"):
            return "memory"
        case (None | "postgres", "postgresql"):
            return "postgres"
        case ("postgres", _):
            raise WrongValue("BUS", "postgres", "`memory`, because the database is SQLite")
    raise WrongValue("BUS", text or "", "`memory` or `postgres`")


def _mail(name: str, text: str) -> Mail:
    expected = "`smtp://user:password@host:587?tls=starttls`, `smtps://user:password@host`, `console` or `outbox`"
    if text in ("outbox", "console"):
        return Mail(way="outbox" if text == "outbox" else "console")
    try:
        url = urlsplit(text)
        port = url.port
    except ValueError:
        raise WrongValue(name, text, expected, secret=True) from None
    options = dict(parse_qsl(url.query))
    if url.scheme not in ("smtp", "smtps") or not url.hostname or options not in ({}, {"tls": "starttls"}):
        raise WrongValue(name, text, expected, secret=True)
    security: Literal["none", "starttls", "tls"] = "tls" if url.scheme == "smtps" else "starttls" if options else "none"
    return Mail(
        way="smtp",
        host=url.hostname,
        port=port or {"tls": 465, "starttls": 587, "none": 25}[security],
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        security=security,
    )
