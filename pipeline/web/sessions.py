"""Who is signed in: sessions that end by themselves and when people sign out, and the log of sign-ins with its lock.

They lie in a file of their own that may be thrown away: doing so signs everybody out. A session's token is known to the
browser alone; the file holds its hash.
"""

import hashlib
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

SESSIONS_FILE = "sessions.db"
# After so many wrong passwords in a row within the time, a name is locked for that time; so is everybody's sign-in
# after many more, from which single guesses at many names come.
WRONG_FOR_ONE = 5
WRONG_FOR_ALL = 100
LOCK = timedelta(minutes=15)
IDLE = timedelta(hours=2)
TABLES = """
create table if not exists sessions (token_hash text primary key, account text not null, started_at text not null,
  seen_at text not null, ends_at text not null) without rowid;
create table if not exists sign_ins (id integer primary key, account text not null, at text not null,
  is_right integer not null);
create index if not exists sign_ins_account on sign_ins(account, at);
create index if not exists sign_ins_at on sign_ins(at);
"""


@dataclass(frozen=True, slots=True)
class SignIn:
    """One try at signing in, for the log that administrators see."""

    account: str
    at: str
    is_right: bool


class Sessions:
    """The open `sessions.db`. Every method is one short transaction; times are aware."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / SESSIONS_FILE
        if not self.path.exists():
            self.path.touch(mode=0o600)
        self.db = sqlite3.connect(self.path, isolation_level=None, timeout=30, check_same_thread=False)
        self.db.row_factory = sqlite3.Row
        self.db.execute("pragma journal_mode = wal")
        self.db.execute("pragma synchronous = normal")
        self.db.executescript(TABLES)

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def begin(self, account: str, now: datetime, hours: float) -> str:
        """Begin a session and return its token, which is kept nowhere else."""
        token = secrets.token_urlsafe(32)
        ends = now + timedelta(hours=hours)
        self.db.execute("delete from sessions where ends_at < ?", (_text(now),))
        self.db.execute(
            "insert into sessions (token_hash, account, started_at, seen_at, ends_at) values (?, ?, ?, ?, ?)",
            (_hash(token), account, _text(now), _text(now), _text(ends)),
        )
        return token

    def account(self, token: str, now: datetime) -> str | None:
        """Return whose session it is; None where it has ended, has lain idle for two hours or never was."""
        row = self.db.execute(
            "select account, seen_at from sessions where token_hash = ? and ends_at > ? and seen_at > ?",
            (_hash(token), _text(now), _text(now - IDLE)),
        ).fetchone()
        if row is None:
            return None
        if row["seen_at"] < _text(now - timedelta(minutes=1)):
            self.db.execute("update sessions set seen_at = ? where token_hash = ?", (_text(now), _hash(token)))
        return str(row["account"])

    def end(self, token: str) -> None:
        """End a session: its token is worth nothing from now on, whoever holds a copy."""
        self.db.execute("delete from sessions where token_hash = ?", (_hash(token),))

    def note(self, account: str, now: datetime, *, is_right: bool) -> None:
        """Log a try at signing in."""
        self.db.execute(
            "insert into sign_ins (account, at, is_right) values (?, ?, ?)", (account[:100], _text(now), is_right)
        )

    def is_locked(self, account: str, now: datetime) -> bool:
        """Whether too many wrong passwords were given for this name, or for all names together, in the last while."""
        since = _text(now - LOCK)
        one = self.db.execute(
            "select count(*) from sign_ins where account = :account and at > :since and not is_right and id >"
            " coalesce((select max(id) from sign_ins where account = :account and is_right), 0)",
            {"account": account[:100], "since": since},
        ).fetchone()[0]
        every = self.db.execute("select count(*) from sign_ins where at > ? and not is_right", (since,)).fetchone()[0]
        return bool(one >= WRONG_FOR_ONE or every >= WRONG_FOR_ALL)

    def recent(self, limit: int = 200) -> tuple[SignIn, ...]:
        """Return the last tries at signing in, newest first."""
        rows = self.db.execute("select account, at, is_right from sign_ins order by id desc limit ?", (limit,))
        return tuple(SignIn(row["account"], row["at"], bool(row["is_right"])) for row in rows)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf8", "replace")).hexdigest()


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
