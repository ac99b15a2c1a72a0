"""`undertook.toml`: every setting with its default, read into one frozen record."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from pipeline.accounts import ROLES, Account, WebSettings
from pipeline.crawl.job import DOCUMENTS, Pace

NAME = "undertook.toml"
# What a settings file may hold: two values and these parts.
TOP = ("contact", "crawl", "data", "nightly", "site", "snapshot", "web")


class BadSettings(Exception):
    """Raised for a settings file that says something we do not understand; the message says what and where."""


@dataclass(frozen=True, slots=True)
class ConfiguredSite:
    """A site to crawl nightly. `slug` is a row of the register unless an address is given.

    `licence` is the one under which this council publishes, where it differs from that of `[snapshot]`.
    """

    slug: str
    address: str | None = None
    name: str | None = None
    committees: tuple[str, ...] = ()
    delay_seconds: float | None = None
    licence: str | None = None
    licence_url: str | None = None


@dataclass(frozen=True, slots=True)
class SnapshotSettings:
    """What a snapshot says of itself. `publisher` is who makes it, `licence` that of the councils' minutes; without one
    it says that none is stated."""

    title: str = "Decisions and promises in councils' minutes"
    publisher: str | None = None
    licence: str | None = None
    licence_url: str | None = None


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The server for mail, and where the night's report goes; no report is mailed without a receiver."""

    host: str = "localhost"
    port: int = 25
    sender: str = "undertook@localhost"
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NightlySettings:
    """What the nightly job does beside crawling and updating. `webhook` gets the report as JSON by POST.

    `scheduler` is the address of a dask scheduler whose workers read the documents, instead of `jobs` processes here.
    """

    keep_backups_days: int = 14
    jobs: int = 1
    scheduler: str | None = None
    webhook: str | None = None
    mail: MailSettings = field(default_factory=MailSettings)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. `contact` is the operator's address and stands in the User-Agent; a crawl needs it."""

    data: Path = Path("undertook-data")
    contact: str | None = None
    documents: tuple[str, ...] = DOCUMENTS
    pace: Pace = field(default_factory=Pace)
    nightly: NightlySettings = field(default_factory=NightlySettings)
    web: WebSettings = field(default_factory=WebSettings)
    snapshot: SnapshotSettings = field(default_factory=SnapshotSettings)
    sites: tuple[ConfiguredSite, ...] = ()


def read_settings(path: Path | None = None) -> Settings:
    """Read a settings file; without a path `undertook.toml` in this folder if there is one, else the defaults.

    Raises `BadSettings` for a file that is not TOML or holds a key that means nothing.
    """
    if path is None and not Path(NAME).exists():
        return Settings()
    path = path or Path(NAME)
    try:
        values = tomllib.loads(path.read_text("utf8"))
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"{path} is not TOML: {error}") from error
    return _settings(values, path)


def _settings(values: dict[str, Any], path: Path) -> Settings:  # Any: tomllib's values
    crawl = values.pop("crawl", {})
    documents = tuple(crawl.pop("documents", DOCUMENTS))
    nightly = values.pop("nightly", {})
    mail = _made(MailSettings, nightly.pop("mail", {}), f"{path}: [nightly.mail]")
    sites = tuple(_made(ConfiguredSite, site, f"{path}: [[site]]") for site in values.pop("site", []))
    snapshot = _made(SnapshotSettings, values.pop("snapshot", {}), f"{path}: [snapshot]")
    web = values.pop("web", {})
    accounts = tuple(_made(Account, account, f"{path}: [[web.account]]") for account in web.pop("account", []))
    unknown = sorted(set(values) - {"data", "contact"})
    if unknown:
        raise BadSettings(f"{path}: found {', '.join(unknown)}; expected one of {', '.join(TOP)}")
    values["data"] = path.parent / values.get("data", "undertook-data")
    settings: Settings = _made(
        Settings,
        {
            **values,
            "documents": documents,
            "pace": _made(Pace, crawl, f"{path}: [crawl]"),
            "nightly": _made(NightlySettings, {**nightly, "mail": mail}, f"{path}: [nightly]"),
            "web": _web({**web, "accounts": accounts}, path),
            "snapshot": snapshot,
            "sites": sites,
        },
        str(path),
    )
    return settings


def _web(values: Mapping[str, Any], path: Path) -> WebSettings:  # Any: tomllib's values
    made: WebSettings = _made(WebSettings, values, f"{path}: [web]")
    choices = {"read": ("everybody", "signed-in"), "query": ("researchers", "nobody"), "sign_in": ("password", "proxy")}
    for name, known in choices.items():
        if getattr(made, name) not in known:
            raise BadSettings(f"{path}: [web]: {name} is {getattr(made, name)!r}; expected one of {', '.join(known)}")
    for role in (made.proxy_role, *(account.role for account in made.accounts)):
        if role not in ROLES:
            raise BadSettings(f"{path}: [web]: found the role {role!r}; expected one of {', '.join(ROLES)}")
    return made


def _made(kind: type[Any], values: Mapping[str, Any], where: str) -> Any:  # Any: one maker for all the records above
    known = {f.name for f in fields(kind)}
    unknown = sorted(set(values) - known)
    if unknown:
        raise BadSettings(f"{where}: found {', '.join(unknown)}; expected one of {', '.join(sorted(known))}")
    return kind(**{name: tuple(v) if isinstance(v, list) else v for name, v in values.items()})
