"""`undertook.toml`: every setting with its default, read into one frozen record."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from models.vocabulary import DocumentKind
from pipeline.accounts import Account, WebSettings
from pipeline.crawl.job import DOCUMENTS, Pace
from pipeline.settings_values import BadSettings, choice, made, refuse_twice, table, tables

NAME = "undertook.toml"
# What a settings file may hold: two values and these parts.
TOP = ("contact", "crawl", "data", "nightly", "site", "snapshot", "web")


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

    Raises `BadSettings` for a file that cannot be read or is not TOML, and for a key or a value that means nothing.
    """
    if path is None and not Path(NAME).exists():
        return Settings()
    path = path or Path(NAME)
    try:
        values = tomllib.loads(path.read_text("utf8"))
    except OSError as error:
        raise BadSettings(f"{path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(f"{path} is not TOML: {error}") from error
    return _settings(values, path)


def _settings(values: dict[str, Any], path: Path) -> Settings:  # Any: tomllib's values
    unknown = sorted(set(values) - set(TOP))
    if unknown:
        raise BadSettings(f"{path}: found {', '.join(unknown)}; expected one of {', '.join(TOP)}")
    crawl = {"documents": list(DOCUMENTS), **table(values.get("crawl", {}), f"{path}: [crawl]")}
    for kind in tables(crawl["documents"], f"{path}: [crawl] documents"):
        choice("documents", kind, get_args(DocumentKind), f"{path}: [crawl]")
    settings: Settings = made(
        Settings,
        {
            **{name: value for name, value in values.items() if name == "contact"},
            "data": _folder(values.get("data", "undertook-data"), path),
            "documents": crawl.pop("documents"),
            "pace": made(Pace, crawl, f"{path}: [crawl]"),
            "nightly": _nightly(values.get("nightly", {}), path),
            "web": _web(values.get("web", {}), path),
            "snapshot": made(SnapshotSettings, values.get("snapshot", {}), f"{path}: [snapshot]"),
            "sites": _sites(values.get("site", []), path),
        },
        str(path),
    )
    return settings


def _folder(value: object, path: Path) -> Path:
    if not isinstance(value, str):
        raise BadSettings(f"{path}: data is {value!r}; expected a folder in quotation marks")
    return path.parent / Path(value).expanduser()


def _nightly(values: object, path: Path) -> NightlySettings:
    given = table(values, f"{path}: [nightly]")
    mail = made(MailSettings, given.get("mail", {}), f"{path}: [nightly.mail]")
    settings: NightlySettings = made(NightlySettings, {**given, "mail": mail}, f"{path}: [nightly]")
    return settings


def _web(values: object, path: Path) -> WebSettings:
    given = {"account": [], **table(values, f"{path}: [web]")}
    where = f"{path}: [[web.account]]"
    accounts = tuple(made(Account, account, where) for account in tables(given.pop("account"), where))
    refuse_twice((account.id for account in accounts), where)
    web: WebSettings = made(WebSettings, {**given, "accounts": accounts}, f"{path}: [web]")
    return web


def _sites(values: object, path: Path) -> tuple[ConfiguredSite, ...]:
    where = f"{path}: [[site]]"
    sites = tuple(made(ConfiguredSite, site, where) for site in tables(values, where))
    refuse_twice((site.slug for site in sites), where)
    # Folders and pages of the tracker are named after it.
    for site in sites:
        if not site.slug.strip(" .") or set(site.slug) & set("/\\"):
            raise BadSettings(f"{where}: slug is {site.slug!r}; expected a short name without / and \\")
    return sites
